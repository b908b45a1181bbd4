"""What of two frameworks may be held against each other, and what a crosswalk refuses."""

from pathlib import Path

import pytest

from corecase.core.crosswalks import (
    Crosswalk,
    Edition,
    Pair,
    check,
    edition_of,
    held,
    left_out,
    matched,
    translated,
)
from corecase.core.errors import InputError, ManyProblems
from corecase.core.scoring import score
from corecase.exchange import crosswalks
from tests.builders import framework, item, judged, judgement

ITEMS = tuple(item(name, headlines=("safety",)) for name in "ABC")
NEW = framework(id="newer", edition="second", items=ITEMS, recommendations=())
OLD = framework(
    id="older", items=(*ITEMS[:2], item("Z", "1.2", headlines=("safety",))), recommendations=()
)


def crosswalk(*pairs: Pair) -> Crosswalk:
    return Crosswalk(title="Invented", before=edition_of(OLD), after=edition_of(NEW), pairs=pairs)


def pair(before: str, after: str, standing: str = "our own") -> Pair:
    return Pair(before=before, after=after, standing=standing)


def test_one_edition_is_compared_score_by_score_without_a_crosswalk() -> None:
    rows = {row.id: row for row in held(NEW, NEW, None)}
    assert [row.level for row in rows.values()] == [
        "headline",
        *2 * ["section"],
        *3 * ["criterion"],
    ]
    assert (rows["safety"].whole, rows["safety"].basis, rows["safety"].n_items) == ("safety", "", 3)
    # Nothing stands behind a criterion without a scored question.
    assert not rows["T-2.1"].is_compared


def test_two_frameworks_need_a_crosswalk() -> None:
    with pytest.raises(InputError, match="ask different questions; give a crosswalk"):
        held(OLD, NEW, None)


def test_a_pair_of_scores_holds_them_as_printed_and_pairs_of_items_hold_those_alone() -> None:
    walk = crosswalk(pair("T-A", "T-A"), pair("T-B", "T-C", "invented"), pair("T-1.1", "T-1.1"))
    rows = {row.id: row for row in held(OLD, NEW, walk)}
    assert rows["T-1.1"].whole == "T-1.1"
    assert rows["T-1.1"].basis == "held alike by the crosswalk (our own)"
    assert [one.after for one in rows["safety"].items] == ["T-A", "T-C"]
    assert rows["safety"].basis == "2 of its 3 questions have a counterpart (invented)"
    assert rows["T-1.2"].basis == "the crosswalk names nothing to compare it with"
    one = held(OLD, NEW, crosswalk(pair("T-A", "T-A")))[0]
    assert one.basis == "1 of its 3 questions has a counterpart (our own)"
    assert left_out(OLD, NEW, walk) == (
        "Scores that have nothing to be compared with: Outcomes, 1.2 Criterion 1.2, "
        "2.1 Criterion 2.1.",
        "Questions of newer, edition second without a counterpart: T-B.",
        "Questions of older, edition test without a counterpart: T-Z.",
    )


def test_only_questions_with_a_counterpart_are_pooled_under_their_later_names() -> None:
    walk = crosswalk(pair("T-A", "T-A"), pair("T-B", "T-C"))
    before = judged({"T-A": "SI", "T-B": "SS", "T-Z": "II"})
    moved = translated(before, walk)
    assert {one.item_id for one in moved} == {"T-A", "T-C"}
    assert moved.case_ids == before.case_ids
    figure = score(matched(NEW, walk), moved).of("safety").figure
    assert str(figure) == "3 of 4"
    assert str(score(matched(NEW, walk), judged({"T-B": "II"})).of("safety").figure) == "0 of 0"


def test_everything_that_does_not_fit_the_frameworks_is_listed_at_once() -> None:
    walk = Crosswalk(
        title="Invented",
        before=Edition(framework="older", edition="lost"),
        after=edition_of(NEW),
        pairs=(pair("T-A", "T-1.1"), pair("T-X", "T-Y")),
    )
    with pytest.raises(ManyProblems) as refused:
        check(walk, OLD, NEW)
    assert [str(one) for one in refused.value.problems] == [
        "before: 'older, edition lost' is not what was inspected, which is older, edition test",
        "pair 1: 'T-A' is of the kind item and T-1.1 of the kind criterion; pair like with like",
        "pair 2: 'T-X' is no item, criterion, section or headline of older",
        "pair 2: 'T-Y' is no item, criterion, section or headline of newer",
    ]


def test_a_crosswalk_names_each_thing_once_and_something_at_all() -> None:
    with pytest.raises(InputError, match="at least one pair"):
        crosswalk()
    with pytest.raises(InputError, match="T-A stands in two pairs"):
        crosswalk(pair("T-A", "T-B"), pair("T-A", "T-C"))
    with pytest.raises(InputError, match="T-C stands in two pairs"):
        crosswalk(pair("T-A", "T-C"), pair("T-B", "T-C"))
    with pytest.raises(InputError, match="one thing of each framework"):
        pair("", "T-A")
    with pytest.raises(InputError, match="A standing is one of verified"):
        pair("T-A", "T-A", "sure")


def test_a_translated_case_keeps_its_place_without_an_answer() -> None:
    walk = crosswalk(pair("T-A", "T-A"))
    only = judged({"T-B": "S"})
    assert translated(only, walk).by_case == {"X-1": {}}
    assert judgement("X-1", "T-A", "S").answer.is_scored


FILE = """\
title: Invented
before: {framework: older, edition: test}
after: {framework: newer, edition: second}
pairs:
- {before: T-A, after: T-A, standing: our own, note: In the same words.}
- {before: T-B, after: T-C}
"""


def test_a_file_gives_its_pairs_with_their_standing(tmp_path: Path) -> None:
    path = tmp_path / "walk.yaml"
    path.write_text(FILE, encoding="utf-8")
    found = crosswalks.read(path)
    assert found == crosswalks.from_content(FILE.encode(), "walk.yaml")
    assert [one.standing for one in found.pairs] == ["our own", "unverified"]
    check(found, OLD, NEW)


def test_a_file_with_faults_says_all_of_them_and_a_double_pair_names_the_file() -> None:
    with pytest.raises(ManyProblems) as refused:
        crosswalks.from_content(b"title: x\nbefore: {framework: a}\npairs: []\n", "walk.yaml")
    assert len(refused.value.problems) == 2
    twice = FILE.replace("T-B", "T-A").encode()
    with pytest.raises(InputError, match=r"walk\.yaml: T-A stands in two pairs"):
        crosswalks.from_content(twice, "walk.yaml")
