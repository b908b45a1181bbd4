"""Surveys as staff run them: opened, handed out, typed in, closed, screened, reported."""

import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pypdfium2
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from corecase.actions import survey_answers, survey_closing, survey_results, survey_sheets, surveys
from corecase.core import survey_codes
from corecase.core.errors import InputError
from corecase.core.people import Actor, NotAllowedError, Role
from corecase.core.questionnaires import Language
from corecase.core.stages import Stage
from corecase.core.survey_answers import Answers
from corecase.core.surveys import Group, Way
from corecase.store.cases import models
from corecase.store.surveys.models import Survey, SurveyAnswer, SurveyCode, SurveyText
from tests import site, survey_scene
from tests.survey_scene import KEY

pytestmark = pytest.mark.django_db
ADDRESS = "https://survey.example.org/"
LAST = site.TODAY + timedelta(days=14)
PRINTED = re.compile(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{2}")


class Scene:
    """An inspection with its lead, its editor, and the liaison of its service."""

    def __init__(self, stage: Stage = Stage.DRAFTING) -> None:
        self.inspection = site.inspection(stage)
        self.code = self.inspection.code
        self.person = site.person(Role.LEAD_INSPECTOR, inspection=self.inspection)
        self.lead = site.actor(self.person)
        self.editor = site.somebody(Role.EDITOR, inspection=self.inspection)
        self.liaison = site.somebody(Role.SERVICE_LIAISON, service=self.inspection.service)
        self.stamp = {"by": self.lead, "now": site.NOW}

    def open(self, group: Group = Group.CHILDREN) -> str:
        given = {"group": group, "closes_on": LAST, **self.stamp}
        return surveys.open_one(self.code, **given).lower()  # type: ignore[arg-type]

    def sheets(self, group: str, n: int = 2, *, on_a_device: bool = False) -> bytes:
        given = {"n": n, "on_a_device": on_a_device, "address": ADDRESS, "key": KEY, **self.stamp}
        return survey_sheets.make(self.code, group, **given)  # type: ignore[arg-type]

    def codes(self, group: str, n: int = 2, **options: bool) -> list[str]:
        return printed_in(self.sheets(group, n, **options))

    def answer(self, code: str, answer: str = "mostly", good: str = "") -> None:
        answers = Answers(chosen={"heard": (answer,)}, texts={"good": good} if good else {})
        survey_answers.send(code, "", answers, terms=survey_scene.terms(site.TODAY))

    def close(self, group: str) -> None:
        """Closes it as where forms that are open have no days of grace."""
        survey_closing.close(self.code, group, grace=0, **self.stamp)  # type: ignore[arg-type]

    def one(self, group: str, by: Actor | None = None) -> surveys.Opened:
        return surveys.one(self.code, group, by=by or self.lead, today=site.TODAY)[1]

    def results(self, group: str) -> survey_results.Results:
        return survey_results.results(self.code, group, by=self.editor, today=site.TODAY)

    def events(self) -> list[str]:
        return list(models.Event.objects.filter(chain=self.code).values_list("kind", flat=True))


@pytest.fixture
def scene() -> Scene:
    return Scene()


def printed_in(content: bytes) -> list[str]:
    """The codes that a PDF prints, each once a page."""
    found = []
    for page in pypdfium2.PdfDocument(BytesIO(content)):
        match = PRINTED.search(page.get_textpage().get_text_range())
        assert match
        found.append(survey_codes.read(match[0]))
    return found


def test_codes_stand_on_their_sheets_and_nowhere_else(scene: Scene) -> None:
    group = scene.open()
    codes = scene.codes(group, 3)
    assert len(set(codes)) == 3
    kept = set(SurveyCode.objects.values_list("code_hash", flat=True))
    assert kept == {survey_codes.hashed(code, KEY) for code in codes}
    told = str(list(models.Event.objects.values()))
    assert not [code for code in codes if code in told]
    scene.answer(codes[0])
    survey = scene.one(group)
    (lot,) = survey.lots
    assert (lot.n_made, lot.n_used, lot.n_handed_out, lot.is_over) == (3, 1, None, False)
    assert dict(survey.returned) == {Way.LINK: 1, Way.DEVICE: 0, Way.PAPER: 0}
    assert survey.is_open
    assert not survey.is_closed
    assert scene.events() == ["SURVEY_OPENED", "SURVEY_PRINTED"]


def test_the_square_on_a_sheet_leads_to_the_survey() -> None:
    from corecase.documents.survey_sheets import QUIET, square

    drawn = square(f"{ADDRESS}{'7' * 26}/")
    size = int(re.search(r'viewBox="0 0 (\d+)', drawn)[1])  # type: ignore[index]
    assert size >= 29 + 2 * QUIET
    # The three corners by which cameras find it.
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+),(\d+)", drawn)}
    for x, y in ((QUIET, QUIET), (size - QUIET - 7, QUIET), (QUIET, size - QUIET - 7)):
        assert {(x + n, y) for n in range(7)} <= dark
        assert (x + 1, y + 1) not in dark
    assert min(min(one) for one in dark) == QUIET


