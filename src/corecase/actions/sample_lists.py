"""The sample as people read it: cases in order, the draw, and how it mirrors the caseload."""

from dataclasses import dataclass
from datetime import datetime

from corecase.actions import caseloads, door, replacements, samples
from corecase.actions.headings import Heading, heading
from corecase.core.caseload_fields import FIELD, level_words
from corecase.core.caseloads import frame_of
from corecase.core.coordination import examined_again
from corecase.core.draws import Draw
from corecase.core.figures import Figure
from corecase.core.people import Actor, Deed, may
from corecase.core.replacements import MissingReason, ReplacementReason
from corecase.core.representativeness import Margin, Representativeness, representativeness
from corecase.statistics.draw_methods import WORDS
from corecase.store.cases.models import Inspection, Replacement, SampleDraw


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCase:
    """A case of the sample or a reserve; `by_ref` stands in for it, `for_ref` it stands in for."""

    ref: str
    position: int
    stratum: str
    standing: str
    reason: str = ""
    note: str = ""
    by_ref: str = ""
    for_ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawFacts:
    """How the sample was drawn: what anybody needs to repeat it.

    `balance` are the attributes it was balanced on, in words, the most important first; `method`
    is in words too.
    """

    at: datetime
    by: str
    n: int
    n_population: int
    strata: tuple[str, ...]
    minimum: int
    balance: tuple[str, ...]
    seed: str
    frame_sha256: str
    software: str
    method: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A draw that was taken back, by whom and why."""

    at: datetime
    by: str
    reason: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCompared:
    """One value of an attribute in the sample and in the case list.

    `expected` is the number of cases that an exact image of the case list would have, `above`
    how many cases the sample has more (or, below 0, fewer); `p` the exact chance of a count as
    unlikely as this in a random draw.
    """

    words: str
    sampled: Figure
    caseload: Figure
    expected: float
    above: float
    is_within_one_case: bool
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeCompared:
    """An attribute with its values in the order of the vocabulary."""

    words: str
    levels: tuple[LevelCompared, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The sample beside its caseload, with the sentence that may be said of it."""

    headline: str
    attributes: tuple[AttributeCompared, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePage:
    """What the sample page shows; without a draw only who may make one, and what was withdrawn."""

    heading: Heading
    may_draw: bool
    may_read_caseload: bool
    facts: DrawFacts | None
    cases: tuple[SampleCase, ...]
    reserves: tuple[SampleCase, ...]
    notices: tuple[str, ...]
    comparison: Comparison | None
    withdrawn: tuple[Withdrawn, ...]


def sample(code: str, *, by: Actor, now: datetime) -> SamplePage:
    """The sample of an inspection with its draw; the cases shown are logged."""
    row = door.inspection(code, Deed.SAMPLE_READ, by=by)
    draws = list(row.draws.select_related("by", "caseload", "withdrawn_by"))
    made = next((one for one in draws if one.withdrawn_at is None), None)
    cases = _cases(row) if made else ()
    door.consulted("SAMPLE", *(case.ref for case in cases), inspection=row, by=by, now=now)
    now_sampled = replacements.sample_of(made) if made else None
    return SamplePage(
        heading=heading(row),
        may_draw=may(by, Deed.SAMPLE_DRAW, door.subject_of(row)),
        may_read_caseload=may(by, Deed.CASELOAD_READ, door.subject_of(row)),
        facts=_facts(made, now_sampled.draw) if made and now_sampled else None,
        cases=tuple(case for case in cases if case.standing != samples.RESERVE),
        reserves=tuple(case for case in cases if case.standing == samples.RESERVE),
        notices=(*now_sampled.notices, *examined_again(samples.drawn_in(made)))
        if made and now_sampled
        else (),
        comparison=_compared(made, now_sampled.cases) if made and now_sampled else None,
        withdrawn=tuple(_withdrawn(one) for one in draws if one.withdrawn_at is not None),
    )


def comparison(code: str, *, by: Actor) -> Comparison | None:
    """The sample of today beside its caseload, in counts; None where no sample is drawn."""
    row = door.inspection(code, Deed.SAMPLE_READ, by=by)
    made = samples.standing_or_none(row)
    return _compared(made, replacements.sample_of(made).cases) if made else None


def _cases(row: Inspection) -> tuple[SampleCase, ...]:
    made = Replacement.objects.filter(case__inspection=row).select_related("case", "by_case")
    by_case = {one.case.ref: one for one in made}
    stands_for = {one.by_case.ref: one.case.ref for one in made if one.by_case}
    found = []
    for case in row.cases.order_by("position"):
        change = by_case.get(case.ref)
        found.append(
            SampleCase(
                ref=case.ref,
                position=case.position,
                stratum=case.stratum,
                standing=case.standing,
                reason=_reason(change) if change else "",
                note=change.note if change else "",
                by_ref=change.by_case.ref if change and change.by_case else "",
                for_ref=stands_for.get(case.ref, ""),
            )
        )
    return tuple(found)


def _reason(change: Replacement) -> str:
    kind = ReplacementReason if change.by_case else MissingReason
    return kind(change.reason).words


def _facts(made: SampleDraw, drawn: Draw) -> DrawFacts:
    return DrawFacts(
        at=made.at,
        by=made.by.name,
        n=drawn.n,
        n_population=drawn.n_population,
        strata=tuple(FIELD[name].words for name in drawn.strata),
        minimum=drawn.minimum,
        balance=tuple(
            FIELD[name].words for name in (drawn.balance.attributes if drawn.balance else ())
        ),
        seed=drawn.seed,
        frame_sha256=drawn.frame_sha256,
        software=drawn.software,
        method=WORDS.get(drawn.method, drawn.method),
        sha256=made.sha256,
    )


def _withdrawn(made: SampleDraw) -> Withdrawn:
    return Withdrawn(
        at=made.withdrawn_at or made.at,
        by=made.withdrawn_by.name if made.withdrawn_by else "",
        reason=made.withdrawn_reason,
        sha256=made.sha256,
    )


def _compared(made: SampleDraw, refs: tuple[str, ...]) -> Comparison | None:
    """None where the sample is empty, or no case has an attribute to compare by."""
    cases = caseloads.eligible_cases(made.caseload)
    names = [one.name for one in caseloads.attribute_counts(cases)]
    if not refs or not names:
        return None
    found = representativeness(frame_of(cases), refs, names)
    return Comparison(
        headline=found.headline,
        attributes=tuple(_attribute(name, found) for name in names),
    )


def _attribute(name: str, found: Representativeness) -> AttributeCompared:
    margins = {one.level: one for one in found.margins if one.attribute == name}
    order = [*(code for code in FIELD[name].codes if code in margins)]
    order += [level for level in margins if level and level not in order]
    order += [level for level in margins if not level]
    return AttributeCompared(
        words=caseloads.heading_words(FIELD[name]),
        levels=tuple(_level(margins[level]) for level in order),
    )


def _level(margin: Margin) -> LevelCompared:
    return LevelCompared(
        words=level_words(margin.attribute, margin.level),
        sampled=margin.sampled,
        caseload=margin.caseload,
        expected=float(margin.expected_cases),
        above=float(margin.deviation_cases),
        is_within_one_case=margin.is_within_one_case,
        p=margin.p,
    )
