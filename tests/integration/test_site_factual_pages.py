"""The pages on factual accuracy, from the opening of a round to its end."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from corecase.actions import (
    factual_drafts,
    rendering_work,
    stages,
)
from corecase.core.factual_accuracy import LONGEST, NOTICE
from corecase.core.people import NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import site
from tests.factual_scene import ANSWER, SAID, SILENT, Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_draft_that_cannot_be_built_is_said_and_the_comments_are_shown(scene: Scene) -> None:
    scene.opened()
    comment = scene.said()
    models.Programme.objects.update(report_edition_text="spoilt: [")
    found = scene.comments()
    assert found.live_problem
    assert found.comments[0].live is None
    page = scene.browser("lead").get(scene.address("1/comments/"))
    assert "cannot be shown" in page.text
    page = scene.browser("lead").get(scene.address(f"1/comments/{comment}/"))
    assert "It cannot be shown" in page.text


def test_the_files_of_the_draft_are_marked_on_every_page(scene: Scene) -> None:
    scene.opened()
    liaison = scene.browser("liaison")
    assert "is being made" in liaison.get(scene.address("1/")).text
    with pytest.raises(NotAllowedError):
        factual_drafts.file(scene.code, 1, "report.html", by=scene.by("liaison"), now=site.NOW)
    number = rendering_work.claim(now=site.NOW)
    assert number is not None
    rendering_work.run(number, clock=lambda: site.NOW)
    assert "Read it on the screen" in liaison.get(scene.address("1/")).text
    file = liaison.get(scene.address("1/files/report.html"))
    assert NOTICE in file.content.decode()
    pdf = liaison.get(scene.address("1/files/report.pdf"))
    assert pdf.content.startswith(b"%PDF")
    assert scene.browser("stranger").get(scene.address("1/files/report.pdf")).status_code == 404
    # The liaison has no other way to it.
    assert liaison.get(f"/inspections/{scene.code}/report/renderings/{number}/").status_code == 404


def test_a_rendering_that_fails_says_so_and_leaves_the_paragraphs(scene: Scene) -> None:
    scene.opened()
    models.Rendering.objects.update(state="FAILED", error="A character cannot be printed.")
    page = scene.browser("liaison").get(scene.address("1/")).text
    assert "could not be made as a report: A character cannot be printed." in page
    models.FactualRound.objects.update(rendering=None)
    page = scene.browser("liaison").get(scene.address("1/")).text
    assert "as a report" not in page
    with pytest.raises(NotAllowedError):
        factual_drafts.file(scene.code, 1, "report.html", by=scene.by("liaison"), now=site.NOW)


def test_the_pages_from_the_opening_to_the_closing(scene: Scene) -> None:
    lead, liaison = scene.browser("lead"), scene.browser("liaison")
    assert "No draft has been given to your service yet" in liaison.get(scene.address()).text
    assert "No round was held yet" in lead.get(scene.address()).text
    day = (datetime.now() + timedelta(days=20)).date()  # the site's own clock
    opened = lead.post(scene.address("open/"), {"due_on": day.isoformat()}, follow=True)
    assert "Told by mail: Colleague, Liaison." in opened.text
    draft = liaison.get(scene.address("1/"))
    assert NOTICE.split(":")[0] in draft.text
    sent = liaison.post(scene.address("1/paragraphs/2/"), {"words": SAID})
    assert sent.headers["Location"] == scene.address("1/") + "#paragraph-2"
    assert SAID in liaison.get(scene.address("1/paragraphs/2/")).text
    assert "You send it back with 1 comment." in liaison.get(scene.address("1/send-back/")).text
    assert (
        "Sent back to the inspectorate."
        in liaison.post(scene.address("1/send-back/"), follow=True).text
    )
    comment = models.FactualComment.objects.get().pk
    assert "The same." in lead.get(scene.address(f"1/comments/{comment}/")).text
    refused = lead.post(scene.address("1/close/"), {"reason": ""})
    assert refused.status_code == 422
    assert "one comment of the service is not answered" in refused.text
    given = {"outcome": "PARTLY", "answer": ANSWER, "seen": ""}
    answered = lead.post(scene.address(f"1/comments/{comment}/"), given, follow=True)
    assert ANSWER in answered.text
    assert ANSWER not in liaison.get(scene.address("1/comments/")).text
    closed = lead.post(scene.address("1/close/"), {"reason": ""}, follow=True)
    assert "Round 1 is closed" in closed.text
    page = liaison.get(scene.address("1/comments/")).text
    assert ANSWER in page
    assert "Partly." in page
    assert "This round is closed" in lead.get(scene.address("1/close/")).text
    assert "stay as they are" in lead.get(scene.address(f"1/comments/{comment}/")).text
    assert "takes no more comments" in liaison.get(scene.address("1/send-back/")).text


def test_going_on_without_a_round_by_its_page(scene: Scene) -> None:
    scene.opened()
    scene.returned()
    scene.closed()
    stages.move(scene.code, Stage.DRAFTING, reason="x", by=scene.by("lead"), now=site.NOW)
    editor = scene.browser("editor")
    assert "go on without another round" in editor.get(scene.address()).text
    refused = editor.post(scene.address("go-on/"), {"reason": ""})
    assert refused.status_code == 422
    done = editor.post(scene.address("go-on/"), {"reason": "A slip."}, follow=True)
    assert "stands at factual accuracy again" in done.text


def test_what_was_typed_is_kept_where_it_is_refused(scene: Scene) -> None:
    lead, liaison = scene.browser("lead"), scene.browser("liaison")
    refused = lead.post(scene.address("open/"), {"due_on": "2020-01-01"})
    assert refused.status_code == 422
    assert "2020-01-01" in refused.text
    scene.opened()
    words = "x" * (LONGEST + 1)
    refused = liaison.post(scene.address("1/paragraphs/2/"), {"words": words})
    assert refused.status_code == 422
    assert words in refused.text
    comment = scene.said()
    scene.answered(comment)
    given = {"outcome": "NOT_ACCEPTED", "answer": "My own words.", "seen": ""}
    refused = lead.post(scene.address(f"1/comments/{comment}/"), given)
    assert refused.status_code == 422
    assert "My own words." in refused.text
    assert "The answer that stands now" in refused.text
    seen = scene.comments().comments[0].version
    assert f'value="{seen.replace("+", "&#43;")}"' in refused.text or seen in refused.text
    scene.returned()
    refused = liaison.post(scene.address("1/paragraphs/2/"), {"words": "Typed too late."})
    assert refused.status_code == 422
    assert "Typed too late." in refused.text
    refused = liaison.post(scene.address("1/send-back/"))
    assert refused.status_code == 422


def test_somebody_is_told_where_mail_reached_nobody(scene: Scene, settings: Settings) -> None:
    lead = scene.browser("lead")
    scene.opened()
    scene.returned()
    settings.EMAIL_BACKEND = SILENT
    closed = lead.post(scene.address("1/close/"), {"reason": ""}, follow=True)
    assert "tell them yourself" in closed.text
    stages.move(scene.code, Stage.DRAFTING, reason="x", by=scene.by("lead"), now=site.NOW)
    models.Grant.objects.filter(role=Role.SERVICE_LIAISON).delete()
    day = (datetime.now() + timedelta(days=20)).date()
    opened = lead.post(scene.address("open/"), {"due_on": day.isoformat()}, follow=True)
    assert "Nobody was there to be told" in opened.text


@pytest.mark.parametrize(
    ("who", "rest", "most"),
    [
        ("liaison", "", 13),
        ("liaison", "1/", 18),
        ("liaison", "1/comments/", 18),
        ("liaison", "1/paragraphs/2/", 18),
    ],
)
def test_pages_take_few_queries_however_much_was_said(
    scene: Scene,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    who: str,
    rest: str,
    most: int,
) -> None:
    scene.opened()
    for number in range(1, 21):
        scene.said(number)
    browser = scene.browser(who)
    browser.get(scene.address(rest))
    with django_assert_max_num_queries(most):
        assert browser.get(scene.address(rest)).status_code == 200