def test_a_shared_device_has_one_code_until_tomorrow(scene: Scene) -> None:
    group = scene.open()
    (code,) = scene.codes(group, 3, on_a_device=True)
    for _ in range(3):
        scene.answer(code)
    with pytest.raises(NotAllowedError):
        scene.answer(code)
    (lot,) = scene.one(group).lots
    assert (lot.is_device, lot.n_made, lot.n_used) == (True, 3, 3)
    assert lot.expires_on == site.TODAY + timedelta(days=1)
    later = surveys.one(scene.code, group, by=scene.lead, today=LAST)[1]
    assert later.lots[0].is_over
    with pytest.raises(NotAllowedError):
        surveys.sheets_of(scene.code, group, lot.number, by=scene.lead, today=site.TODAY)
    with pytest.raises(NotAllowedError):
        surveys.hand_out(scene.code, group, lot.number, n_handed_out=1, **scene.stamp)  # type: ignore[arg-type]


def test_what_cannot_be_opened_or_made_is_said(scene: Scene) -> None:
    group = scene.open()
    with pytest.raises(InputError, match="asked already") as refused:
        scene.open()
    assert refused.value.field == "group"
    with pytest.raises(InputError, match="half a year"):
        surveys.open_one(
            scene.code,
            group="VICTIMS",
            closes_on=site.TODAY - timedelta(days=1),
            **scene.stamp,  # type: ignore[arg-type]
        )
    with pytest.raises(InputError, match="from 1 to 300"):
        scene.sheets(group, 301)
    with pytest.raises(InputError, match="CORECASE_SURVEY_ADDRESS"):
        survey_sheets.make(
            scene.code,
            group,
            n=1,
            on_a_device=False,
            address="",
            key=KEY,
            **scene.stamp,  # type: ignore[arg-type]
        )
    Survey.objects.update(
        closes_on=site.TODAY - timedelta(days=1), opened_on=site.TODAY - timedelta(days=9)
    )
    assert not scene.one(group).is_open
    with pytest.raises(InputError, match="This survey is over"):
        scene.sheets(group)
    with pytest.raises(NotAllowedError):
        scene.one("victims")
    with pytest.raises(NotAllowedError):
        scene.close("victims")
    planned = Scene(Stage.PLANNED)
    with pytest.raises(InputError, match="Announce the inspection first"):
        planned.open()
    assert surveys.room(planned.code, by=planned.lead, today=site.TODAY).refusal


def test_the_liaison_says_how_many_were_handed_out_and_sees_no_more(scene: Scene) -> None:
    group = scene.open(Group.VICTIMS)
    codes = scene.codes(group, 5)
    scene.answer(codes[0])
    room, survey, lot = surveys.sheets_of(
        scene.code, group, scene.one(group).lots[0].number, by=scene.liaison, today=site.TODAY
    )
    assert (room.may_distribute, room.may_run, room.may_read, room.may_screen) == (
        True, False, False, False,
    )  # fmt: skip
    with pytest.raises(NotAllowedError):
        surveys.check_may_run(room)
    stamp = {"by": scene.liaison, "now": site.NOW}
    for n, said in ((0, "from 1, which came back, to 5"), (6, "to 5, which were made")):
        with pytest.raises(InputError, match=said):
            surveys.hand_out(scene.code, group, lot.number, n_handed_out=n, **stamp)  # type: ignore[arg-type]
    surveys.hand_out(scene.code, group, lot.number, n_handed_out=4, **stamp)  # type: ignore[arg-type]
    assert scene.one(group, scene.liaison).lots[0].n_handed_out == 4
    assert scene.events()[-1] == "SURVEY_DISTRIBUTED"
    scene.close(group)
    with pytest.raises(NotAllowedError):
        survey_results.results(scene.code, group, by=scene.liaison, today=site.TODAY)
    with pytest.raises(NotAllowedError):
        survey_results.next_to_screen(scene.code, group, by=scene.editor)
    assert survey.slug == "victims"


