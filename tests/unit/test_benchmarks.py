"""A benchmark's group and its basis."""

from datetime import date
from typing import Any

import pytest

from corecase.core.benchmarks import Among, Question, basis, circle
from corecase.core.errors import InputError
from corecase.core.fact_records import recorded
from corecase.core.printed_facts import PrintedFact
from corecase.core.published_scores import Record
from corecase.core.service_links import Link, LinkKind
from tests.told import fact

DAY = date(2012, 12, 31)


def record(*facts: PrintedFact) -> Record:
    return recorded(facts).record


def question(among: Among = Among.PROGRAMME, **told: Any) -> Question:
    return Question(**({"service": "Anytown", "as_at": DAY, "among": among} | told))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"service": ""}, "Choose the service"),
        ({"among": Among.FAMILY}, "A family needs at least one other"),
        ({"family": ("Brook",)}, "Other services are named for a family only"),
        ({"among": Among.FAMILY, "family": ("Anytown",)}, "A family names other services"),
        ({"among": Among.FAMILY, "family": ("Brook", "Brook")}, "A family names other services"),
        ({"among": Among.FAMILY, "family": tuple(map(str, range(21)))}, "20 services at most"),
        ({"assumed_cases": 0}, "Assume from 1 to 1000 cases"),
        ({"assumed_cases": 1001}, "Assume from 1 to 1000 cases"),
    ],
)
def test_a_question_that_is_none_is_refused(told: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        question(**told)


def test_a_service_stands_for_another_once_it_was_inspected_since() -> None:
    link = Link(service="Dale", kind=LinkKind.FOLLOWS, other="Brook", since="May 2012", source="a")
    early = {"inspected": "2011-10", "published": "2011-12"}
    facts = [fact(), fact("Brook", **early), fact("Dale", **early)]

    def others(*more: PrintedFact, own: str = "Anytown") -> tuple[str, ...]:
        return circle(record(*facts, *more), question(service=own), {}, (link,)).others

    assert others() == ("Brook", "Dale")
    told_again = fact("Dale", source="paper", **(early | {"published": "2012-09"}))
    assert others(told_again) == ("Brook", "Dale"), "a later paper is no later inspection"
    again = fact("Dale", kind_of_inspection="re-inspection")
    assert others(again) == ("Brook", "Dale"), "no figure of the group is of it"
    assert others(again, own="Dale") == ("Anytown",)
    assert others(fact("Dale")) == ("Dale",)
    assert others(fact("Dale"), own="Brook") == ("Anytown",)


def test_the_group_is_a_region_a_nation_a_family_or_the_programme() -> None:
    held = record(
        fact(),
        fact("Brook"),
        fact("Croft", region="North East"),
        fact("Dale", region="Wales"),
        fact("Fell", region=""),
    )
    region = circle(held, question(Among.REGION), {})
    assert (region.others, region.words) == (("Brook",), "the London services")
    assert [(one.service, one.reason) for one in region.left_out] == [
        ("Fell", "no source gives its region")
    ]
    nation = circle(held, question(Among.NATION), {"Fell": "ENGLAND"})
    assert (nation.others, nation.words) == (("Brook", "Croft", "Fell"), "the services in England")
    assert nation.left_out == ()
    whole = circle(held, question(n_services=9), {})
    assert (whole.others, whole.n_services) == (("Brook", "Croft", "Dale", "Fell"), 9)
    family = circle(held, question(Among.FAMILY, family=("Dale", "Nowhere")), {})
    assert (family.others, family.n_services) == (("Dale",), 3)
    assert family.left_out[0].service == "Nowhere"
    assert {score.service for score in family.record.scores} == {"Anytown", "Dale"}
    assert len(family.whole.scores) == 5


def test_a_group_of_which_nothing_is_told_is_refused() -> None:
    held = record(fact(region=""), fact("Brook"))
    with pytest.raises(InputError, match="Nothing is told of Anytown by 1 May 2012"):
        circle(held, question(as_at=date(2012, 5, 1)), {})
    with pytest.raises(InputError, match="No source gives the region of Anytown"):
        circle(held, question(Among.REGION), {})
    with pytest.raises(InputError, match="Nothing is told of Croft or Dale by then"):
        circle(held, question(Among.FAMILY, family=("Croft", "Dale")), {})


def test_the_basis_names_every_score_and_why_it_was_not_used() -> None:
    again = {"kind_of_inspection": "re-inspection", "published": "2012-09"}
    held = record(
        fact(inspected="2010"),
        fact(value=70, inspected="2011"),
        fact("Brook", inspected="2010", published="2011"),
        fact("Brook", 61, inspected="2011"),
        fact("Brook", 80, inspected="2012", **again),
        fact("Croft", 50),
        fact("Croft", 52, source="another paper"),
        fact("Dale", None, said="MINIMUM"),
    )
    found = basis(circle(held, question(), {}), "Anytown", "safeguarding")
    assert [(one.score.service, one.score.printed, one.used_as, one.reason) for one in found] == [
        ("Anytown", "60%", "the service, before", ""),
        ("Anytown", "70%", "the service", ""),
        ("Brook", "60%", "", "a later inspection stands for the service"),
        ("Brook", "61%", "the group", ""),
        ("Brook", "80%", "", "re-inspections stay out of every figure to date"),
        ("Croft", "50%", "", "sources differ, and none is chosen over the other"),
        ("Croft", "52%", "", "sources differ, and none is chosen over the other"),
        ("Dale", "MINIMUM", "", "no percentage is printed, only a band"),
    ]
