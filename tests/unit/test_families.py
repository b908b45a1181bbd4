"""Families: nearest neighbours, named lists, and a service against its own."""

from datetime import date

import numpy as np
import pytest

from corecase.core.errors import InputError
from corecase.core.families import Choice, Family, family_on, one_sided
from corecase.statistics.differences import Estimated
from corecase.statistics.families import Areas, against_family, beside, distances, nearest
from corecase.statistics.shrinkage import shrink

DAY = date(2012, 5, 22)
NAMES = ("A", "B", "C", "D")


def family(
    service: str = "A", members: tuple[str, ...] = ("B", "C", "D"), **parts: object
) -> Family:
    values = {"choice": Choice.NAMED, "chosen_on": DAY, "chosen_by": "Essex County Council"} | parts
    return Family(service=service, members=members, **values)  # type: ignore[arg-type]  # a test's shorthand


def areas(**figures: list[float]) -> Areas:
    return Areas.of(NAMES, figures or {"population": [1, 2, 4, 8]})


def test_a_family_says_who_chose_it_and_when() -> None:
    assert family().words == "B, C, D (named by Essex County Council, 22 May 2012)"
    found = nearest(areas(), "A", on=DAY, chosen_by="the inspectorate", size=2)
    assert found.members == ("B", "C")
    assert found.words == "B, C (nearest by the inspectorate, 22 May 2012)"
    assert found.reason == "nearest by population"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"members": ()}, "needs members"),
        ({"members": ("B", "B")}, "each named once"),
        ({"members": ("A", "B")}, "leave it out of its family"),
        ({"chosen_by": " "}, "Say who chose"),
        ({"valid_until": date(2011, 1, 1)}, "ends before"),
    ],
)
def test_a_family_that_is_none_is_refused(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        family(**wrong)  # type: ignore[arg-type]  # wrong on purpose


def test_the_family_of_a_day_is_the_one_chosen_last() -> None:
    old = family(members=("B",), valid_until=date(2014, 1, 1))
    new = family(members=("C",), chosen_on=date(2013, 1, 1))
    assert family_on([new, old], "A", date(2012, 12, 31)) is old
    assert family_on([new, old], "A", date(2013, 6, 1)) is new
    assert family_on([new, old], "A", date(2020, 6, 1)) is new
    for service, day in (("A", date(2012, 1, 1)), ("B", DAY)):
        with pytest.raises(InputError, match="No family of"):
            family_on([new, old], service, day)


def test_a_family_need_not_be_mutual() -> None:
    lists = [family("A", ("B", "C")), family("B", ("A", "C")), family("C", ("B",))]
    assert one_sided(lists) == (("A", "C"),)


def test_neighbours_depend_on_what_is_weighed() -> None:
    both = {"population": [1.0, 2.0, 4.0, 8.0], "deprivation": [9.0, 1.0, 8.0, 2.0]}
    even = Areas.of(NAMES, both)
    one = Areas.of(NAMES, both, weights={"population": 0.0})
    assert nearest(even, "A", on=DAY, chosen_by="us", size=1).members == ("C",)
    assert nearest(one, "B", on=DAY, chosen_by="us", size=1).members == ("D",)
    assert distances(even).max() == 1
    assert np.diag(distances(even)) == pytest.approx(np.zeros(4))


def test_areas_equally_far_are_taken_by_name() -> None:
    tied = areas(population=[0, 1, -1, 5])
    assert nearest(tied, "A", on=DAY, chosen_by="us", size=1).members == ("B",)


@pytest.mark.parametrize(
    ("services", "figures", "weights", "said"),
    [
        (NAMES, {}, None, "at least one indicator"),
        (NAMES, {"x": [1, 2]}, None, "one figure for each area"),
        (("A", "A", "B", "C"), {"x": [1, 2, 3, 4]}, None, "each once"),
        (("A",), {"x": [1]}, None, "two areas"),
        (NAMES, {"x": [1, 2, 3, float("nan")]}, None, "x is missing"),
        (NAMES, {"x": [1, 1, 1, 1]}, None, "tells none apart"),
        (NAMES, {"x": [1, 2, 3, 4]}, {"x": -1}, "of 0 or more"),
        (NAMES, {"x": [1, 2, 3, 4]}, {"x": 0}, "weight above 0"),
    ],
)
def test_figures_that_tell_nothing_are_refused(
    services: tuple[str, ...],
    figures: dict[str, list[float]],
    weights: dict[str, float] | None,
    said: str,
) -> None:
    with pytest.raises(InputError, match=said):
        Areas.of(services, figures, weights)


def test_figures_and_names_have_to_match() -> None:
    with pytest.raises(InputError, match="one figure for each area and indicator"):
        Areas(services=NAMES, indicators=("x",), values=np.ones((2, 1)), weights=np.ones(1))
    with pytest.raises(InputError, match="one weight"):
        Areas(services=("A", "B"), indicators=("x",), values=np.ones((2, 1)), weights=np.ones(2))


@pytest.mark.parametrize("size", [0, 4])
def test_a_family_has_one_member_at_least_and_not_all_twice(size: int) -> None:
    with pytest.raises(InputError, match="1 to 3 members"):
        nearest(areas(), "A", on=DAY, chosen_by="us", size=size)
    with pytest.raises(InputError, match="no figures about Z"):
        nearest(areas(), "Z", on=DAY, chosen_by="us")


def test_a_service_is_compared_with_the_mean_of_its_family_without_it() -> None:
    shrunk = shrink([0.41, 0.6, 0.63, 0.66], [0.04] * 4)
    found = against_family(shrunk, NAMES, family())
    members = [shrunk.of(n).share for n in (1, 2, 3)]
    assert found.n_members == 3
    assert found.family_share == pytest.approx(sum(members) / 3)
    assert found.service.share == pytest.approx(shrunk.shares[0])
    assert found.difference.share == pytest.approx(shrunk.shares[0] - found.family_share)
    assert found.family_interval.points < found.service.interval().points


def test_two_comparators_are_shown_and_not_averaged() -> None:
    shrunk = shrink([0.41, 0.6, 0.63, 0.66], [0.04] * 4)
    two = family(members=("B", "C"))
    with pytest.raises(InputError, match="A family of 2 has no mean"):
        against_family(shrunk, NAMES, two)
    scores = {
        name: Estimated(share=share, standard_error=0.03, degrees_of_freedom=30)
        for name, share in zip(NAMES, (0.73, 0.6, 0.59, 0.5), strict=True)
    }
    rows = beside(scores, two)
    assert [row.name for row in rows] == ["A", "B", "C"]
    assert rows[0].interval.holds(0.73)


def test_a_service_without_a_score_is_named() -> None:
    shrunk = shrink([0.41, 0.6, 0.63, 0.66], [0.04] * 4)
    with pytest.raises(InputError, match="no score of E"):
        against_family(shrunk, NAMES, family(members=("B", "C", "E")))
    with pytest.raises(InputError, match="one name for each score"):
        against_family(shrunk, NAMES[:3], family())
    with pytest.raises(InputError, match="no score of B"):
        beside({"A": Estimated(share=0.5, standard_error=0.1)}, family(members=("B",)))
