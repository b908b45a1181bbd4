"""The review of printed facts: uploaded, read by the worker, taken, corrected and refused."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from corecase.actions import printed_fact_imports as imports
from corecase.actions import printed_fact_pages as pages
from corecase.actions import printed_fact_release_pages as release_pages
from corecase.actions import printed_fact_releases as releases
from corecase.actions import printed_fact_reviews as reviews
from corecase.actions import printed_facts, printed_text_work, printed_texts
from corecase.actions.printed_fact_releases import Which
from corecase.core.errors import InputError, ManyProblems
from corecase.core.fact_conflicts import Ground
from corecase.core.fact_reviews import FactState, TextState
from corecase.core.people import Actor, NotAllowedError, Role
from corecase.core.printed_facts import PrintedFact
from corecase.exchange.printed_facts import ReadFact
from corecase.store.cases.models import Event, Person
from corecase.store.public import models
from corecase.worker.loop import Worker
from tests import site

pytestmark = pytest.mark.django_db
NOW = site.NOW


def fact(value: int, **said: object) -> PrintedFact:
    fields = {"service": "Anyborough", "measure": "headline:safeguarding", "source": "A paper"}
    return PrintedFact(**{**fields, "value": Decimal(value), **said})


@pytest.fixture
def manager() -> Actor:
    return site.somebody(Role.PROGRAMME_MANAGER)


@pytest.fixture
def other() -> Actor:
    """A second person."""
    return site.somebody(Role.CHIEF_INSPECTOR)


def bring(by: Actor, *facts: PrintedFact, takes_certain: bool = False) -> list[int]:
    """The numbers of these facts, waiting."""
    found = [ReadFact(fact=one) for one in facts]
    brought = imports.bring("paper.txt", found, takes_certain=takes_certain, by=by, now=NOW)
    rows = models.RegisteredFact.objects.filter(text=brought.number)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def release(by: Actor, *numbers: int) -> int:
    """Somebody else releases what was decided about these facts."""
    rows = releases.due(releases.Which()).filter(pk__in=numbers)
    return releases.release([row.decision for row in rows], by=by, now=NOW)


def kinds() -> list[str]:
    return list(
        Event.objects.filter(chain="register").order_by("pk").values_list("kind", flat=True)
    )


def test_a_fact_is_taken_refused_and_taken_again_and_every_decision_is_kept(
    manager: Actor,
) -> None:
    (number,) = bring(manager, fact(62))
    assert reviews.take([number], by=manager, now=NOW) == 1
    assert reviews.refuse([number], reason=" Misread. ", by=manager, now=NOW) == 1
    assert pages.one(number, by=manager).stands == "refused"
    reviews.take([number], by=manager, now=NOW)
    found = pages.one(number, by=manager)
    told = [(one.decision.value, one.reason, one.by) for one in found.history]
    assert told == [("TAKEN", "", manager.name), ("REFUSED", "Misread.", manager.name),
                    ("TAKEN", "", manager.name)]  # fmt: skip
    assert kinds()[1:] == ["PRINTED_FACTS_TAKEN", "PRINTED_FACTS_REFUSED", "PRINTED_FACTS_TAKEN"]


def test_what_cannot_be_decided_is_said_and_changes_nothing(manager: Actor) -> None:
    first, second = bring(manager, fact(62), fact(63))
    reviews.take([first], by=manager, now=NOW)
    said = {"by": manager, "now": NOW}
    with pytest.raises(InputError, match="decided meanwhile"):
        reviews.take([first, second], **said)
    with pytest.raises(InputError, match="Choose the facts"):
        reviews.take([], **said)
    with pytest.raises(InputError, match="Say why"):
        reviews.refuse([second], reason=" ", **said)
    with pytest.raises(NotAllowedError):
        reviews.take([second, 999_999], **said)
    assert pages.one(second, by=manager).state is FactState.WAITING
    assert len(kinds()) == 2


def test_the_certain_ones_of_a_text_are_taken_at_once_if_they_are_those_seen(
    manager: Actor, other: Actor
) -> None:
    numbers = bring(manager, fact(62), fact(63), fact(64, doubt="Which year?"))
    text = models.RegisteredFact.objects.get(pk=numbers[0]).text_id
    queue = pages.queue(text=text, by=manager)
    assert [one.number for one in queue.facts] == [numbers[2], *numbers[:2]], "doubts first"
    assert (queue.n_certain, queue.n_waiting, queue.n_pages) == (2, 3, 1)
    with pytest.raises(InputError, match="meanwhile"):
        reviews.take_certain(text, seen=3, by=manager, now=NOW)
    assert reviews.take_certain(text, seen=2, by=manager, now=NOW) == 2
    with pytest.raises(InputError, match="meanwhile"):
        reviews.take_certain(text, seen=0, by=manager, now=NOW)
    assert pages.queue(by=manager).n_waiting == 1
    listed = pages.register(by=manager)
    assert (listed.n_due, listed.n_waiting, listed.n_refused, listed.n_public) == (2, 1, 0, 0)
    release(other, *numbers[:2])
    listed = pages.register(by=manager)
    assert (listed.n_conflicts, listed.texts[0].n_public, listed.texts[0].n_due) == (1, 2, 0)


def test_a_correction_takes_the_place_and_the_fact_as_read_is_kept(
    manager: Actor, other: Actor
) -> None:
    (number,) = bring(manager, fact(26, read_from="26%", doubt="Turned round?"))
    right = fact(62, read_from="26%")
    new = reviews.correct(number, right, reason="Digits.", by=manager, now=NOW)
    before, after = pages.one(number, by=manager), pages.one(new, by=manager)
    assert (before.state, before.corrected_by) == (FactState.REFUSED, new)
    assert (after.state, after.corrects, after.fact.value) == (FactState.TAKEN, number, 62)
    assert kinds()[-1] == "PRINTED_FACT_CORRECTED"
    assert printed_facts.standing_facts() == ()
    assert release(other, number, new) == 1
    assert [one.value for one in printed_facts.standing_facts()] == [62]


def test_a_public_fact_that_is_corrected_is_shown_until_another_releases_the_correction(
    manager: Actor, other: Actor
) -> None:
    (number,) = bring(manager, fact(26), takes_certain=True)
    release(other, number)
    new = reviews.correct(number, fact(62), reason="Reissued.", by=manager, now=NOW)
    assert pages.one(number, by=manager).state is FactState.TAKEN
    assert [one.value for one in printed_facts.standing_facts()] == [26]
    release(other, new)
    assert [one.value for one in printed_facts.standing_facts()] == [62]
    choice = pages.one(new, by=manager).choice
    assert choice is not None
    assert (choice.ground, [one.number for one in choice.corrected]) == (
        Ground.CORRECTED,
        [number],
    )
    reviews.refuse([new], reason="Not reissued.", by=manager, now=NOW)
    assert [one.value for one in printed_facts.standing_facts()] == [62], "not by one alone"
    assert "public until" in pages.one(new, by=manager).stands
    release(other, new)
    assert [one.value for one in printed_facts.standing_facts()] == [26], "the former stands"


def test_what_a_correction_that_nobody_sees_corrected_does_not_stand_beside_the_next(
    manager: Actor, other: Actor
) -> None:
    (number,) = bring(manager, fact(26), takes_certain=True)
    release(other, number)
    said = {"reason": "Digits.", "by": manager, "now": NOW}
    unseen = reviews.correct(number, fact(63), **said)
    last = reviews.correct(unseen, fact(62), **said)
    ((due,),) = (one.facts for one in release_pages.releases(Which(), by=other).inspections)
    assert (due.shown.now, due.shown.after) == ("26", "62")
    assert [(one.before, one.after) for one in due.edited] == [("26", "62")], "as anybody saw it"
    release(other, last)
    assert [one.value for one in printed_facts.standing_facts()] == [62]
    again = reviews.correct(last, fact(61), **said)
    release(other, again)
    reviews.refuse([last], reason="Never printed.", by=manager, now=NOW)
    release(other, last)
    assert [one.value for one in printed_facts.standing_facts()] == [61]
    assert printed_facts.conflicts() == ()


def test_a_correction_that_corrects_nothing_is_refused(manager: Actor) -> None:
    number, other = bring(manager, fact(62), fact(63))
    said = {"reason": "Why.", "by": manager, "now": NOW}
    for wrong, sentence in (
        (fact(62), "Nothing is changed"),
        (fact(62, measure="section:1"), "keeps the kind"),
        (fact(63), "holds this very fact"),
        (fact(62, source="x" * 1001), "longer than 1000"),
    ):
        with pytest.raises(InputError, match=sentence):
            reviews.correct(number, wrong, **said)
    with pytest.raises(InputError, match="Say why"):
        reviews.correct(number, fact(64), reason="", by=manager, now=NOW)
    with pytest.raises(NotAllowedError):
        reviews.correct(999_999, fact(64), **said)
    new = reviews.correct(number, fact(64), **said)
    with pytest.raises(InputError, match=f"correct number {new}"):
        reviews.correct(number, fact(65), **said)
    assert other


def test_only_a_programme_manager_decides_and_a_chief_inspector_reads(manager: Actor) -> None:
    (number,) = bring(manager, fact(62))
    chief, lead = site.somebody(Role.CHIEF_INSPECTOR), site.somebody(Role.ADMINISTRATOR)
    assert pages.register(by=chief).may_review is False
    assert pages.queue(by=chief).may_review is False
    assert pages.conflicts(by=chief) == ()
    for by in (chief, lead):
        said = {"by": by, "now": NOW}
        with pytest.raises(NotAllowedError):
            reviews.take([number], **said)
        with pytest.raises(NotAllowedError):
            reviews.take_certain(1, seen=1, **said)
        with pytest.raises(NotAllowedError):
            reviews.correct(number, fact(1), reason="No.", **said)
        with pytest.raises(NotAllowedError):
            printed_texts.upload("report.txt", b"words", **said)
        with pytest.raises(NotAllowedError):
            pages.to_review(number, by=by)
    with pytest.raises(NotAllowedError):
        pages.register(by=lead)
    for wrong in ({"text": 999_999}, {"page": 2}, {"page": 0}):
        with pytest.raises(NotAllowedError):
            pages.queue(by=manager, **wrong)
    with pytest.raises(NotAllowedError):
        pages.one(999_999, by=manager)


def test_a_waiting_fact_that_differs_from_what_is_taken_says_so(manager: Actor) -> None:
    bring(manager, fact(62), takes_certain=True)
    bring(manager, fact(63, source="Another paper"), fact(5, measure="count:cases"))
    found = {one.fact.measure: one.differs for one in pages.queue(by=manager).facts}
    assert found == {"headline:safeguarding": True, "count:cases": False}


def test_a_table_is_read_at_once_and_its_facts_wait(manager: Actor) -> None:
    table = b"service,measure,value,source\nAnyborough,headline:safeguarding,62,A paper\n"
    number = printed_texts.upload("facts.CSV", table, by=manager, now=NOW)
    (queued,) = pages.queue(text=number, by=manager).facts
    assert (queued.fact.value, queued.fact.standing, queued.text) == (
        62, "unverified", "facts.CSV",
    )  # fmt: skip
    with pytest.raises(ManyProblems) as raised:
        printed_texts.upload("facts.csv", table.replace(b"62", b"many"), by=manager, now=NOW)
    assert raised.value.field == "file"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("report.exe", b"MZ", "Give a PDF"),
        ("report.pdf", b"", "not empty"),
        ("report.pdf", b"x" * (printed_texts.MAX_BYTES + 1), "20 MB at most"),
    ],
)
def test_what_is_no_text_is_not_taken(
    manager: Actor, name: str, content: bytes, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        printed_texts.upload(name, content, by=manager, now=NOW)


# What the worker does with a text: the reader is an argument of it, and so are these.


def lines(row: models.PrintedText) -> tuple[PrintedFact, ...]:
    """A reader of the simplest text there is: a figure in each line."""
    written = bytes(row.content).decode().split()
    return tuple(fact(int(line), place=f"line {n}") for n, line in enumerate(written, start=1))


def run(text: int, read: printed_text_work.Read = lines) -> models.PrintedText:
    assert printed_text_work.claim(now=NOW) == text
    printed_text_work.run(text, read=read, clock=lambda: NOW)
    return models.PrintedText.objects.get(pk=text)


def test_the_worker_reads_a_text_and_keeps_what_it_says_and_not_the_text(manager: Actor) -> None:
    assert not printed_text_work.is_waiting(now=NOW)
    assert printed_text_work.claim(now=NOW) is None
    number = printed_texts.upload("in/report.txt", b"62\n63\n", by=manager, now=NOW)
    assert printed_text_work.is_waiting(now=NOW)
    assert pages.queue(text=number, by=manager).text.state is TextState.WAITING
    row = run(number)
    assert (row.state, bytes(row.content), row.name) == ("READ", b"", "report.txt")
    assert [one.fact.place for one in pages.queue(by=manager).facts] == ["line 1", "line 2"]
    assert kinds() == ["PRINTED_TEXT_UPLOADED", "PRINTED_TEXT_READ"]
    assert printed_text_work.claim(now=NOW) is None


@pytest.mark.parametrize(
    ("content", "read", "sentence"),
    [
        (b" ", lines, "Nothing was found"),
        (b"62", lambda _: (fact(62, source="x" * 1001),), "longer than 1000"),
    ],
)
def test_a_text_that_gives_nothing_says_why(
    manager: Actor, content: bytes, read: printed_text_work.Read, sentence: str
) -> None:
    number = printed_texts.upload("report.txt", content, by=manager, now=NOW)
    row = run(number, read)
    assert row.state == "FAILED"
    assert sentence in row.problem
    assert bytes(row.content) == b""
    assert kinds()[-1] == "PRINTED_TEXT_FAILED"


def test_words_that_are_longer_than_the_register_keeps_are_cut_and_wait(manager: Actor) -> None:
    action = fact(62, scope="Plans are made in time " * 40, as_at="y" * 101)
    number = printed_texts.upload("plan.txt", b"62", by=manager, now=NOW)
    assert run(number, lambda _: (action,)).state == "READ"
    (kept,) = (one.fact for one in pages.queue(text=number, by=manager).facts)
    assert (kept.scope[:10], kept.scope[-6:], len(kept.scope)) == ("Plans are ", "made …", 499)
    assert (kept.as_at, kept.doubt) == ("y" * 98 + " …", printed_text_work.CUT)


def test_a_text_on_which_the_reader_breaks_is_tried_again_and_then_given_up(
    manager: Actor,
) -> None:
    number = printed_texts.upload("report.txt", b"no figure", by=manager, now=NOW)
    assert [run(number).state for _ in range(printed_text_work.ATTEMPTS)] == [
        "WAITING", "WAITING", "FAILED",
    ]  # fmt: skip
    assert models.PrintedText.objects.get(pk=number).problem == printed_text_work.SPENT


def test_a_text_whose_worker_went_silent_is_taken_again_and_the_late_one_changes_nothing(
    manager: Actor,
) -> None:
    number = printed_texts.upload("report.txt", b"62", by=manager, now=NOW)
    later = NOW + printed_text_work.LEASE + timedelta(seconds=1)

    def overtaken(row: models.PrintedText) -> tuple[PrintedFact, ...]:
        assert printed_text_work.claim(now=later) == number
        return lines(row)

    row = run(number, overtaken)
    assert (row.state, row.attempts) == ("READING", 2)
    assert not row.facts.exists()
    for attempt in (2, 3):
        at = NOW + attempt * (printed_text_work.LEASE + timedelta(seconds=1))
        found = printed_text_work.claim(now=at)
    assert found is None, "nobody said how it ended, three times"
    assert models.PrintedText.objects.get(pk=number).problem == printed_text_work.SPENT


TEXT = b"""CORE CASE INSPECTION
Report on youth offending work in Anyborough
Safeguarding score: 62%
"""


def test_the_worker_reads_a_published_text_with_the_importer(manager: Actor) -> None:
    said = {"source": "An invented report, June 2012", "source_published": "June 2012"}
    with pytest.raises(InputError, match="Enter when it was published"):
        printed_texts.upload("a.txt", TEXT, source_published="soon", by=manager, now=NOW)
    number = printed_texts.upload("report.txt", TEXT, **said, by=manager, now=NOW)
    broken = printed_texts.upload("report.pdf", b"%PDF-1.4 broken", by=manager, now=NOW)
    Worker(now=lambda: NOW).drain()
    found = [one for one in pages.queue(text=number, by=manager).facts
             if one.fact.measure == "headline:safeguarding"]  # fmt: skip
    assert [
        (one.fact.printed, one.fact.service, one.fact.place, one.fact.source) for one in found
    ] == [("62%", "Anyborough", "line 3", said["source"])]
    assert pages.one(found[0].number, by=manager).source_published == "June 2012"
    row = models.PrintedText.objects.get(pk=broken)
    assert row.state == "FAILED"
    assert row.problem.endswith(".")


# The pages.


@pytest.fixture
def browser(manager: Actor) -> Client:
    return site.client_for(Person.objects.get(pk=manager.person_id))


def test_facts_are_chosen_and_decided_on_the_page(browser: Client, manager: Actor) -> None:
    first, second, third = bring(manager, fact(62), fact(63), fact(64))
    address = reverse("printed_facts_waiting")
    refused = browser.post(address, {"chosen": [first], "deed": "refuse", "reason": ""})
    assert refused.status_code == 422
    assert f'value="{first}" checked' in refused.content.decode()
    assert browser.post(address, {"chosen": [first, second], "deed": "take"}).status_code == 302
    stale = browser.post(address, {"chosen": [first], "deed": "take"})
    assert "decided meanwhile" in stale.content.decode()
    assert browser.post(address, {"deed": "certain", "seen": 1}).status_code == 422
    text = reverse("printed_text", args=[models.PrintedText.objects.get().pk])
    assert browser.post(text, {"deed": "certain", "seen": "1"}).status_code == 302
    states = models.RegisteredFact.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["TAKEN"] * 3
    assert third
    assert b"Nothing waits" in browser.get(address).content
    assert browser.get(address, {"page": "x"}).status_code == 404
    behind = browser.post(f"{address}?page=9", {"chosen": [0], "deed": "refuse", "reason": "Hm"})
    assert behind.status_code == 422


def test_one_fact_is_refused_and_corrected_on_its_page(
    browser: Client, manager: Actor, other: Actor
) -> None:
    (number,) = bring(manager, fact(26, read_from="<b>26%</b>", place="page 3"))
    address = reverse("printed_fact", args=[number])
    shown = browser.get(address).content.decode()
    assert "&lt;b&gt;26%&lt;/b&gt;" in shown
    assert browser.post(address, {"deed": "refuse", "reason": ""}).status_code == 422
    assert browser.post(address, {"deed": "refuse", "reason": "Misread."}).status_code == 302
    form = {"service": "Anyborough", "measure": "headline:safeguarding", "value": "62",
            "standing": "verified", "source": "A paper", "reason": "Digits turned."}  # fmt: skip
    correct = reverse("printed_fact_correct", args=[number])
    assert browser.post(correct, {**form, "value": "sixty"}).status_code == 422
    assert browser.post(correct, {**form, "measure": "weather"}).status_code == 422
    done = browser.post(correct, form)
    assert done.status_code == 302
    assert "Digits turned." in browser.get(done.headers["Location"]).content.decode()
    release(other, *models.RegisteredFact.objects.values_list("pk", flat=True))
    (standing,) = printed_facts.standing_facts()
    assert standing == replace(fact(62))


def test_a_text_is_brought_in_and_shown_where_it_stands(
    browser: Client, manager: Actor, other: Actor
) -> None:
    file = BytesIO(b"62")
    file.name = "report.txt"
    done = browser.post(reverse("printed_text_new"), {"file": file})
    assert done.status_code == 302
    assert b"It is being read" in browser.get(done.headers["Location"]).content
    wrong = BytesIO(b"MZ")
    wrong.name = "report.exe"
    assert browser.post(reverse("printed_text_new"), {"file": wrong}).status_code == 422
    numbers = bring(manager, fact(62), fact(63, source="Another"), takes_certain=True)
    release(other, *numbers)
    assert b"none is used" in browser.get(reverse("printed_fact_conflicts")).content.lower()
    assert b"report.txt" in browser.get(reverse("printed_facts")).content
