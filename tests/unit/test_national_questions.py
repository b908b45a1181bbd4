"""National questions, what they pick, and what snapshots may hold."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from corecase.core.errors import InputError
from corecase.core.national_data import (
    Merger,
    National,
    PublishedVersion,
    Service,
    age_group,
    check_mergers,
    heirs,
    kept_attributes,
    pickable,
    pooled_items,
    whole_mergers,
)
from corecase.core.national_questions import (
    Counting,
    Grouping,
    Mergers,
    NationalQuestion,
    Reinspections,
    check_known,
)
from tests import builders, national_worlds

DAY = date(2012, 5, 31)
TINY = national_worlds.frameworks()[0]


def asked(*scores: str, **parts: Any) -> NationalQuestion:
    return NationalQuestion(
        **{"programme": "alpha", "scores": scores or ("headlines",), "as_at": DAY} | parts
    )


def picked(*scores: str) -> list[str]:
    return [one.id for one in pickable(TINY) if asked(*scores).picks(one)]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"programme": ""}, "needs a programme and a score"),
        ({"scores": ()}, "needs a programme and a score"),
        ({"by": (Grouping.YEAR, Grouping.YEAR)}, "names each group once"),
        ({"published_from": DAY, "published_until": date(2012, 5, 30)}, "ends before it begins"),
        ({"by": (Grouping.SEX,), "counts_cases": False}, "count the cases, too"),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(parts: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        asked(**parts)


def test_a_question_picks_levels_scores_items_and_what_a_criterion_shows() -> None:
    assert picked("headlines") == ["safety", "harm", "nothing"]
    assert picked("sections", "T-1.2") == ["T-1.2", "T-1", "T-2"]
    assert picked("T-L") == ["T-L"]
    assert picked("items:T-1.1") == ["T-A", "T-B", "T-D", "T-E"]
    assert picked("items") == [item.id for item in TINY.items]
    assert picked("elsewhere") == []


def test_a_name_that_picks_nothing_is_refused_with_those_there_are() -> None:
    check_known(asked("headlines", "T-2.1"), pickable(TINY))
    with pytest.raises(InputError, match=r"no score 'safty' here; use criteria, .*, safety, harm"):
        check_known(asked("headlines", "safty"), pickable(TINY))


def test_an_item_is_pooled_once_wherever_it_is_shown() -> None:
    named = {one.id: pooled_items(TINY, one) for one in pickable(TINY)}
    assert named["T-1.1"] == ("T-A", "T-B")
    assert named["T-2.1"] == ("T-D",)
    assert named["T-1"] == ("T-A", "T-B", "T-C", "T-E")
    assert named["safety"] == ("T-A", "T-B", "T-E")
    assert named["harm"] == ("T-E",)
    assert named["nothing"] == ()
    # Not scored: it stands in no score, and can be asked for by itself.
    assert named["T-L"] == ("T-L",)


def test_the_words_say_all_that_counts() -> None:
    plain = asked().words
    assert plain == (
        "Programme alpha, the latest inspection of each service, as it stood on 31 May 2012. "
        "Re-inspections are left out. A service that was taken over counts to the one that took "
        "it over."
    )
    other = asked(
        counting=Counting.EACH,
        reinspections=Reinspections.ALONE,
        mergers=Mergers.AS_INSPECTED,
        region="North",
        nation="WALES",
        services=("one", "two"),
        published_from=date(2010, 1, 1),
        published_until=date(2010, 12, 31),
    ).words
    assert other.startswith(
        "Programme alpha, every inspection of each service in North; Wales; one, two published "
        "from 1 January 2010 until 31 December 2010, as it stood"
    )
    assert other.endswith("Only re-inspections count. An inspection counts to the service as it "
                          "was inspected.")  # fmt: skip
    assert " published until 31 May 2012," in asked(published_until=DAY).words
    assert "Re-inspections count." in asked(reinspections=Reinspections.COUNTED).words


@pytest.mark.parametrize(
    ("grouping", "words"),
    [(Grouping.YEAR, "year of publication"), (Grouping.AGE_GROUP, "age group")],
)
def test_groups_have_words(grouping: Grouping, words: str) -> None:
    assert grouping.words == words


def merger(service: str, predecessor: str, year: int) -> Merger:
    return Merger(service=service, predecessor=predecessor, merged_on=date(year, 4, 1))


CHAIN = (merger("b", "a", 2011), merger("c", "b", 2010), merger("x", "s", 2010))
SPLIT = (*CHAIN, merger("y", "s", 2010))


def test_a_service_has_the_heirs_that_took_it_over_in_turn() -> None:
    taken = whole_mergers(SPLIT)
    assert heirs("a", taken) == (
        ("a", None, 0),
        ("b", date(2011, 4, 1), 1),
        # The days are out of order: it is so from when all of it had happened.
        ("c", date(2011, 4, 1), 2),
    )
    # Split between two: no single heir.
    assert heirs("s", taken) == (("s", None, 0),)
    assert heirs("s", whole_mergers(CHAIN))[-1][0] == "x"


def test_a_service_cannot_take_itself_over() -> None:
    check_mergers(SPLIT)
    with pytest.raises(InputError, match="taken over by itself"):
        check_mergers((*CHAIN, merger("a", "c", 2012)))


@pytest.mark.parametrize(
    ("written", "group"),
    [
        *(("8", "UNDER_15"), ("14", "UNDER_15"), ("15", "15_TO_17"), ("17", "15_TO_17")),
        *(("18", "18_AND_OVER"), ("25", "18_AND_OVER")),
        *(("7", None), ("26", None), ("", None), ("fifteen", None), ("-15", None)),
    ],
)
def test_an_age_falls_in_one_group_or_none(written: str, group: str | None) -> None:
    assert age_group(written) == group


def test_of_a_case_only_codes_of_closed_lists_are_kept() -> None:
    told = {
        "sentence": "custody",
        "sex": "F",
        "age_at_start": "16",
        "ethnicity_group": "WHITE",
        "case_manager": "AB",
        "rosh_level": "HIGH",
        "looked_after": "YES",
        "team": "North",
        "free": "words",
    }
    kept = {"sentence": "CUSTODY", "sex": "FEMALE", "age_group": "15_TO_17"}
    assert kept_attributes(told) == kept
    assert kept_attributes({"sentence": "somewhere else", "sex": ""}) == {}


def test_parts_of_a_snapshot_that_do_not_fit_are_refused() -> None:
    version = PublishedVersion(
        key=0,
        inspection="one",
        service="a",
        programme="alpha",
        framework=0,
        number=1,
        published_on=DAY,
        known_from=DAY,
    )
    good = National(
        services={"a": Service(code="a", name="A", region="", nation="ENGLAND")},
        mergers=(),
        versions=(version,),
        frameworks={0: TINY},
        judgements={0: builders.judged({"T-A": "S"})},
        attributes={},
    )
    with pytest.raises(InputError, match="not listed"):
        replace(good, services={})
    parts: tuple[dict[str, Any], ...] = (
        {"judgements": {}},
        {"judgements": {0: builders.judged({"T-A": ""})}},
        {"frameworks": {}},
    )
    for part in parts:
        with pytest.raises(InputError, match="no case or no framework"):
            replace(good, **part)


def test_a_version_stands_from_its_day_until_the_day_of_the_next() -> None:
    version = PublishedVersion(
        key=0,
        inspection="one",
        service="a",
        programme="alpha",
        framework=0,
        number=1,
        published_on=DAY,
        known_from=DAY,
        known_until=date(2012, 6, 30),
    )
    assert [version.stood(date(2012, 5, d)) for d in (30, 31)] == [False, True]
    assert [version.stood(date(2012, 6, d)) for d in (29, 30)] == [True, False]
    assert replace(version, known_until=None).stood(date(2026, 1, 1))
    assert not replace(version, known_until=DAY).stood(DAY)
