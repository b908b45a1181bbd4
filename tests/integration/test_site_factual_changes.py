"""What the service was told would change has changed before a report is signed."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from corecase.actions import factual_accuracy, obstacles, report_texts
from corecase.core.factual_accuracy import WHOLE
from corecase.core.reports import CommentOutcome
from corecase.store.cases import models
from tests import signable, site
from tests.signable import Signable

pytestmark = pytest.mark.django_db
WORDS = "Invented for a test."


@pytest.fixture(scope="module")
def built(
    django_db_setup: None,  # noqa: ARG001  # the database has to be there
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Signable]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield signable.build()
        transaction.set_rollback(True)


@pytest.fixture
def made(built: Signable) -> Signable:
    """The draft as it stands was given to the service; a comment on the narrative is accepted."""
    frozen = factual_accuracy.live(built.inspection, site.TODAY)
    given = models.FactualRound.objects.get(inspection=built.inspection)
    given.paragraphs = [{"place": p.place, "heading": p.heading, "text": p.text} for p in frozen]
    given.save()
    place = next(p.place for p in frozen if p.text == WORDS)
    comment(given, place, CommentOutcome.ACCEPTED)
    return built


def comment(given: models.FactualRound, place: str, outcome: CommentOutcome) -> None:
    models.FactualComment.objects.create(
        factual_round=given,
        place=place,
        heading="Invented",
        quoted=WORDS,
        comment="This is wrong.",
        by=given.returned_by,
        at=site.NOW,
        outcome=outcome,
        answer="Answered.",
        answered_by=given.opened_by,
        answered_at=site.NOW,
    )


def said(made: Signable) -> list[tuple[str, str, str]]:
    return [(o.room, o.place, o.text) for o in obstacles.of(made.inspection, site.TODAY)]


@pytest.mark.parametrize("outcome", [CommentOutcome.ACCEPTED, CommentOutcome.PARTLY])
def test_a_paragraph_that_was_to_change_and_did_not_is_named(
    made: Signable, outcome: CommentOutcome
) -> None:
    models.FactualComment.objects.update(outcome=outcome)
    room, place, text = said(made)[0]
    assert (room, place) == ("facts_comments", "1")
    assert text.startswith("Paragraph ")
    assert text.endswith(
        "was to change after a comment and says the same; change it, or give the service "
        "another round."
    )
    assert len(said(made)) == 1


def test_while_the_round_is_open_the_comment_may_be_answered_again(made: Signable) -> None:
    models.FactualRound.objects.update(closed_at=None, closed_by=None)
    texts = [text for _, _, text in said(made)]
    assert any(text.endswith("change it, or answer the comment again.") for text in texts)


def test_what_changed_is_settled(made: Signable) -> None:
    places = models.ReportText.objects.filter(inspection=made.inspection, text=WORDS)
    for place in places.values_list("place", flat=True):
        words = report_texts.Words(text="Something else was invented.")
        report_texts.save(made.code, place, words, base=1, by=made.editor, now=site.NOW)
    assert said(made) == []


def test_neither_a_comment_on_the_whole_nor_one_not_accepted_asks_for_a_change(
    made: Signable,
) -> None:
    models.FactualComment.objects.update(outcome=CommentOutcome.NOT_ACCEPTED)
    comment(models.FactualRound.objects.get(), WHOLE, CommentOutcome.ACCEPTED)
    assert said(made) == []


def test_a_report_that_cannot_be_built_is_an_obstacle_of_its_own(made: Signable) -> None:
    models.ReportText.objects.filter(place="narrative").update(text="The share is [[nothing]].")
    assert "facts_comments" not in {room for room, _, _ in said(made)}
    assert said(made)
