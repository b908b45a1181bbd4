"""Quotations and examples of good practice: verbatim, invented names, and a second person."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corecase.actions import practice_examples, practice_pages, quotation_pages, quotations
from corecase.actions.practice_examples import QUESTIONS, Example
from corecase.core.assessment_states import AssessmentState
from corecase.core.errors import InputError
from corecase.core.inspections import GoodPractice
from corecase.core.people import NotAllowedError, Role
from corecase.core.quotations import Quotation
from corecase.core.stages import Stage
from corecase.exchange.frameworks import load
from corecase.store.cases import models
from tests import site

pytestmark = pytest.mark.django_db

CCI = load("cci-2009")
ITEM = CCI.items[0]
CRITERION, SECTION = ITEM.criterion, CCI.sections[0]
SAID = "The worker  listened,\nand then the worker asked again. It was in Inventon."
ROOM, PRACTICE = "report_quotations", "report_practice"
ALL = frozenset(QUESTIONS)


@pytest.fixture
def inspection() -> models.Inspection:
    return site.inspection(Stage.DRAFTING)


@pytest.fixture
def lead(inspection: models.Inspection) -> models.Person:
    return site.person(Role.LEAD_INSPECTOR, inspection=inspection, name="Lee Lead")


@pytest.fixture
def editor(inspection: models.Inspection) -> models.Person:
    return site.person(Role.EDITOR, inspection=inspection, name="Edna Editor")


def noted(
    inspection: models.Inspection,
    text: str = SAID,
    *,
    items: tuple[str, ...] = (ITEM.id,),
    state: AssessmentState = AssessmentState.AGREED,
    is_quotable: bool = True,
) -> models.CaseNote:
    """A note of the first case of the sample."""
    case = inspection.cases.order_by("position").first() or site.sample(inspection, 1)[0]
    somebody = site.person(Role.ASSESSOR, inspection=inspection)
    row = case.assessments.first() or site.assessment(case, somebody)
    models.CaseAssessment.objects.filter(pk=row.pk).update(state=state)
    note = models.CaseNote.objects.create(
        id=uuid4(), assessment=row, text=text, is_quotable=is_quotable, by=somebody, at=site.NOW
    )
    for item in items:
        models.NoteItem.objects.create(note=note, item_id=item)
    return note


def take(
    note: models.CaseNote,
    lead: models.Person,
    words: str = "the worker asked again",
    criterion: str = CRITERION,
) -> int:
    code = note.assessment.case.inspection.code
    by = site.actor(lead)
    return quotations.take(code, note.pk, words, criterion=criterion, by=by, now=site.NOW)


def quoting(inspection: models.Inspection, by: models.Person, text: str, **said: str) -> None:
    """A text of the report."""
    models.ReportText.objects.create(
        inspection=inspection,
        **{"part": "NARRATIVE", "place": "narrative", "text": text, "status": "EDITED", **said},
        by=by,
        at=site.NOW,
    )


def test_words_are_taken_as_they_stand_and_checked_by_a_second_person(
    inspection: models.Inspection, lead: models.Person, editor: models.Person
) -> None:
    number = take(noted(inspection), lead, "worker listened, and  then")
    name = f"q{number}"
    plain = Quotation(id=name, words="worker listened, and then", criterion=CRITERION)
    assert quotations.of(inspection) == (plain,)
    page = quotation_pages.page(inspection.code, by=site.actor(lead), now=site.NOW)
    assert page.taken[0].mark == f"[[quote:{name}|worker listened, and then]]"
    assert not page.taken[0].may_check
    code = inspection.code
    with pytest.raises(InputError, match="You took these words"):
        quotations.check(code, number, nobody_known=True, by=site.actor(lead), now=site.NOW)
    with pytest.raises(InputError, match="Tick that nobody"):
        quotations.check(code, number, nobody_known=False, by=site.actor(editor), now=site.NOW)
    quotations.check(code, number, nobody_known=True, by=site.actor(editor), now=site.NOW)
    assert quotations.of(inspection)[0].checked
    with pytest.raises(InputError, match="checked already"):
        quotations.check(code, number, nobody_known=True, by=site.actor(editor), now=site.NOW)
    assert quotations.writers(inspection) == {lead.pk}
    kinds = models.Event.objects.values_list("kind", flat=True)
    assert list(kinds) == ["QUOTATION_TAKEN", "QUOTATION_CHECKED"]


@pytest.mark.parametrize(
    ("words", "criterion", "said"),
    [
        (" ", CRITERION, "Copy the words to be quoted"),
        ("x" * 1001, CRITERION, "Quote at most 1000 characters"),
        ("the worker never asked", CRITERION, "do not stand in the note"),
        ("isten", CRITERION, "do not stand in the note"),
        ("the worker", "CCI-9.9", "Choose the criterion"),
        ("It was in [a town]", CRITERION, "cannot quote square brackets"),
    ],
)
def test_what_is_not_verbatim_is_refused(
    inspection: models.Inspection, lead: models.Person, words: str, criterion: str, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        take(noted(inspection), lead, words, criterion)
    assert not models.Quotation.objects.exists()


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        ({"is_quotable": False}, False),
        ({"text": "Nothing of it was said."}, False),
        ({"text": ""}, False),
        ({"text": f"{SAID} And more."}, True),
        ({"assessment__state": AssessmentState.RETURNED}, False),
        ({"assessment__case__standing": "REPLACED"}, False),
    ],
)
def test_a_quotation_stands_as_long_as_its_note_may_be_quoted_and_says_it(
    inspection: models.Inspection,
    lead: models.Person,
    editor: models.Person,
    change: dict[str, str],
    stands: bool,
) -> None:
    note = noted(inspection)
    number = take(note, lead)
    kept = take(note, lead, "It was in Inventon.")
    by, code = site.actor(editor), inspection.code
    quotations.check(code, number, nobody_known=True, by=by, now=site.NOW)
    quoting(inspection, lead, f"Somebody said [[quote:q{number}|the worker asked again]].")
    assert quotations.obstacles(inspection) == []
    for path, value in change.items():
        row: models.CaseNote | models.CaseAssessment | models.SampledCase = note
        for name in path.split("__")[:-1]:
            row = getattr(row, name)
        setattr(row, path.split("__")[-1], value)
        row.save()
    said = [one.text for one in quotations.obstacles(inspection)]
    gone = f"The quotation q{number}, used in narrative, stands in no note that may be quoted any"
    assert said == ([] if stands else [f"{gone} more."])
    # One that no text uses is not offered any more.
    listed = {one.id: one.checked for one in quotations.of(inspection)}
    assert listed == ({f"q{number}": True, f"q{kept}": False} if stands else {f"q{number}": False})
    if not stands:
        with pytest.raises(InputError, match="may not be quoted any more"):
            quotations.check(code, kept, nobody_known=True, by=by, now=site.NOW)


@pytest.mark.parametrize(
    "more",
    [{"is_quotable": False}, {"state": AssessmentState.STARTED}, {"state": "RETURNED"}],
)
def test_only_a_quotable_note_of_submitted_work_is_quoted(
    inspection: models.Inspection, lead: models.Person, more: dict[str, object]
) -> None:
    note = noted(inspection, **more)  # type: ignore[arg-type]  # as it takes them
    with pytest.raises(NotAllowedError):
        take(note, lead)
    page = reverse("report_quotation_take", args=[inspection.code, note.pk])
    assert site.client_for(lead).get(page).status_code == 404
    assert quotation_pages.page(inspection.code, by=site.actor(lead), now=site.NOW).notes == ()


def test_a_note_of_another_inspection_is_not_there(
    inspection: models.Inspection, lead: models.Person
) -> None:
    note = noted(site.inspection(Stage.DRAFTING))
    with pytest.raises(NotAllowedError):
        quotations.take(
            inspection.code, note.pk, "x", criterion=CRITERION, by=site.actor(lead), now=site.NOW
        )


def test_a_quotation_that_is_used_has_to_be_checked_and_not_withdrawn(
    inspection: models.Inspection, lead: models.Person, editor: models.Person
) -> None:
    number = take(noted(inspection), lead)
    code, mark = inspection.code, f"[[quote:q{number}|the worker asked again]]"
    assert quotations.obstacles(inspection) == []
    quoting(inspection, lead, f"They said {mark}.")
    quoting(inspection, lead, mark, place="area", part="AREA", status="DROPPED")
    assert quotations.used_in(inspection) == {f"q{number}": ["narrative"]}

    def said() -> list[str]:
        return [one.text for one in quotations.obstacles(inspection)]

    used = f"The quotation q{number}, used in narrative,"
    assert said() == [f"{used} was not checked by a second person."]
    quotations.check(code, number, nobody_known=True, by=site.actor(editor), now=site.NOW)
    assert said() == []
    quotations.withdraw(code, number, by=site.actor(editor), now=site.NOW)
    assert said() == [f"{used} was withdrawn."]
    assert not quotations.of(inspection)[0].checked
    models.ReportText.objects.filter(place="narrative").update(text="[[quote:q0|x]]")
    assert said() == ["The quotation q0, used in narrative, is not known."]
    assert [one.id for one in quotations.of(inspection)] == [f"q{number}"]
    models.ReportText.objects.filter(status="DROPPED").delete()
    assert quotations.of(inspection) == ()
    assert quotations.writers(inspection) == {lead.pk, editor.pk}
    with pytest.raises(InputError, match="was withdrawn"):
        quotations.withdraw(code, number, by=site.actor(lead), now=site.NOW)
    with pytest.raises(NotAllowedError):
        quotations.withdraw(code, 0, by=site.actor(lead), now=site.NOW)


def test_a_note_that_may_not_be_quoted_any_more_is_not_checked(
    inspection: models.Inspection, lead: models.Person, editor: models.Person
) -> None:
    note = noted(inspection)
    number = take(note, lead)
    models.CaseNote.objects.filter(pk=note.pk).update(is_quotable=False)
    with pytest.raises(InputError, match="may not be quoted any more"):
        quotations.check(
            inspection.code, number, nobody_known=True, by=site.actor(editor), now=site.NOW
        )


def test_notes_are_listed_by_criterion_in_the_order_of_the_framework(
    inspection: models.Inspection, lead: models.Person
) -> None:
    other = next(item for item in CCI.items if item.criterion != CRITERION)
    noted(inspection, "Attached to nothing.", items=())
    noted(inspection, "Of another criterion.", items=(other.id, "GONE"))
    noted(inspection)
    by = site.actor(lead)
    everything = quotation_pages.page(inspection.code, by=by, now=site.NOW)
    shown = [(note.text, [c.id for c in note.criteria]) for note in everything.notes]
    assert shown == [
        (SAID, [CRITERION]),
        ("Of another criterion.", [other.criterion]),
        ("Attached to nothing.", []),
    ]
    take(noted(inspection, "It was again the worker."), lead, "again", other.criterion)
    one = quotation_pages.page(inspection.code, criterion=other.criterion, by=by, now=site.NOW)
    assert [note.text for note in one.notes] == ["Of another criterion."]
    assert [quotation.words for quotation in one.taken] == ["again"]
    loose = models.CaseNote.objects.get(text="Attached to nothing.")
    page = quotation_pages.note(inspection.code, loose.pk, by=by, now=site.NOW)
    assert page.criteria == CCI.criteria


def test_what_is_read_of_notes_is_logged_and_no_case_is_named(
    inspection: models.Inspection, lead: models.Person
) -> None:
    note = noted(inspection)
    client = site.client_for(lead)
    page = reverse("report_quotation_take", args=[inspection.code, note.pk])
    body = client.get(page).content.decode()
    assert "“Inventon” may name a person or a place" in body
    refused = client.post(page, {"words": "never said", "criterion": CRITERION})
    assert refused.status_code == 422
    assert "never said" in refused.content.decode()
    sent = {"words": "the worker asked again", "criterion": CRITERION}
    assert client.post(page, sent).status_code == 302
    listed = client.get(reverse(ROOM, args=[inspection.code])).content.decode()
    assert "the worker asked again]]" in listed
    assert "S01" not in listed + body
    logged = models.Consultation.objects.filter(what="QUOTATIONS", by=lead.pk)
    assert set(logged.values_list("ref", flat=True)) == {"S01"}


def test_a_second_person_checks_and_withdraws_on_the_page(
    inspection: models.Inspection, lead: models.Person, editor: models.Person
) -> None:
    number = take(noted(inspection), lead, "It was in Inventon")
    client = site.client_for(editor)
    room = reverse(ROOM, args=[inspection.code])
    assert "“Inventon” may name a person or a place" in client.get(room).content.decode()
    check = reverse("report_quotation_check", args=[inspection.code, number])
    assert client.post(check, {}).status_code == 422
    assert client.post(check, {"nobody_known": "on"}).status_code == 302
    assert "Checked by Edna Editor." in client.get(room).content.decode()
    withdraw = reverse("report_quotation_withdraw", args=[inspection.code, number])
    assert client.post(withdraw).status_code == 302
    assert "Withdrawn." in client.get(room).content.decode()


def test_the_chief_reads_quotations_and_no_note(
    inspection: models.Inspection, lead: models.Person
) -> None:
    note = noted(inspection)
    number = take(note, lead)
    chief = site.client_for(site.person(Role.CHIEF_INSPECTOR))
    body = chief.get(reverse(ROOM, args=[inspection.code])).content.decode()
    assert "the worker asked again" in body
    assert "The worker  listened" not in body
    for name, key in (
        ("report_quotation_take", note.pk),
        ("report_quotation_check", number),
        ("report_quotation_withdraw", number),
    ):
        page = reverse(name, args=[inspection.code, key])
        assert chief.post(page, {"words": "", "nobody_known": "on"}).status_code == 404


def written(
    inspection: models.Inspection, by: models.Person, number: int | None = None, **said: object
) -> int:
    fields = {"section": SECTION.id, "text": "Alex came every week.", **said}
    seen = str(fields.pop("seen", ""))
    return practice_examples.write(
        inspection.code,
        Example(**fields),  # type: ignore[arg-type]  # as it takes them
        number=number,
        seen=seen,
        by=site.actor(by),
        now=site.NOW,
    )


def sign(inspection: models.Inspection, number: int, by: models.Person, seen: str = "1") -> None:
    practice_examples.sign(inspection.code, number, ALL, seen=seen, by=site.actor(by), now=site.NOW)


def test_an_example_is_signed_by_somebody_who_wrote_none_of_it(
    inspection: models.Inspection, lead: models.Person, editor: models.Person
) -> None:
    assert practice_examples.obstacles(inspection) == []
    number = written(inspection, lead, pseudonym="Alex", is_invented=True, reference="1.1d")
    (obstacle,) = practice_examples.obstacles(inspection)
    assert SECTION.title in obstacle.text
    with pytest.raises(InputError, match="You wrote in this example"):
        sign(inspection, number, lead)
    with pytest.raises(InputError, match="Answer all four questions"):
        practice_examples.sign(
            inspection.code,
            number,
            ALL - {"when"},
            seen="1",
            by=site.actor(editor),
            now=site.NOW,
        )
    sign(inspection, number, editor)
    assert practice_examples.obstacles(inspection) == []
    assert practice_examples.of(inspection) == (
        GoodPractice(
            section=SECTION.id,
            reference="1.1d",
            text="Alex came every week.",
            pseudonym="Alex",
            read=True,
        ),
    )
    written(inspection, editor, number, text="They came.", seen="1")
    assert not practice_examples.of(inspection)[0].read
    for somebody in (lead, editor):
        with pytest.raises(InputError, match="You wrote in this example"):
            sign(inspection, number, somebody, seen="2")
    third = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    with pytest.raises(InputError, match="was written meanwhile"):
        sign(inspection, number, third, seen="1")
    sign(inspection, number, third, seen="2")
    assert practice_examples.writers(inspection) == {lead.pk, editor.pk}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"text": " "}, r"Write the example\."),
        ({"pseudonym": "Alex B"}, "Give one first name"),
        ({"pseudonym": "Robin", "is_invented": True}, "does not stand in the example"),
        ({"pseudonym": "Alex"}, "Tick that the name is invented"),
        ({"section": "CCI-9"}, "Choose the section"),
    ],
)
def test_what_is_wrong_with_an_example_is_said(
    inspection: models.Inspection, lead: models.Person, said: dict[str, object], why: str
) -> None:
    with pytest.raises(InputError, match=why):
        written(inspection, lead, **said)
    assert practice_examples.of(inspection) == ()


def test_examples_stand_by_section_and_leave_when_withdrawn(
    inspection: models.Inspection, lead: models.Person
) -> None:
    later = written(inspection, lead, section=CCI.sections[1].id, text="Second.")
    written(inspection, lead, text="First.")
    assert [one.text for one in practice_examples.of(inspection)] == ["First.", "Second."]
    client = site.client_for(lead)
    page = reverse("report_practice_withdraw", args=[inspection.code, later])
    assert "Second." in client.get(page).content.decode()
    assert client.post(page).status_code == 302
    assert client.post(page).status_code == 404
    assert [one.text for one in practice_examples.of(inspection)] == ["First."]
    with pytest.raises(NotAllowedError):
        written(inspection, lead, later, seen="1")


def test_two_writers_of_an_example_do_not_write_over_each_other(
    inspection: models.Inspection, lead: models.Person, editor: models.Person
) -> None:
    hers, mine = site.client_for(editor), site.client_for(lead)
    new = reverse("report_practice_new", args=[inspection.code])
    opened = mine.get(f"{new}?section={SECTION.id}").content.decode()
    assert f'<option value="{SECTION.id}" selected>' in opened
    wrong = mine.post(new, {"section": SECTION.id, "text": "Alex came.", "pseudonym": "Alex"})
    assert wrong.status_code == 422
    assert "Tick that the name is invented" in wrong.content.decode()
    sent = {"section": SECTION.id, "text": "Alex came.", "pseudonym": "Alex", "is_invented": "on"}
    assert mine.post(new, sent).status_code == 302
    row = models.PracticeExample.objects.get()
    page = reverse("report_practice_change", args=[inspection.code, row.pk])
    assert "Alex came." in mine.get(page).content.decode()
    assert hers.post(page, {**sent, "text": "Alex of hers.", "seen": "1"}).status_code == 302
    refused = mine.post(page, {**sent, "text": "Alex of mine.", "seen": "1"})
    body = refused.content.decode()
    assert refused.status_code == 422
    assert "Written by Edna Editor" in body
    assert "Alex of hers." in body
    assert "Alex of mine." in body
    assert mine.post(page, {**sent, "text": "Alex of both.", "seen": "2"}).status_code == 302


def test_the_second_reader_signs_on_a_page_that_points_out_what_may_identify(
    inspection: models.Inspection, lead: models.Person, editor: models.Person
) -> None:
    number = written(inspection, lead, text="He was aged 15 when he came to Inventon.")
    page = reverse("report_practice_read", args=[inspection.code, number])
    assert "You wrote in this example" in site.client_for(lead).get(page).content.decode()
    client = site.client_for(editor)
    body = client.get(page).content.decode()
    assert "“aged 15” is an exact age" in body
    assert "“Inventon” stands with an exact age" in body
    assert client.post(page, {"seen": "1", "who": "on"}).status_code == 422
    assert client.post(page, {"seen": "1", **dict.fromkeys(ALL, "on")}).status_code == 302
    assert "has signed it as second reader" in client.get(page).content.decode()
    room = client.get(reverse(PRACTICE, args=[inspection.code])).content.decode()
    assert "Read by Edna Editor as second reader." in room
    change = reverse("report_practice_change", args=[inspection.code, number])
    assert "Saving takes the signature away" in client.get(change).content.decode()


def test_the_chief_reads_examples_and_others_see_none(
    inspection: models.Inspection, lead: models.Person
) -> None:
    number = written(inspection, lead)
    chief = site.client_for(site.person(Role.CHIEF_INSPECTOR))
    body = chief.get(reverse(PRACTICE, args=[inspection.code])).content.decode()
    assert "Alex came every week." in body
    assert "Write an example" not in body
    assert "No example yet." in body
    page = reverse("report_practice_change", args=[inspection.code, number])
    assert chief.get(page).status_code == 404
    with pytest.raises(NotAllowedError):
        practice_pages.opened(inspection.code, 0, by=site.actor(lead))
    with pytest.raises(NotAllowedError):
        practice_pages.page(
            inspection.code, by=site.somebody(Role.SERVICE_LIAISON, service=inspection.service)
        )


def test_the_pages_ask_as_much_for_many_as_for_few() -> None:
    asked: dict[str, list[int]] = {ROOM: [], PRACTICE: []}
    for n in (1, 4):
        inspection = site.inspection(Stage.DRAFTING)
        lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
        for _ in range(n):
            take(noted(inspection), lead)
            written(inspection, lead)
        client = site.client_for(lead)
        for name, counts in asked.items():
            client.get(reverse(name, args=[inspection.code]))
            with CaptureQueriesContext(connection) as caught:
                client.get(reverse(name, args=[inspection.code]))
            counts.append(len(caught))
    for few, many in asked.values():
        assert few == many < 40
