"""A survey that ends while somebody answers, and codes that nothing tells apart."""

import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from types import FrameType
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from corecase.config import surveys_settings
from corecase.core import survey_codes
from corecase.store.surveys.models import Survey, SurveyAnswer, SurveyCode
from corecase.web.surveys.wrong_codes import WRONG_CODES
from tests import site, survey_scene
from tests.survey_scene import GIVEN, KEY

pytestmark = pytest.mark.django_db
TODAY = site.TODAY
STAMP = re.compile(r'name="opened" value="([0-9a-f]{64})"')


@pytest.fixture
def respondent(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A browser at the survey site, where open forms have one day."""
    for name in ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "APPEND_SLASH", "DEMO"):
        setattr(settings, name, getattr(surveys_settings, name))
    settings.SURVEY_KEY, settings.SURVEY_GRACE = KEY, 1
    monkeypatch.setattr(timezone, "now", lambda: site.NOW)
    WRONG_CODES.forget()
    yield Client()
    WRONG_CODES.forget()


def text(response: HttpResponse) -> str:
    return response.content.decode()


def stamp_of(response: HttpResponse) -> str:
    """What a form carries to show that it was opened."""
    found = STAMP.search(text(response))
    assert found
    return found[1]


@pytest.mark.parametrize("end", ["its last day", "somebody stopped it"])
def test_who_had_the_form_open_when_the_survey_ended_can_still_send_it(
    end: str, respondent: Client
) -> None:
    opened = survey_scene.survey(TODAY)
    mine, other, device = (*survey_scene.codes(opened, 2), *_device(opened))
    page = respondent.get(f"/{mine}/en/")
    tomorrow = TODAY + timedelta(days=1)
    assert f"until the end of {tomorrow.day} {tomorrow:%B %Y}" in text(page)
    stamp, of_device = stamp_of(page), stamp_of(respondent.get(f"/{device}/cy/"))
    assert stamp != survey_codes.hashed(mine, KEY)
    _end(opened, end, days_ago=1)
    for code in (mine, other):
        for road in (f"/{code}/", f"/{code}/en/"):
            closed = respondent.get(road)
            assert closed.status_code == 404, "nobody begins a survey that is over"
            assert "the survey may have closed" in text(closed)
    assert respondent.post(f"/{other}/en/", GIVEN).status_code == 404
    assert respondent.post(f"/{other}/en/", {**GIVEN, "opened": stamp}).status_code == 404
    checked = respondent.post(f"/{mine}/en/", {**GIVEN, "step": "check", "opened": stamp})
    assert stamp_of(checked) == stamp
    changed = respondent.post(f"/{mine}/en/", {**GIVEN, "step": "change", "opened": stamp})
    assert f"until the end of {TODAY.day} {TODAY:%B %Y}" in text(changed)
    sent = respondent.post(f"/{mine}/en/", {**GIVEN, "opened": stamp})
    assert sent["Location"] == "/thanks/en/"
    assert respondent.post(f"/{mine}/en/", {**GIVEN, "opened": stamp}).status_code == 404
    again = respondent.post(f"/{device}/cy/", {**GIVEN, "opened": of_device})
    assert again["Location"] == f"/{device}/thanks/cy/"
    assert "Start for the next person" not in text(respondent.get(again["Location"]))
    assert SurveyAnswer.objects.count() == 2


@pytest.mark.parametrize("end", ["its last day", "somebody stopped it", "its code's last day"])
@pytest.mark.parametrize("grace", [0, 1])
def test_after_the_days_of_grace_it_is_too_late(
    end: str, grace: int, respondent: Client, settings: Settings
) -> None:
    opened = survey_scene.survey(TODAY)
    (code,) = survey_scene.codes(opened, 1)
    stamp = stamp_of(respondent.get(f"/{code}/en/"))
    settings.SURVEY_GRACE = grace
    _end(opened, end, days_ago=grace + 1)
    late = respondent.post(f"/{code}/en/", {**GIVEN, "opened": stamp})
    assert late.status_code == 404
    assert "the survey may have closed" in text(late)
    assert not SurveyAnswer.objects.exists()


def test_a_survey_that_is_closed_takes_no_form_whatever_it_shows(respondent: Client) -> None:
    opened = survey_scene.survey(TODAY)
    (code,) = survey_scene.codes(opened, 1)
    stamp = stamp_of(respondent.get(f"/{code}/en/"))
    Survey.objects.update(closed_on=TODAY)
    assert respondent.post(f"/{code}/en/", {**GIVEN, "opened": stamp}).status_code == 404
    for wrong in ("", "0" * 64, "\u00e9", stamp[:-1]):
        assert not survey_codes.is_stamp(wrong, code, KEY)
    assert survey_codes.is_stamp(stamp, code, KEY)


def test_known_used_and_unknown_codes_take_the_same_steps(respondent: Client) -> None:
    """Equal time by construction: the same functions in the same order, and the same question."""
    opened = survey_scene.survey(TODAY)
    known, used, expired, stopped = survey_scene.codes(opened, 4)
    respondent.post(f"/{used}/en/", GIVEN)
    late = SurveyCode.objects.filter(code_hash=survey_codes.hashed(expired, KEY))
    late.update(expires_on=TODAY - timedelta(days=9))
    ended = survey_scene.survey(TODAY, code="ended")
    (stopped,) = survey_scene.codes(ended, 1)
    Survey.objects.filter(pk=ended.pk).update(stopped_on=TODAY)
    respondent.get(f"/{'Z' * 26}/")
    steps = {
        code: steps_of(respondent, code) for code in (used, expired, stopped, "A" * 26, "Z" * 26)
    }
    calls, queries = steps[used]
    assert len(queries) == 1
    assert sum(name.endswith("survey_codes.hashed") for name in calls) == 1
    assert sum(name.endswith("survey_codes.stamped") for name in calls) == 1
    assert all(one == (calls, queries) for one in steps.values())
    known_calls, known_queries = steps_of(respondent, known)
    assert known_queries == queries
    asking = calls[: calls.index("corecase.actions.survey_answers._unusable")]
    assert known_calls[: len(asking)] == asking


def steps_of(respondent: Client, code: str) -> tuple[list[str], list[str]]:
    """The functions of ours that a request runs, in order, and what it asks of the database."""
    calls: list[str] = []

    def note(frame: FrameType, event: str, _: Any) -> None:
        name = frame.f_globals.get("__name__", "")
        if event == "call" and name.startswith("corecase."):
            calls.append(f"{name}.{frame.f_code.co_name}")

    with CaptureQueriesContext(connection) as asked:
        sys.setprofile(note)
        try:
            respondent.get(f"/{code}/")
        finally:
            sys.setprofile(None)
    return calls, [re.sub(r"[0-9a-f]{64}", "HASH", one["sql"]) for one in asked]


def _device(opened: Survey) -> list[str]:
    return survey_scene.codes(opened, 1, n_left=5, is_device=True)


def _end(opened: Survey, end: str, *, days_ago: int) -> None:
    day, before = TODAY - timedelta(days=days_ago), TODAY - timedelta(days=20)
    if end == "its last day":
        Survey.objects.filter(pk=opened.pk).update(opened_on=before, closes_on=day)
        SurveyCode.objects.update(expires_on=day)
    elif end == "somebody stopped it":
        Survey.objects.filter(pk=opened.pk).update(opened_on=before, stopped_on=day)
    else:
        SurveyCode.objects.update(expires_on=day)