def test_closing_ends_codes_and_leaves_no_order(scene: Scene) -> None:
    group = scene.open()
    codes = scene.codes(group, 12)
    for number, code in enumerate(codes[:10]):
        scene.answer(code, "mostly" if number % 2 else "completely", f"Words {number}")
    before = set(SurveyAnswer.objects.values_list("pk", flat=True))
    with pytest.raises(InputError, match="Close the survey first"):
        scene.results(group)
    with pytest.raises(InputError, match="Close the survey first"):
        survey_results.next_to_screen(scene.code, group, by=scene.lead)
    scene.close(group)
    assert not SurveyCode.objects.exists()
    after = list(SurveyAnswer.objects.values_list("pk", flat=True))
    assert len(after) == 10
    assert not before & set(after)
    (lot,) = scene.one(group).lots
    assert (lot.n_made, lot.n_used, lot.is_over) == (12, 10, True)
    with pytest.raises(NotAllowedError):
        scene.answer(codes[11])
    with pytest.raises(InputError, match="not opened again"):
        scene.close(group)
    tally = next(one for one in scene.results(group).tallies if one.question.id == "heard")
    assert tally.words == "Five said “Yes, completely”; five said “Yes, mostly”."
    assert scene.results(group).n_to_screen == 10


def test_a_survey_waits_for_forms_that_are_open_before_it_is_closed(scene: Scene) -> None:
    group = scene.open()
    codes = scene.codes(group, 2)
    stamp = survey_answers.asked(codes[0], terms=survey_scene.terms(site.TODAY)).stamp
    closing = {"grace": 1, "by": scene.lead}
    assert not survey_closing.close(scene.code, group, now=site.NOW, **closing)  # type: ignore[arg-type]
    assert scene.one(group).is_stopped
    assert scene.events()[-1] == "SURVEY_STOPPED"
    with pytest.raises(NotAllowedError):
        scene.answer(codes[1])
    with pytest.raises(InputError, match="This survey is over"):
        scene.sheets(group)
    tomorrow = site.NOW + timedelta(days=1)
    with pytest.raises(InputError, match="can still be sent until"):
        survey_closing.close(scene.code, group, now=tomorrow, **closing)  # type: ignore[arg-type]
    answers = Answers(chosen={"heard": ("mostly",)})
    last = survey_scene.terms(tomorrow.date())
    survey_answers.send(codes[0], stamp, answers, terms=last)
    with pytest.raises(NotAllowedError):
        survey_answers.send(codes[0], stamp, answers, terms=last)
    with pytest.raises(InputError, match="Close the survey first"):
        scene.results(group)
    assert survey_closing.close(scene.code, group, now=tomorrow + timedelta(days=1), **closing)  # type: ignore[arg-type]
    (lot,) = scene.one(group).lots
    assert (lot.n_made, lot.n_used) == (2, 1)
    assert not scene.one(group).is_stopped


def test_a_survey_whose_codes_are_all_used_waits_for_nobody(scene: Scene) -> None:
    group = scene.open()
    for code in scene.codes(group, 2):
        scene.answer(code)
    assert survey_closing.close(scene.code, group, grace=1, **scene.stamp)  # type: ignore[arg-type]


