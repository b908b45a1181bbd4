"""What a closed survey said: its counts, its screened words, and the road into the report."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from corecase.actions import door, drafts, respondent_statements, respondents, surveys
from corecase.core.case_managers import ViewFigure
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, NotAllowedError
from corecase.core.questionnaires import Questionnaire
from corecase.core.survey_results import Tally, tallies
from corecase.core.survey_results import view_figures as counted_views
from corecase.core.surveys import Group
from corecase.core.vocabularies import Vocabulary
from corecase.exchange import questionnaires
from corecase.store.cases.models import Respondents
from corecase.store.surveys.models import Survey, SurveyAnswer, SurveyText


class Withheld(Vocabulary):
    """Why a screener shows words to nobody."""

    IDENTIFIES = "IDENTIFIES"
    DANGER = "DANGER"
    OFFENSIVE = "OFFENSIVE"
    OTHER = "OTHER"

    @property
    def words(self) -> str:
        """As people read it."""
        return _WITHHELD[self]


_WITHHELD = {
    Withheld.IDENTIFIES: "somebody could be known by it",
    Withheld.DANGER: "somebody may be in danger, and an alert is raised",
    Withheld.OFFENSIVE: "it offends somebody",
    Withheld.OTHER: "another reason",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotable:
    """Words that a screener let through, under the question that they answer."""

    question: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a group said. `n_withheld` and `n_to_screen` are words that nobody else reads.

    `is_taken_up` says whether the report can be written in, so that it takes statements.
    """

    room: surveys.Room
    survey: surveys.Opened
    tallies: tuple[Tally, ...]
    quotable: tuple[Quotable, ...]
    n_withheld: int
    n_to_screen: int
    is_taken_up: bool

    @property
    def has_intervals(self) -> bool:
        """Whether so many answered anything that an interval is given."""
        return any(line.interval for tally in self.tallies for line in tally.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToScreen:
    """Words that wait for their screener, with how many more do."""

    key: UUID
    question: str
    text: str
    n_waiting: int


def results(code: str, group: str, *, by: Actor, today: date) -> Results:
    """What a group said, in counts. Raises InputError before the survey is closed."""
    inspection = door.inspection(code, Deed.SURVEY_RESULTS, by=by)
    row = surveys.row_of(code, group)
    surveys.check_closed(row)
    found, survey = surveys.one(code, group, by=by, today=today)
    texts = SurveyText.objects.filter(survey=row)
    usable = texts.filter(state="USABLE").order_by("question", "pk")
    return Results(
        room=found,
        survey=survey,
        tallies=_tallies(row.pk, survey.questionnaire),
        quotable=tuple(
            Quotable(question=_asked(survey.questionnaire, one.question), text=one.text)
            for one in usable
        ),
        n_withheld=texts.filter(state="WITHHELD").count(),
        n_to_screen=texts.filter(state="TO_SCREEN").count(),
        is_taken_up=drafts.is_open(inspection),
    )


def take(code: str, group: str, *, question: str, choice: str, by: Actor, now: datetime) -> None:
    """Puts how many chose an answer into the report, under "what respondents said".

    The group is entered there where it does not stand yet. Raises InputError where the draft is
    not open, the survey is not closed, or the statement stands already.
    """
    door.inspection(code, Deed.SURVEY_RESULTS, by=by)
    row = surveys.row_of(code, group)
    surveys.check_closed(row)
    counted = _tallies(row.pk, questionnaires.load(row.questionnaire))
    tally = next((one for one in counted if one.question.id == question), None)
    if tally is None or choice not in {line.choice.code for line in tally.lines}:
        raise NotAllowedError("There is no such answer.")
    figure = next(line.figure for line in tally.lines if line.choice.code == choice)
    with transaction.atomic():
        number = _respondents(code, Group(row.group), row.pk, by=by, now=now)
        respondent_statements.add(
            code,
            number,
            text=tally.statement(choice).text,
            count=figure.count,
            out_of=figure.out_of,
            by=by,
            now=now,
        )


def view_figures(code: str, group: Group) -> tuple[int, tuple[ViewFigure, ...]]:
    """How many answered a closed survey, and their answers to what frameworks ask.

    For actions only; nobody and nothing where no such survey is closed.
    """
    row = Survey.objects.filter(inspection_code=code, group=group, closed_on__isnull=False).first()
    if row is None:
        return 0, ()
    chosen = list(SurveyAnswer.objects.filter(survey=row).values_list("chosen", flat=True))
    return len(chosen), counted_views(questionnaires.load(row.questionnaire), chosen)


def next_to_screen(code: str, group: str, *, by: Actor) -> ToScreen | None:
    """Words that nobody has read yet, one at a time; None where none are left.

    Raises InputError before the survey is closed.
    """
    door.inspection(code, Deed.SURVEY_SCREEN, by=by)
    row = surveys.row_of(code, group)
    surveys.check_closed(row)
    waiting = SurveyText.objects.filter(survey=row, state="TO_SCREEN").order_by("pk")
    first = waiting.first()
    if first is None:
        return None
    asked = _asked(questionnaires.load(row.questionnaire), first.question)
    return ToScreen(key=first.pk, question=asked, text=first.text, n_waiting=waiting.count())


def screen(code: str, group: str, *, key: UUID, withheld: str, by: Actor, now: datetime) -> None:
    """Says that words can be quoted or, with a reason, withholds them; once.

    Raises InputError where somebody has screened them already.
    """
    reason = Withheld(withheld) if withheld else None
    with door.writing(by=by, now=now) as write:
        door.inspection(code, Deed.SURVEY_SCREEN, by=by, lock=True)
        row = surveys.row_of(code, group)
        surveys.check_closed(row)
        state = "WITHHELD" if reason else "USABLE"
        mine = SurveyText.objects.filter(survey=row, pk=key, state="TO_SCREEN")
        if not mine.update(state=state, reason=reason or ""):
            raise InputError("Somebody has screened these words already; read the next ones.")
        write.say(EventKind.SURVEY_SCREENED, code, group=group, text=key, state=state)


def _respondents(code: str, group: Group, survey_id: int, *, by: Actor, now: datetime) -> int:
    """The group in the report, entered with how many came back where it does not stand yet."""
    inspection = drafts.writable(code, by=by)
    standing = Respondents.objects.filter(inspection=inspection, group=group.words).first()
    if standing is not None:
        return standing.pk
    returned = SurveyAnswer.objects.filter(survey_id=survey_id).count()
    return respondents.write(code, group=group.words, returned=returned, by=by, now=now)


def _tallies(survey_id: int, questionnaire: Questionnaire) -> tuple[Tally, ...]:
    chosen = SurveyAnswer.objects.filter(survey_id=survey_id).values_list("chosen", flat=True)
    return tallies(questionnaire, chosen)


def _asked(questionnaire: Questionnaire, question: str) -> str:
    return questionnaire.question(question).wording.english
