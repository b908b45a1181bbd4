"""Answering a survey: what respondents see, what is kept, and what a code that fails shows."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from pytest_django.fixtures import Settings

from corecase.actions import survey_answers
from corecase.config import surveys_settings
from corecase.core import survey_codes
from corecase.core.errors import InputError
from corecase.core.people import NotAllowedError
from corecase.core.survey_answers import Answers
from corecase.store.surveys.models import Survey, SurveyAnswer, SurveyCode, SurveyText
from corecase.web.surveys import wrong_codes
from corecase.web.surveys.wrong_codes import WRONG_CODES, WrongCodes
from tests import site, survey_scene
from tests.survey_scene import GIVEN, KEY

pytestmark = pytest.mark.django_db
TODAY = site.TODAY
TERMS = survey_scene.terms(TODAY)


@pytest.fixture
def respondent(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A browser at the survey site."""
    for name in ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "APPEND_SLASH", "DEMO"):
        setattr(settings, name, getattr(surveys_settings, name))
    settings.SURVEY_KEY, settings.SURVEY_GRACE = KEY, 1
    monkeypatch.setattr(timezone, "now", lambda: site.NOW)
    WRONG_CODES.forget()
    yield Client()
    WRONG_CODES.forget()


@pytest.fixture
def opened() -> Survey:
    return survey_scene.survey(TODAY)


def text(response: HttpResponse) -> str:
    return response.content.decode()


def test_a_questionnaire_is_answered_checked_changed_and_sent(
    respondent: Client, opened: Survey
) -> None:
    (code,) = survey_scene.codes(opened, 1)
    typed = respondent.post("/", {"code": code.lower()})
    assert (typed.status_code, typed["Location"]) == (303, f"/{code}/")
    start = text(respondent.get(f"/{code}/"))
    assert "Invented Service" in start
    for road in ("en/", "en/easy/", "cy/"):
        assert f'href="/{code}/{road}"' in start
    assert f"/{code}/cy/easy/" not in start, "there are no easy words in Welsh yet"
    assert "There is no Welsh version in easy words yet." in start
    questions = text(respondent.get(f"/{code}/en/"))
    assert questions.count("<fieldset") == 9
    assert questions.count("<textarea") == 2
    answers = {key: value for key, value in GIVEN.items() if key != "step"}
    checked = text(respondent.post(f"/{code}/en/", {"step": "check", **answers}))
    assert "School, college, training or work" in checked
    assert checked.count("Left out") == 8
    changed = text(respondent.post(f"/{code}/en/", {"step": "change", **answers}))
    assert changed.count("checked") == 3
    assert ">The dog.</textarea>" in changed
    assert "There is a problem" not in changed
    sent = respondent.post(f"/{code}/en/", GIVEN)
    assert (sent.status_code, sent["Location"]) == (303, "/thanks/en/")
    thanks = respondent.get(sent["Location"])
    assert thanks.status_code == 200
    assert code not in text(thanks)
    (kept,) = SurveyAnswer.objects.all()
    assert (kept.way, kept.chosen) == (
        "LINK",
        {"reason": ["mostly"], "helped": ["education", "family"]},
    )
    (said,) = SurveyText.objects.all()
    assert (said.question, said.text, said.state) == ("good", "The dog.", "TO_SCREEN")
    assert not SurveyCode.objects.exists(), "a code is gone once it is used"


def test_nothing_kept_of_an_answer_can_be_paired_with_a_code_or_a_time() -> None:
    assert {field.name for field in SurveyAnswer._meta.fields} == {"id", "survey", "way", "chosen"}
    said = {field.name for field in SurveyText._meta.fields}
    assert said == {"id", "survey", "question", "text", "state", "reason"}
    for model in (SurveyAnswer, SurveyText, SurveyCode):
        assert model._meta.pk.get_internal_type() == "UUIDField"


