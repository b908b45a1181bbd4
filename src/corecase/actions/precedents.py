"""Precedents: overall phrases that stand in published reports, with the scores they went with."""

from collections.abc import Iterator
from dataclasses import dataclass

from corecase.actions import editions
from corecase.core.figures import Figure
from corecase.store.cases.models import Inspection
from corecase.store.public.models import Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """A phrase, where it was used, and the headlines beside it: (label, figure) in order.

    Without headlines where the edition names the phrase and no scores.
    """

    phrase: str
    used_in: str
    headlines: tuple[tuple[str, Figure], ...] = ()


def of(inspection: Inspection) -> tuple[Precedent, ...]:
    """The phrases of the programme's edition, then those published, the newest report first.

    None is suggested: they are there to be read. Of a report its newest published version
    counts, whatever a correction is about to change.
    """
    named = editions.parsed(inspection).overall
    return (
        *(Precedent(phrase=one.phrase, used_in=one.source) for one in named),
        *_published(inspection),
    )


def _published(inspection: Inspection) -> Iterator[Precedent]:
    others = Publication.objects.exclude(code=inspection.code)
    for publication in others.prefetch_related("versions__scores"):
        newest = next(iter(publication.versions.all()), None)
        if newest is not None and newest.overall:
            yield Precedent(
                phrase=newest.overall,
                used_in=f"{publication.service}, {publication.published_on:%B %Y}",
                headlines=tuple(
                    (score.label, Figure(count=score.count, out_of=score.out_of))
                    for score in newest.scores.all()
                ),
            )
