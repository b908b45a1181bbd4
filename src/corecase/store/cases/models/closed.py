"""Constraints that every table uses: closed vocabularies, and who with when."""

from collections.abc import Iterable
from enum import StrEnum

from django.db import models
from django.db.models import Q


def known(name: str, field: str, codes: Iterable[str]) -> models.CheckConstraint:
    """The field holds one of the codes and nothing else."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": list(codes)}), name=name)


def together(name: str, *fields: str) -> models.CheckConstraint:
    """All of the fields are filled, or none is: a deed has a doer and a time."""
    none = Q(**{f"{field}__isnull": True for field in fields})
    every = Q(**{f"{field}__isnull": False for field in fields})
    return models.CheckConstraint(condition=none | every, name=name)


def choices(codes: type[StrEnum]) -> list[tuple[str, str]]:
    """A closed vocabulary of the core, as a field takes it."""
    return [(code.value, code.value) for code in codes]
