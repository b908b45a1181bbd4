"""Case managers' views: an interview form or a closed survey counted, and only the counts kept.

Who said what is read, counted and forgotten: the counts stand among what respondents said, as a
group of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from corecase.actions import (
    door,
    drafts,
    frameworks,
    report_desk,
    respondents,
    survey_results,
)
from corecase.core.case_managers import GROUP, ViewAnswer, ViewFigure, counted
from corecase.core.criteria import View
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.inspections import Survey
from corecase.core.people import Actor, Deed, may
from corecase.core.surveys import Group
from corecase.exchange import views
from corecase.store.cases.models import Inspection, Respondents, RespondentStatement

MAX_BYTES = 1024 * 1024
"""An interview form is small; more is another file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What case managers are asked, with what stands of their answers.

    `surveyed` is what they said in their closed survey: empty where there is none, and for those
    who do not read its results.
    """

    heading: report_desk.Heading
    views: tuple[View, ...]
    figures: dict[str, ViewFigure]
    surveyed: dict[str, ViewFigure]
    seen: str


def asked(code: str, *, by: Actor) -> Asked:
    """The questions to case managers and the counts that stand, for whoever reads the draft."""
    inspection = drafts.readable(code, by=by)
    _, figures = parted(inspection, respondents.of(inspection))
    row = _row(inspection)
    return Asked(
        heading=report_desk.heading(inspection, by=by),
        views=frameworks.of(inspection).views,
        figures={one.id: one for one in figures},
        surveyed={one.id: one for one in _surveyed(inspection)[1]}
        if may(by, Deed.SURVEY_RESULTS, door.subject_of(inspection))
        else {},
        seen=str(row.version) if row else "",
    )


def count(code: str, *, file_name: str, content: bytes, seen: str, by: Actor, now: datetime) -> int:
    """Counts an interview form and keeps the counts; returns how many case managers answered.

    What was counted before is replaced. `seen` is the version that its sender saw. Raises
    InputError for a form that cannot be read, a person in it twice, a name instead of a code, a
    framework that asks case managers nothing, and counts that somebody else wrote meanwhile.
    """
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        questions = frameworks.of(inspection).views
        if not questions:
            raise InputError(
                "This framework asks case managers nothing; there is no form to count."
            )
        answers = _read(file_name, content, questions)
        figures = counted(questions, answers)
        if not figures:
            raise InputError("The form holds no answer; fill in a row for each case manager.")
        n_people = len({answer.manager.casefold() for answer in answers})
        _keep(write, inspection, figures, n_people=n_people, seen=seen, by=by, now=now)
    return n_people


def take(code: str, *, seen: str, by: Actor, now: datetime) -> int:
    """Keeps the counts of the case managers' closed survey; returns how many answered it.

    What was counted before is replaced. Raises InputError where no survey of theirs is closed or
    it says nothing that the framework asks, and for counts that somebody else wrote meanwhile.
    """
    door.inspection(code, Deed.SURVEY_RESULTS, by=by)
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        n_people, figures = _surveyed(inspection)
        if not figures:
            raise InputError(
                "No closed survey of case managers answers what this framework asks them; close "
                "theirs first, or count an interview form."
            )
        _keep(write, inspection, figures, n_people=n_people, seen=seen, by=by, now=now)
    return n_people


def parted(
    inspection: Inspection, surveys: Iterable[Survey]
) -> tuple[tuple[Survey, ...], tuple[ViewFigure, ...]]:
    """What respondents said, parted into other groups and the case managers' answers by question.

    What else stands under the case managers stays with the other groups.
    """
    by_words = {view.finding: view.id for view in frameworks.of(inspection).views}
    others, found = list[Survey](), dict[str, ViewFigure]()
    for survey in surveys:
        left = []
        for said in survey.statements:
            view = by_words.get(said.text) if survey.group == GROUP else None
            if view and said.figure:
                found[view] = ViewFigure(id=view, figure=said.figure, confirmed=said.confirmed)
            else:
                left.append(said)
        if left or survey.group != GROUP or not by_words:
            others.append(
                Survey(group=survey.group, returned=survey.returned, statements=tuple(left))
            )
    ordered = tuple(found[view] for view in by_words.values() if view in found)
    return tuple(others), ordered


def _read(file_name: str, content: bytes, questions: tuple[View, ...]) -> list[ViewAnswer]:
    if len(content) > MAX_BYTES:
        raise InputError("The form is larger than 1 MB; send the sheet with the answers alone.")
    with TemporaryDirectory(prefix="corecase-") as made:
        path = Path(made) / Path(file_name).name
        path.write_bytes(content)
        return list(views.read(path, questions))


def _surveyed(inspection: Inspection) -> tuple[int, tuple[ViewFigure, ...]]:
    """How many case managers answered their closed survey, and the counts by question."""
    asked = {view.id for view in frameworks.of(inspection).views}
    n_people, figures = survey_results.view_figures(inspection.code, Group.STAFF)
    return n_people, tuple(one for one in figures if one.id in asked)


def _keep(
    write: door.Writing,
    inspection: Inspection,
    figures: tuple[ViewFigure, ...],
    *,
    n_people: int,
    seen: str,
    by: Actor,
    now: datetime,
) -> None:
    """Puts counts in the place of those that stand, if these are what their sender saw."""
    row = _row(inspection) or Respondents(
        inspection=inspection, group=GROUP, position=_next(inspection), version=0
    )
    if seen != (str(row.version) if row.pk else ""):
        raise InputError(
            "The counts were changed meanwhile: read below what stands now, and send this again "
            "if it is to replace them."
        )
    row.returned = n_people
    respondents.touch(row, by=by, now=now)
    row.returned = max(n_people, _replace(row, frameworks.of(inspection).views, figures))
    row.save(update_fields=["returned"])
    write.say(
        EventKind.RESPONDENTS_WRITTEN,
        inspection.code,
        content=[[one.id, one.figure.count, one.figure.out_of] for one in figures],
        respondents=row.pk,
    )


def _row(inspection: Inspection) -> Respondents | None:
    return Respondents.objects.filter(inspection=inspection, group=GROUP).first()


def _next(inspection: Inspection) -> int:
    rows = respondents.rows_of(inspection)
    return rows[-1].position + 1 if rows else 0


def _replace(row: Respondents, questions: tuple[View, ...], figures: Iterable[ViewFigure]) -> int:
    """Puts the counts in the place of those before; other words of the group stay behind them.

    Returns the largest base of those other words, 0 where there are none.
    """
    words = {view.id: view.finding for view in questions}
    row.statements.filter(text__in=words.values()).delete()
    made = [
        RespondentStatement(
            respondents=row,
            position=place,
            text=words[one.id],
            count=one.figure.count,
            out_of=one.figure.out_of,
        )
        for place, one in enumerate(figures)
    ]
    others = list(row.statements.all())
    for place, other in enumerate(others, start=len(made)):
        other.position = place
    RespondentStatement.objects.bulk_update(others, ["position"])
    RespondentStatement.objects.bulk_create(made)
    return max((other.out_of or 0 for other in others), default=0)
