"""Findings: drafted from the figures, then settled by a person who has seen them."""

from collections.abc import Iterator

import pytest

from corecase.actions import (
    audited_words,
    evidence_records,
    report_findings,
    report_settling,
    report_texts,
    text_versions,
)
from corecase.actions.evidence_records import Words as Found
from corecase.actions.report_findings import CriterionPage, Paragraph
from corecase.actions.report_settling import Settling
from corecase.actions.report_texts import Words
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.people import Actor, NotAllowedError
from corecase.store.cases import models
from tests import draft_room, site
from tests.draft_room import CRITERION, Room

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def texts_as_told(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test does through the actions, the audit and the stored texts agree."""
    request.getfixturevalue("db")
    yield
    codes = models.Inspection.objects.values_list("code", flat=True)
    assert [str(fault) for code in codes for fault in audited_words.verify(code)] == []


SCREENING = "CCI-1.1/strength/rosh-screening"
OWN = "CCI-1.1/area/own-1"


def page(room: Room, by: Actor | None = None) -> CriterionPage:
    return report_findings.criterion(room.code, CRITERION, by=by or room.lead)


def one(room: Room, place: str = SCREENING) -> Paragraph:
    return next(p for p in page(room).paragraphs if p.place == place)


def settle(room: Room, deed: Settling, place: str = SCREENING, by: Actor | None = None) -> None:
    seen = one(room, place).seen
    report_settling.settle(room.code, place, deed, seen=seen, by=by or room.lead, now=site.NOW)


def write(room: Room, place: str, text: str, base: int = 0) -> None:
    report_texts.save(
        room.code, place, Words(text=text, note="Ask again."), base=base, by=room.lead, now=site.NOW
    )


def about(room: Room) -> list[str]:
    return [o.text for o in report_findings.obstacles(room.inspection) if o.place == CRITERION]


def test_a_criterion_shows_its_score_and_what_is_drafted() -> None:
    room = draft_room.build()
    found = page(room, by=room.chief)
    assert found.score.figure.is_applicable
    assert {p.status for p in found.paragraphs} == {"drafted"}
    assert (len(found.of_kind("strength")), found.of_kind("area")) == (len(found.paragraphs), ())
    assert found.next_own == {
        "strength": "CCI-1.1/strength/own-1",
        "area": "CCI-1.1/area/own-1",
    }
    assert not found.heading.may_write
    assert page(room).heading.may_write
    with pytest.raises(NotAllowedError):
        report_findings.criterion(room.code, "CCI-9.9", by=room.lead)


def test_a_paragraph_is_accepted_dropped_and_restored() -> None:
    room = draft_room.build()
    settle(room, Settling.ACCEPT)
    assert (one(room).status, room.row(SCREENING).figures["CCI-R01"]) == ("accepted", [6, 6])
    settle(room, Settling.DROP, by=room.editor)
    assert (one(room).status, one(room).changes) == ("dropped", ())
    settle(room, Settling.RESTORE)
    assert one(room).status == "drafted"
    assert room.said() == ["REPORT_TEXT_SAVED"] * 3
    versions = text_versions.history(room.code, SCREENING, by=room.lead).versions
    assert [v.status for v in versions] == ["DRAFTED", "DROPPED", "ACCEPTED"]


def test_an_edited_paragraph_is_restored_as_it_was_written() -> None:
    room = draft_room.build()
    write(room, OWN, "Plans were late.")
    settle(room, Settling.DROP, OWN)
    settle(room, Settling.RESTORE, OWN)
    assert (one(room, OWN).status, one(room, OWN).text) == ("edited", "Plans were late.")
    assert one(room, OWN).note == "Ask again."
    assert page(room).next_own["area"] == "CCI-1.1/area/own-2"


def test_a_draft_that_was_dropped_untouched_comes_back_as_a_draft() -> None:
    room = draft_room.build()
    settle(room, Settling.DROP)
    room.answer("CCI-R01", n_insufficient=1)
    settle(room, Settling.RESTORE)
    assert (one(room).status, "five of the six" in one(room).text.lower()) == ("drafted", True)


@pytest.mark.parametrize(
    ("first", "deed"),
    [
        (None, Settling.KEEP),
        (None, Settling.REDRAFT),
        (None, Settling.RESTORE),
        (Settling.ACCEPT, Settling.ACCEPT),
        (Settling.DROP, Settling.DROP),
        (Settling.DROP, Settling.ACCEPT),
    ],
)
def test_what_does_not_fit_the_status_is_refused(first: Settling | None, deed: Settling) -> None:
    room = draft_room.build()
    if first:
        settle(room, first)
    with pytest.raises(InputError, match="cannot be done"):
        settle(room, deed)


def test_nobody_settles_what_they_have_not_seen() -> None:
    room = draft_room.build()
    seen = one(room).seen
    room.answer("CCI-R01", n_insufficient=1)
    with pytest.raises(InputError, match="has changed since you opened"):
        report_settling.settle(
            room.code, SCREENING, Settling.ACCEPT, seen=seen, by=room.lead, now=site.NOW
        )
    for place in ("CCI-1.1/strength/nothing", "nowhere"):
        with pytest.raises(NotAllowedError):
            report_settling.settle(
                room.code, place, Settling.ACCEPT, seen=seen, by=room.lead, now=site.NOW
            )
    with pytest.raises(NotAllowedError):
        settle(room, Settling.ACCEPT, by=room.chief)


def test_every_unchanged_draft_is_accepted_at_once_in_one_event() -> None:
    room = draft_room.build()
    found = page(room)
    n = found.n_plain_drafts
    accepted = report_settling.accept_all(
        room.code, CRITERION, seen=found.seen, by=room.lead, now=site.NOW
    )
    assert accepted == n == len(found.paragraphs)
    assert {p.status for p in page(room).paragraphs} == {"accepted"}
    assert room.said() == ["REPORT_TEXT_SAVED"]
    with pytest.raises(InputError, match="drafts have changed"):
        report_settling.accept_all(
            room.code, CRITERION, seen=found.seen, by=room.lead, now=site.NOW
        )
    with pytest.raises(InputError, match="no draft to accept"):
        report_settling.accept_all(
            room.code, CRITERION, seen=page(room).seen, by=room.lead, now=site.NOW
        )
    assert about(room) == []


def test_a_paragraph_about_fewer_than_five_is_confirmed_by_itself() -> None:
    room = draft_room.build(4)
    found = page(room)
    assert found.n_plain_drafts == 0
    assert all(p.awaits_confirmation for p in found.paragraphs)
    n = len(found.paragraphs)
    assert about(room) == [
        f"{n} findings of 1.1 not accepted yet.",
        f"{n} findings of 1.1 about fewer than five persons, not confirmed yet.",
    ]
    settle(room, Settling.ACCEPT)
    assert not one(room).awaits_confirmation


def test_a_changed_figure_is_marked_until_somebody_has_looked() -> None:
    room = draft_room.build()
    settle(room, Settling.ACCEPT)
    write(room, OWN, "Screening was made in [[CCI-R01|cases]].")
    room.answer("CCI-R01", n_insufficient=1)
    (change,) = one(room).changes
    assert (change.was, change.now) == (Figure(count=6, out_of=6), Figure(count=5, out_of=6))
    assert one(room).redraft
    assert "2 findings of 1.1 with figures that changed since." in about(room)
    with pytest.raises(InputError, match="correct the words"):
        settle(room, Settling.KEEP)
    settle(room, Settling.REDRAFT)
    assert (one(room).status, one(room).changes, one(room).redraft) == ("accepted", (), ())
    settle(room, Settling.KEEP, OWN)
    assert (one(room, OWN).changes, room.row(OWN).figures) == ((), {"CCI-R01": [5, 6]})
    assert not any("changed" in text for text in about(room))


def test_an_item_that_crossed_to_the_other_side_says_so() -> None:
    room = draft_room.build()
    settle(room, Settling.ACCEPT)
    room.answer("CCI-R01", n_insufficient=6)
    (change,) = one(room).changes
    assert change.now_kind == "area"


def test_numbers_in_an_edited_paragraph_that_no_figure_says_are_pointed_out() -> None:
    room = draft_room.build()
    write(room, OWN, "In [[CCI-R01|all six]] of 17 cases.")
    assert one(room, OWN).free_numbers == ("17",)


def test_words_that_became_untrue_are_shown_and_nothing_breaks() -> None:
    room = draft_room.build()
    write(room, OWN, "In [[CCI-R01|all six]].")
    other = OWN.replace("own-1", "own-2")
    write(room, other, "In [[CCI-R01|all six]] of them.")
    # As a text that was true beside a draft that has gone.
    models.ReportText.objects.filter(place=OWN).update(text="In [[CCI-R01|few]].")
    assert "says 'few'" in one(room, OWN).fault
    assert not one(room, other).fault
    assert one(room, OWN).asks_for_a_look
    assert "1 finding of 1.1 with words untrue of their figures." in about(room)
    with pytest.raises(InputError, match="correct the words"):
        settle(room, Settling.DROP, OWN) or settle(room, Settling.RESTORE, OWN)


def test_terms_that_nothing_explains_are_named_for_their_criterion() -> None:
    room = draft_room.build()
    write(room, OWN, "The ZZQ was late.")
    assert one(room, OWN).unknown_terms == ("ZZQ",)
    assert "Terms in 1.1 that the glossary does not explain: ZZQ." in about(room)


def test_a_text_kept_aside_marks_its_paragraph() -> None:
    room = draft_room.build()
    write(room, OWN, "Plans were late.")
    report_texts.save(
        room.code, OWN, Words(text="Plans came late."), base=0, by=room.editor, now=site.NOW
    )
    assert one(room, OWN).is_aside


FOUND = Found(statement="One post was vacant.", source="Evidence in advance.")


def add(room: Room, words: Found = FOUND, kind: str = "area") -> int:
    side = "area" if kind == "area" else "strength"
    return evidence_records.add(room.code, CRITERION, side, words, by=room.lead, now=site.NOW)


def test_an_evidence_record_is_drafted_accepted_and_looked_at_again() -> None:
    room = draft_room.build()
    number = add(room)
    place = "CCI-1.1/area/evidence-1"
    assert (one(room, place).text, one(room, place).evidence) == (FOUND.statement, "evidence-1")
    settle(room, Settling.ACCEPT, place)
    changed = Found(statement="Two posts were vacant.", source="Evidence in advance.")
    evidence_records.change(room.code, number, changed, version=1, by=room.editor, now=site.NOW)
    assert one(room, place).redraft == ("Two posts were vacant.",)
    assert one(room, place).asks_for_a_look
    assert any("an evidence record that changed" in text for text in about(room))
    settle(room, Settling.REDRAFT, place)
    assert not any("evidence record" in text for text in about(room))
    assert room.said() == [
        "EVIDENCE_RECORD_WRITTEN",
        "REPORT_TEXT_SAVED",
        "EVIDENCE_RECORD_WRITTEN",
        "REPORT_TEXT_SAVED",
    ]
    people = {room.lead.person_id, room.editor.person_id}
    assert evidence_records.writers(room.inspection) == people
    assert evidence_records.obstacles(room.inspection) == []


def test_two_who_write_one_record_never_write_over_each_other() -> None:
    room = draft_room.build()
    number = add(room)
    words = Found(statement="Other words.", source="An interview.")
    evidence_records.change(room.code, number, words, version=1, by=room.lead, now=site.NOW)
    with pytest.raises(InputError, match="Somebody else changed this record"):
        evidence_records.change(room.code, number, FOUND, version=1, by=room.editor, now=site.NOW)
    assert evidence_records.one(room.code, number, by=room.lead).statement == "Other words."


def test_a_record_is_removed_once_its_paragraph_is_out_of_the_report() -> None:
    room = draft_room.build()
    number = add(room)
    place = "CCI-1.1/area/evidence-1"
    settle(room, Settling.ACCEPT, place)
    with pytest.raises(InputError, match="Drop its paragraph first"):
        evidence_records.remove(room.code, number, by=room.lead, now=site.NOW)
    settle(room, Settling.DROP, place)
    evidence_records.remove(room.code, number, by=room.lead, now=site.NOW)
    assert evidence_records.listed(room.code, by=room.chief) == ()
    assert room.said()[-1] == "EVIDENCE_RECORD_REMOVED"
    # Its name stays with what was kept of it.
    add(room)
    assert [one.id for one in evidence_records.of(room.inspection)] == ["evidence-2"]
    with pytest.raises(NotAllowedError):
        evidence_records.remove(room.code, number, by=room.lead, now=site.NOW)


def test_a_record_may_name_a_document_of_the_register() -> None:
    room = draft_room.build()
    item = models.EvidenceItem.objects.create(
        inspection=room.inspection, title="Invented document", asked_on=site.TODAY
    )
    other = models.EvidenceItem.objects.create(
        inspection=site.inspection(), title="Of another", asked_on=site.TODAY
    )
    assert evidence_records.documents(room.code, by=room.lead) == ((item.pk, item.title),)
    add(room, Found(statement="Vacant.", source="In advance.", document=item.pk), "strength")
    (listed,) = evidence_records.listed(room.code, by=room.lead)
    assert (listed.document_title, listed.kind) == ("Invented document", "strength")
    with pytest.raises(InputError, match="a document of the register"):
        add(room, Found(statement="Vacant.", source="In advance.", document=other.pk))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (Found(statement=" ", source="In advance."), "Enter what was found"),
        (Found(statement="[[CCI-R01|All]].", source="In advance."), "leave out the brackets"),
        (Found(statement="Vacant.", source=""), "Enter where it was seen"),
    ],
)
def test_a_record_needs_words(words: Found, says: str) -> None:
    room = draft_room.build()
    with pytest.raises(InputError, match=says):
        add(room, words)
    assert room.said() == []


def test_a_record_stands_under_a_criterion_of_the_framework() -> None:
    room = draft_room.build()
    with pytest.raises(InputError, match="one of the criteria"):
        evidence_records.add(room.code, "CCI-9", "area", FOUND, by=room.lead, now=site.NOW)
    with pytest.raises(NotAllowedError):
        evidence_records.add(room.code, CRITERION, "area", FOUND, by=room.chief, now=site.NOW)