@pytest.mark.parametrize(
    ("road", "lang", "said"),
    [
        ("en/", "en", "take notice of what you told them"),
        ("en/easy/", "en", "Did your workers listen to you?"),
        ("cy/", "cy", "gymryd sylw"),
        ("cy/easy/", "cy", "gymryd sylw"),
    ],
)
def test_it_speaks_as_the_respondent_chose(
    road: str, lang: str, said: str, respondent: Client, opened: Survey
) -> None:
    (code,) = survey_scene.codes(opened, 1)
    page = text(respondent.get(f"/{code}/{road}"))
    assert f'<html lang="{lang}"' in page
    assert said in page
    refused = respondent.post(f"/{code}/{road}", {"step": "check"})
    assert refused.status_code == 422
    assert ("Mae problem" if lang == "cy" else "wrong" if "easy" in road else "problem") in text(
        refused
    )
    sent = respondent.post(f"/{code}/{road}", {"step": "send", "heard": "mostly"})
    assert sent["Location"] == f"/thanks/{road}"
    thanks = text(respondent.get(sent["Location"]))
    assert ("Diolch" if lang == "cy" else "Thank you") in thanks


def test_a_fault_is_said_beside_its_question_and_nothing_typed_is_lost(
    respondent: Client, opened: Survey
) -> None:
    (code,) = survey_scene.codes(opened, 1)
    words = "x" * 2001
    given = {"step": "send", "good": words, "heard": "mostly", "reason": "never-offered"}
    refused = respondent.post(f"/{code}/en/", given)
    page = text(refused)
    assert refused.status_code == 422
    assert 'href="#good"' in page
    assert 'href="#reason"' in page
    assert "Shorten this to 2,000 letters." in page
    assert words in page
    assert page.count("checked") == 1
    assert SurveyCode.objects.count() == 1
    assert not SurveyAnswer.objects.exists()


def without(code: str, response: HttpResponse) -> bytes:
    """A page without the code that was tried, which it gives back where it has the form of one."""
    page = text(response)
    if survey_codes.read(code):
        assert page.count(survey_codes.printed(code)) == 2
        page = re.sub(r'<p class="govuk-body">The code that came here:.*?</p>', "", page)
        page = page.replace(survey_codes.printed(code), "")
    return re.sub(r"\s+", " ", page).encode()


def test_what_cannot_be_a_code_is_said_beside_it_and_stays_to_be_corrected(
    respondent: Client,
) -> None:
    for typed in ("", '0B7Q-"><b', "A" * 25):
        refused = respondent.post("/", {"code": typed})
        assert refused.status_code == 422
        assert f'value="{escape(typed)}"' in text(refused).replace("&#34;", "&quot;")
        assert "A code has 26 letters and digits" in text(refused)
    wrong = respondent.post("/", {"code": "a" * 26}, follow=True)
    assert f'value="{survey_codes.printed("A" * 26)}"' in text(wrong)


def test_used_expired_closed_and_mistyped_codes_show_one_page(
    respondent: Client, opened: Survey
) -> None:
    used, expired = survey_scene.codes(opened, 2)
    respondent.post(f"/{used}/en/", GIVEN)
    SurveyCode.objects.update(expires_on=TODAY - timedelta(days=1))
    over = survey_scene.survey(TODAY - timedelta(days=60), code="over")
    early = survey_scene.survey(TODAY + timedelta(days=60), code="early")
    closed = survey_scene.survey(TODAY, code="closed")
    failing = [used, expired, "not-a-code", "A" * 26]
    failing += [survey_scene.codes(one, 1)[0] for one in (over, early, closed)]
    Survey.objects.filter(pk=closed.pk).update(closed_on=TODAY)
    SurveyCode.objects.filter(survey=over).update(expires_on=TODAY)
    seen = set()
    for code in failing:
        for road in (f"/{code}/", f"/{code}/en/", f"/{code}/en/easy/"):
            response = respondent.get(road)
            assert response.status_code == 404
            seen.add(without(code, response))
        answer = respondent.post(f"/{code}/en/", GIVEN)
        assert answer.status_code == 404
        seen.add(without(code, answer))
    seen.add(without("", respondent.get("/nothing/of/ours")))
    seen.add(without("", respondent.get("/nul\0/")))
    assert len(seen) == 1
    (page,) = seen
    assert b"It is not your fault." in page
    assert b"Invented Service" not in page
    assert SurveyAnswer.objects.count() == 1


