"""What may be shown below the level of a service: children are counted there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from corecase.core.count_tables import CountTable, with_totals
from corecase.core.national_answers import Answer, Row
from corecase.core.public_shares import LEAST_BASE, PublicShare, base_band, public_share
from corecase.core.suppression import POLICIES, primary

POLICY: Final = POLICIES["below-service"]
WITHHELD: Final = "its table counts fewer than 10 children somewhere, so that none of it is shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRow:
    """One figure of an answer below the service, as it may be shown."""

    row: Row
    share: PublicShare


def public_rows(answer: Answer) -> tuple[PublicRow, ...]:
    """Every figure as it may be shown, in the order of the answer.

    The children behind a score make a table of the groups; where a cell of it is small, the
    whole table is withheld. A figure that is left needs a base of 20 children, and shows a band
    of it.
    """
    scores = {row.score for row in answer.rows}
    withheld = {score for score in scores if primary(persons(answer, score), POLICY)}
    return tuple(
        PublicRow(row=row, share=_share(row, is_withheld=row.score in withheld))
        for row in answer.rows
    )


def persons(answer: Answer, score: str) -> CountTable:
    """The children to whom a score applies, by service or region and by what parts their cases."""
    by = answer.question.by
    counts: dict[tuple[str, str], int] = {}
    for row in (one for one in answer.rows if one.score == score):
        parts = tuple(zip(by, row.group, strict=True))
        place = _joined(value for group, value in parts if not group.is_below_service)
        kind = _joined(value for group, value in parts if group.is_below_service)
        counts[place or "all", kind] = row.n_applicable
    places, kinds = (tuple(dict.fromkeys(names)) for names in zip(*counts, strict=True))
    return with_totals(score, places, kinds, counts)


def _joined(values: Iterable[str]) -> str:
    return "; ".join(value or "not known" for value in values)


def _share(row: Row, *, is_withheld: bool) -> PublicShare:
    if is_withheld:
        return PublicShare(printed="", base="", withheld=WITHHELD)
    if not row.n_applicable:
        return PublicShare(printed=row.figure.printed, base="none")
    if row.n_applicable < LEAST_BASE:
        few = f"fewer than {LEAST_BASE} children, too few to be shown"
        return PublicShare(printed="", base="", withheld=few)
    told = public_share(row.figure, below_service=True)
    return PublicShare(
        printed=told.printed,
        base=base_band(row.n_applicable) if told.printed else "",
        withheld=told.withheld,
    )
