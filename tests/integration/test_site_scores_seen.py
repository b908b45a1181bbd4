"""Words that rest on the scores are looked at again once those are others."""

import re

import pytest
from django.urls import reverse

from corecase.actions import (
    obstacles,
    report_editor,
    report_particulars,
    report_recommendations,
    report_texts,
    scores_seen,
)
from corecase.core.drafting import Part
from corecase.core.errors import InputError
from corecase.core.particulars import ComparatorChoice, Particulars
from corecase.store.cases import models
from tests import draft_room, site
from tests.draft_room import Room

pytestmark = pytest.mark.django_db
ITEM = "CCI-R01"
PARTICULARS, RECOMMENDATIONS = report_particulars.ROOM, report_recommendations.ROOM


@pytest.fixture
def room() -> Room:
    return draft_room.build()


def asked(room: Room) -> list[tuple[str, str]]:
    """Where the obstacles say that figures changed."""
    found = obstacles.of_topics(room.inspection)
    return [(one.room, one.place) for one in found if " changed after " in one.text]


def write(room: Room, seen: str) -> None:
    report_particulars.write(
        room.code,
        Particulars(overall="very encouraging"),
        ComparatorChoice(),
        seen=seen,
        by=room.editor,
        now=site.NOW,
    )


def say(room: Room, place: str, base: int) -> None:
    words = report_texts.Words(text="All of it was very encouraging.")
    report_texts.save(room.code, place, words, base=base, by=room.editor, now=site.NOW)


def test_a_phrase_is_looked_at_again_and_saved(room: Room) -> None:
    write(room, "0")
    assert asked(room) == []
    room.answer(ITEM, n_insufficient=6)
    assert asked(room) == [(PARTICULARS, "")]
    page = reverse(PARTICULARS, args=[room.code])
    body = draft_room.client(room.editor).get(page).content.decode()
    (one, *_) = scores_seen.changed(room.inspection, PARTICULARS)
    assert one.was.count == one.now.count + 6
    assert f"Look again: {one.label} was {one.was} and is now {one.now}." in body
    write(room, "1")
    assert asked(room) == []
    body = draft_room.client(room.editor).get(page).content.decode()
    assert "Look again" not in body


@pytest.mark.parametrize("place", ["narrative", "commentary/CCI-1"])
def test_prose_that_names_no_figure_is_looked_at_again(room: Room, place: str) -> None:
    say(room, place, 0)
    room.answer(ITEM, n_insufficient=6)
    assert asked(room) == [("report_text", place)]
    opened = report_editor.opened(room.code, place, by=room.editor, now=site.NOW)
    assert {key.partition(":")[0] for key, _, _ in opened.changes} == {"score"}
    say(room, place, 1)
    assert asked(room) == []


def test_a_finding_answers_for_its_own_figures_alone(room: Room) -> None:
    place = "CCI-1.1/strength/own-1"
    say(room, place, 0)
    assert room.row(place).part == Part.FINDING
    room.answer(ITEM, n_insufficient=6)
    assert asked(room) == []


def test_recommendations_stand_once_somebody_looked(room: Room) -> None:
    stamp = {"by": room.editor, "now": site.NOW}
    new = {"text": "Something is done.", "owners": ("somebody",), **stamp}
    number = report_recommendations.write_own(room.code, **new)  # type: ignore[arg-type]
    room.answer(ITEM, n_insufficient=6)
    assert asked(room) == [(RECOMMENDATIONS, "")]
    # Whoever adds one has not looked at the other.
    other = report_recommendations.write_own(room.code, **new)  # type: ignore[arg-type]
    assert asked(room) == [(RECOMMENDATIONS, "")]
    browser = draft_room.client(room.editor)
    page = browser.get(reverse(RECOMMENDATIONS, args=[room.code])).content.decode()
    form = page[page.index("Look again") : page.index("I have looked")]
    sent = re.findall(r'name="((?:number|place-\d+|seen))" value="([^"]*)"', form)
    data: dict[str, list[str]] = {}
    for name, value in sent:
        data.setdefault(name, []).append(value)
    answer = browser.post(reverse("report_recommendations_order", args=[room.code]), data)
    assert answer.status_code == 302
    assert asked(room) == []
    assert [row.pk for row in report_recommendations.rows_of(room.inspection)] == [number, other]
    assert room.editor.person_id in report_recommendations.writers(room.inspection)


def test_that_none_fits_is_looked_at_again(room: Room) -> None:
    stamp = {"by": room.editor, "now": site.NOW}
    with pytest.raises(InputError, match="Nobody has chosen"):
        report_recommendations.order(room.code, (), seen="", by=room.editor, now=site.NOW)
    report_recommendations.add_from_library(room.code, (), none_fits=True, **stamp)  # type: ignore[arg-type]
    room.answer(ITEM, n_insufficient=6)
    assert asked(room) == [(RECOMMENDATIONS, "")]
    report_recommendations.order(room.code, (), seen="", by=room.editor, now=site.NOW)
    assert asked(room) == []
    assert models.ScoresSeen.objects.get().topic == RECOMMENDATIONS


def test_nobody_is_asked_who_has_not_looked_yet(room: Room) -> None:
    assert scores_seen.changed(room.inspection, PARTICULARS) == ()
