"""Factual-accuracy rounds as rows: which one, what was frozen in it, who is written to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from corecase.actions import door, holders
from corecase.core.errors import InputError
from corecase.core.factual_accuracy import Paragraph
from corecase.core.people import Actor, Deed, NotAllowedError, Role, may
from corecase.notify import mail
from corecase.notify.letters import Letter
from corecase.store.cases.models import FactualRound, Grant, Inspection, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round: since when, until when, how far. Names are empty where nobody did it.

    `closed_reason` is why it closed although the service had not sent the draft back.
    """

    number: int
    due_on: date
    opened_by: str
    opened_at: datetime
    returned_by: str
    returned_at: datetime | None
    closed_by: str
    closed_at: datetime | None
    closed_reason: str
    n_comments: int
    n_unanswered: int

    @property
    def is_read_only(self) -> bool:
        """Whether the service can say nothing more in it."""
        return self.returned_at is not None or self.closed_at is not None

    @property
    def state(self) -> str:
        """How far it is: `"with the service"`, `"sent back"`, `"closed"`."""
        if self.closed_at:
            return "closed"
        return "sent back" if self.returned_at else "with the service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """On which side somebody stands who reads a round: neither, for the chief inspector.

    `is_service` means that the answers are for them once the round is closed, and the live
    draft never.
    """

    is_service: bool
    may_comment: bool
    may_answer: bool


def rows(inspection: Inspection) -> QuerySet[FactualRound]:
    """The rounds, the newest first, with how many comments each has and how many wait."""
    return (
        FactualRound.objects.filter(inspection=inspection)
        .select_related("opened_by", "returned_by", "closed_by")
        .annotate(
            n_comments=Count("comments"),
            n_unanswered=Count("comments", filter=Q(comments__answered_at=None)),
        )
    )


def row(inspection: Inspection, number: int) -> FactualRound:
    """One round; NotAllowedError where there is no such round."""
    found = rows(inspection).filter(number=number).first()
    if found is None:
        raise NotAllowedError("There is no such round.")
    return found


def of(found: FactualRound) -> Round:
    """The round in a row of `rows`."""
    return Round(
        number=found.number,
        due_on=found.due_on,
        opened_by=found.opened_by.name,
        opened_at=found.opened_at,
        returned_by=found.returned_by.name if found.returned_by else "",
        returned_at=found.returned_at,
        closed_by=found.closed_by.name if found.closed_by else "",
        closed_at=found.closed_at,
        closed_reason=found.closed_reason,
        n_comments=found.n_comments,  # type: ignore[attr-defined]  # annotated by `rows`
        n_unanswered=found.n_unanswered,  # type: ignore[attr-defined]  # annotated by `rows`
    )


def paragraphs_of(found: FactualRound) -> tuple[Paragraph, ...]:
    """The draft as it was frozen, in the order of the report."""
    return tuple(Paragraph(**kept) for kept in found.paragraphs)


def standing_of(inspection: Inspection, by: Actor) -> Standing:
    """On which side somebody stands who may read the rounds."""
    subject = door.subject_of(inspection)
    return Standing(
        is_service=not may(by, Deed.DRAFT_READ, subject),
        may_comment=may(by, Deed.FACTS_COMMENT, subject),
        may_answer=may(by, Deed.FACTS_ANSWER, subject),
    )


def check_open(found: FactualRound) -> None:
    """Raises InputError where a round is closed."""
    if found.closed_at is not None:
        raise InputError("This round is closed and stays as it is; open another from drafting.")


def liaisons(inspection: Inspection, now: datetime) -> tuple[Person, ...]:
    """Whoever may read the draft for the service today: its liaisons, the contact among them."""
    services = door.subject_of(inspection).service_ids
    held = Grant.objects.filter(service_id__in=services, role=Role.SERVICE_LIAISON)
    return tuple(holders.of(held, timezone.localdate(now)))


def writers(inspection: Inspection, now: datetime) -> tuple[Person, ...]:
    """Whoever answers comments today: the lead inspectors and the editors."""
    held = inspection.grants.filter(role__in=(Role.LEAD_INSPECTOR, Role.EDITOR))
    return tuple(holders.of(held, timezone.localdate(now)))


def mailed(letters: Iterable[tuple[Person, Letter]]) -> bool:
    """Whether every letter went out; a silent mail server takes nothing back that is saved."""
    # Each is sent, also after one that was not taken.
    sent = [_mailed(letter, to) for to, letter in letters]
    return all(sent)


def _mailed(letter: Letter, to: Person) -> bool:
    try:
        mail.send(letter, to=to.email)
    except InputError:
        return False
    return True
