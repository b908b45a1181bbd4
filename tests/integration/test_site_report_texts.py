"""Texts of the report: saved, kept aside, chosen between, with every version."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest

from corecase.actions import (
    audited_words,
    quotations,
    report_desk,
    report_editor,
    report_findings,
    report_settling,
    report_texts,
    text_versions,
)
from corecase.actions.report_settling import Settling
from corecase.actions.report_texts import Words
from corecase.actions.text_versions import Choice
from corecase.core.drafting import Part
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.findings import marked
from corecase.core.people import Actor, NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import draft_room, site
from tests.draft_room import Room

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def texts_as_told(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test does through the actions, the audit and the stored texts agree."""
    request.getfixturevalue("db")
    yield
    codes = models.Inspection.objects.values_list("code", flat=True)
    found = [str(fault) for code in codes for fault in audited_words.verify(code)]
    # The room's notes are rows of a test, which nobody wrote through the actions.
    assert [fault for fault in found if ": note " not in fault] == []


SCREENING = "CCI-1.1/strength/rosh-screening"
OWN = "CCI-1.1/area/own-1"
COMMENTARY = "commentary/CCI-1"
LATER = site.NOW + timedelta(minutes=5)


def save(room: Room, place: str, text: str, base: int = 0, by: Actor | None = None) -> bool:
    by = by or room.lead
    return report_texts.save(room.code, place, Words(text=text), base=base, by=by, now=site.NOW)


def test_a_paragraph_is_kept_with_the_figures_its_writer_saw() -> None:
    room = draft_room.build()
    assert save(room, OWN, "[[CCI-R01|All six]] were screened\r\nin time.")
    row = room.row(OWN)
    assert (row.text, row.status, row.version) == (
        "[[CCI-R01|All six]] were screened in time.",
        "EDITED",
        1,
    )
    assert row.figures == {"CCI-R01": [6, 6]}
    (kept,) = report_texts.kept(room.inspection)
    assert (kept.id, kept.criterion, kept.kind, kept.status) == (OWN, "CCI-1.1", "area", "edited")
    assert kept.figures == {"CCI-R01": Figure(count=6, out_of=6)}
    assert room.said() == ["REPORT_TEXT_SAVED"]
    assert report_texts.writers(room.inspection) == {room.lead.person_id}


def test_the_words_of_the_draft_left_as_they_are_are_accepted() -> None:
    room = draft_room.build()
    drafted = report_editor.opened(room.code, SCREENING, by=room.editor, now=site.NOW)
    assert (drafted.version, drafted.status, drafted.by) == (0, None, "")
    assert save(room, SCREENING, drafted.text, by=room.editor)
    assert room.row(SCREENING).status == "ACCEPTED"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Enter the words of the paragraph"),
        ("[[CCI-R01|All but one]] were screened.", "The text says “all but one” where CCI-R01"),
        ("[[CCI-X99|All]] were screened.", "no figure of this inspection"),
        ("[[CCI-R01]] were screened.", "brackets that tie no words"),
    ],
)
def test_words_that_are_not_so_are_refused_and_nothing_is_kept(text: str, says: str) -> None:
    room = draft_room.build()
    with pytest.raises(InputError, match=says):
        save(room, OWN, text)
    assert not models.ReportText.objects.exists()
    assert room.said() == []


def test_a_version_that_was_never_there_is_refused() -> None:
    room = draft_room.build()
    with pytest.raises(InputError, match="open it again"):
        save(room, OWN, "Plans were late.", base=2)
    with pytest.raises(NotAllowedError):
        save(room, "CCI-9.9/area/own-1", "Plans were late.")


def test_two_who_write_at_once_are_both_kept_and_a_person_chooses() -> None:
    room = draft_room.build()
    assert save(room, OWN, "Plans were late.", by=room.lead)
    assert not save(room, OWN, "Plans came late.", by=room.editor)
    assert room.row(OWN).text == "Plans were late."
    assert report_texts.undecided(room.inspection) == [OWN]
    (waiting,) = [one for one in report_texts.obstacles(room.inspection) if one.place == OWN]
    assert "choose which words stand" in waiting.text
    found = text_versions.pair(room.code, OWN, by=room.lead)
    assert found is not None
    assert (found.standing, found.other.text) == ("Plans were late.", "Plans came late.")
    assert (found.standing_by, found.other.by) == ("Lee Lead", "Edi Editor")
    assert [one.words for one in found.changes if one.kind == "added"] == ["came "]
    text_versions.choose(
        room.code,
        OWN,
        Choice.OTHER,
        number=found.other.number,
        base=found.version,
        by=room.lead,
        now=LATER,
    )
    assert (room.row(OWN).text, room.row(OWN).version) == ("Plans came late.", 2)
    assert text_versions.pair(room.code, OWN, by=room.lead) is None
    assert report_texts.writers(room.inspection) == {room.lead.person_id, room.editor.person_id}
    assert room.said() == ["REPORT_TEXT_SAVED", "REPORT_TEXT_SAVED", "REPORT_TEXT_CHOSEN"]


