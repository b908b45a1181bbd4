"""Precedents: overall phrases that stand in published reports, with the scores they went with."""

from dataclasses import dataclass

from corecase.actions import editions
from corecase.core.figures import Figure
from corecase.store.cases.models import Correction, Inspection, ReportParticulars
from corecase.store.public.models import PublishedVersion


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

    None is suggested: they are there to be read. A report whose correction is open is left out,
    since its phrase may be about to change.
    """
    named = editions.parsed(inspection).overall
    return (
        *(Precedent(phrase=one.phrase, used_in=one.source) for one in named),
        *_published(inspection),
    )


def _published(inspection: Inspection) -> tuple[Precedent, ...]:
    in_correction = Correction.objects.filter(closed_at__isnull=True)
    rows = ReportParticulars.objects.exclude(overall="").exclude(
        inspection__in=[inspection.pk, *in_correction.values_list("inspection", flat=True)]
    )
    phrases = dict(rows.values_list("inspection__code", "overall"))
    versions = (
        PublishedVersion.objects.filter(publication__code__in=phrases)
        .select_related("publication")
        .prefetch_related("scores")
        .order_by("-publication__published_on", "publication__service", "number")
    )
    newest = {version.publication.code: version for version in versions}
    return tuple(
        Precedent(
            phrase=phrases[code],
            used_in=f"{version.publication.service}, {version.publication.published_on:%B %Y}",
            headlines=tuple(
                (score.label, Figure(count=score.count, out_of=score.out_of))
                for score in version.scores.all()
            ),
        )
        for code, version in newest.items()
    )
