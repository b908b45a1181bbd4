"""Links of services: what may be entered, what stands for what, and what comes of it."""

from datetime import date

import pytest

from corecase.core.errors import InputError
from corecase.core.national_data import Merger
from corecase.core.service_links import (
    Link,
    LinkKind,
    LinkState,
    check_fits,
    counted_twice,
    heir_links,
    mergers,
    stands_for,
)


def follows(service: str, other: str, since: str = "", **said: str) -> Link:
    return Link(
        service=service, kind=LinkKind.FOLLOWS, other=other, since=since, source="paper", **said
    )


def covers(service: str, other: str, since: str = "", until: str = "") -> Link:
    return Link(
        service=service,
        kind=LinkKind.COVERS,
        other=other,
        since=since,
        until=until,
        source="paper",
    )


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"other": " "}, "two services and the source"),
        ({"source": ""}, "two services and the source"),
        ({"other": "new  TOWN"}, "between two services"),
        ({"standing": "sure"}, "A standing is one of"),
        ({"since": "soon"}, "Write a day as"),
        ({"kind": LinkKind.COVERS, "until": "later"}, "Write a day as"),
        ({"until": "2014"}, "leave the last day empty"),
        ({"kind": LinkKind.COVERS, "since": "2014", "until": "2013"}, "ends before it begins"),
    ],
)
def test_what_no_link_may_be(said: dict[str, str], sentence: str) -> None:
    good = {"service": "New Town", "kind": LinkKind.FOLLOWS, "other": "Old Town", "source": "p"}
    with pytest.raises(InputError, match=sentence):
        Link(**{**good, **said})


def test_a_link_is_said_in_a_sentence() -> None:
    assert follows("New", "Old").words == "New followed Old."
    assert covers("Both", "One", "2012-04", "31 March 2014").words == (
        "Both is run for One from April 2012 until 31 March 2014."
    )
    assert [one.words for one in LinkState] == [
        "waits for a second person",
        "released",
        "sent back",
        "withdrawn",
    ]


@pytest.mark.parametrize(
    ("link", "day", "holds"),
    [
        (follows("B", "A"), date(2000, 1, 1), True),
        (follows("B", "A", "April 2012"), date(2012, 4, 29), False),
        (follows("B", "A", "April 2012"), date(2012, 4, 30), True),
        (covers("B", "A", "2010", "1 May 2012"), date(2012, 4, 30), True),
        (covers("B", "A", "2010", "1 May 2012"), date(2012, 5, 1), False),
    ],
)
def test_a_link_holds_from_when_it_certainly_did(link: Link, day: date, holds: bool) -> None:
    assert link.holds_on(day) is holds


NOW = date(2015, 1, 1)
REPORTED = dict.fromkeys(("a", "b", "c", "joint", "place", "elsewhere"), NOW)
"""When each was reported on: all of them since the last link."""
STANDING = (
    follows("B", "A", "2012"),
    follows("C", "B", "2014"),
    covers("Joint", "Place", "2010", "2013"),
    covers("Joint", "Elsewhere"),
)


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        (follows("b", "a", "2015"), "This stands already"),
        (follows("A", "C"), "each have followed the other"),
        (covers("Place", "Joint"), "each be run for the other"),
        (covers("Another", "Place", "2012"), "In that time another stands: Joint"),
        (covers("Another", "elsewhere", "2020"), "Give that one its last day first"),
        (covers("Joint", "Place", "2013"), "This stands already"),
    ],
)
def test_what_stands_in_the_way_of_a_link_is_said(link: Link, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        check_fits(link, STANDING)


@pytest.mark.parametrize(
    "link",
    [
        covers("Another", "Place", "2014"),
        covers("Another", "Place", "2013"),  # in which the other ended
        covers("Another", "Place", "", "2010"),  # and in which it began
        covers("Joint", "Place", "2015"),
        follows("Place", "Joint", "2014"),  # the joint service was dissolved
        follows("D", "A", "2012"),  # a service was split between two
        covers("Over all", "Joint"),
    ],
)
def test_what_may_stand_beside(link: Link) -> None:
    check_fits(link, STANDING)


def test_a_service_that_was_split_has_no_heir() -> None:
    found = heir_links((*STANDING, follows("D", "B"), follows("E", "B")))
    assert {name: one.service for name, one in found.items()} == {"a": "B"}


def test_links_whose_day_is_told_are_mergers_of_the_services_that_are_known() -> None:
    codes = {"a": "a-1", "b": "b-1", "c": "c-1"}
    links = (
        follows("B", "A", "1 April 2012"),
        follows("B", "C", "April 2012"),
        follows("B", "Unknown", "2012-04-01"),
        follows("Unknown", "B", "2012-04-01"),
        covers("B", "A", "1 April 2012"),
    )
    assert mergers(links, codes) == (
        Merger(service="b-1", predecessor="a-1", merged_on=date(2012, 4, 1)),
    )
    for other in (follows("C", "A", "2014"), follows("Unknown", "a", "1 May 2014")):
        assert mergers((*links, other), codes) == (), "it was split"


def test_who_stands_for_whom_at_any_remove() -> None:
    found = stands_for(STANDING, date(2013, 1, 1), REPORTED)
    assert found == {
        "a": {"b": "B followed A from 2012."},
        "elsewhere": {"joint": "Joint is run for Elsewhere."},
    }
    later = stands_for(STANDING, NOW, REPORTED)["a"]
    assert later == {"b": "B followed A from 2012.", "c": "B followed A from 2012."}


@pytest.mark.parametrize(
    ("reported_on", "heirs"),
    [
        ({"b": date(2012, 12, 31), "c": date(2014, 12, 31)}, {"b", "c"}),
        ({"b": date(2012, 12, 30), "c": date(2014, 12, 31)}, {"c"}),
        ({"b": date(2012, 12, 31), "c": date(2014, 12, 30)}, {"b"}),
        ({}, set()),
    ],
)
def test_nobody_stands_for_another_by_a_report_from_before(
    reported_on: dict[str, date], heirs: set[str]
) -> None:
    assert set(stands_for(STANDING, NOW, reported_on)["a"]) == heirs


def test_links_that_lead_round_end() -> None:
    round_about = (follows("B", "A"), covers("A", "B"))
    assert stands_for(round_about, NOW, REPORTED) == {
        "a": {"b": "B followed A."},
        "b": {"a": "A is run for B."},
    }


def test_of_two_of_which_one_stands_for_the_other_one_is_counted() -> None:
    stand = stands_for(STANDING, NOW, REPORTED)
    assert counted_twice("D", ("A", "B", "C"), stand) == {
        "A": "B stands for it: B followed A from 2012.",
        "B": "C stands for it: C followed B from 2014.",
    }
    assert counted_twice("B", ("A", "C"), stand) == {
        "A": "B stands for it: B followed A from 2012.",
        "C": "it stands for B: C followed B from 2014.",
    }
    each = stands_for((follows("B", "A"), covers("A", "B")), NOW, REPORTED)
    assert counted_twice("D", ("A", "B"), each) == {}, "each stands for the other"


def test_a_place_stays_beside_another_that_is_run_by_the_same_service() -> None:
    joint = (covers("Joint", "One"), covers("Joint", "Two"))
    stand = stands_for(joint, date(2015, 1, 1), {"joint": date(2014, 6, 1)})
    assert counted_twice("One", ("Joint", "Two"), stand) == {
        "Joint": "it stands for One: Joint is run for One."
    }
    assert list(counted_twice("D", ("Joint", "One", "Two"), stand)) == ["One", "Two"]
