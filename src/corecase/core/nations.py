"""Regions and the nation that each lies in, as inspection reports name them."""

from typing import Final

WALES: Final = "WALES"
ENGLAND: Final = "ENGLAND"

ENGLISH_REGIONS: Final = frozenset(
    {
        "East Midlands",
        "East of England",
        "Eastern",
        "London",
        "North East",
        "North West",
        "South East",
        "South West",
        "West Midlands",
        "Yorkshire and Humberside",
        "Yorkshire and the Humber",
    }
)
"""The regions of England, one of them under two names and one under an older one."""


def nation_of(region: str) -> str:
    """The nation of a region: ENGLAND, WALES, or empty for a region that we do not know."""
    if region in ENGLISH_REGIONS:
        return ENGLAND
    return WALES if region == "Wales" else ""
