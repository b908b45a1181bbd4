"""Surveys of an inspection: opened, handed out, closed. Until then nobody sees what was said."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Sum
from django.utils import timezone

from corecase.actions import door
from corecase.core import surveys
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, NotAllowedError, may
from corecase.core.questionnaires import Questionnaire
from corecase.core.stages import Stage
from corecase.core.surveys import Group, Period, Way
from corecase.exchange import questionnaires
from corecase.store.cases.models import Inspection
from corecase.store.surveys.models import (
    Survey,
    SurveyAnswer,
    SurveyLot,
    SurveyText,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """Codes that were made together. `n_used` came back, `n_left` can still be used."""

    number: int
    is_device: bool
    made_on: date
    expires_on: date
    n_made: int
    n_handed_out: int | None
    n_used: int
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One survey: whose, until when, and how many came back. Never what was said."""

    group: Group
    questionnaire: Questionnaire
    period: Period
    is_open: bool
    lots: tuple[Lot, ...]
    returned: tuple[tuple[Way, int], ...]
    n_to_screen: int

    @property
    def n_returned(self) -> int:
        """How many questionnaires came back."""
        return sum(n for _, n in self.returned)

    @property
    def slug(self) -> str:
        """The group as an address says it."""
        return self.group.value.lower()

    @property
    def is_stopped(self) -> bool:
        """Whether it ended before its last day, and is not closed yet."""
        return self.period.stopped_on is not None and not self.is_closed

    @property
    def is_closed(self) -> bool:
        """Whether somebody closed it, so that its results can be read."""
        return self.period.closed_on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The surveys of an inspection, as one person may see and do."""

    code: str
    service: str
    synthetic: str
    surveys: tuple[Opened, ...]
    groups_left: tuple[Group, ...]
    may_run: bool
    may_distribute: bool
    may_screen: bool
    may_read: bool
    refusal: str


def room(code: str, *, by: Actor, today: date) -> Room:
    """The surveys of an inspection with the numbers that came back."""
    inspection = door.inspection(code, Deed.SURVEY_READ, by=by)
    subject = door.subject_of(inspection)
    found = tuple(_opened(row, today) for row in Survey.objects.filter(inspection_code=code))
    ordered = tuple(sorted(found, key=lambda one: list(Group).index(one.group)))
    known = {one.group for one in ordered}
    return Room(
        code=code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        surveys=ordered,
        groups_left=tuple(group for group in Group if group not in known),
        may_run=may(by, Deed.SURVEY_RUN, subject),
        may_distribute=may(by, Deed.SURVEY_DISTRIBUTE, subject),
        may_screen=may(by, Deed.SURVEY_SCREEN, subject),
        may_read=may(by, Deed.SURVEY_RESULTS, subject),
        refusal=_refusal(inspection),
    )


def one(code: str, group: str, *, by: Actor, today: date) -> tuple[Room, Opened]:
    """One survey within its room; NotAllowedError where it is not there."""
    found = room(code, by=by, today=today)
    for survey in found.surveys:
        if survey.slug == group:
            return found, survey
    raise NotAllowedError("There is no such survey.")


def check_may_run(room: Room) -> None:
    """Raises NotAllowedError for a reader of the room who opens and closes nothing there."""
    if not room.may_run:
        raise NotAllowedError("Surveys are opened and closed by those who run the inspection.")


def sheets_of(
    code: str, group: str, number: int, *, by: Actor, today: date
) -> tuple[Room, Opened, Lot]:
    """One lot of sheets, for whoever says how many were handed out."""
    found, survey = one(code, group, by=by, today=today)
    for lot in survey.lots:
        if lot.number == number and found.may_distribute and not lot.is_device:
            return found, survey, lot
    raise NotAllowedError("There are no such sheets.")


def open_one(code: str, *, group: str, closes_on: date, by: Actor, now: datetime) -> Group:
    """Opens the survey of a group from today to a day, with the newest questionnaire.

    Raises InputError before the announcement, for a group that is asked already, and for a day
    that no survey closes on.
    """
    asked = Group(group)
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.SURVEY_RUN, by=by, lock=True)
        today = timezone.localdate(now)
        if refusal := _refusal(inspection):
            raise InputError(refusal)
        if Survey.objects.filter(inspection_code=code, group=asked).exists():
            raise InputError("This group is asked already; choose another one.", field="group")
        surveys.check_period(today, closes_on)
        Survey.objects.create(
            inspection_code=code,
            group=asked,
            service=inspection.service.name,
            questionnaire=questionnaires.newest(asked).id,
            opened_on=today,
            closes_on=closes_on,
        )
        write.say(EventKind.SURVEY_OPENED, code, content=[asked, str(closes_on)], group=asked)
    return asked


def hand_out(
    code: str, group: str, number: int, *, n_handed_out: int, by: Actor, now: datetime
) -> None:
    """Says how many sheets of a lot were given to somebody; said again, it is corrected.

    Raises InputError for more than were made and for fewer than came back.
    """
    with door.writing(by=by, now=now) as write:
        door.inspection(code, Deed.SURVEY_DISTRIBUTE, by=by, lock=True)
        lot = lot_of(row_of(code, group), number)
        surveys.check_handed_out(n_handed_out, n_made=lot.n_made, n_used=_n_used(lot))
        lot.n_handed_out = n_handed_out
        lot.save()
        write.say(EventKind.SURVEY_DISTRIBUTED, code, content=n_handed_out, group=group, lot=number)


def row_of(code: str, group: str) -> Survey:
    """The row of a survey; NotAllowedError where it is not there. For actions only."""
    row = Survey.objects.filter(inspection_code=code, group=group.upper()).first()
    if row is None:
        raise NotAllowedError("There is no such survey.")
    return row


def lot_of(row: Survey, number: int) -> SurveyLot:
    """A lot of sheets of a survey; NotAllowedError where it is not there. For actions only."""
    lot = row.lots.filter(pk=number, is_device=False).first()
    if lot is None:
        raise NotAllowedError("There are no such sheets.")
    return lot


def check_open(row: Survey, today: date) -> None:
    """Raises InputError where a survey cannot be answered today."""
    if not period_of(row).is_open(today):
        raise InputError("This survey is over; what came back can be read once it is closed.")


def check_not_closed(row: Survey) -> None:
    """Raises InputError where somebody closed it."""
    if row.closed_on is not None:
        raise InputError("This survey is closed, and is not opened again.")


def check_closed(row: Survey) -> None:
    """Raises InputError where it is not closed: until then nobody sees what was said."""
    if row.closed_on is None:
        raise InputError("Close the survey first; until then nobody sees what was said.")


def _refusal(inspection: Inspection) -> str:
    """Why no survey can be opened now, empty where one can."""
    if inspection.stage == Stage.PLANNED:
        return "Announce the inspection first; then its surveys can be opened."
    return ""


def period_of(row: Survey) -> Period:
    """The days on which a survey can be answered. For actions only."""
    return Period(
        opened_on=row.opened_on,
        closes_on=row.closes_on,
        stopped_on=row.stopped_on,
        closed_on=row.closed_on,
    )


def _opened(row: Survey, today: date) -> Opened:
    returned = SurveyAnswer.objects.filter(survey=row).values("way").annotate(n=Count("pk"))
    by_way = {one["way"]: one["n"] for one in returned}
    period = period_of(row)
    return Opened(
        group=Group(row.group),
        questionnaire=questionnaires.load(row.questionnaire),
        period=period,
        is_open=period.is_open(today),
        lots=tuple(_lot(lot, today) for lot in row.lots.all()),
        returned=tuple((way, by_way.get(way, 0)) for way in Way),
        n_to_screen=SurveyText.objects.filter(survey=row, state="TO_SCREEN").count(),
    )


def _lot(row: SurveyLot, today: date) -> Lot:
    return Lot(
        number=row.pk,
        is_device=row.is_device,
        made_on=row.made_on,
        expires_on=row.expires_on,
        n_made=row.n_made,
        n_handed_out=row.n_handed_out,
        n_used=_n_used(row),
        is_over=row.n_used is not None or row.expires_on < today,
    )


def _n_used(lot: SurveyLot) -> int:
    """How many came back by a lot: those made less those left, until it is closed."""
    if lot.n_used is not None:
        return lot.n_used
    left: int = lot.codes.aggregate(n=Sum("n_left"))["n"] or 0
    return lot.n_made - left
