"""The end of a survey: it stops, open forms still come for some days, and then it is closed."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from corecase.actions import door, surveys
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed
from corecase.core.periods import day_in_words
from corecase.store.surveys.models import Survey, SurveyAnswer, SurveyCode, SurveyText

SPREAD = 500
"""Rows written at a time where a survey is closed."""


def close(code: str, group: str, *, grace: int, by: Actor, now: datetime) -> bool:
    """Closes a survey for good: codes that are left go, and results can be read from now on.

    Where somebody may have a form open, it only stops: no code opens a form any more, and those
    that are open can be sent for `grace` days. False says so. Every answer is written anew under
    a new random key and in the order of those, so that nothing the database knows of order or
    time is left. Raises InputError where it is closed, and while open forms can be sent.
    """
    with door.writing(by=by, now=now) as write:
        door.inspection(code, Deed.SURVEY_RUN, by=by, lock=True)
        row, today = surveys.row_of(code, group), timezone.localdate(now)
        surveys.check_not_closed(row)
        # Waits for whoever is sending, and then counts what is left.
        left = list(SurveyCode.objects.select_for_update().filter(survey=row))
        since = today - timedelta(days=grace)
        if grace and any(one.expires_on >= since for one in left):
            if surveys.period_of(row).is_open(today):
                row.stopped_on = today
                row.save()
                write.say(EventKind.SURVEY_STOPPED, code, group=group)
                return False
            _check_no_form_is_open(row, today, grace)
        for lot in row.lots.all():
            lot.n_used = lot.n_made - sum(one.n_left for one in left if one.lot_id == lot.pk)
            lot.save()
        SurveyCode.objects.filter(survey=row).delete()
        row.closed_on = timezone.localdate(now)
        row.save()
        _mix(row)
        write.say(EventKind.SURVEY_CLOSED, code, group=group)
    return True


def _check_no_form_is_open(row: Survey, today: date, grace: int) -> None:
    period = surveys.period_of(row)
    if period.takes_forms(today, grace):
        raise InputError(
            "Forms that were open can still be sent until "
            f"{day_in_words(period.sent_until(grace))}; close the survey after that day."
        )


def _mix(row: Survey) -> None:
    """Writes all answers and words anew, in the order of new random keys."""
    answers, texts = list(row.answers.all()), list(row.texts.all())
    row.answers.all().delete()
    row.texts.all().delete()
    for one in (*answers, *texts):
        one.pk = uuid4()
    SurveyAnswer.objects.bulk_create(sorted(answers, key=_key), batch_size=SPREAD)
    SurveyText.objects.bulk_create(sorted(texts, key=_key), batch_size=SPREAD)


def _key(row: SurveyAnswer | SurveyText) -> UUID:
    return row.pk
