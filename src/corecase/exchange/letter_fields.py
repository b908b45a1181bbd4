"""The fields of an inspection's file that only a letter prints."""

from typing import Self

from pydantic import Field, StrictBool, model_validator

from corecase.exchange.described_rows import Row


class LetterRow(Row):
    """To whom and from whom a report goes that is a letter."""

    to: str = ""
    """To whom it is addressed: name and office."""
    sender: str = ""
    """From whom it is: name and office."""
    copies: list[str] = Field(default_factory=list)
    """The copy list at its end, a line each."""
    lead: str = ""
    """The lead inspector, for questions."""
    contact: str = ""
    """How to reach the lead inspector."""
    print_contact: str = ""
    """Where a copy on paper is asked for."""


class ViewRow(Row):
    """How many case managers answered yes to one question about their work."""

    id: str
    """The id of the question in the framework."""
    count: int
    """How many answered yes."""
    out_of: int
    """How many answered; each case manager once."""
    confirmed: StrictBool = False
    """Whether a person has confirmed a figure of fewer than five case managers."""

    @model_validator(mode="after")
    def _counted(self) -> Self:
        if not 0 <= self.count <= self.out_of:
            raise ValueError(f"counts {self.count} of {self.out_of}; count lies from 0 to out_of")
        return self
