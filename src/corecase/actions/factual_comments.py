"""The comments of a service on a draft, and what each was answered. Nothing is removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone

from corecase.actions import authors, door, factual_accuracy, factual_rounds
from corecase.actions.factual_rounds import Round, Standing
from corecase.core import factual_accuracy as rules
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, NotAllowedError
from corecase.core.report_places import AREA, ORGANISATION
from corecase.core.reports import CommentOutcome
from corecase.store.cases.models import FactualComment, FactualRound, Inspection, Person

_ROOMS: Final = {
    "strengths": "report_criterion",
    "areas": "report_criterion",
    "criterion": "report_criterion",
    "recommendations": "report_recommendations",
    "users": "report_respondents",
    "practice": "report_practice",
    "context": "report_indicators",
    "acknowledgements": "report_particulars",
    "next": "report_particulars",
    "cover": "report_particulars",
}
"""By what its anchor begins with, the room in which a paragraph is written."""

_TEXTS: Final = {"context-area": AREA, "context-organisation": ORGANISATION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a comment was answered, by whom and when."""

    outcome: CommentOutcome
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment: on what, as it was frozen, and its answer for those who may read it.

    `paragraph` is the number in the draft, 0 for the whole report. `live` are the words that
    stand there now, "" where none do, and None where nobody asked: the round is closed, the
    comment is on the whole report, or its reader is the service. `room` is where the words are
    written, with `room_place` behind the inspection.
    """

    number: int
    paragraph: int
    heading: str
    frozen: str
    words: str
    by: str
    at: datetime
    is_late: bool
    answer: Answer | None
    earlier: tuple[Answer, ...]
    live: str | None
    room: str
    room_place: str

    @property
    def version(self) -> str:
        """What whoever answers it sends back, so that no answer is written over unread."""
        return self.answer.at.isoformat() if self.answer else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """The comments of one round in the order of the draft.

    `live_problem` says why the words that stand now cannot be shown; empty where they can.
    """

    code: str
    service: str
    synthetic: str
    standing: Standing
    round: Round
    comments: tuple[Comment, ...]
    live_problem: str = ""

    @property
    def shows_answers(self) -> bool:
        """Whether the answers are for their reader: for the service once the round is closed."""
        return not self.standing.is_service or self.round.closed_at is not None


def of_round(code: str, number: int, *, by: Actor, now: datetime) -> Comments:
    """Every comment of a round, with its answer and with what stands in the draft now.

    For the service without the answers until the round is closed. That it was read is logged.
    """
    inspection = door.inspection(code, Deed.FACTS_READ, by=by)
    row = factual_rounds.row(inspection, number)
    door.consulted("FACTS", f"round {number}", inspection=inspection, by=by, now=now)
    standing = factual_rounds.standing_of(inspection, by)
    compares = row.closed_at is None and not standing.is_service and row.comments.exists()
    live, problem = _live(inspection, row, now) if compares else (None, "")
    with_answers = not standing.is_service or row.closed_at is not None
    return Comments(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        standing=standing,
        round=factual_rounds.of(row),
        comments=_comments(row, live, with_answers=with_answers),
        live_problem=problem,
    )


def one(code: str, number: int, comment: int, *, by: Actor, now: datetime) -> Comments:
    """One comment for whoever answers it; NotAllowedError for everybody else."""
    door.inspection(code, Deed.FACTS_ANSWER, by=by)
    found = of_round(code, number, by=by, now=now)
    return Comments(
        code=found.code,
        service=found.service,
        synthetic=found.synthetic,
        standing=found.standing,
        round=found.round,
        comments=(_found(found, comment),),
        live_problem=found.live_problem,
    )


def answer(
    code: str,
    number: int,
    comment: int,
    *,
    outcome: CommentOutcome,
    answer: str,
    seen: str = "",
    by: Actor,
    now: datetime,
) -> None:
    """Answers a comment, or answers it anew; the earlier answer is kept beside it.

    `seen` is the version that its writer had before them. Raises InputError for no words or too
    many, for a comment that somebody else answered meanwhile, and once the round is closed.
    """
    words = rules.checked(answer, field="answer")
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.FACTS_ANSWER, by=by, lock=True)
        in_round = factual_rounds.row(inspection, number)
        factual_rounds.check_open(in_round)
        row = in_round.comments.filter(pk=comment).first()
        if row is None:
            raise NotAllowedError("There is no such comment.")
        _check_seen(row, seen)
        row.earlier = [*row.earlier, *_kept(row)]
        row.outcome, row.answer = outcome, words
        row.answered_by_id, row.answered_at = by.person_id, now
        row.save()
        write.say(
            EventKind.FACTS_ANSWERED,
            code,
            content={"outcome": outcome, "answer": words},
            round=number,
            comment=comment,
        )


def writers(inspection: Inspection) -> set[int]:
    """Everybody who ever answered a comment of the service."""
    return authors.of(inspection, EventKind.FACTS_ANSWERED)


def _check_seen(row: FactualComment, seen: str) -> None:
    if seen != (row.answered_at.isoformat() if row.answered_at else ""):
        raise InputError(
            "Somebody answered this comment meanwhile: read below what stands there now, take "
            "over what is to stay, and save again."
        )


def _kept(row: FactualComment) -> list[dict[str, object]]:
    """The answer that stands, to be kept beside the next."""
    if row.answered_at is None:
        return []
    at = row.answered_at.isoformat()
    return [{"outcome": row.outcome, "answer": row.answer, "by": row.answered_by_id, "at": at}]


def _found(found: Comments, comment: int) -> Comment:
    for one in found.comments:
        if one.number == comment:
            return one
    raise NotAllowedError("There is no such comment.")


def _live(
    inspection: Inspection, row: FactualRound, now: datetime
) -> tuple[Mapping[str, str] | None, str]:
    """By place what stands there now, and why that cannot be shown where it cannot."""
    try:
        live = factual_accuracy.live(inspection, timezone.localdate(now))
    except InputError as error:
        return None, str(error)
    return rules.aligned(factual_rounds.paragraphs_of(row), live), ""


def _comments(
    row: FactualRound, live: Mapping[str, str] | None, *, with_answers: bool
) -> tuple[Comment, ...]:
    rows = list(row.comments.select_related("by", "answered_by"))
    placed = enumerate(factual_rounds.paragraphs_of(row), start=1)
    numbers = {rules.WHOLE: 0, **{p.place: number for number, p in placed}}
    names = _names(rows) if with_answers else {}
    made = [
        _comment(one, row, numbers[one.place], live, names if with_answers else None)
        for one in rows
    ]
    return tuple(sorted(made, key=lambda one: (one.paragraph, one.number)))


def _comment(
    one: FactualComment,
    row: FactualRound,
    paragraph: int,
    live: Mapping[str, str] | None,
    names: Mapping[int, str] | None,
) -> Comment:
    room, room_place = _room(one.place)
    return Comment(
        number=one.pk,
        paragraph=paragraph,
        heading=one.heading,
        frozen=one.quoted,
        words=one.comment,
        by=one.by.name,
        at=one.at,
        is_late=rules.is_late(timezone.localdate(one.at), row.due_on),
        answer=None if names is None else _answer(one),
        earlier=() if names is None else _earlier(one, names),
        live=live.get(one.place) if live is not None else None,
        room=room,
        room_place=room_place,
    )


def _room(place: str) -> tuple[str, str]:
    """Where the words of a place are written, and what its address takes; else the overview."""
    anchor = place.rpartition("/")[0]
    kind, _, rest = anchor.partition("-")
    if anchor in _TEXTS:
        return "report_text", _TEXTS[anchor]
    if kind == "commentary":
        return "report_text", f"commentary/{rest}"
    room = _ROOMS.get(kind, "report")
    return room, rest if room == "report_criterion" else ""


def _answer(one: FactualComment) -> Answer | None:
    if one.answered_at is None or one.answered_by is None:
        return None
    outcome = CommentOutcome(one.outcome)
    by, at = one.answered_by.name, one.answered_at
    return Answer(outcome=outcome, words=one.answer, by=by, at=at)


def _earlier(one: FactualComment, names: Mapping[int, str]) -> tuple[Answer, ...]:
    return tuple(
        Answer(
            outcome=CommentOutcome(kept["outcome"]),
            words=kept["answer"],
            by=names[kept["by"]],
            at=datetime.fromisoformat(kept["at"]),
        )
        for kept in one.earlier
    )


def _names(rows: list[FactualComment]) -> Mapping[int, str]:
    ids = {kept["by"] for one in rows for kept in one.earlier}
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
