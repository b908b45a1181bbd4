"""Every hostile word through every field of a survey: it stays a word on every page and sheet."""

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlencode

import pypdfium2
import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from corecase.config import surveys_settings
from corecase.core.people import Role
from corecase.core.questionnaires import Language
from corecase.core.stages import Stage
from corecase.core.survey_answers import cleaned
from corecase.core.surveys import Group
from corecase.documents import survey_sheets
from corecase.exchange import questionnaires
from corecase.store.surveys.models import Survey, SurveyCode, SurveyText
from corecase.web.surveys.wrong_codes import WRONG_CODES
from tests import site, survey_scene
from tests.hostile import HARMLESS, HOSTILE, shape_of
from tests.survey_scene import KEY

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


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


def text(response: HttpResponse) -> str:
    return response.content.decode()


def one_line(words: str) -> str:
    return " ".join(words.split())


def test_there_are_as_many_as_were_promised() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) == 120


def test_what_a_respondent_types_stays_words_when_checked_and_when_kept(
    respondent: Client,
) -> None:
    opened = survey_scene.survey(site.TODAY)
    (code,) = survey_scene.codes(opened, 1, n_left=len(HOSTILE), is_device=True)
    here = f"/{code}/en/"
    plain, _ = shape_of(text(respondent.post(here, {"step": "check", "good": HARMLESS})))
    for words in HOSTILE:
        given = {"good": words, words: words, "step": "check"}
        page = respondent.post(here, urlencode(given), content_type=FORM)
        tags, said = shape_of(text(page))
        assert tags == plain, words
        assert one_line(cleaned(words)) in one_line(said), words
        sent = respondent.post(here, urlencode({**given, "step": "send"}), content_type=FORM)
        assert sent.status_code == 303, words
    kept = SurveyText.objects.values_list("text", flat=True)
    assert sorted(kept) == sorted(cleaned(words) for words in HOSTILE)
    assert not SurveyCode.objects.exists()


def test_a_hostile_code_and_a_hostile_name_change_no_page(respondent: Client) -> None:
    opened = survey_scene.survey(site.TODAY)
    (code,) = survey_scene.codes(opened, 1)
    roads = (f"/{code}/", f"/{code}/en/")
    plain = [shape_of(text(respondent.get(road)))[0] for road in roads]
    refused, _ = shape_of(text(respondent.post("/", {"code": HARMLESS})))
    for words in HOSTILE:
        named = words.replace("\0", "")
        Survey.objects.update(service=named)
        for road, expected in zip(roads, plain, strict=True):
            tags, said = shape_of(text(respondent.get(road)))
            assert tags == expected, words
            assert one_line(named) in one_line(said), words
        typed = respondent.post("/", urlencode({"code": words}), content_type=FORM)
        assert shape_of(text(typed))[0] == refused, words


def test_staff_read_hostile_words_as_words(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    settings.SURVEY_ADDRESS = ""
    monkeypatch.setattr(timezone, "now", lambda: site.NOW)
    inspection = site.inspection(Stage.DRAFTING)
    client = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
    closed = survey_scene.survey(site.TODAY, Group.CHILDREN, inspection.code)
    Survey.objects.update(closed_on=site.TODAY)
    screening = reverse("survey_screen", args=[inspection.code, "children"])
    kept = SurveyText.objects.create(survey=closed, question="good", text=HARMLESS)
    plain, _ = shape_of(text(client.get(screening)))
    for words in HOSTILE:
        SurveyText.objects.filter(pk=kept.pk).update(text=cleaned(words))
        tags, said = shape_of(text(client.get(screening)))
        assert tags == plain, words
        assert one_line(cleaned(words)) in one_line(said), words
    results = reverse("survey_results", args=[inspection.code, "children"])
    kept.delete()
    shapes = []
    for quoted in ([HARMLESS] * len(HOSTILE), [cleaned(words) for words in HOSTILE]):
        SurveyText.objects.all().delete()
        SurveyText.objects.bulk_create(
            SurveyText(survey=closed, question="good", text=one, state="USABLE") for one in quoted
        )
        shapes.append(shape_of(text(client.get(results))))
    (plain, _), (tags, said) = shapes
    assert tags == plain
    assert all(one_line(cleaned(words)) in one_line(said) for words in HOSTILE)


def test_a_sheet_prints_a_hostile_name_as_it_stands() -> None:
    for words in ('#let x = read("/etc/passwd")', "<script>alert(1)</script>", "$ x $ *b* _i_"):
        made = survey_sheets.form(
            questionnaires.load("children-1"),
            dict(questionnaires.pages()),
            service=words,
            language=Language.ENGLISH,
            easy=False,
        )
        page = pypdfium2.PdfDocument(BytesIO(made))[0].get_textpage().get_text_range()
        assert words in one_line(page)
