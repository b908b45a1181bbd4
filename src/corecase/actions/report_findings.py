"""Findings of the report: drafted from the figures, accepted, edited or dropped by a person."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import dropwhile

from corecase.actions import drafts, report_desk, report_texts
from corecase.actions.report_desk import Desk, Heading
from corecase.core import report_places
from corecase.core.changes import Change, changes
from corecase.core.criteria import Criterion
from corecase.core.errors import InputError
from corecase.core.findings import Finding, Kept, marked, reconcile
from corecase.core.people import Actor, NotAllowedError
from corecase.core.scoring import Score, score
from corecase.core.sentences import Kind, Piece
from corecase.core.sign_off import Obstacle
from corecase.store.cases.models import Inspection, ReportText


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a criterion as it stands, and what a person has still to look at.

    `changes` are figures that differ from those it was written on, `free_numbers` what it says
    that matches no figure, `unknown_terms` what nothing explains, `redraft` today's draft where
    that reads otherwise than what was accepted, `fault` what is untrue in it. `seen` goes back
    with whatever is done to it.
    """

    place: str
    kind: Kind
    status: str
    text: str
    pieces: tuple[Piece, ...]
    note: str
    evidence: str
    is_drafted: bool
    is_aside: bool
    awaits_confirmation: bool
    changes: tuple[Change, ...]
    free_numbers: tuple[str, ...]
    unknown_terms: tuple[str, ...]
    redraft: tuple[Piece, ...]
    fault: str
    seen: str

    @property
    def is_plain_draft(self) -> bool:
        """Whether it can be accepted together with others: nothing in it asks for a look."""
        return self.status == "drafted" and not self.awaits_confirmation and not self.fault

    @property
    def asks_for_a_look(self) -> bool:
        """Whether something in it is no longer, or not yet, as a person left it."""
        is_restated = bool(self.redraft and self.evidence)
        return bool(self.changes or self.fault or self.is_aside or is_restated)


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionPage:
    """The paragraphs of one criterion. `seen` goes back when all plain drafts are accepted.

    `following` is the criterion after it, None behind the last.
    """

    heading: Heading
    criterion: Criterion
    following: Criterion | None
    score: Score
    paragraphs: tuple[Paragraph, ...]
    next_own: dict[Kind, str]
    seen: str

    def of_kind(self, kind: Kind) -> tuple[Paragraph, ...]:
        """The strengths, or the areas for improvement, in their order."""
        return tuple(one for one in self.paragraphs if one.kind == kind)

    @property
    def n_plain_drafts(self) -> int:
        """How many can be accepted together."""
        return sum(one.is_plain_draft for one in self.paragraphs)


def criterion(code: str, criterion_id: str, *, by: Actor) -> CriterionPage:
    """The findings of one criterion, for those who read the draft."""
    inspection = drafts.readable(code, by=by)
    desk = report_desk.of(inspection)
    rest = list(dropwhile(lambda c: c.id != criterion_id, desk.framework.criteria))
    if not rest:
        raise NotAllowedError("There is no such criterion.")
    listed = tuple(one for one in paragraphs(desk) if criterion_of(one) == criterion_id)
    taken = {one.place for one in listed}
    kinds: tuple[Kind, Kind] = ("strength", "area")
    return CriterionPage(
        heading=report_desk.heading(inspection, by=by),
        criterion=rest[0],
        following=rest[1] if len(rest) > 1 else None,
        score=score(desk.framework, desk.judgements).of(criterion_id),
        paragraphs=listed,
        next_own={kind: report_places.next_own(criterion_id, kind, taken) for kind in kinds},
        seen=seen_of_drafts(listed),
    )


def paragraphs(desk: Desk) -> tuple[Paragraph, ...]:
    """Every paragraph of the findings as it stands, in the order of the report."""
    kept = report_texts.kept(desk.inspection)
    found, faults = _reconciled(desk, kept)
    rows = ReportText.objects.filter(inspection=desk.inspection)
    versions = dict(rows.values_list("place", "version"))
    aside = set(report_texts.undecided(desk.inspection))
    statuses = {one.id: one.status for one in kept}
    return tuple(
        _paragraph(
            replace(finding, status=statuses.get(finding.id, finding.status)),
            desk,
            fault=faults.get(finding.id, ""),
            version=versions.get(finding.id, 0),
            is_aside=finding.id in aside,
        )
        for finding in found
    )


def obstacles(inspection: Inspection) -> list[Obstacle]:
    """What has to be settled in the findings of each criterion, a sentence for each kind."""
    return _of_each_criterion(inspection, _obstacles)