def test_a_code_that_fails_costs_the_same_questions_of_the_database(
    respondent: Client,
    opened: Survey,
    django_assert_num_queries: object,
) -> None:
    used, expired = survey_scene.codes(opened, 2)
    respondent.post(f"/{used}/en/", GIVEN)
    SurveyCode.objects.update(expires_on=TODAY - timedelta(days=1))
    for code in (used, expired, "A" * 26, "short"):
        with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture of pytest-django
            respondent.get(f"/{code}/")


def test_a_device_is_open_for_as_many_people_as_were_said(
    respondent: Client, opened: Survey
) -> None:
    (code,) = survey_scene.codes(opened, 1, n_left=2, is_device=True)
    assert "Several people answer on this device" in text(respondent.get(f"/{code}/"))
    first = respondent.post(f"/{code}/en/", GIVEN)
    assert first["Location"] == f"/{code}/thanks/en/"
    assert f'href="/{code}/"' in text(respondent.get(first["Location"]))
    last = respondent.post(f"/{code}/cy/", GIVEN)
    thanks = respondent.get(last["Location"])
    assert thanks.status_code == 200
    assert code not in text(thanks)
    assert respondent.get(f"/{code}/").status_code == 404
    assert set(SurveyAnswer.objects.values_list("way", flat=True)) == {"DEVICE"}
    (own,) = survey_scene.codes(opened, 1)
    assert own not in text(respondent.get(f"/{own}/thanks/en/"))


def test_guessing_is_stopped_for_a_while_and_only_where_it_came_from(
    respondent: Client, opened: Survey
) -> None:
    (code,) = survey_scene.codes(opened, 1)
    for _ in range(wrong_codes.LIMIT):
        assert respondent.get(f"/{'A' * 26}/").status_code == 404
    stopped = respondent.get(f"/{code}/")
    assert stopped.status_code == 429
    assert "ten minutes" in text(stopped)
    assert respondent.get(f"/{code}/", REMOTE_ADDR="192.0.2.7").status_code == 200
    WRONG_CODES.forget()
    assert respondent.get(f"/{code}/").status_code == 200


def test_wrong_codes_are_forgotten_in_time_and_never_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted = WrongCodes()
    for _ in range(wrong_codes.LIMIT):
        counted.note("192.0.2.7", at=0)
    assert counted.are_too_many("192.0.2.7", at=wrong_codes.SECONDS - 1)
    assert not counted.are_too_many("192.0.2.7", at=wrong_codes.SECONDS)
    monkeypatch.setattr(wrong_codes, "MOST_PLACES", 1)
    counted.note("192.0.2.8", at=wrong_codes.SECONDS)
    assert len(counted._times) == 1
    assert "192" not in repr(counted._times)


def test_no_page_leaves_a_cookie_a_copy_or_a_referrer(respondent: Client, opened: Survey) -> None:
    (code,) = survey_scene.codes(opened, 1)
    roads = ("/", f"/{code}/", f"/{code}/en/", "/thanks/en/", "/wrong/")
    for road in roads:
        response = respondent.get(road)
        assert not response.cookies, road
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "script-src" not in response["Content-Security-Policy"]
        assert "<script" not in text(response)
    assert 'autocomplete="off"' in text(respondent.get(f"/{code}/en/"))


def test_by_https_the_device_is_told_to_forget(respondent: Client, settings: Settings) -> None:
    assert "Clear-Site-Data" not in respondent.get("/thanks/en/").headers
    settings.SECURE_SSL_REDIRECT = True
    sent = respondent.get("/thanks/en/", secure=True)
    assert sent["Clear-Site-Data"] == '"cache", "storage"'


