"""Two people before a printed fact is public: released by a second one, or sent back."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corecase.actions import printed_fact_imports as imports
from corecase.actions import printed_fact_pages as pages
from corecase.actions import printed_fact_release_pages as release_pages
from corecase.actions import printed_fact_releases as releases
from corecase.actions import printed_fact_reviews as reviews
from corecase.actions import printed_facts, register_desk
from corecase.actions.printed_fact_releases import Which
from corecase.actions.register_desk import Asked
from corecase.core.errors import InputError
from corecase.core.fact_releases import Change
from corecase.core.people import OPERATOR, Actor, NotAllowedError, Role
from corecase.core.printed_facts import PrintedFact
from corecase.exchange.printed_facts import ReadFact
from corecase.store.cases.models import Event, Person
from corecase.store.public.models import RegisteredFact, TakenSource
from tests import publications, site

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
    return site.somebody(Role.CHIEF_INSPECTOR)


def taken(by: Actor, *facts: PrintedFact, name: str = "paper.txt") -> list[int]:
    """The numbers of these facts, taken by this person."""
    found = [ReadFact(fact=one) for one in facts]
    brought = imports.bring(name, found, takes_certain=True, by=by, now=NOW)
    rows = RegisteredFact.objects.filter(text=brought.number)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def decisions(*numbers: int) -> list[int]:
    rows = releases.due(Which()).filter(pk__in=numbers)
    return [row.decision for row in rows.order_by("pk")]


def public() -> list[int]:
    return sorted(int(one.value) for one in printed_facts.standing_facts())


def last_event() -> Event:
    return Event.objects.filter(chain="register").latest("pk")


def test_nothing_is_public_before_a_second_person_released_it(manager: Actor, other: Actor) -> None:
    first, second = taken(manager, fact(62), fact(5, measure="section:1"))
    assert public() == []
    assert not TakenSource.objects.exists()
    with pytest.raises(InputError, match="a second person has to release"):
        releases.release(decisions(first), by=manager, now=NOW)
    assert releases.release(decisions(first), by=other, now=NOW) == 1
    assert public() == [62]
    assert TakenSource.objects.get().taken_at == NOW
    assert (last_event().kind, last_event().by) == (
        "PRINTED_FACTS_RELEASED",
        str(other.person_id),
    )
    told = [(one.decision.words, one.by) for one in pages.one(first, by=manager).history]
    assert told == [("taken", manager.name), ("released", other.name)]
    assert pages.one(second, by=manager).is_due


def test_what_is_sent_back_waits_again_with_the_reason(manager: Actor, other: Actor) -> None:
    (number,) = taken(manager, fact(62))
    with pytest.raises(InputError, match="Say why"):
        releases.send_back(decisions(number), reason=" ", by=other, now=NOW)
    with pytest.raises(InputError, match="a second person"):
        releases.send_back(decisions(number), reason="Why.", by=manager, now=NOW)
    assert releases.send_back(decisions(number), reason="Page 3?", by=other, now=NOW) == 1
    assert last_event().kind == "PRINTED_FACTS_RETURNED"
    found = pages.one(number, by=manager)
    assert (found.stands, found.history[-1].reason) == ("waiting", "Page 3?")
    reviews.take([number], by=manager, now=NOW)
    releases.release(decisions(number), by=other, now=NOW)
    assert public() == [62]


def test_a_choice_between_two_sources_is_of_two_persons(manager: Actor, other: Actor) -> None:
    first, second = taken(manager, fact(62), fact(63, source="Another paper"))
    releases.release(decisions(first, second), by=other, now=NOW)
    assert public() == []
    reviews.refuse([second], reason="Misprinted.", by=manager, now=NOW)
    assert public() == [], "one person alone chooses nothing"
    ((due,),) = (one.facts for one in release_pages.releases(Which(), by=other).inspections)
    assert (due.change, due.shown.after, due.reason) == (Change.TAKEN_OUT, "62", "Misprinted.")
    releases.send_back(decisions(second), reason="No.", by=other, now=NOW)
    assert pages.one(second, by=manager).stands == "public"
    reviews.refuse([second], reason="Misprinted.", by=manager, now=NOW)
    releases.release(decisions(second), by=other, now=NOW)
    assert public() == [62]
    assert pages.one(second, by=manager).stands == "refused"


def test_all_of_a_file_or_of_an_inspection_is_released_at_once_but_one_s_own(
    manager: Actor, other: Actor
) -> None:
    second = site.somebody(Role.PROGRAMME_MANAGER)
    taken(manager, fact(62, inspected="June 2009"), fact(63, inspected="May 2011"))
    (own,) = taken(second, fact(1, measure="section:1", inspected="June 2009"), name="own.txt")
    which = Which(service="Anyborough", inspected="June 2009")
    found = release_pages.releases(which, by=second)
    assert (found.n_due, found.n_for_me, len(found.decisions)) == (2, 1, 1)
    assert [one.is_own for one in found.inspections[0].facts] == [False, True]
    for seen, asked in (("", which), ("0" * 16, which), (found.mark, Which())):
        with pytest.raises(InputError, match="meanwhile"):
            releases.release_all(asked, seen=seen, by=second, now=NOW)
    assert releases.release_all(which, seen=found.mark, by=second, now=NOW) == 1
    assert public() == [62]
    text = RegisteredFact.objects.get(pk=own).text_id
    of_file = release_pages.releases(Which(text=text), by=other)
    assert (of_file.text.name, of_file.n_for_me) == ("own.txt", 1)
    assert releases.release_all(Which(text=text), seen=of_file.mark, by=other, now=NOW) == 1
    assert public() == [1, 62]


def test_whoever_decided_withdraws_it_while_it_waits(manager: Actor, other: Actor) -> None:
    first, second = taken(manager, fact(62), fact(5, measure="section:1"))
    said = {"now": NOW}
    with pytest.raises(NotAllowedError):
        releases.withdraw(decisions(first), by=other, **said)
    third = site.somebody(Role.PROGRAMME_MANAGER)
    with pytest.raises(InputError, match="Somebody else decided"):
        releases.withdraw(decisions(first), by=third, **said)
    with pytest.raises(InputError, match="Choose the facts"):
        releases.withdraw([], by=manager, **said)
    seen = decisions(first)
    assert releases.withdraw(seen, by=manager, **said) == 1
    assert (last_event().kind, last_event().by) == (
        "PRINTED_FACTS_WITHDRAWN",
        str(manager.person_id),
    )
    found = pages.one(first, by=manager)
    assert (found.stands, found.history[-1].decision.words) == ("waiting", "withdrawn")
    with pytest.raises(InputError, match="meanwhile"):
        releases.release(seen, by=other, **said)
    seen = decisions(second)
    releases.release(seen, by=other, **said)
    with pytest.raises(InputError, match="meanwhile"):
        releases.withdraw(seen, by=manager, **said)
    reviews.refuse([second], reason="Misprinted.", by=manager, **said)
    releases.withdraw(decisions(second), by=manager, **said)
    assert pages.one(second, by=manager).stands == "public", "what was to be taken out stays"
    assert public() == [5]


def test_all_that_somebody_decided_of_a_file_is_withdrawn_at_once(
    manager: Actor, other: Actor
) -> None:
    (number,) = taken(manager, fact(62))
    (theirs,) = taken(site.somebody(Role.PROGRAMME_MANAGER), fact(63, source="Another"), name="b")
    which = Which(service="Anyborough")
    found = release_pages.releases(which, by=manager)
    assert (found.n_own, list(found.own)) == (1, decisions(number))
    assert list(found.decisions) == decisions(theirs)
    assert release_pages.releases(which, by=other).own == ()
    for seen, asked in (("", which), (found.own_mark, Which())):
        with pytest.raises(InputError, match="meanwhile"):
            releases.withdraw_all(asked, seen=seen, by=manager, now=NOW)
    with pytest.raises(NotAllowedError):
        releases.withdraw_all(which, seen=found.own_mark, by=other, now=NOW)
    assert releases.withdraw_all(which, seen=found.own_mark, by=manager, now=NOW) == 1
    assert decisions(number, theirs) == decisions(theirs)


def test_what_a_command_took_a_command_withdraws(manager: Actor) -> None:
    (number,) = taken(OPERATOR, fact(62))
    (mine,) = taken(manager, fact(63, source="Another"), name="mine.txt")
    assert [one.name for one in pages.register(by=manager).texts] == ["mine.txt", "paper.txt"]
    text, other_text = (RegisteredFact.objects.get(pk=one).text_id for one in (number, mine))
    with pytest.raises(InputError, match=f"file number {other_text} waits"):
        releases.withdraw_here(other_text, now=NOW)
    assert releases.withdraw_here(text, now=NOW) == 1
    assert last_event().kind == "PRINTED_FACTS_WITHDRAWN"
    assert decisions(number, mine) == decisions(mine)


def test_whoever_may_release_is_told_what_waits_and_whoever_decided_is_not(
    manager: Actor, other: Actor
) -> None:
    taken(manager, fact(62), fact(5, measure="section:1"))
    assert register_desk.asked(by=manager) == Asked()
    assert register_desk.asked(by=site.somebody(Role.ADMINISTRATOR)) == Asked()
    assert register_desk.asked(by=other) == Asked(n_facts=2)
    theirs, mine = (
        site.client_for(Person.objects.get(pk=one.person_id)) for one in (other, manager)
    )
    for address in ("/", reverse("printed_facts")):
        told = " ".join(theirs.get(address).content.decode().split())
        assert f'href="{reverse("printed_fact_releases")}">2 printed facts</a> that' in told
        assert "of services</a> that somebody else decided" not in told
        assert "You are asked as the second person" not in mine.get(address).content.decode()


def test_a_middle_correction_that_is_taken_again_is_not_said_to_change_what_is_shown(
    manager: Actor, other: Actor
) -> None:
    (first,) = taken(manager, fact(26))
    releases.release(decisions(first), by=other, now=NOW)
    said = {"reason": "Digits.", "by": manager, "now": NOW}
    middle = reviews.correct(first, fact(63), **said)
    last = reviews.correct(middle, fact(62), **said)
    releases.release(decisions(last), by=other, now=NOW)
    reviews.take([middle], by=manager, now=NOW)
    assert public() == [62]
    ((due,),) = (one.facts for one in release_pages.releases(Which(), by=other).inspections)
    assert (due.number, due.shown.now, due.shown.after) == (middle, "62", "62")
    assert pages.one(last, by=manager).choice.chosen.number == last
    releases.send_back(decisions(middle), reason="No.", by=other, now=NOW)
    choice = pages.one(last, by=manager).choice
    assert ([one.number for one in choice.facts], [one.number for one in choice.corrected]) == (
        [last],
        [first],
    )
    reviews.take([middle], by=manager, now=NOW)
    releases.release(decisions(middle), by=other, now=NOW)
    assert public() == [62]


def test_a_decision_that_was_made_anew_is_not_released_unseen(manager: Actor, other: Actor) -> None:
    (number,) = taken(manager, fact(62))
    seen = decisions(number)
    reviews.refuse([number], reason="No.", by=manager, now=NOW)
    reviews.take([number], by=manager, now=NOW)
    said = {"by": other, "now": NOW}
    for stale in (seen, [*decisions(number), 999_999]):
        with pytest.raises(InputError, match="meanwhile"):
            releases.release(stale, **said)
    with pytest.raises(InputError, match="Choose the facts"):
        releases.release([], **said)
    assert public() == []


def test_a_correction_of_what_nobody_saw_takes_its_place_before_the_release(
    manager: Actor, other: Actor
) -> None:
    (number,) = taken(manager, fact(26))
    new = reviews.correct(number, fact(62), reason="Digits.", by=manager, now=NOW)
    assert pages.one(number, by=manager).stands == "refused"
    ((due,),) = (one.facts for one in release_pages.releases(Which(), by=other).inspections)
    assert (due.number, due.change, [one.after for one in due.edited]) == (
        new,
        Change.CORRECTION,
        ["62"],
    )


def test_who_may_neither_read_nor_release_is_refused(manager: Actor, other: Actor) -> None:
    (number,) = taken(manager, fact(62))
    nobody = site.somebody(Role.ADMINISTRATOR)
    said = {"by": nobody, "now": NOW}
    with pytest.raises(NotAllowedError):
        releases.release(decisions(number), **said)
    with pytest.raises(NotAllowedError):
        releases.release_all(Which(service="Anyborough"), seen="", **said)
    with pytest.raises(NotAllowedError):
        release_pages.releases(Which(), by=nobody)
    with pytest.raises(NotAllowedError):
        release_pages.releases(Which(text=999_999), by=other)
    for page in (0, 2):
        with pytest.raises(NotAllowedError):
            release_pages.releases(Which(), page=page, by=other)
    assert release_pages.releases(Which(), page=2, or_last=True, by=other).page == 1


def test_what_was_public_before_says_so_and_whom_a_command_asks_for(manager: Actor) -> None:
    publications.taken(fact(62))
    number = RegisteredFact.objects.get().pk
    assert pages.one(number, by=manager).since_one.startswith("public since before")
    (typed,) = taken(OPERATOR, fact(7, measure="section:1"))
    assert releases.release(decisions(typed), by=manager, now=NOW) == 1
    assert pages.one(typed, by=manager).since_one == ""


def test_the_page_asks_as_often_however_much_waits(manager: Actor, other: Actor) -> None:
    taken(manager, fact(1))
    with CaptureQueriesContext(
        connection,
    ) as few:
        release_pages.releases(Which(), by=other)
    taken(manager, *(fact(n, service=f"Service {n}") for n in range(2, 30)), name="more.txt")
    with CaptureQueriesContext(connection) as many:
        found = release_pages.releases(Which(), by=other)
    assert len(found.inspections) == 29
    assert len(many) == len(few)


@pytest.fixture
def browser(other: Actor) -> Client:
    return site.client_for(Person.objects.get(pk=other.person_id))


def test_facts_are_released_and_sent_back_on_the_page(browser: Client, manager: Actor) -> None:
    first, second, third = taken(
        manager,
        fact(62, read_from="<b>62%</b>", place="page 3"),
        fact(5, measure="section:1"),
        fact(6, measure="section:2"),
    )
    address = reverse("printed_fact_releases")
    shown = browser.get(address).content.decode()
    assert "&lt;b&gt;62%&lt;/b&gt;" in shown
    assert "Shown now: nothing. Shown then: 62." in shown
    one, two, three = decisions(first, second, third)
    refused = browser.post(address, {"chosen": [one], "deed": "send_back", "reason": ""})
    assert refused.status_code == 422
    assert f'value="{one}" checked' in refused.content.decode()
    behind = browser.post(f"{address}?page=2", {"chosen": [0], "deed": "send_back", "reason": "Hm"})
    assert behind.status_code == 422, "others may have emptied the page meanwhile"
    assert "Hm" in behind.content.decode()
    sent = browser.post(address, {"chosen": [one], "deed": "send_back", "reason": "Why?"})
    assert sent.status_code == 302
    assert browser.post(address, {"chosen": [two], "deed": "release"}).status_code == 302
    assert (
        "decided meanwhile"
        in browser.post(address, {"chosen": [two], "deed": "release"}).content.decode()
    )
    assert public() == [5]
    gone = {"chosen": [two], "deed": "send_back", "reason": "As typed."}
    fewer = browser.post(f"{address}?page=2", gone)
    assert fewer.status_code == 422
    assert "As typed." in fewer.content.decode(), "though there is one page by now"
    text = RegisteredFact.objects.get(pk=third).text_id
    of_file = f"{address}?text={text}"
    found = re.search(r'name="mark" value="(\w+)"', browser.get(of_file).content.decode())
    assert found is not None
    done = browser.post(of_file, {"deed": "all", "mark": found[1]})
    assert done.headers["Location"] == of_file
    assert "Nothing waits for a second person here" in browser.get(of_file).content.decode()
    assert public() == [5, 6]
    assert three


def test_an_inspection_is_asked_for_by_what_is_printed_of_it(
    browser: Client, manager: Actor
) -> None:
    taken(manager, fact(62, inspected="June 2009"), fact(7, service="Brook"))
    address = reverse("printed_fact_releases")
    assert "?service=Anyborough&amp;inspected=June+2009" in browser.get(address).content.decode()
    one = browser.get(address, {"service": "Anyborough", "inspected": "June 2009"})
    assert b"Anyborough, inspected June 2009" in one.content
    assert b"Brook" not in one.content
    for odd in ({"page": "x"}, {"text": "x"}, {"service": "x" * 201}, {"service": "a\0b"}):
        assert browser.get(address, odd).status_code == 404
    assert browser.get(address, {"inspected": "June 2009"}).status_code == 200


def test_whoever_decided_sees_that_another_person_is_asked(manager: Actor) -> None:
    (number,) = taken(manager, fact(62))
    mine = site.client_for(Person.objects.get(pk=manager.person_id))
    shown = mine.get(reverse("printed_fact_releases")).content.decode()
    assert "Another person releases it." in shown
    assert "Release the chosen" not in shown
    (own,) = decisions(number)
    assert f'name="mine" value="{own}"' in shown
    text = RegisteredFact.objects.get().text_id
    its_page = mine.get(reverse("printed_fact", args=[number])).content.decode()
    assert "to be released by a second person" in its_page
    assert f"/releases/?service=Anyborough&amp;text={text}" in its_page
    assert "1 to be released" in mine.get(reverse("printed_facts")).content.decode()
    address = reverse("printed_fact_releases")
    none = mine.post(address, {"deed": "withdraw"})
    assert none.status_code == 422
    assert 'href="#id_mine"' in none.content.decode()
    assert 'id="id_mine"' in none.content.decode()
    assert mine.post(address, {"deed": "withdraw", "mine": [own]}).status_code == 302
    assert "Nothing waits for a second person" in mine.get(address).content.decode()
    reviews.take([number], by=manager, now=NOW)
    of_file = f"{address}?text={text}"
    found = re.search(r'name="own_mark" value="(\w+)"', mine.get(of_file).content.decode())
    assert found is not None
    done = mine.post(of_file, {"deed": "withdraw_all", "own_mark": found[1]})
    assert "Withdrawn: 1 fact." in mine.get(done.headers["Location"]).content.decode()
    assert decisions(number) == []
