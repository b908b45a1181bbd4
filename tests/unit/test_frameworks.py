"""Frameworks: what one holds, and every fault that it refuses, all at once."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from corecase.core.criteria import Band, Criterion, Headline, Recommendation
from corecase.core.errors import ManyProblems
from corecase.core.figures import NOTHING, Figure
from corecase.core.rules import Gate
from tests.builders import BANDS, CUSTODY, ITEMS, cases, framework, item, judged

TINY = framework()


def faults(**changes: Any) -> list[str]:
    with pytest.raises(ManyProblems) as caught:
        framework(**changes)
    assert caught.value.source == "Framework tiny"
    return [str(problem) for problem in caught.value.problems]


def criterion(name: str, section: str = "T-1") -> Criterion:
    return Criterion(id=name, number="9", title="Another", section=section)


def recommendation(*items: str) -> Recommendation:
    return Recommendation(id="more", text="Do more.", owners=("Head",), items=items)


def test_parts_are_found_by_id_and_in_order() -> None:
    assert TINY.item("T-B").label == "B"
    assert TINY.criterion("T-1.2").section == "T-1"
    assert [c.id for c in TINY.criteria_of("T-1")] == ["T-1.1", "T-1.2"]
    assert [i.id for i in TINY.items_of("T-1.1")] == ["T-A", "T-B"]
    assert [i.id for i in TINY.items_reported_in("T-1.1")] == ["T-A", "T-B", "T-D"]
    for missing in (TINY.item, TINY.criterion):
        with pytest.raises(KeyError):
            missing("T-9")


@pytest.mark.parametrize(
    ("count", "out_of", "exact", "printed"),
    [
        (0, 10, "LOW", "LOW"),
        (89, 200, "LOW", "MIDDLE"),
        (9, 20, "MIDDLE", "MIDDLE"),
        (149, 200, "MIDDLE", "HIGH"),
        (3, 4, "HIGH", "HIGH"),
        (1, 1, "HIGH", "HIGH"),
    ],
)
def test_a_band_is_taken_from_the_exact_or_the_printed_score(
    count: int, out_of: int, exact: str, printed: str
) -> None:
    figure = Figure(count=count, out_of=out_of)
    found = (TINY.band_for(figure), framework(band_on="printed").band_for(figure))
    assert [band.id for band in found if band] == [exact, printed]


def test_a_base_of_0_or_a_framework_without_bands_has_no_band() -> None:
    assert TINY.band_for(NOTHING) is None
    assert framework(bands=()).band_for(Figure(count=1, out_of=2)) is None
    assert TINY.band_at(Fraction(0)).id == "LOW"


def test_items_come_after_the_item_their_gate_asks_about() -> None:
    first = item("X", gate=Gate(item="T-B", when="applicable"))
    order = [i.id for i in framework(items=(first, *ITEMS)).gate_order()]
    assert order.index("T-A") < order.index("T-B") < order.index("T-X")
    assert sorted(order) == ["T-A", "T-B", "T-C", "T-D", "T-L", "T-X"]


@pytest.mark.parametrize(
    ("sentence", "answer_to_a", "asked"),
    [
        ("custody", "S", ["T-A", "T-B", "T-C", "T-D", "T-L"]),
        ("custody", "I", ["T-A", "T-C", "T-D", "T-L"]),
        ("community", ".", ["T-A", "T-D", "T-L"]),
        ("", "N", ["T-A", "T-C", "T-D", "T-L"]),
    ],
)
def test_an_item_is_asked_by_its_rule_and_its_gate(
    sentence: str, answer_to_a: str, asked: list[str]
) -> None:
    (case,) = cases(sentence)
    answers = judged({"T-A": answer_to_a}).by_case.get("X-1", {})
    assert [i.id for i in TINY.items if TINY.asked(i, case.attributes, answers)] == asked


def test_a_rule_comes_before_the_gate() -> None:
    inside = item("G", applies=CUSTODY, gate=Gate(item="T-A", when="sufficient"))
    answers = judged({"T-A": "S"}).by_case["X-1"]
    both = framework(items=(*ITEMS, inside))
    assert not both.asked(inside, {"sentence": "community"}, answers)
    assert both.asked(inside, {"sentence": "custody"}, answers)


def test_an_overlay_leaves_out_and_adds_and_says_so() -> None:
    overlaid = TINY.overlaid(note="Invented.", leaves_out=["T-B", "T-C"], adds=[item("Z")])
    assert [i.id for i in overlaid.items] == ["T-A", "T-D", "T-L", "T-Z"]
    assert overlaid.notes == ("Invented.",)
    assert overlaid.recommendations[0].items == ("T-A",)
    bare = TINY.overlaid(note="", leaves_out=["T-A", "T-B"])
    assert [r.id for r in bare.recommendations] == ["room"]
    assert len(TINY.items) == len(ITEMS)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"items": (*ITEMS, item("A"))}, "items: 'T-A' is used twice; ids are unique"),
        (
            {"headlines": (*TINY.headlines, Headline(id="T-2", title="Clash"))},
            "ids: 'T-2' names two of a section, a criterion, an item and a headline; change one",
        ),
        (
            {"criteria": (*TINY.criteria, criterion("T-9", "T-8"))},
            "criteria.T-9.section: 'T-8' is not a section of this framework",
        ),
        (
            {"items": (*ITEMS, item("X", "9"))},
            "items.T-X.criterion: 'T-9' is not a criterion of this framework",
        ),
        (
            {"items": (*ITEMS, item("X", also_reported_in=("T-9",)))},
            "items.T-X.also_reported_in: 'T-9' is not a criterion of this framework",
        ),
        (
            {"items": (*ITEMS, item("X", headlines=("speed",)))},
            "items.T-X.headlines: 'speed' is not a headline of this framework",
        ),
        (
            {"items": (*ITEMS, item("X", gate=Gate(item="T-Y", when="applicable")))},
            "items.T-X.gate: 'T-Y' is not an item of this framework",
        ),
        (
            {"recommendations": (recommendation("T-A", "T-Y"),)},
            "recommendations.more.items: 'T-Y' is not an item of this framework",
        ),
        (
            {"bands": (*BANDS, Band(id="ALSO", label="Also", from_percent=45))},
            "bands: '45' starts two bands, which would overlap",
        ),
        ({"bands": BANDS[1:]}, "bands: '45' is the lowest start; it has to be 0"),
        (
            {"bands": (*BANDS, Band(id="TOP", label="Top", from_percent=101))},
            "bands: '101' is above 100",
        ),
        (
            {"items": (*ITEMS, replace(item("X"), id="S-X"))},
            "ids: 'S-X' has to start with 'T-', the prefix of its programme",
        ),
        (
            {"items": (*ITEMS, item("X", levels=("low",)))},
            "items.T-X.levels: compares levels and needs two of them or more",
        ),
        (
            {"items": (*ITEMS, item("X", scored=False, headlines=("safety",)))},
            "items.T-X.headlines: tags a headline, but the item is not scored",
        ),
        (
            {"items": (*ITEMS, item("X", also_reported_in=("T-1.1",)))},
            "items.T-X.also_reported_in: 'T-1.1' is already the criterion that pools the item",
        ),
        (
            {"items": (*ITEMS, item("X", strength_from=0))},
            "items.T-X.strength_from: '0' has to be a percentage from 1 to 100",
        ),
        (
            {"items": (*ITEMS, item("X", finding="in {shares}"))},
            "items.T-X.finding: '{shares}' is not filled by any figure; use {share}, {missed}, "
            "{shortfall} or {one|other}",
        ),
        (
            {
                "items": (
                    *ITEMS,
                    item("X", finding_area="in {under} and {a|b|c}", levels=("a", "b")),
                )
            },
            "items.T-X.finding_area: '{a|b|c}' is not filled by any figure; use {share}, {missed}, "
            "{shortfall}, {under}, {over}, {service:a}, {service:b}, {assessor:a}, {assessor:b} "
            "or {one|other}",
        ),
        (
            {"items": (*ITEMS, item("X", finding="in {share"))},
            "items.T-X.finding: 'in {share' has a brace without its pair",
        ),
        (
            {"items": (), "recommendations": ()},
            "items: are missing; a framework asks at least one",
        ),
        (
            {"strength_from": 0},
            "strength_from: '0' has to be a percentage from 1 to 100",
        ),
        (
            {"strength_from": 101},
            "strength_from: '101' has to be a percentage from 1 to 100",
        ),
    ],
)
def test_a_fault_is_refused_where_it_is(changes: dict[str, Any], expected: str) -> None:
    assert faults(**changes) == [expected]


def test_a_circle_of_gates_is_refused() -> None:
    def after(name: str, other: str) -> Any:
        return item(name, gate=Gate(item=f"T-{other}", when="applicable"))

    (found,) = faults(items=(*ITEMS, after("X", "Y"), after("Y", "X")))
    assert found.startswith("gates: 'T-")
    assert found.endswith("is a circle: no item of it could ever be asked first")
    (alone,) = faults(items=(*ITEMS, after("X", "X")))
    assert "T-X -> T-X" in alone


def test_every_fault_is_reported_at_once() -> None:
    found = faults(
        items=(*ITEMS, item("A", "9", headlines=("speed",), levels=("low",))),
        bands=BANDS[1:],
        strength_from=0,
        recommendations=(recommendation("T-Y"),),
    )
    assert len(found) == 7
    assert len(set(found)) == 7


def test_a_clause_that_says_no_figure_is_refused() -> None:
    (fault,) = faults(items=(item("X", finding="a plan was made"),), recommendations=())
    assert "says no figure, and would be printed whatever was judged" in fault