def aside(room: Room, place: str = OWN) -> tuple[int, int]:
    """Two texts of a place: the number of the other, and the version that stands."""
    save(room, place, "Plans were late.")
    save(room, place, "Plans came late.", by=room.editor)
    found = text_versions.pair(room.code, place, by=room.lead)
    assert found is not None
    return found.other.number, found.version


def choose(room: Room, choice: Choice, number: int, base: int, text: str = "") -> None:
    text_versions.choose(
        room.code, OWN, choice, number=number, base=base, text=text, by=room.editor, now=LATER
    )


def test_the_text_that_stands_may_stay_and_the_other_stays_in_the_history() -> None:
    room = draft_room.build()
    choose(room, Choice.STANDING, *aside(room))
    assert (room.row(OWN).text, room.row(OWN).version) == ("Plans were late.", 1)
    history = text_versions.history(room.code, OWN, by=room.chief)
    first, second = history.versions
    assert (first.text, first.is_aside, first.is_chosen) == ("Plans came late.", True, False)
    assert (first.decided_by, second.is_chosen) == ("Edi Editor", None)
    assert not history.heading.may_write


def test_a_third_text_may_be_written_and_it_has_to_be_true() -> None:
    room = draft_room.build()
    number, base = aside(room)
    with pytest.raises(InputError, match="correct the words"):
        choose(room, Choice.THIRD, number, base, "[[CCI-R01|Few]] were screened.")
    with pytest.raises(InputError, match="Enter the words"):
        choose(room, Choice.THIRD, number, base, " ")
    choose(room, Choice.THIRD, number, base, "[[CCI-R01|All six]] were screened.")
    row = room.row(OWN)
    assert (row.status, row.figures, row.version) == ("EDITED", {"CCI-R01": [6, 6]}, 2)
    assert [v.is_chosen for v in row.versions.order_by("number")] == [None, False, None]


def test_a_choice_between_texts_that_have_changed_is_refused() -> None:
    room = draft_room.build()
    number, base = aside(room)
    with pytest.raises(InputError, match="chosen already"):
        choose(room, Choice.OTHER, number + 1, base)
    save(room, OWN, "Plans were never made.", base=base)
    with pytest.raises(InputError, match="look at both again"):
        choose(room, Choice.OTHER, number, base)
    with pytest.raises(InputError, match="chosen already"):
        text_versions.choose(
            room.code, COMMENTARY, Choice.OTHER, number=1, base=0, by=room.lead, now=LATER
        )


def test_the_history_says_who_when_and_what_changed() -> None:
    room = draft_room.build()
    save(room, OWN, "[[CCI-R01|All six]] were late.")
    save(room, OWN, "[[CCI-R01|All six]] came late.", base=1, by=room.editor)
    last, first = text_versions.history(room.code, OWN, by=room.lead).versions
    assert [(one.kind, one.words) for one in last.changes][1:3] == [
        ("removed", "were "),
        ("added", "came "),
    ]
    assert last.figures == (("CCI-R01", Figure(count=6, out_of=6)),)
    assert (first.by, last.by, first.is_aside) == ("Lee Lead", "Edi Editor", False)
    assert text_versions.history(room.code, "narrative", by=room.lead).versions == ()


def test_prose_keeps_its_paragraphs_and_its_marks() -> None:
    room = draft_room.build()
    save(room, "narrative", "First.\r\n\r\n[[CCI-R01|All six]] were screened.")
    assert report_texts.prose(room.inspection, Part.NARRATIVE) == {
        "narrative": "First.\n\n[[CCI-R01|All six]] were screened."
    }
    save(room, "narrative", "  ", base=1)
    assert report_texts.prose(room.inspection, Part.NARRATIVE) == {}


