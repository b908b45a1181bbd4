"""The page of a report's particulars: what stands, and what a person reads to choose it."""

from dataclasses import dataclass
from datetime import date

from corecase.actions import (
    comparators,
    door,
    drafts,
    editions,
    frameworks,
    precedents,
    report_particulars,
    scores,
    scores_seen,
)
from corecase.core.cases import refusal_to_chart
from corecase.core.criteria import Headline
from corecase.core.editions import Form
from corecase.core.errors import InputError
from corecase.core.inspections import Comparators
from corecase.core.people import Actor, Deed, may
from corecase.core.scoring import Score
from corecase.core.series import Scope
from corecase.store.cases.models import Inspection


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """An attribute that cases of the sample have. `refusal` says why no chart shows it.

    `is_always_shown` where a rule of the framework reads it.
    """

    name: str
    is_always_shown: bool
    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The particulars with what a person needs to know to choose them.

    `computed` are the comparators as they would be printed today, by scope; a scope in which
    nothing was published yet has None, one in which the service has no place is left out.
    `changed` are scores that are not those on which the particulars were written. `form` is that
    of the report: a letter asks for other particulars.
    """

    code: str
    service: str
    synthetic: str
    standing: report_particulars.Standing
    attributes: tuple[Attribute, ...]
    headlines: tuple[Headline, ...]
    suggested: tuple[Score, ...]
    precedents: tuple[precedents.Precedent, ...]
    computed: tuple[tuple[Scope, Comparators | None], ...]
    changed: tuple[scores_seen.Changed, ...]
    may_write: bool
    form: Form = "report"


def page(code: str, *, by: Actor, today: date) -> Page:
    """The particulars of a report, for those who read its draft. Raises as `drafts.readable`."""
    inspection = drafts.readable(code, by=by)
    writes = may(by, Deed.DRAFT_WRITE, door.subject_of(inspection))
    return Page(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        standing=report_particulars.standing(inspection),
        attributes=_attributes(inspection),
        headlines=frameworks.of(inspection).headlines,
        suggested=report_particulars.suggested_by(inspection),
        precedents=precedents.of(inspection),
        computed=_computed(inspection, today),
        changed=scores_seen.changed(inspection, report_particulars.ROOM),
        may_write=writes and drafts.is_open(inspection),
        form=editions.parsed(inspection).form,
    )


def _attributes(inspection: Inspection) -> tuple[Attribute, ...]:
    cases = scores.cases_of(inspection)
    read = frameworks.of(inspection).attributes_read()
    names = sorted({name for case in cases for name in case.attributes})
    return tuple(
        Attribute(name=name, is_always_shown=name in read, refusal=refusal_to_chart(cases, name))
        for name in names
    )


def _computed(inspection: Inspection, today: date) -> tuple[tuple[Scope, Comparators | None], ...]:
    found: list[tuple[Scope, Comparators | None]] = []
    for scope in Scope:
        try:
            found.append((scope, comparators.computed(inspection, today, scope)))
        except InputError:  # the service lies in no region that anybody entered
            continue
    return tuple(found)
