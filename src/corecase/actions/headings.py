"""What every page of an inspection says at its top."""

from dataclasses import dataclass

from corecase.store.cases.models import Inspection


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """An inspection by its code, the service, and the words for what is synthetic in it."""

    code: str
    service: str
    synthetic: str


def heading(row: Inspection) -> Heading:
    """The heading of an inspection."""
    return Heading(code=row.code, service=row.service.name, synthetic=row.synthetic)