def test_what_is_not_written_or_no_longer_so_stands_before_sign_off() -> None:
    room = draft_room.build()
    missing = [(one.room, one.place) for one in report_texts.obstacles(room.inspection)]
    sections = [("report_text", f"commentary/CCI-{n}") for n in "123"]
    assert missing == [("report_text", "narrative"), *sections]
    save(room, COMMENTARY, "[[CCI-R01|All six]] were screened.")
    save(room, "area", "Invented words.")
    assert len(report_texts.obstacles(room.inspection)) == 3
    room.answer("CCI-R01", n_insufficient=1)
    found = report_texts.obstacles(room.inspection)
    assert {one.place for one in found if "figures changed" in one.text} >= {COMMENTARY}
    opened = report_editor.opened(room.code, COMMENTARY, by=room.lead, now=site.NOW)
    assert opened.changes[0] == (
        "CCI-R01",
        Figure(count=6, out_of=6),
        Figure(count=5, out_of=6),
    )
    with pytest.raises(InputError, match="correct the words"):
        save(room, COMMENTARY, "[[CCI-R01|All six]] were screened.", base=1)
    save(room, COMMENTARY, "[[CCI-R01|All but one]] were screened.", base=1)
    save(room, "area", "Invented words.", base=1)
    assert len(report_texts.obstacles(room.inspection)) == 3


def test_numbers_that_match_no_figure_are_pointed_out_and_not_refused() -> None:
    room = draft_room.build()
    models.EvidenceRecord.objects.create(
        inspection=room.inspection,
        ref="evidence-1",
        criterion="CCI-1.1",
        kind="area",
        statement="There were 41 cases without a worker.",
        source="A document.",
        by_id=room.lead.person_id,
        at=site.NOW,
    )
    assert save(room, COMMENTARY, "In 17 cases and 41 cases nothing was done; 23%.")
    opened = report_editor.opened(room.code, COMMENTARY, by=room.lead, now=site.NOW)
    assert opened.free_numbers == ("17", "23%")


def test_a_term_that_nothing_explains_stands_before_sign_off() -> None:
    room = draft_room.build()
    save(room, "area", "The RoSH screening and the ZZQ were made.")
    assert report_editor.opened(room.code, "area", by=room.lead, now=site.NOW).unknown_terms == (
        "ZZQ",
    )
    (found,) = [one for one in report_texts.obstacles(room.inspection) if one.place == "area"]
    assert "does not explain ZZQ" in found.text


def test_the_editor_offers_the_figures_of_its_place_with_words_that_are_true() -> None:
    room = draft_room.build(8)
    room.answer("CCI-R01", n_insufficient=2)
    opened = report_editor.opened(room.code, OWN, by=room.lead, now=site.NOW)
    (group,) = opened.groups
    by_key = {one.key: one for one in group.figures}
    assert by_key["CCI-R01"].figure == Figure(count=6, out_of=8)
    assert "six of the eight cases" in by_key["CCI-R01"].phrases
    assert by_key["CCI-R01:missed"].label.endswith(": not sufficient")
    assert "two of the eight cases" in by_key["CCI-R01:missed"].phrases
    assert opened.own == ()
    section = report_editor.opened(room.code, COMMENTARY, by=room.lead, now=site.NOW)
    assert [one.criterion.section for one in section.groups] == ["CCI-1"] * 3
    whole = report_editor.opened(room.code, "narrative", by=room.lead, now=site.NOW)
    assert len(whole.groups) == 8
    labels = [one.label for one_group in whole.groups for one in one_group.figures]
    assert any("level given by the service" in label for label in labels)
    assert any("the service's level below" in label for label in labels)


def test_a_figure_to_which_nothing_applies_has_no_words() -> None:
    room = draft_room.build()
    rows = models.FieldState.objects.filter(item_id="CCI-R01", field="ANSWER")
    save(room, OWN, "[[CCI-R01|All six]] were screened.")
    rows.update(value="")
    opened = report_editor.opened(room.code, OWN, by=room.lead, now=site.NOW)
    assert [(one.key, one.phrases) for one in opened.own] == [("CCI-R01", ())]
    assert "CCI-R01" not in {one.key for one in opened.groups[0].figures}