def test_what_the_database_does_not_take_is_not_said_to_be_sent(
    respondent: Client, opened: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    (code,) = survey_scene.codes(opened, 1)

    def refuse(*_: object, **__: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(SurveyText.objects, "bulk_create", refuse)
    response = respondent.post(f"/{code}/en/", GIVEN)
    assert response.status_code == 503
    assert "Not sent" in text(response)
    assert 'value="The dog."' in text(response)
    assert SurveyCode.objects.count() == 1, "the code still works"
    assert not SurveyAnswer.objects.exists()


def test_far_too_much_is_refused_and_a_fault_tells_no_code(
    settings: Settings,
    respondent: Client,
    opened: Survey,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (code,) = survey_scene.codes(opened, 1)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    respondent.raise_request_exception = False
    assert respondent.post(f"/{code}/en/", {"good": "x" * 2000}).status_code == 400

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(code)

    monkeypatch.setattr(survey_answers, "asked", fail)
    response = respondent.get(f"/{code}/")
    assert response.status_code == 500
    assert "Your code still works" in text(response)
    assert code not in caplog.text.replace("django.request", "")


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        "'; DROP TABLE surveys_surveyanswer; --",
        "{{ 7 * 7 }}{% raw %}",
        '" onfocus="alert(1)" autofocus="',
        '=HYPERLINK("http://example.org","x")',
        "line\r\nSet-Cookie: x=1",
        "\u202eevil\u0000\ud800",
    ],
)
def test_hostile_words_stay_words(payload: str, respondent: Client, opened: Survey) -> None:
    (code,) = survey_scene.codes(opened, 1)
    data = {"step": "check", "good": payload, "reason": payload, payload: payload}
    form = "application/x-www-form-urlencoded"
    raw = urlencode(data, errors="surrogatepass")
    refused = respondent.post(f"/{code}/en/", raw, content_type=form)
    assert refused.status_code == 422, "no answer of that kind was offered"
    assert "<script" not in text(refused)
    assert 'onfocus="' not in text(refused)
    # As a word: a seal in the form may hold the two digits by chance.
    assert not re.search(r"\b49\b", text(refused))
    raw = urlencode({"step": "send", "good": payload}, errors="surrogatepass")
    sent = respondent.post(f"/{code}/en/", raw, content_type=form)
    assert sent.status_code == 303
    kept = SurveyText.objects.get().text
    assert not {"\0", "\u202e", "\r"} & set(kept)


def test_actions_refuse_a_code_that_is_gone_and_say_which_rights_are_needed(
    opened: Survey,
) -> None:
    (code,) = survey_scene.codes(opened, 1)
    answers = Answers(chosen={"heard": ("mostly",)})
    survey_answers.check_ready()
    survey_answers.send(code, "", answers, terms=TERMS)
    with pytest.raises(NotAllowedError):
        survey_answers.send(code, "", answers, terms=TERMS)
    with pytest.raises(NotAllowedError):
        survey_answers.asked(code, terms=survey_scene.terms(TODAY, key="another key"))
    printed = survey_answers.rights("survey_site")
    assert 'GRANT INSERT ON surveys_surveyanswer TO "survey_site";' in printed
    assert printed.count("SELECT") == 2
    with pytest.raises(InputError, match="letters, digits"):
        survey_answers.rights('x"; DROP')


def test_a_code_used_between_the_look_and_the_use_is_refused(opened: Survey) -> None:
    (code,) = survey_scene.codes(opened, 1)
    answers = Answers(chosen={"heard": ("mostly",)})

    def somebody_quicker(execute: Any, sql: str, *given: Any) -> Any:
        """Uses the code up just before it would be used here, as another process may."""
        if sql.startswith("UPDATE"):
            execute('DELETE FROM "surveys_surveycode"', None, *given[1:])
        return execute(sql, *given)

    with connection.execute_wrapper(somebody_quicker), pytest.raises(NotAllowedError):
        survey_answers.send(code, "", answers, terms=TERMS)
    assert not SurveyAnswer.objects.exists()


def test_surveys_that_cannot_be_read_are_said() -> None:
    def refuse(*_: Any) -> None:
        raise OperationalError

    with connection.execute_wrapper(refuse), pytest.raises(InputError, match="--rights ROLE"):
        survey_answers.check_ready()
