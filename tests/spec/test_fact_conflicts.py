"""What the register uses where sources tell of one thing: each case as a small table."""

from datetime import date
from decimal import Decimal

import pytest

from corecase.core.fact_conflicts import (
    Choice,
    Ground,
    KeptFact,
    choices,
    known_by,
    linked,
    place_of,
)
from corecase.core.fact_inspections import inspections
from corecase.core.printed_facts import PrintedFact


def kept(number: int, value: int | None = None, corrects: int | None = None, **said: object):
    fields = {"service": "Anyborough", "measure": "headline:safeguarding", "source": "A report"}
    told = str(said.pop("source_published", ""))
    fact = PrintedFact(**{**fields, "value": None if value is None else Decimal(value), **said})
    return KeptFact(number=number, fact=fact, corrects=corrects, source_published=told)


def only(*facts: KeptFact) -> Choice:
    (found,) = choices(facts)
    return found


RULES = [
    # standings and figures, then which is used (by its place) and why
    (["verified 62"], 1, Ground.ONLY_ONE),
    (["unverified 62"], 1, Ground.ONLY_ONE),
    (["unverified 62", "verified 62"], 2, Ground.AGREED),
    (["unverified 60", "verified 62"], 2, Ground.BETTER_KNOWN),
    (["unverified 28", "attributed 38"], 2, Ground.BETTER_KNOWN),
    (["attributed 38", "verified 41"], 2, Ground.BETTER_KNOWN),
    (["invented 99", "unverified 60"], 2, Ground.BETTER_KNOWN),
    (["verified 60", "verified 62"], None, Ground.NONE_CHOSEN),
    (["unverified 60", "unverified 62"], None, Ground.NONE_CHOSEN),
    (["verified 60", "verified 62", "unverified 62"], None, Ground.NONE_CHOSEN),
    (["verified 60", "unverified 62", "unverified 62"], 1, Ground.BETTER_KNOWN),
    (["verified MODERATE", "verified 62"], 2, Ground.AGREED),
    (["verified MODERATE", "verified MINIMUM"], None, Ground.NONE_CHOSEN),
]


@pytest.mark.parametrize(("told", "used", "ground"), RULES)
def test_what_is_best_known_is_used_and_equals_that_differ_are_not(
    told: list[str], used: int | None, ground: Ground
) -> None:
    facts = []
    for number, one in enumerate(told, start=1):
        standing, figure = one.split()
        words = {"value": int(figure)} if figure.isdigit() else {"said": figure}
        facts.append(kept(number, standing=standing, **words))
    found = only(*facts)
    assert (found.chosen.number if found.chosen else None, found.ground) == (used, ground)
    assert [one.number for one in found.facts] == list(range(1, len(told) + 1)), "all are kept"
    assert found.differs is (ground in (Ground.BETTER_KNOWN, Ground.NONE_CHOSEN))
    assert ground.words


def test_a_base_or_a_range_that_differs_is_a_conflict_and_silence_is_none() -> None:
    assert only(kept(1, 62, out_of=38), kept(2, 62, out_of=40)).ground is Ground.NONE_CHOSEN
    assert only(kept(1, 62, out_of=38), kept(2, 62)).ground is Ground.AGREED
    assert only(kept(1, 50, most=Decimal(60)), kept(2, 50)).ground is Ground.NONE_CHOSEN
    assert only(kept(1, 62, said="Moderate"), kept(2, 62, said=" MODERATE")).chosen.number == 1


def test_a_correction_takes_the_place_of_what_it_corrects_and_the_past_is_kept() -> None:
    first, second, third = kept(1, 26), kept(2, 61, corrects=1), kept(3, 62, corrects=2)
    found = only(third, first, second)
    assert (found.chosen, found.ground) == (third, Ground.CORRECTED)
    assert [one.number for one in found.corrected] == [2, 1]
    assert not found.differs, "what is past is no conflict"


def test_a_correction_may_say_that_it_was_of_another_headline() -> None:
    wrong = kept(1, 62)
    right = kept(2, 62, corrects=1, measure="headline:risk_of_harm")
    assert only(wrong, right).chosen == right


def test_a_correction_whose_former_fact_is_not_known_by_then_stands_alone() -> None:
    found = only(kept(2, 62, corrects=1))
    assert (found.ground, found.corrected) == (Ground.CORRECTED, ())


INSPECTIONS = [
    # what two facts say of their inspection, and whether they are of one
    ({}, {}, True),
    ({"kind_of_inspection": "first"}, {"kind_of_inspection": "re-inspection"}, False),
    ({"kind_of_inspection": "first"}, {}, True),
    ({"programme": "CCI"}, {"programme": "SQS"}, False),
    ({"inspected": "2011"}, {"inspected": "February 2011"}, True),
    ({"inspected": "June 2009"}, {"inspected": "September 2010"}, False),
    ({"inspected": "22 to 24 July 2013"}, {"inspected": "July 2013"}, True),
    ({"inspected": "some time ago"}, {"inspected": "July 2013"}, True),
    ({"published": "2019"}, {"published": "2024-05-01"}, False),
    ({"published": "2012-05"}, {"published": "2012-08-29"}, True),
    (
        {"published": "2019", "inspected": "2018"},
        {"published": "2024", "inspected": "2018"},
        True,
    ),
]