def test_a_form_on_paper_is_printed_and_typed_in(scene: Scene) -> None:
    group = scene.open()
    for language, easy, said in (
        (Language.ENGLISH, False, "take notice of what you told them"),
        (Language.ENGLISH, True, "Did your workers listen to you?"),
        (Language.WELSH, False, "gymryd sylw"),
    ):
        made = survey_sheets.form(scene.code, group, language=language, easy=easy, by=scene.liaison)
        pages = pypdfium2.PdfDocument(BytesIO(made))
        text = " ".join(page.get_textpage().get_text_range() for page in pages)
        assert said in " ".join(text.split())
    found = survey_sheets.type_in(scene.code, group, {"heard": ["never"]}, **scene.stamp)  # type: ignore[arg-type]
    assert found.faults
    assert not SurveyAnswer.objects.exists()
    survey_sheets.type_in(scene.code, group, {"heard": ["mostly"], "good": ["Tea."]}, **scene.stamp)  # type: ignore[arg-type]
    assert dict(scene.one(group).returned)[Way.PAPER] == 1
    assert scene.events()[-1] == "SURVEY_TYPED"
    scene.close(group)
    with pytest.raises(InputError, match="not opened again"):
        survey_sheets.type_in(scene.code, group, {"heard": ["mostly"]}, **scene.stamp)  # type: ignore[arg-type]


def test_before_drafting_no_result_is_offered_to_the_report(
    client: Client, settings: Settings
) -> None:
    settings.SURVEY_ADDRESS = ""
    early = Scene(Stage.FIELDWORK)
    group = early.open()
    for _ in range(20):
        survey_sheets.type_in(early.code, group, {"heard": ["mostly"]}, **early.stamp)  # type: ignore[arg-type]
    early.close(group)
    client = site.client_for(early.person)
    page = client.get(reverse("survey_results", args=[early.code, group])).content.decode()
    assert "once the inspection is in drafting" in page
    assert "Put into the report" not in page
    assert "84% to 100%" in page
    listed = client.get(reverse("surveys", args=[early.code])).content.decode()
    assert "CORECASE_SURVEY_ADDRESS" in listed


def test_words_are_read_by_their_screener_before_anybody_else(scene: Scene) -> None:
    group = scene.open()
    for number, code in enumerate(scene.codes(group, 2)):
        scene.answer(code, good=f"Words {number}")
    scene.close(group)
    found = scene.results(group)
    assert (found.quotable, found.n_to_screen) == ((), 2)
    for withheld in ("", "IDENTIFIES"):
        words = survey_results.next_to_screen(scene.code, group, by=scene.lead)
        assert words
        assert words.question == "What has been good?"
        given = {"key": words.key, "withheld": withheld, **scene.stamp}
        survey_results.screen(scene.code, group, **given)  # type: ignore[arg-type]
        with pytest.raises(InputError, match="screened these words already"):
            survey_results.screen(scene.code, group, **given)  # type: ignore[arg-type]
    assert survey_results.next_to_screen(scene.code, group, by=scene.lead) is None
    found = scene.results(group)
    assert (len(found.quotable), found.n_withheld, found.n_to_screen) == (1, 1, 0)
    withheld_text = SurveyText.objects.get(state="WITHHELD").text
    assert withheld_text not in {one.text for one in found.quotable}
    assert survey_results.Withheld.DANGER.words.startswith("somebody may be in danger")


def test_counts_go_straight_into_the_report(scene: Scene) -> None:
    group = scene.open()
    for number, code in enumerate(scene.codes(group, 3)):
        scene.answer(code, "mostly" if number else "not-at-all")
    stamp = {"by": scene.editor, "now": site.NOW}
    taken = {"question": "heard", "choice": "mostly", **stamp}
    with pytest.raises(InputError, match="Close the survey first"):
        survey_results.take(scene.code, group, **taken)  # type: ignore[arg-type]
    scene.close(group)
    survey_results.take(scene.code, group, **taken)  # type: ignore[arg-type]
    survey_results.take(scene.code, group, **{**taken, "choice": "not-at-all"})  # type: ignore[arg-type]
    with pytest.raises(InputError, match="stands already"):
        survey_results.take(scene.code, group, **taken)  # type: ignore[arg-type]
    for wrong in ({"choice": "no-view"}, {"question": "good"}):
        with pytest.raises(NotAllowedError):
            survey_results.take(scene.code, group, **{**taken, **wrong})  # type: ignore[arg-type]
    entered = models.Respondents.objects.get(inspection=scene.inspection)
    assert (entered.group, entered.returned) == ("Children and young people", 3)
    said = [(one.count, one.out_of) for one in entered.statements.all()]
    assert said == [(2, 3), (1, 3)]
    assert entered.statements.first().confirmed_at is None, "fewer than five: a person confirms"  # type: ignore[union-attr]