def test_a_text_is_shown_before_it_is_saved() -> None:
    room = draft_room.build()
    pieces = report_editor.shown(room.code, "So [[CCI-R01|all]].", by=room.lead)
    assert [piece if isinstance(piece, str) else piece.text for piece in pieces] == [
        "So ",
        "all",
        ".",
    ]
    assert report_editor.shown(room.code, "So [[CCI-R01]].", by=room.lead) == ()


def quote(room: Room, words: str) -> str:
    """Takes and checks words of a note that says them; the name of the quotation."""
    row = models.CaseAssessment.objects.filter(case__inspection=room.inspection).first()
    assert row is not None
    models.CaseAssessment.objects.filter(pk=row.pk).update(state="SUBMITTED")
    note = models.CaseNote.objects.create(
        id=uuid4(), assessment=row, text=words, is_quotable=True, by=row.assessor, at=site.NOW
    )
    number = quotations.take(
        room.code, note.pk, words, criterion="CCI-1.1", by=room.editor, now=site.NOW
    )
    quotations.check(room.code, number, nobody_known=True, by=room.lead, now=site.NOW)
    return f"q{number}"


def test_words_are_quoted_as_they_are_or_not_at_all() -> None:
    room = draft_room.build()
    name = quote(room, "They listened to me.")
    opened = report_editor.opened(room.code, OWN, by=room.lead, now=site.NOW)
    assert [(one.id, one.checked) for one in opened.quotations] == [(name, True)]
    seen = models.Consultation.objects.get(what="QUOTATIONS", by=room.lead.person_id)
    assert (seen.ref, seen.inspection_id) == ("S01", room.inspection.pk)
    assert (
        report_editor.opened(room.code, "CCI-1.2/area/own-1", by=room.lead, now=site.NOW).quotations
        == ()
    )
    assert (
        len(report_editor.opened(room.code, "narrative", by=room.lead, now=site.NOW).quotations)
        == 1
    )
    with pytest.raises(InputError, match="quote them word for word"):
        save(room, OWN, f"One said [[quote:{name}|They heard me.]]")
    assert save(room, OWN, f"One said [[quote:{name}|They listened to me.]]")
    page = draft_room.client(room.lead).get(f"{room.path}text/{OWN}/").content.decode()
    assert "\u201cThey listened to me.\u201d" in page


def test_a_dropped_paragraph_may_name_a_quotation_that_was_withdrawn() -> None:
    room = draft_room.build()
    name = quote(room, "They listened to me.")
    save(room, OWN, f"One said [[quote:{name}|They listened to me.]]")
    seen = {p.place: p.seen for p in report_findings.paragraphs(report_desk.of(room.inspection))}
    report_settling.settle(
        room.code, OWN, Settling.DROP, seen=seen[OWN], by=room.lead, now=site.NOW
    )
    quotations.withdraw(room.code, int(name[1:]), by=room.lead, now=site.NOW)
    page = report_findings.criterion(room.code, "CCI-1.1", by=room.lead)
    assert page.of_kind("area")[0].status == "dropped"


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.CHIEF_INSPECTOR, Role.PROGRAMME_MANAGER])
def test_only_the_lead_and_the_editor_write(role: Role) -> None:
    room = draft_room.build()
    of = {"inspection": room.inspection} if role.is_of_inspection else {}
    stranger = site.somebody(role, **of)
    with pytest.raises(NotAllowedError):
        save(room, OWN, "Plans were late.", by=stranger)
    with pytest.raises(NotAllowedError):
        report_editor.opened(room.code, OWN, by=stranger, now=site.NOW)
    with pytest.raises(NotAllowedError):
        text_versions.pair(room.code, OWN, by=stranger)


@pytest.mark.parametrize("stage", [Stage.MODERATION, Stage.SIGN_OFF, Stage.PUBLISHED])
def test_nothing_is_written_while_the_draft_is_closed(stage: Stage) -> None:
    room = draft_room.build(stage=stage)
    with pytest.raises(InputError, match=r"draft is closed|no draft yet"):
        save(room, OWN, "Plans were late.")
    with pytest.raises(InputError, match=r"draft is closed|no draft yet"):
        report_editor.opened(room.code, OWN, by=room.lead, now=site.NOW)


def test_words_in_the_draft_may_hold_a_number_that_is_no_count() -> None:
    room = draft_room.build()
    desk = report_desk.of(room.inspection)
    for finding in desk.drafted:
        assert set(desk.checked(marked(finding))) == {n.key for n in finding.numbers}
