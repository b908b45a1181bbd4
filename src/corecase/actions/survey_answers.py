"""Answering a survey, for anybody with a code: no case, no person and no staff page is known.

The database role of the survey process may look at surveys and codes, use codes up, and put
answers in; it can read no answer. See `RIGHTS`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import DatabaseError, transaction
from django.db.models import F, Q

from corecase.core import survey_codes
from corecase.core.errors import InputError
from corecase.core.people import NotAllowedError
from corecase.core.questionnaires import Questionnaire
from corecase.core.survey_answers import Answers
from corecase.core.surveys import Way
from corecase.exchange import questionnaires
from corecase.store.surveys.models import Survey, SurveyAnswer, SurveyCode, SurveyText

RIGHTS: Final = (
    ("SELECT", "surveys_survey"),
    ("SELECT, UPDATE (n_left), DELETE", "surveys_surveycode"),
    ("INSERT", "surveys_surveyanswer"),
    ("INSERT", "surveys_surveytext"),
)
"""All that the database role of the survey process may do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a code opens: which service is asked about, and the questions.

    The form shows `stamp` again when it is sent, which it can be until the end of `sent_until`
    whatever becomes of the survey.
    """

    service: str
    questionnaire: Questionnaire
    is_device: bool
    stamp: str
    sent_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The day, the site's key, and for how many days an open form can still be sent."""

    today: date
    key: str
    grace: int


def asked(typed: str, stamp: str = "", *, terms: Terms) -> Asked:
    """What the code that somebody typed opens today, or what a form with its stamp is about.

    Raises NotAllowedError for one that is used, whose time is over, or that never was: they
    are looked for in the same way, and nothing tells them apart.
    """
    row = _found(typed, stamp, terms=terms)
    survey = row.survey
    ended = min(terms.today, row.expires_on, survey.stopped_on or survey.closes_on)
    return Asked(
        service=survey.service,
        questionnaire=questionnaires.load(survey.questionnaire),
        is_device=row.is_device,
        stamp=survey_codes.stamped(survey_codes.read(typed), terms.key),
        sent_until=ended + timedelta(days=terms.grace),
    )


def send(typed: str, stamp: str, answers: Answers, *, terms: Terms) -> None:
    """Uses a code up and keeps the answers, both or neither, with nothing that pairs the two.

    However often and wherever a code is sent at one moment, its answers are kept once. Raises
    NotAllowedError as `asked` does.
    """
    with transaction.atomic():
        code = _found(typed, stamp, terms=terms)
        # The row itself is asked again: whoever comes second waits here, and finds none.
        mine = SurveyCode.objects.filter(pk=code.pk, n_left__gt=0)
        if not mine.update(n_left=F("n_left") - 1):
            raise _unusable()
        SurveyCode.objects.filter(pk=code.pk, n_left=0).delete()
        keep(code.survey_id, answers, Way.DEVICE if code.is_device else Way.LINK)


def keep(survey_id: int, answers: Answers, way: Way) -> None:
    """Puts answers in, words apart from choices. For actions only, within a transaction."""
    chosen = {question: list(codes) for question, codes in answers.chosen.items()}
    SurveyAnswer.objects.create(survey_id=survey_id, way=way, chosen=chosen)
    SurveyText.objects.bulk_create(
        SurveyText(survey_id=survey_id, question=question, text=text)
        for question, text in answers.texts.items()
    )


def rights(role: str) -> str:
    """The commands that give a role of PostgreSQL what the survey process needs, and no more."""
    if not role.replace("_", "").isalnum() or not role.isascii():
        raise InputError("Write the role with letters, digits and underscores only.")
    return "\n".join(f'GRANT {what} ON {table} TO "{role}";' for what, table in RIGHTS)


def check_ready() -> None:
    """Raises InputError where surveys cannot be read: no tables, no right, or no database."""
    try:
        Survey.objects.exists()
        SurveyCode.objects.exists()
    except DatabaseError as error:
        raise InputError(
            "The surveys cannot be read; start the site once with: corecase serve, and give this "
            "process's role of the database what corecase surveys --rights ROLE prints."
        ) from error


def _found(typed: str, stamp: str, *, terms: Terms) -> SurveyCode:
    code = survey_codes.read(typed)
    was_open = survey_codes.is_stamp(stamp, code, terms.key)
    # Whoever had the form open has the days of grace; nobody else finds a survey that ended.
    since = terms.today - timedelta(days=terms.grace if was_open else 0)
    after = since if was_open else date.max
    row = (
        SurveyCode.objects.filter(
            Q(survey__stopped_on__isnull=True) | Q(survey__stopped_on__gte=after),
            code_hash=survey_codes.hashed(code, terms.key),
            n_left__gt=0,
            expires_on__gte=since,
            survey__opened_on__lte=terms.today,
            survey__closes_on__gte=since,
            survey__closed_on__isnull=True,
        )
        .select_related("survey")
        .first()
    )
    if row is None:
        raise _unusable()
    return row


def _unusable() -> NotAllowedError:
    return NotAllowedError("This code cannot be used.")
