"""What a reader of a list of publications chose, in its address."""

from collections.abc import Mapping
from typing import Final

from django.utils.http import urlencode

from corecase.actions.published import Asked
from corecase.core.people import NotAllowedError

_MOST_DIGITS: Final = 4


def asked_of(typed: Mapping[str, str]) -> Asked:
    """The choice that an address holds. NotAllowedError for a number that none of ours holds."""
    if any("\0" in words for words in typed.values()):
        raise NotAllowedError("There is no such page.")
    return Asked(
        programme=typed.get("programme", ""),
        region=typed.get("region", ""),
        year=_number(typed.get("year", "")),
        page=_number(typed.get("page", "")) or 1,
    )


def without_page(asked: Asked) -> str:
    """The same choice as the beginning of another page's address; empty where none was made."""
    chosen = {"programme": asked.programme, "region": asked.region, "year": asked.year or ""}
    kept = {name: value for name, value in chosen.items() if value}
    return f"{urlencode(kept)}&" if kept else ""


def _number(typed: str) -> int | None:
    if not typed:
        return None
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= _MOST_DIGITS
    if not is_number or int(typed) == 0:
        raise NotAllowedError("There is no such page.")
    return int(typed)
