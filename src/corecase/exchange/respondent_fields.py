"""The fields of an inspection's file that say what respondents said."""

from typing import Self

from pydantic import Field, StrictBool, model_validator

from corecase.exchange.described_rows import Row


class StatementRow(Row):
    """What respondents said. Give both count and out_of, or neither."""

    text: str
    """The words after the count, such as "knew why they had to come"."""
    count: int | None = None
    """How many respondents said so."""
    out_of: int | None = None
    """How many respondents answered the question."""
    confirmed: StrictBool = False
    """Whether a person has confirmed a statement about fewer than five respondents."""

    @model_validator(mode="after")
    def _counted(self) -> Self:
        if (self.count is None) != (self.out_of is None):
            raise ValueError("gives count or out_of alone; it needs both, or neither")
        if self.count is not None and not 0 <= self.count <= (self.out_of or 0):
            raise ValueError(f"counts {self.count} of {self.out_of}; count lies from 0 to out_of")
        return self


class SurveyRow(Row):
    """One group of respondents."""

    group: str
    """Who they are, such as Victims; it is printed as a heading."""
    returned: int
    """How many questionnaires came back."""
    statements: list[StatementRow] = Field(default_factory=list)
    """What they said."""

    @model_validator(mode="after")
    def _within_returned(self) -> Self:
        for number, said in enumerate(self.statements, start=1):
            if (said.out_of or 0) > self.returned:
                base = f"statement {number} counts out of {said.out_of}"
                raise ValueError(f"has {self.returned} returned, but {base}; correct one of them")
        return self
