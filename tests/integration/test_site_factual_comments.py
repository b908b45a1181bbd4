"""Comments on the facts: read on the frozen draft, answered, and nothing of them lost."""

import pytest
from django.core import mail

from corecase.actions import (
    factual_comments,
    factual_drafts,
)
from corecase.core.errors import InputError
from corecase.core.factual_accuracy import LONGEST
from corecase.core.people import NotAllowedError
from corecase.core.reports import CommentOutcome
from corecase.store.cases import audit, models
from tests import site
from tests.factual_scene import AFTER, ANSWER, REASON, SAID, Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_the_service_reads_the_frozen_draft_and_never_the_live_one(scene: Scene) -> None:
    scene.opened()
    before = scene.draft()
    models.Service.objects.filter(pk=scene.inspection.service_id).update(name="Renamed meanwhile")
    models.FieldState.objects.all().delete()
    assert scene.draft().chapters == before.chapters
    scene.said(1)
    found = scene.comments("liaison")
    assert found.standing.is_service
    assert [one.live for one in found.comments] == [None]
    assert "Renamed meanwhile" in (scene.comments("chief").comments[0].live or "")


def test_reading_is_logged_with_the_round(scene: Scene) -> None:
    scene.opened()
    scene.draft()
    scene.comments("liaison")
    factual_drafts.paragraph(scene.code, 1, 1, by=scene.by("liaison"), now=site.NOW)
    logged = models.Consultation.objects.values_list("what", "ref", "by", "inspection_id")
    liaison = scene.people["liaison"].pk
    assert set(logged) == {("FACTS", "round 1", liaison, scene.inspection.pk)}
    assert len(logged) == 3


def test_two_liaisons_comment_and_everything_is_kept(scene: Scene) -> None:
    scene.opened()
    scene.said(3)
    scene.said(3, who="colleague")
    scene.said(3, "Another thing.")
    scene.said(0, "All in all, fair.")
    found = scene.comments()
    said = [(one.paragraph, one.words, one.by) for one in found.comments]
    assert said == [
        (0, "All in all, fair.", "Liaison"),
        (3, SAID, "Liaison"),
        (3, SAID, "Colleague"),
        (3, "Another thing.", "Liaison"),
    ]
    assert found.comments[0].live is None
    assert found.comments[1].frozen == found.comments[1].live
    draft = scene.draft()
    counts = {one.number: one.n_comments for c in draft.chapters for one in c.paragraphs}
    assert (counts[3], counts[1], draft.n_on_whole) == (3, 0, 1)
    one = factual_drafts.paragraph(scene.code, 1, 3, by=scene.by("colleague"), now=site.NOW)
    assert [said.words for said in one.comments] == [SAID, SAID, "Another thing."]
    assert scene.kinds()[1:] == ["FACTS_COMMENTED"] * 4


def test_the_same_words_sent_twice_are_one_comment(scene: Scene) -> None:
    scene.opened()
    scene.said()
    scene.said()
    assert models.FactualComment.objects.count() == 1
    scene.returned()
    scene.said()  # sent again after the draft went back: it is there already
    assert models.FactualComment.objects.count() == 1


@pytest.mark.parametrize(("words", "said"), [(" ", "in words"), ("x" * (LONGEST + 1), "Shorten")])
def test_a_comment_has_words_and_not_too_many(scene: Scene, words: str, said: str) -> None:
    scene.opened()
    with pytest.raises(InputError, match=said):
        scene.said(words=words)


def test_a_paragraph_or_round_that_is_not_there_is_not_there(scene: Scene) -> None:
    scene.opened()
    last = len(models.FactualRound.objects.get().paragraphs)
    scene.said(last)
    with pytest.raises(NotAllowedError):
        scene.said(last + 1)
    with pytest.raises(NotAllowedError):
        factual_drafts.draft(scene.code, 2, by=scene.by("liaison"), now=site.NOW)
    with pytest.raises(NotAllowedError):
        scene.answered(0)
    with pytest.raises(NotAllowedError):
        factual_comments.one(scene.code, 1, 0, by=scene.by("lead"), now=site.NOW)


def test_a_late_comment_is_taken_and_marked(scene: Scene) -> None:
    scene.opened()
    scene.said()
    factual_drafts.comment(scene.code, 1, 4, "Late.", by=scene.by("liaison"), now=AFTER)
    assert [one.is_late for one in scene.comments().comments] == [False, True]


