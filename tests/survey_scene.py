"""An invented survey with codes that can be used, made without a table of a case."""

from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256

from corecase.actions.survey_answers import Terms
from corecase.core import survey_codes
from corecase.core.surveys import Group
from corecase.store.surveys.models import (
    Survey,
    SurveyAnswer,
    SurveyCode,
    SurveyLot,
    SurveyText,
)

KEY = "an invented key of the survey site"
GIVEN = {"step": "send", "reason": "mostly", "helped": ["education", "family"], "good": "The dog."}


def terms(today: date, *, key: str = KEY, grace: int = 1) -> Terms:
    """The terms on which codes are used on a day."""
    return Terms(today=today, key=key, grace=grace)


def survey(today: date, group: Group = Group.CHILDREN, code: str = "invented") -> Survey:
    """A survey that opened yesterday and can be answered for a month."""
    return Survey.objects.create(
        inspection_code=code,
        group=group,
        service="Invented Service",
        questionnaire=f"{group.lower()}-1",
        opened_on=today - timedelta(days=1),
        closes_on=today + timedelta(days=30),
    )


def two(code: str, today: date) -> int:
    """An open survey of children with sheets, and a closed one of victims; the lot of sheets.

    Of the victims one said something, in words that wait for their screener.
    """
    opened, closed = survey(today, code=code), survey(today, Group.VICTIMS, code)
    codes(opened, 3)
    Survey.objects.filter(pk=closed.pk).update(closed_on=today)
    SurveyAnswer.objects.create(survey=closed, way="PAPER", chosen={"offered": ["mostly"]})
    SurveyText.objects.create(survey=closed, question="good", text="Invented words.")
    return SurveyLot.objects.get(survey=opened).pk


def codes(
    opened: Survey, n: int, *, key: str = KEY, n_left: int = 1, is_device: bool = False
) -> list[str]:
    """Codes of a new lot, the same ones each time for the same survey and number."""
    lot = SurveyLot.objects.create(
        survey=opened,
        is_device=is_device,
        made_on=opened.opened_on,
        expires_on=opened.closes_on,
        n_made=n * n_left,
    )
    made = [written(f"{opened.pk} {lot.pk} {number}") for number in range(n)]
    SurveyCode.objects.bulk_create(
        SurveyCode(
            survey=opened,
            lot=lot,
            code_hash=hashed,
            n_left=n_left,
            is_device=is_device,
            expires_on=lot.expires_on,
        )
        for hashed in hashes(made, key)
    )
    return made


def written(name: str) -> str:
    """A code that follows from a name."""
    return survey_codes.code_of(sha256(name.encode()).digest()[: survey_codes.N_BYTES])


def hashes(made: Iterable[str], key: str = KEY) -> list[str]:
    """What is kept of codes."""
    return [survey_codes.hashed(one, key) for one in made]