@pytest.mark.parametrize(("one", "other", "are_one"), INSPECTIONS)
def test_facts_are_told_apart_by_their_inspection(
    one: dict[str, str], other: dict[str, str], are_one: bool
) -> None:
    found = choices([kept(1, 60, **one), kept(2, 62, **other)])
    assert len(found) == (1 if are_one else 2)


def test_a_fact_that_can_be_of_two_inspections_stands_apart() -> None:
    first = kept(1, 38, inspected="June 2009")
    second = kept(2, 75, inspected="September 2010")
    untold = kept(3, 75, programme="CCI")
    too, other = kept(4, 75, programme="CCI"), kept(5, 70, programme="SQS")
    grounds = [(one.facts[0].number, len(one.facts)) for one in choices([untold, first, second])]
    assert grounds == [(1, 1), (2, 1), (3, 1)]
    assert len(choices([first, second, untold, too])) == 3, "with others of its sort"
    assert len(choices([first, second, untold, too, other])) == 4


@pytest.mark.parametrize(
    ("scope", "as_at", "are_one"),
    [
        ("", "", True),
        ("the England average", "January 2010", True),
        ("Wales", "", False),
        ("", "May 2012", False),
    ],
)
def test_comparators_differ_by_scope_and_date(scope: str, as_at: str, are_one: bool) -> None:
    said = {"measure": "average_to_date:safeguarding"}
    one = kept(1, 63, scope="The England  average", as_at="2010-01", **said)
    found = choices([one, kept(2, 67, scope=scope, as_at=as_at, **said)])
    assert len(found) == (1 if are_one else 2)


def test_what_may_be_said_several_times_stands_for_itself() -> None:
    facts = [kept(n, n, measure="finding:area", said="Plans") for n in (1, 2)]
    corrected = kept(3, 4, corrects=2, measure="finding:area", said="Plans")
    found = choices([*facts, corrected])
    assert [one.chosen.number for one in found if one.chosen] == [1, 3]


@pytest.mark.parametrize(
    ("said", "is_known"),
    [
        ({}, False),
        ({"published": "2010-01"}, True),
        ({"published": "2010-02"}, False),
        ({"published": "soon", "as_at": "January 2010"}, True),
        ({"source_published": "2010"}, False),
        ({"source_published": "31 January 2010"}, True),
        ({"published": "2009", "source_published": "2012"}, True),
    ],
)
def test_a_fact_is_known_from_when_it_was_certainly_published(
    said: dict[str, str], is_known: bool
) -> None:
    assert known_by(kept(1, 62, **said), date(2010, 1, 31)) is is_known


def test_re_inspections_are_linked_to_what_they_looked_at_again() -> None:
    facts = [
        kept(
            1, 75, kind_of_inspection="second re-inspection", inspected="May 2012", programme="CCI"
        ),
        kept(2, 36, kind_of_inspection="re-inspection", inspected="February 2011", programme="CCI"),
        kept(3, 30, kind_of_inspection="first", published="2010", programme="CCI"),
        kept(4, 3, kind_of_inspection="re-inspection", programme="SQS"),
        kept(5, 60, service="Otherton"),
        kept(6, 60, service="Otherton", measure="section:1"),
        kept(7, 38, service="Otherton", measure="count:cases"),
    ]
    found = inspections(choices(facts))
    again = {
        (one.service, one.kind, one.programme): one.looks_at_again and one.looks_at_again.kind
        for one in found
    }
    assert again == {
        ("Anyborough", "first", "CCI"): None,
        ("Anyborough", "re-inspection", "CCI"): "first",
        ("Anyborough", "second re-inspection", "CCI"): "re-inspection",
        ("Anyborough", "re-inspection", "SQS"): None,
        ("Otherton", "", ""): None,
    }
    assert [fact.measure for fact in found[-1].facts] == ["headline:safeguarding", "section:1"]
    conflict = choices([kept(1, 60), kept(2, 62)])
    assert inspections(conflict) == (), "what is not used tells of nothing"


def test_a_correction_takes_the_place_of_what_one_that_nobody_sees_corrected() -> None:
    corrects = {2: 1, 3: 2, 4: 3, 12: 11}

    def places(*seen: int) -> dict[int, int | None]:
        return {number: place_of(number, corrects, seen) for number in corrects}

    assert places(1, 2) == {2: 1, 3: 2, 4: 2, 12: 11}
    assert places(1) == {2: 1, 3: 1, 4: 1, 12: 11}
    assert places() == {2: 1, 3: 2, 4: 3, 12: 11}, "nobody saw any"
    assert place_of(1, corrects, {1, 2}) is None, "it corrects nothing"
    facts = [kept(1, 60), kept(4, 62, corrects=3)]
    assert [one.corrects for one in linked(facts, corrects, {1, 4})] == [None, 1]
