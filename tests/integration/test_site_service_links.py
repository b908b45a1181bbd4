"""Links of services: entered by one person, released by another, and used from then on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from corecase.actions import benchmarks, printed_facts, register_desk, snapshot_contents
from corecase.actions import service_link_pages as pages
from corecase.actions import service_links as actions
from corecase.actions.benchmarks import AskedOf
from corecase.actions.register_desk import Asked
from corecase.core.benchmarks import Among
from corecase.core.errors import InputError
from corecase.core.people import OPERATOR, Actor, NotAllowedError, Role
from corecase.core.printed_facts import PrintedFact
from corecase.core.service_links import Link, LinkKind, LinkState
from corecase.store.cases.models import Event, Person, Predecessor
from corecase.store.public.models import LinkEntry
from tests import publications, site

pytestmark = pytest.mark.django_db
NOW = site.NOW
FOLLOWS = Link(
    service="Newtown", kind=LinkKind.FOLLOWS, other="Oldtown", since="1 April 2012", source="paper"
)
COVERS = Link(service="Joint", kind=LinkKind.COVERS, other="Oldtown", source="paper")


@pytest.fixture
def manager() -> Actor:
    return site.somebody(Role.PROGRAMME_MANAGER)


@pytest.fixture
def other() -> Actor:
    return site.somebody(Role.CHIEF_INSPECTOR)


@pytest.fixture
def link(manager: Actor, other: Actor) -> int:
    """A link that stands."""
    return stands(FOLLOWS, manager, other)


def stands(made: Link, manager: Actor, other: Actor) -> int:
    number = actions.enter(made, by=manager, now=NOW)
    actions.release(number, by=other, now=NOW)
    return number


def kinds() -> list[str]:
    return list(
        Event.objects.filter(chain="register").order_by("pk").values_list("kind", flat=True)
    )


def test_a_link_is_public_once_another_person_released_it(manager: Actor, other: Actor) -> None:
    number = actions.enter(FOLLOWS, by=manager, now=NOW)
    assert printed_facts.links() == ()
    with pytest.raises(InputError, match="second person"):
        actions.release(number, by=manager, now=NOW)
    actions.release(number, by=other, now=NOW)
    assert printed_facts.links(service="Oldtown") == (FOLLOWS,)
    assert kinds() == ["PRINTED_LINKS_ENTERED", "PRINTED_LINK_RELEASED"]
    with pytest.raises(InputError, match="meanwhile"):
        actions.release(number, by=other, now=NOW)


def test_what_is_sent_back_is_kept_and_never_public(manager: Actor, other: Actor) -> None:
    number = actions.enter(FOLLOWS, by=manager, now=NOW)
    with pytest.raises(InputError, match="Say why"):
        actions.send_back(number, reason="", by=other, now=NOW)
    with pytest.raises(InputError, match="second person"):
        actions.send_back(number, reason="No.", by=manager, now=NOW)
    actions.send_back(number, reason="Which paper?", by=other, now=NOW)
    assert kinds()[-1] == "PRINTED_LINK_RETURNED"
    (past,) = pages.links(by=manager).past
    assert (past.state, past.returned_because) == (LinkState.RETURNED, "Which paper?")
    assert printed_facts.links() == ()
    assert actions.enter(FOLLOWS, by=manager, now=NOW) != number, "it may be entered again"


def test_a_correction_waits_while_the_link_stands_and_keeps_the_history(
    link: int, manager: Actor, other: Actor
) -> None:
    later = replace(FOLLOWS, since="April 2013")
    said = {"reason": "Misread.", "by": manager, "now": NOW}
    with pytest.raises(InputError, match="Nothing is changed"):
        actions.correct(link, FOLLOWS, **said)
    number = actions.correct(link, later, **said)
    assert printed_facts.links() == (FOLLOWS,)
    twin = actions.correct(link, replace(FOLLOWS, since="2014"), **said)
    actions.release(number, by=other, now=NOW)
    assert printed_facts.links() == (later,)
    with pytest.raises(InputError, match="meanwhile"):
        actions.release(twin, by=other, now=NOW)
    with pytest.raises(InputError, match="meanwhile"):
        actions.correct(link, replace(FOLLOWS, since="2015"), **said)
    found = pages.link(link, by=manager)
    assert [one.number for one in found.corrected_by] == [twin, number]
    assert not found.entry.stands
    assert pages.link(number, by=manager).corrects.number == link


def test_what_is_asked_of_a_link_as_it_was_is_not_done_to_its_correction(
    link: int, manager: Actor, other: Actor
) -> None:
    said = {"reason": "Misread.", "by": manager, "now": NOW}
    sourced = replace(FOLLOWS, source="Another paper")
    number = actions.correct(link, sourced, **said)
    stale = [
        actions.correct(link, replace(FOLLOWS, standing="verified"), **said),
        actions.take_out(link, **said),
    ]
    actions.release(number, by=other, now=NOW)
    for one in stale:
        with pytest.raises(InputError, match="meanwhile"):
            actions.release(one, by=other, now=NOW)
    with pytest.raises(InputError, match="meanwhile"):
        actions.take_out(link, **said)
    assert printed_facts.links() == (sourced,)
    assert [one.number for one in pages.links(by=manager).standing] == [number]


def test_of_two_corrections_the_second_released_does_not_undo_the_first(
    manager: Actor, other: Actor
) -> None:
    link = stands(COVERS, manager, other)
    said = {"reason": "It ended.", "by": manager, "now": NOW}
    ended = actions.correct(link, replace(COVERS, until="2015"), **said)
    cited = actions.correct(link, replace(COVERS, source="another paper"), **said)
    gone = actions.take_out(link, **said)
    actions.release(ended, by=other, now=NOW)
    for number in (cited, gone):
        with pytest.raises(InputError, match="meanwhile"):
            actions.release(number, by=other, now=NOW)
    assert printed_facts.links() == (replace(COVERS, until="2015"),)
    with pytest.raises(InputError, match="meanwhile"):
        actions.correct(link, replace(COVERS, standing="verified"), **said)
    assert [one.number for one in pages.links(by=manager).standing] == [ended]


def test_a_link_is_taken_out_by_two_persons(link: int, manager: Actor, other: Actor) -> None:
    number = actions.take_out(link, reason="Another town.", by=manager, now=NOW)
    with pytest.raises(InputError, match="asked for already"):
        actions.take_out(link, reason="Again.", by=manager, now=NOW)
    assert printed_facts.links() == (FOLLOWS,)
    actions.release(number, by=other, now=NOW)
    assert printed_facts.links() == ()
    assert pages.links(by=manager).standing == ()
    again = stands(FOLLOWS, manager, other)
    assert not pages.link(link, by=manager).entry.stands, "it may stand again, by another entry"
    assert pages.link(again, by=manager).entry.stands
    assert len(pages.links(by=manager).standing) == 1


def test_what_may_not_stand_is_refused_when_it_is_entered_and_when_it_is_released(
    manager: Actor, other: Actor
) -> None:
    stands(FOLLOWS, manager, other)
    said = {"by": manager, "now": NOW}
    for wrong, sentence in (
        (FOLLOWS, "stands already"),
        (replace(FOLLOWS, service="Oldtown", other="Newtown"), "each have followed the other"),
        (replace(FOLLOWS, other="x" * 201), "Shorten this"),
        (replace(FOLLOWS, source="a\0b"), "Shorten this"),
    ):
        with pytest.raises(InputError, match=sentence):
            actions.enter(wrong, **said)
    number = actions.enter(COVERS, **said)
    with pytest.raises(InputError, match="entered already"):
        actions.enter(COVERS, **said)
    stands(replace(COVERS, service="Another"), manager, other)
    with pytest.raises(InputError, match="In that time another stands"):
        actions.release(number, by=other, now=NOW)
    assert len(printed_facts.links()) == 2


def test_who_may_enter_release_and_read(link: int, manager: Actor, other: Actor) -> None:
    nobody = site.somebody(Role.ADMINISTRATOR)
    for by in (other, nobody):
        said = {"by": by, "now": NOW}
        for deed in (
            lambda said=said: actions.enter(COVERS, **said),
            lambda said=said: actions.correct(link, COVERS, reason="No.", **said),
            lambda said=said: actions.take_out(link, reason="No.", **said),
            lambda by=by: pages.to_enter(by=by),
            lambda by=by: pages.to_correct(link, by=by),
        ):
            with pytest.raises(NotAllowedError):
                deed()
    number = actions.enter(COVERS, by=manager, now=NOW)
    for deed in (
        lambda: actions.release(number, by=nobody, now=NOW),
        lambda: actions.send_back(number, reason="No.", by=nobody, now=NOW),
        lambda: pages.links(by=nobody),
        lambda: pages.link(number, by=nobody),
        lambda: pages.link(999_999, by=manager),
        lambda: pages.to_decide(by=nobody),
        lambda: actions.release(999_999, by=other, now=NOW),
    ):
        with pytest.raises(NotAllowedError):
            deed()
    found = pages.links(by=manager)
    assert [one.number for one in found.due] == [number]
    assert pages.link(number, by=other).may_release
    assert not pages.link(number, by=manager).may_release
    assert found.due[0].unknown == ("Joint", "Oldtown")


def test_whoever_entered_a_link_withdraws_it_while_it_waits(manager: Actor, other: Actor) -> None:
    number = actions.enter(FOLLOWS, by=manager, now=NOW)
    assert register_desk.asked(by=other) == Asked(n_links=1)
    assert register_desk.asked(by=manager) == Asked()
    second = site.somebody(Role.PROGRAMME_MANAGER)
    assert not pages.link(number, by=second).may_withdraw
    with pytest.raises(InputError, match="Somebody else entered this"):
        actions.withdraw(number, by=second, now=NOW)
    with pytest.raises(NotAllowedError):
        actions.withdraw(number, by=other, now=NOW)
    assert pages.link(number, by=manager).may_withdraw
    actions.withdraw(number, by=manager, now=NOW)
    assert kinds() == ["PRINTED_LINKS_ENTERED", "PRINTED_LINK_WITHDRAWN"]
    (past,) = pages.links(by=manager).past
    assert (past.state.words, past.decided_by) == ("withdrawn", manager.name)
    assert register_desk.asked(by=other) == Asked()
    for late in (actions.release, actions.withdraw):
        with pytest.raises(InputError, match="meanwhile"):
            late(number, by=other if late is actions.release else manager, now=NOW)
    assert stands(FOLLOWS, manager, other), "it may be entered again"


def test_a_command_withdraws_what_a_command_entered(manager: Actor) -> None:
    number = actions.enter_here(FOLLOWS, now=NOW)
    mine = actions.enter(COVERS, by=manager, now=NOW)
    assert actions.withdraw_here(number, now=NOW) == FOLLOWS
    with pytest.raises(InputError, match="Somebody else entered this"):
        actions.withdraw_here(mine, now=NOW)
    with pytest.raises(InputError, match="no link number 999999"):
        actions.withdraw_here(999_999, now=NOW)


@pytest.mark.usefixtures("link")
def test_links_are_listed_page_by_page_however_many_there_are(manager: Actor, other: Actor) -> None:
    more = [
        Link(service=f"Town {n:04}", kind=LinkKind.FOLLOWS, other=f"Village {n}", source="paper")
        for n in range(pages.ON_A_PAGE)
    ]
    actions.ship(reversed(more), "It ships.", by=OPERATOR, now=NOW)
    waiting = actions.enter(COVERS, by=manager, now=NOW)
    back = actions.enter(replace(FOLLOWS, since="2013", service="Third"), by=manager, now=NOW)
    actions.send_back(back, reason="No.", by=other, now=NOW)
    first, last = (pages.links(page=n, by=manager) for n in (1, 2))
    assert (first.n_pages, first.n_entries, first.n_standing) == (2, 53, 51)
    assert [one.number for one in first.due] == [waiting]
    listed = [one.link.service for one in (*first.standing, *last.standing)]
    assert listed == ["Newtown", *(one.service for one in more)]
    assert ([one.number for one in last.past], first.past, last.due) == ([back], (), ())
    for page in (0, 3):
        with pytest.raises(NotAllowedError):
            pages.links(page=page, by=manager)
    mine = site.client_for(Person.objects.get(pk=manager.person_id))
    address = reverse("service_links")
    assert 'href="?page=2"' in mine.get(address).content.decode()
    shown = mine.get(address, {"page": "2"}).content.decode()
    assert 'href="?page=1"' in shown
    assert "Third followed Oldtown" in shown
    assert mine.get(address, {"page": "x"}).status_code == 404


def test_what_is_typed_on_the_machine_waits_for_somebody_of_the_site(manager: Actor) -> None:
    number = actions.enter_here(FOLLOWS, now=NOW)
    actions.release(number, by=manager, now=NOW)
    assert pages.link(number, by=manager).entry.entered_by == OPERATOR.name


def test_shipped_links_leave_alone_what_was_decided_here(manager: Actor, other: Actor) -> None:
    actions.ship([FOLLOWS, COVERS], "It ships.", by=OPERATOR, now=NOW)
    first = LinkEntry.objects.get(service="Newtown")
    assert pages.link(first.pk, by=manager).entry.stands
    assert not pages.link(first.pk, by=manager).entry.since_one
    number = actions.take_out(first.pk, reason="Wrong.", by=manager, now=NOW)
    actions.release(number, by=other, now=NOW)
    in_the_way = replace(COVERS, service="Third")
    actions.ship([FOLLOWS, COVERS, in_the_way], "It ships.", by=OPERATOR, now=NOW)
    assert printed_facts.links() == (COVERS,)


# What links change.


def told(service: str, value: int, **said: object) -> PrintedFact:
    fields = {"measure": "headline:safeguarding", "programme": "CCI", "published": "2011-05"}
    return PrintedFact(
        **{**fields, "service": service, "source": f"report on {service}", "unit": "%",
           "value": Decimal(value), **said}
    )  # fmt: skip


@pytest.mark.usefixtures("link")
def test_a_comparison_counts_nobody_twice() -> None:
    publications.taken(told("Oldtown", 50), told("Newtown", 60), told("Brook", 70))
    publications.taken(told("Newtown", 65, inspected="June 2013", published="2013-08-01"))

    def group(service: str, day: date) -> tuple[tuple[str, ...], list[str]]:
        found = benchmarks.found(AskedOf(service=service, as_at=day), now=NOW)
        return found.circle.others, [one.reason for one in found.circle.left_out]

    before, after = date(2013, 7, 31), date(2013, 8, 1)
    said = "Newtown followed Oldtown from 1 April 2012."
    assert group("brook", before) == (("Newtown", "Oldtown"), []), "it is of another area"
    assert group("brook", after) == (("Newtown",), [f"Newtown stands for it: {said}"])
    assert group("newtown", after) == (("Brook",), [f"Newtown stands for it: {said}"])
    assert group("oldtown", after) == (("Brook",), [f"it stands for Oldtown: {said}"])
    nobody_left = AskedOf(service="oldtown", as_at=after, among=Among.FAMILY, family=("newtown",))
    with pytest.raises(InputError, match=f"it stands for Oldtown: {said} Choose other services"):
        benchmarks.found(nobody_left, now=NOW)


@pytest.mark.usefixtures("link")
def test_a_re_inspection_looks_again_at_the_inspection_of_the_service_before() -> None:
    publications.taken(
        told("Oldtown", 50, inspected="June 2009"),
        told("Newtown", 60, inspected="June 2013", kind_of_inspection="re-inspection"),
    )
    (found,) = printed_facts.inspections(service="Newtown")
    assert found.looks_at_again is not None
    assert found.looks_at_again.service == "Oldtown"
    assert [one.service for one in printed_facts.inspections()] == ["Newtown", "Oldtown"]


def test_a_snapshot_has_the_mergers_that_links_tell_of_beside_those_recorded(
    manager: Actor, other: Actor
) -> None:
    old, new, third = (site.service(name=name) for name in ("Oldtown", "Newtown", "Third"))
    stands(FOLLOWS, manager, other)
    stands(replace(FOLLOWS, service="Third", other="Newtown"), manager, other)
    assert {(one.predecessor, one.service) for one in snapshot_contents.mergers()} == {
        (old.code, new.code),
        (new.code, third.code),
    }
    Predecessor.objects.create(service=old, predecessor=third, merged_on=site.TODAY)
    assert {(one.predecessor, one.service) for one in snapshot_contents.mergers()} == {
        (third.code, old.code),
        (old.code, new.code),
    }, "the link that leads round is left out"
    Predecessor.objects.all().delete()
    Predecessor.objects.create(service=third, predecessor=old, merged_on=site.TODAY)
    assert {(one.predecessor, one.service) for one in snapshot_contents.mergers()} == {
        (old.code, third.code),
        (new.code, third.code),
    }, "what is recorded goes before a link"


# The pages.

FORM = {"service": "Newtown", "kind": "FOLLOWS", "other": "Oldtown", "since": "1 April 2012",
        "until": "", "source": "paper", "standing": "unverified"}  # fmt: skip


def test_a_link_is_entered_released_corrected_and_taken_out_on_its_pages(
    manager: Actor, other: Actor
) -> None:
    mine, theirs = (
        site.client_for(Person.objects.get(pk=one.person_id)) for one in (manager, other)
    )
    new = reverse("service_link_new")
    wrong = mine.post(new, {**FORM, "since": "soon"})
    assert wrong.status_code == 422
    assert b"Write a day as" in wrong.content
    entered = mine.post(new, FORM).headers["Location"]
    assert "another person releases it" in mine.get(entered).content.decode()
    assert mine.post(entered, {"deed": "withdraw"}).status_code == 302
    assert "withdrawn" in mine.get(entered).content.decode()
    entered = mine.post(new, FORM).headers["Location"]
    assert b"Release it" in theirs.get(entered).content
    assert theirs.post(entered, {"deed": "release", "reason": ""}).status_code == 302
    stale = theirs.post(entered, {"deed": "release", "reason": ""})
    assert "decided or changed meanwhile" in stale.content.decode()
    correct = f"{entered}correct/"
    assert b'value="1 April 2012"' in mine.get(correct).content
    assert mine.post(correct, {**FORM, "since": "May 2012"}).status_code == 422
    again = mine.post(correct, {**FORM, "since": "May 2012", "reason": "Misread."})
    back = theirs.post(again.headers["Location"], {"deed": "send_back", "reason": "Where?"})
    assert back.status_code == 302
    assert "Where?" in mine.get(again.headers["Location"]).content.decode()
    assert mine.post(entered, {"deed": "take_out", "reason": "Wrong."}).status_code == 302
    listed = mine.get(reverse("service_links")).content.decode()
    assert "asked to be taken out" in listed
    assert "Newtown followed Oldtown from 1 April 2012." in listed
    assert "1 to be released" in mine.get(reverse("printed_facts")).content.decode()


def test_a_chief_inspector_enters_nothing(link: int, other: Actor) -> None:
    theirs: Client = site.client_for(Person.objects.get(pk=other.person_id))
    assert theirs.get(reverse("service_link_new")).status_code == 404
    assert theirs.get(reverse("service_link_correct", args=[link])).status_code == 404
    assert theirs.get(reverse("service_link", args=[link])).status_code == 200
