"""The fields of an inspection's file that tell a figure which somebody else published."""

from typing import Self

from pydantic import StrictBool, model_validator

from corecase.core.errors import InputError
from corecase.core.indicators import Indicator, Unit
from corecase.exchange.described_rows import Row


class IndicatorRow(Row):
    """A figure that somebody else published about the service."""

    name: str
    """The name of the indicator."""
    value: float
    """The value, in the unit below."""
    unit: Unit
    """What the value counts. 1.08 offences a child is 1.08 per person, never 1.08 percent."""
    period: str
    """The period it covers, such as April 2008 to March 2009."""
    comparator: float | None = None
    """The value it is read beside, in the same unit."""
    comparator_name: str = ""
    """Whose value that is, such as England."""
    change: str = ""
    """How it moved since the previous period, such as decreased."""
    caution: str = ""
    """What a reader should know about how it was printed."""
    previous_value: float | None = None
    """The value of the previous period, in the same unit."""
    previous_period: str = ""
    """The previous period."""
    numerator: int | None = None
    """The whole number that the value counts, if it is known; then the denominator too."""
    denominator: int | None = None
    """The whole number that it is counted out of."""
    definition: str = ""
    """The edition of its definition."""
    confirmed: StrictBool = False
    """Whether a person looked at what was asked of the value and lets it stand."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        try:
            Indicator(**self.model_dump())
        except InputError as error:
            raise ValueError(str(error)) from None
        return self
