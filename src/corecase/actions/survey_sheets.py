"""Sheets of a survey: codes that are shown once, and the form for paper with what comes back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from secrets import token_bytes

from django.utils import timezone

from corecase.actions import door, surveys
from corecase.actions.survey_answers import keep
from corecase.core import survey_codes
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed
from corecase.core.questionnaires import Language, Questionnaire
from corecase.core.survey_answers import Read, read
from corecase.core.surveys import Way, check_n_codes
from corecase.documents import survey_sheets
from corecase.exchange import questionnaires
from corecase.store.surveys.models import Survey, SurveyCode, SurveyLot


def make(
    code: str,
    group: str,
    *,
    n: int,
    on_a_device: bool,
    address: str,
    key: str,
    by: Actor,
    now: datetime,
) -> bytes:
    """Makes codes and gives their sheets as PDF: the only place where the codes ever stand.

    On a shared device one code is for `n` people and ends with the day after. Raises InputError
    where it is not known where surveys are answered, where the survey is over, and for a number
    out of bounds.
    """
    with door.writing(by=by, now=now) as write:
        door.inspection(code, Deed.SURVEY_RUN, by=by, lock=True)
        row, today = surveys.row_of(code, group), timezone.localdate(now)
        if not address:
            raise InputError(
                "Nobody has said where surveys are answered: ask the administrator to set "
                "CORECASE_SURVEY_ADDRESS."
            )
        surveys.check_open(row, today)
        check_n_codes(n, on_a_device=on_a_device)
        made = [survey_codes.code_of(token_bytes(survey_codes.N_BYTES)) for _ in range(n)]
        made = made[:1] if on_a_device else made
        until = min(row.closes_on, today + timedelta(days=1)) if on_a_device else row.closes_on
        _keep_hashes(row, made, n=n, on_a_device=on_a_device, until=until, key=key, today=today)
        pages = survey_sheets.sheets(
            questionnaires.load(row.questionnaire),
            dict(questionnaires.pages()),
            service=row.service,
            address=address,
            codes=made,
            until=until,
            is_device=on_a_device,
        )
        write.say(EventKind.SURVEY_PRINTED, code, content=[n, on_a_device], group=group)
    return pages


def form(code: str, group: str, *, language: Language, easy: bool, by: Actor) -> bytes:
    """The questions of a survey to be answered on paper, as PDF."""
    door.inspection(code, Deed.SURVEY_READ, by=by)
    row = surveys.row_of(code, group)
    return survey_sheets.form(
        questionnaires.load(row.questionnaire),
        dict(questionnaires.pages()),
        service=row.service,
        language=language,
        easy=easy,
    )


def to_type(code: str, group: str, *, by: Actor) -> Questionnaire:
    """The questions, for somebody who may type a form in that came back on paper.

    Raises InputError where the survey is closed.
    """
    door.inspection(code, Deed.SURVEY_RUN, by=by)
    row = surveys.row_of(code, group)
    surveys.check_not_closed(row)
    return questionnaires.load(row.questionnaire)


def type_in(
    code: str, group: str, sent: Mapping[str, Sequence[str]], *, by: Actor, now: datetime
) -> Read:
    """Keeps what a paper form says, as if it had been answered with a code.

    With faults nothing is kept, and they come back for the page to say. Raises InputError where
    the survey is closed.
    """
    found = read(to_type(code, group, by=by), sent)
    if found.faults:
        return found
    with door.writing(by=by, now=now) as write:
        door.inspection(code, Deed.SURVEY_RUN, by=by, lock=True)
        row = surveys.row_of(code, group)
        surveys.check_not_closed(row)
        keep(row.pk, found.answers, Way.PAPER)
        write.say(EventKind.SURVEY_TYPED, code, group=group)
    return found


def _keep_hashes(
    row: Survey, made: list[str], *, n: int, on_a_device: bool, until: date, key: str, today: date
) -> None:
    lot = SurveyLot.objects.create(
        survey=row, is_device=on_a_device, made_on=today, expires_on=until, n_made=n
    )
    SurveyCode.objects.bulk_create(
        SurveyCode(
            survey=row,
            lot=lot,
            code_hash=survey_codes.hashed(one, key),
            n_left=n if on_a_device else 1,
            is_device=on_a_device,
            expires_on=until,
        )
        for one in made
    )