def test_sent_back_the_draft_takes_no_more(scene: Scene) -> None:
    scene.opened()
    mail.outbox.clear()
    assert scene.returned().names == ("Editor", "Lead inspector")
    assert {letter.to[0] for letter in mail.outbox} == {
        scene.people["lead"].email,
        scene.people["editor"].email,
    }
    with pytest.raises(InputError, match="Liaison sent this draft back"):
        scene.said(who="colleague")
    with pytest.raises(InputError, match="Liaison sent this draft back already"):
        scene.returned("colleague")


def test_an_answer_is_kept_and_never_written_over_unread(scene: Scene) -> None:
    scene.opened()
    comment = scene.said()
    scene.answered(comment)
    with pytest.raises(InputError, match="answered this comment meanwhile"):
        scene.answered(comment, who="editor")
    seen = scene.comments().comments[0].version
    scene.answered(comment, seen, "Said better.", "editor")
    one = scene.comments().comments[0]
    assert one.answer
    assert (one.answer.words, one.answer.by) == ("Said better.", "Editor")
    assert [(old.words, old.by, old.outcome) for old in one.earlier] == [
        (ANSWER, "Lead inspector", CommentOutcome.ACCEPTED)
    ]
    assert one.earlier[0].at == site.NOW
    with pytest.raises(InputError, match="in words"):
        scene.answered(comment, one.version, " ")
    assert audit.verify() == ()


def test_the_service_reads_the_answers_once_the_round_is_closed(scene: Scene) -> None:
    scene.opened()
    comment = scene.said()
    scene.answered(comment)
    scene.returned()
    assert not scene.comments("liaison").shows_answers
    assert scene.comments("liaison").comments[0].answer is None
    assert scene.comments("chief").comments[0].answer
    mail.outbox.clear()
    assert scene.closed().names == ("Colleague", "Liaison")
    assert len(mail.outbox) == 2
    found = scene.comments("liaison")
    assert found.shows_answers
    answer = found.comments[0].answer
    assert answer
    assert answer.words == ANSWER
    # The draft may have gone on since: what is closed is not compared any more.
    assert scene.comments().comments[0].live is None


def test_a_round_closes_once_everything_is_answered(scene: Scene) -> None:
    scene.opened()
    comment = scene.said()
    with pytest.raises(InputError, match="one comment of the service is not answered"):
        scene.closed()
    scene.answered(comment)
    with pytest.raises(InputError, match="its time is not over"):
        scene.closed(REASON)
    with pytest.raises(InputError, match="Say why"):
        scene.closed(now=AFTER)
    scene.closed(REASON, now=AFTER)
    assert models.FactualRound.objects.get().closed_reason == REASON
    for late in (lambda: scene.closed(), lambda: scene.answered(comment), scene.returned):
        with pytest.raises(InputError, match="is closed and stays"):
            late()
    with pytest.raises(InputError, match="is closed and stays"):
        scene.said(words="After the end.")
    assert scene.kinds()[-1] == "FACTS_CLOSED"


def test_a_reason_that_nobody_asked_for_is_not_kept(scene: Scene) -> None:
    scene.opened()
    scene.returned()
    scene.closed(REASON)
    assert models.FactualRound.objects.get().closed_reason == ""


@pytest.mark.parametrize(
    ("place", "room"),
    [
        ("strengths-CCI-1.1/2", ("report_criterion", "CCI-1.1")),
        ("criterion-CCI-1.1/1", ("report_criterion", "CCI-1.1")),
        ("commentary-CCI-1/1", ("report_text", "commentary/CCI-1")),
        ("context-area/1", ("report_text", "area")),
        ("context-indicators/1", ("report_indicators", "")),
        ("next-steps/1", ("report_particulars", "")),
        ("glossary/4", ("report", "")),
    ],
)
def test_a_comment_leads_to_the_room_where_its_words_are_written(
    scene: Scene, place: str, room: tuple[str, str]
) -> None:
    scene.opened()
    row = models.FactualRound.objects.get()
    row.paragraphs = [{"place": place, "heading": "Invented", "text": "Invented."}]
    row.save()
    comment = scene.said(1)
    one = scene.comments().comments[0]
    assert (one.room, one.room_place) == room
    page = scene.browser("lead").get(scene.address(f"1/comments/{comment}/"))
    assert "Change the draft there" in page.text


def test_a_paragraph_that_is_gone_is_said_to_be_gone(scene: Scene) -> None:
    scene.opened()
    row = models.FactualRound.objects.get()
    row.paragraphs = [{"place": "nowhere/1", "heading": "Invented", "text": "Invented."}]
    row.save()
    comment = scene.said(1)
    assert scene.comments().comments[0].live == ""
    lead = scene.browser("lead")
    for address in ("1/comments/", f"1/comments/{comment}/"):
        assert "no longer in the draft" in lead.get(scene.address(address)).text
