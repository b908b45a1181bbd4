"""The pages of the draft: the overview, a criterion, the editor, the choice, the records."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corecase.actions import report_findings, report_overview, report_texts
from corecase.actions.report_texts import Words
from corecase.core.people import NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import draft_room, site
from tests.draft_room import CRITERION, Room

pytestmark = pytest.mark.django_db
OWN = "CCI-1.1/area/own-1"
SCREENING = "CCI-1.1/strength/rosh-screening"


def at(name: str, room: Room, *more: object) -> str:
    return reverse(name, args=[room.code, *more])


def test_the_overview_shows_scores_and_what_is_still_to_do() -> None:
    room = draft_room.build()
    page = draft_room.client(room.lead).get(room.path).content.decode()
    assert "What is still to do" in page
    assert "findings of 1.1 not accepted yet." in page
    assert f'href="{at("report_criterion", room, CRITERION)}"' in page
    assert f'href="{at("report_text", room, "commentary/CCI-1")}"' in page
    assert "Fewest reversed judgements" in page
    seen = models.Consultation.objects.filter(inspection_id=room.inspection.pk, what="SCORES")
    assert seen.count() == 1
    chief = draft_room.client(room.chief).get(room.path).content.decode()
    assert f'href="{at("report_text", room, "narrative")}"' not in chief
    assert f'href="{at("report_text_history", room, "narrative")}"' in chief


def test_before_drafting_the_room_says_what_will_appear_and_no_score() -> None:
    room = draft_room.build(stage=Stage.MODERATION)
    page = draft_room.client(room.editor).get(room.path).content.decode()
    assert "There is no draft yet" in page
    assert "Fewest reversed judgements" not in page
    assert not models.Consultation.objects.exists()
    found = report_overview.overview(room.code, by=room.editor, now=site.NOW)
    assert (found.draft, found.is_open) == (None, False)


def test_the_overview_counts_by_criterion() -> None:
    room = draft_room.build()
    report_texts.save(
        room.code, OWN, Words(text="In [[CCI-R01|cases]]."), base=0, by=room.lead, now=site.NOW
    )
    room.answer("CCI-R01", n_insufficient=1)
    draft = report_overview.overview(room.code, by=room.lead, now=site.NOW).draft
    assert draft is not None
    first = draft.criteria[0]
    assert (first.n_paragraphs, first.n_drafted, first.n_to_look_at) == (10, 9, 1)
    assert (draft.n_evidence, [is_there for _, is_there in draft.texts]) == (0, [False] * 6)
    assert draft.preview.scores.headlines
    stranger = site.somebody(Role.ASSESSOR, inspection=room.inspection)
    with pytest.raises(NotAllowedError):
        report_overview.overview(room.code, by=stranger, now=site.NOW)


def test_a_criterion_is_settled_on_its_page() -> None:
    room = draft_room.build()
    client, path = draft_room.client(room.lead), at("report_criterion", room, CRITERION)
    assert "Accept all 9 unchanged drafts" in client.get(path).content.decode()
    shown = report_findings.criterion(room.code, CRITERION, by=room.lead)
    seen = next(p.seen for p in shown.paragraphs if p.place == SCREENING)
    sent = {"deed": "ACCEPT", "place": SCREENING, "seen": seen}
    assert client.post(path, sent).headers["Location"] == path
    again = client.post(path, sent)
    assert again.status_code == 422
    assert "has changed since you opened the page" in again.content.decode()
    shown = report_findings.criterion(room.code, CRITERION, by=room.lead)
    everything = {"deed": "ACCEPT_ALL", "seen": shown.seen}
    page = client.post(path, everything, follow=True)
    assert "Accepted 8 paragraphs." in page.content.decode()
    assert client.post(path, {"deed": "NOTHING"}).status_code == 422
    assert draft_room.client(room.chief).post(path, sent).status_code == 404


def test_a_chip_says_its_figure_to_everybody() -> None:
    room = draft_room.build()
    page = draft_room.client(room.chief).get(at("report_criterion", room, CRITERION))
    shown = page.content.decode()
    assert (
        '<span class="corecase-chip" title="CCI-R01: 6 of 6">all six cases'
        '<span class="govuk-visually-hidden"> (6 of 6)</span></span>'
    ) in shown
    assert "Accept" not in shown


def test_what_asks_for_a_look_is_shown_on_the_page() -> None:
    room = draft_room.build()
    words = Words(text="In [[CCI-R01|all six]] and 17 cases, ZZQ.", note="Ask again.")
    report_texts.save(room.code, OWN, words, base=0, by=room.lead, now=site.NOW)
    report_texts.save(room.code, OWN, words, base=0, by=room.editor, now=site.NOW)
    room.answer("CCI-R01", n_insufficient=6)
    path = at("report_criterion", room, CRITERION)
    page = draft_room.client(room.lead).get(path).content.decode()
    for said in (
        "Look again: CCI-R01 was 6 of 6 and is now 0 of 6.",
        "on the side of areas for improvement",
        "match no figure and no evidence record: 17.",
        "the glossary does not explain: ZZQ.",
        "Choose which words stand",
        "Remark, not printed: Ask again.",
        "I have looked: keep these words",
    ):
        assert said in page


def test_the_editor_saves_and_goes_back_to_the_criterion() -> None:
    room = draft_room.build()
    client, path = draft_room.client(room.editor), at("report_text", room, OWN)
    page = client.get(path).content.decode()
    assert "Nothing is written yet." in page
    assert "[[CCI-R01|all six cases]]" in page
    sent = {"text": "[[CCI-R01|All six cases]] were screened.", "note": "", "version": "0"}
    done = client.post(path, sent)
    assert done.headers["Location"] == at("report_criterion", room, CRITERION)
    page = client.get(path).content.decode()
    assert "Version 1, by Edi Editor" in page
    assert "In this text" in page


def test_untrue_words_are_refused_and_stay_in_the_form() -> None:
    room = draft_room.build()
    client, path = draft_room.client(room.lead), at("report_text", room, OWN)
    sent = {"text": "[[CCI-R01|Few]] were screened.", "note": "Mine.", "version": "0"}
    refused = client.post(path, sent)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "The text says “few” where CCI-R01 is 6 of 6" in page
    assert "[[CCI-R01|Few]] were screened." in page
    assert "Mine." in page
    broken = client.post(path, {**sent, "text": "[[CCI-R01]]"}).content.decode()
    assert "The marks cannot be read" in broken


def test_a_text_can_be_looked_at_before_it_is_saved() -> None:
    room = draft_room.build()
    client, path = draft_room.client(room.lead), at("report_text", room, "narrative")
    sent = {"text": "So [[CCI-R01|all six]].", "note": "", "version": "0", "look": "yes"}
    page = client.post(path, sent).content.decode()
    assert "As it reads, not saved yet" in page
    assert 'title="CCI-R01: 6 of 6">all six<' in page
    assert not models.ReportText.objects.exists()


def test_what_is_pointed_out_brings_the_writer_back_to_the_editor() -> None:
    room = draft_room.build()
    client, path = draft_room.client(room.lead), at("report_text", room, "narrative")
    sent = {"text": "In 17 cases.", "note": "", "version": "0"}
    assert client.post(path, sent).headers["Location"] == path
    assert "match no figure and no evidence record: 17" in client.get(path).content.decode()
    sent = {"text": "In some.", "note": "", "version": "1"}
    assert client.post(path, sent).headers["Location"] == room.path


def test_two_editors_are_led_to_the_choice() -> None:
    room = draft_room.build()
    lead, editor = draft_room.client(room.lead), draft_room.client(room.editor)
    path, choice = at("report_text", room, OWN), at("report_text_choose", room, OWN)
    assert lead.get(choice).headers["Location"] == path
    lead.post(path, {"text": "Plans were late.", "note": "", "version": "0"})
    sent = {"text": "Plans came late.", "note": "", "version": "0"}
    assert editor.post(path, sent).headers["Location"] == choice
    page = editor.get(choice).content.decode()
    assert "Plans were late." in page
    assert "Plans came late." in page
    assert '<del class="corecase-went">' in page
    form = {"number": "2", "base": "1", "text": "Plans were made late."}
    assert editor.post(choice, form).status_code == 422
    stale = editor.post(choice, {**form, "choice": "THIRD", "base": "7"})
    assert stale.status_code == 422
    assert "Plans were made late." in stale.content.decode()
    assert 'name="base" value="1"' in stale.content.decode()
    assert editor.post(choice, {**form, "choice": "THIRD"}).headers["Location"] == path
    assert room.row(OWN).text == "Plans were made late."
    history = lead.get(at("report_text_history", room, OWN)).content.decode()
    assert "Kept aside" in history
    assert "Edi Editor did not take it." in history


def test_where_more_wait_the_choice_goes_on() -> None:
    room = draft_room.build()
    lead, path = draft_room.client(room.lead), at("report_text", room, OWN)
    for text in ("Plans were late.", "Plans came late.", "Plans were slow."):
        lead.post(path, {"text": text, "note": "", "version": "0"})
    choice = at("report_text_choose", room, OWN)
    assert "1 more waits" in lead.get(choice).content.decode()
    sent = {"choice": "OTHER", "number": "2", "base": "1", "text": ""}
    assert lead.post(choice, sent).headers["Location"] == choice
    assert 'name="base" value="2"' in lead.get(choice).content.decode()


def test_records_are_kept_on_their_pages() -> None:
    room = draft_room.build()
    client, path = draft_room.client(room.lead), at("report_evidence", room)
    assert "No record yet" in client.get(f"{path}?criterion=CCI-1.2").content.decode()
    assert client.post(path, {"statement": "One post was vacant."}).status_code == 422
    item = models.EvidenceItem.objects.create(
        inspection=room.inspection, title="Invented document", asked_on=site.TODAY
    )
    sent = {"statement": "One post was vacant.", "source": "In advance.", "document": str(item.pk)}
    side = {"criterion": CRITERION, "kind": "area"}
    added = client.post(path, {**sent, **side})
    assert added.headers["Location"] == at("report_criterion", room, CRITERION)
    record = models.EvidenceRecord.objects.get()
    one = at("report_evidence_record", room, record.pk)
    assert "One post was vacant." in client.get(one).content.decode()
    assert "Invented document" in client.get(path).content.decode()
    changed = {**sent, "statement": "Two posts were vacant.", "document": "", "version": "1"}
    assert client.post(one, changed).status_code == 302
    stale = client.post(one, {**changed, "statement": "Three posts were vacant."})
    assert stale.status_code == 422
    shown = stale.content.decode()
    assert "Two posts were vacant." in shown
    assert "Three posts were vacant." in shown
    assert 'name="version" value="2"' in shown
    assert client.post(at("report_evidence_remove", room, record.pk)).status_code == 302
    assert client.get(one).status_code == 404


@pytest.mark.parametrize("place", ["CCI-9.9/area/own-1", "commentary/CCI-9", "elsewhere"])
def test_a_place_that_is_not_there_is_not_found(place: str) -> None:
    room = draft_room.build(2)
    client = draft_room.client(room.lead)
    for name in ("report_text", "report_text_history", "report_text_choose"):
        assert client.get(at(name, room, place)).status_code == 404


def test_a_page_takes_as_many_queries_for_many_cases_as_for_few() -> None:
    few, many = draft_room.build(5), draft_room.build(20)
    for path, most in (("", 91), (f"criteria/{CRITERION}/", 32), (f"text/{OWN}/", 28)):
        counted = [n_queries(room, path) for room in (few, many)]
        assert counted[0] == counted[1] <= most, path


def n_queries(room: Room, path: str) -> int:
    client = draft_room.client(room.lead)
    client.get(room.path + path)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(room.path + path).status_code == 200
    return len(caught)