def unconfirmed(inspection: Inspection) -> list[Obstacle]:
    """The findings of each criterion that rest on a small base and that nobody has confirmed."""
    return _of_each_criterion(inspection, _unconfirmed)


def _of_each_criterion(
    inspection: Inspection, said: Callable[[str, list[Paragraph]], Iterable[str]]
) -> list[Obstacle]:
    desk = report_desk.of(inspection)
    listed = paragraphs(desk)
    return [
        Obstacle(text=text, room="report_criterion", place=criterion.id)
        for criterion in desk.framework.criteria
        for text in said(
            criterion.number, [one for one in listed if criterion_of(one) == criterion.id]
        )
    ]


def _reconciled(desk: Desk, kept: tuple[Kept, ...]) -> tuple[tuple[Finding, ...], dict[str, str]]:
    """The findings, and by id what is untrue in those whose words were true once."""
    try:
        return reconcile(desk.drafted, kept, desk.book, desk.quotations), {}
    except InputError:
        # Which of them it is, is asked only then: one by one takes as many times as long.
        return _one_by_one(desk, kept)


def _one_by_one(desk: Desk, kept: tuple[Kept, ...]) -> tuple[tuple[Finding, ...], dict[str, str]]:
    faults: dict[str, str] = {}
    shown = []
    for one in kept:
        try:
            reconcile(desk.drafted, (one,), desk.book, desk.quotations)
        except InputError as error:
            faults[one.id] = str(error)
            # The words of a dropped paragraph are not held against the figures.
            shown.append(replace(one, status="dropped"))
        else:
            shown.append(one)
    return reconcile(desk.drafted, tuple(shown), desk.book, desk.quotations), faults


def _paragraph(
    finding: Finding, desk: Desk, *, fault: str, version: int, is_aside: bool
) -> Paragraph:
    drafted, text = desk.draft_of(finding.id), marked(finding)
    is_other = finding.status == "accepted" and drafted is not None and marked(drafted) != text
    figures = [number.figure for number in finding.numbers]
    is_own = finding.status == "edited" or bool(finding.evidence)
    is_printed = finding.status != "dropped"
    return Paragraph(
        place=finding.id,
        kind=finding.kind,
        status=finding.status,
        text=text,
        pieces=finding.pieces,
        note=finding.note,
        evidence=finding.evidence,
        is_drafted=drafted is not None,
        is_aside=is_aside,
        awaits_confirmation=finding.awaits_confirmation,
        changes=changes(desk.framework, finding) if is_printed else (),
        free_numbers=desk.free_numbers(text, figures) if finding.status == "edited" else (),
        unknown_terms=desk.unknown_terms(text) if is_own and is_printed else (),
        redraft=drafted.pieces if drafted and is_other else (),
        fault=fault,
        seen=report_desk.digest(version, finding.status, text, *_figures(finding)),
    )


def _figures(finding: Finding) -> Iterator[str]:
    return (f"{number.key}={number.figure}" for number in finding.numbers)


def _obstacles(number: str, listed: list[Paragraph]) -> Iterator[str]:
    drafted = sum(one.status == "drafted" for one in listed)
    if drafted:
        yield f"{_counted(drafted, 'finding')} of {number} not accepted yet."
    yield from _unconfirmed(number, listed)
    changed = sum(bool(one.changes) for one in listed)
    if changed:
        yield f"{_counted(changed, 'finding')} of {number} with figures that changed since."
    others = [one for one in listed if not one.changes]
    restated = sum(bool(one.redraft and one.evidence) for one in others)
    if restated:
        yield f"{_counted(restated, 'finding')} of {number} with an evidence record that changed."
    unknown = sorted({term for one in listed for term in one.unknown_terms})
    if unknown:
        yield f"Terms in {number} that the glossary does not explain: {', '.join(unknown)}."
    faulty = sum(bool(one.fault) for one in listed)
    if faulty:
        yield f"{_counted(faulty, 'finding')} of {number} with words untrue of their figures."


def _unconfirmed(number: str, listed: list[Paragraph]) -> Iterator[str]:
    small = sum(one.awaits_confirmation for one in listed)
    if small:
        yield (
            f"{_counted(small, 'finding')} of {number} about fewer than five persons, not "
            "confirmed yet."
        )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"


def seen_of_drafts(listed: tuple[Paragraph, ...]) -> str:
    """What a page that shows these paragraphs sends back to accept its plain drafts."""
    return report_desk.digest(*(one.seen for one in listed if one.is_plain_draft))


def criterion_of(one: Paragraph) -> str:
    """The criterion under which a paragraph stands."""
    return one.place.partition("/")[0]