@pytest.fixture
def client(scene: Scene, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Client:
    cache.clear()
    settings.SURVEY_ADDRESS, settings.SURVEY_KEY = ADDRESS, KEY
    settings.SURVEY_GRACE = 1
    monkeypatch.setattr(timezone, "now", lambda: site.NOW)
    return site.client_for(scene.person)


def test_the_whole_road_in_pages(scene: Scene, client: Client) -> None:
    def at(name: str, *arguments: object) -> str:
        return reverse(name, args=[scene.code, *arguments])

    listed = client.get(at("surveys")).content.decode()
    assert "No survey is open yet" in listed
    assert f'href="{ADDRESS}"' in listed
    assert client.get(at("survey_new")).status_code == 200
    refused = client.post(at("survey_new"), {"group": "CHILDREN", "closes_on": "2020-01-01"})
    assert refused.status_code == 422
    opened = client.post(at("survey_new"), {"group": "CHILDREN", "closes_on": LAST.isoformat()})
    assert opened["Location"] == at("surveys")
    group = "children"
    assert client.get(at("survey_codes", group)).status_code == 200
    assert client.post(at("survey_codes", group), {"where": "sheets", "n": "0"}).status_code == 422
    made = client.post(at("survey_codes", group), {"where": "sheets", "n": "2"})
    assert (made["Content-Type"], made["Cache-Control"]) == ("application/pdf", "no-store")
    code, _ = printed_in(made.content)
    sheet = pypdfium2.PdfDocument(BytesIO(made.content))[0].get_textpage().get_text_range()
    assert f"{LAST.day} {LAST:%B}" in sheet
    assert f"tan {LAST.day} Tachwedd" in sheet
    scene.answer(code, good="A <b>kind</b> word")
    number = scene.one(group).lots[0].number
    assert client.get(at("survey_hand_out", group, number)).status_code == 200
    assert client.post(at("survey_hand_out", group, number), {"n_handed_out": 3}).status_code == 422
    client.post(at("survey_hand_out", group, number), {"n_handed_out": 2})
    page = client.get(at("surveys")).content.decode()
    assert "1 questionnaire came back: 1 by a code of their own" in page
    assert "Yes, mostly" not in page
    for query in ("", "?language=cy&easy=on", "?language=xx"):
        form = client.get(at("survey_form", group) + query)
        assert form.content.startswith(b"%PDF")
    assert client.get(at("survey_type", group)).status_code == 200
    assert client.post(at("survey_type", group), {}).status_code == 422
    assert client.post(at("survey_type", group), {"heard": "mostly"}).status_code == 302
    assert "takes two turns" in client.get(at("survey_close", group)).content.decode()
    stopped = client.post(at("survey_close", group), follow=True).content.decode()
    assert "No code opens the survey of children and young people now." in stopped
    assert "forms that were open can be sent until" in stopped
    waits = client.post(at("survey_close", group))
    assert waits.status_code == 422
    assert "close the survey after that day" in waits.content.decode()
    ago = site.TODAY - timedelta(days=2)
    Survey.objects.update(opened_on=ago, stopped_on=ago)
    assert client.post(at("survey_close", group)).status_code == 302
    assert client.post(at("survey_close", group)).status_code == 422
    screen = client.get(at("survey_screen", group)).content.decode()
    assert "A &lt;b&gt;kind&lt;/b&gt; word" in screen
    key = SurveyText.objects.get().pk
    assert client.post(at("survey_screen", group), {"key": uuid4()}).status_code == 422
    quoted = {"key": key, "withheld": "QUOTE"}
    assert client.post(at("survey_screen", group), quoted).status_code == 302
    assert "is screened" in client.get(at("survey_screen", group)).content.decode()
    results = client.get(at("survey_results", group)).content.decode()
    assert "Two said “Yes, mostly”." in results
    assert "Few people" in results
    assert "Interval" not in results
    taken = {"question": "heard", "choice": "mostly"}
    assert client.post(at("survey_take", group), taken).status_code == 302
    assert client.post(at("survey_take", group), taken).status_code == 422
