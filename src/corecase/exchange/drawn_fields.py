"""The fields of an inspection's file that say what its sample was drawn from."""

from typing import Self

from pydantic import Field, model_validator

from corecase.core.cases import Case
from corecase.core.drawn_samples import DrawnSample, StratumSize
from corecase.core.errors import InputError
from corecase.exchange.described_rows import Row


class StratumRow(Row):
    """One stratum of the draw."""

    values: list[str]
    """Its value of each attribute, in their order; empty quotes where it is not known."""
    n_population: int
    """How many of its cases could be drawn."""


class MissingRow(Row):
    """A case that could not be assessed; it stands in no other file."""

    id: str
    """Its identifier."""
    attributes: dict[str, str] = Field(default_factory=dict)
    """Those of its attributes that a rule reads or that made strata."""


class DrawnRow(Row):
    """What the sample was drawn from, which the intervals of the scores need."""

    n_population: int
    """How many cases could be drawn: the caseload, as far as it was in the window."""
    by: list[str] = Field(default_factory=list)
    """The attributes of the cases that made strata, if it was drawn by strata."""
    strata: list[StratumRow] = Field(default_factory=list)
    """How many cases each stratum had."""
    missing: list[MissingRow] = Field(default_factory=list)
    """The cases of the sample that could not be assessed and were not replaced."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        try:
            self.value()
        except InputError as error:
            raise ValueError(str(error)) from None
        return self

    def value(self) -> DrawnSample:
        """What these fields say."""
        return DrawnSample(
            n_population=self.n_population,
            by=tuple(self.by),
            strata=tuple(
                StratumSize(values=tuple(one.values), n_population=one.n_population)
                for one in self.strata
            ),
            missing=tuple(Case(id=one.id, attributes=one.attributes) for one in self.missing),
        )
