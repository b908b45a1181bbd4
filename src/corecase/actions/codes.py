"""Codes: the short names by which programmes, services and inspections stand in addresses."""

from django.db.models import Model, QuerySet
from django.utils.text import slugify

_MOST_LETTERS = 26
"""So long that the codes of a programme and a service, joined, still fit an inspection's."""


def free_code(words: str, rows: QuerySet[Model], *, otherwise: str) -> str:
    """A code made from words that no row has yet; a number is added where it is taken.

    `otherwise` stands for words without a letter or figure that an address can hold.
    """
    stem = slugify(words)[:_MOST_LETTERS].strip("-_") or otherwise
    return free(stem, rows)


def free(stem: str, rows: QuerySet[Model]) -> str:
    """The stem itself, or the first of `stem-2`, `stem-3`, … that no row has as its code."""
    taken = set(rows.filter(code__startswith=stem).values_list("code", flat=True))
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code
