"""Codes: the short names by which programmes, services and inspections stand in addresses."""

from collections.abc import Collection
from typing import Final

from django.db.models import Model, QuerySet
from django.utils.text import slugify

_MOST_LETTERS = 26
"""So long that the codes of a programme and a service, joined, still fit an inspection's."""

PUBLIC_ROOMS: Final = frozenset(
    {
        *("accessibility", "api", "by-hash", "code-of-practice", "compare", "open-data"),
        *("programmes", "ratings", "services", "static"),
    }
)
"""Addresses of the public view that no report may have, because they would hide it."""


def free_code(words: str, rows: QuerySet[Model], *, otherwise: str) -> str:
    """A code made from words that no row has yet; a number is added where it is taken.

    `otherwise` stands for words without a letter or figure that an address can hold.
    """
    stem = slugify(words)[:_MOST_LETTERS].strip("-_") or otherwise
    return free(stem, rows)


def free(stem: str, rows: QuerySet[Model], *, but: Collection[str] = ()) -> str:
    """The stem itself, or the first of `stem-2`, `stem-3`, … that no row has as its code.

    Nor is it one of `but`.
    """
    taken = {*but, *rows.filter(code__startswith=stem).values_list("code", flat=True)}
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code
