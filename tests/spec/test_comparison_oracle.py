"""Two areas, many services, families and case mix: as worked out apart from this code."""

from datetime import date
from math import sqrt

import numpy as np
import pytest

from corecase.core.comparisons import Scope
from corecase.core.figures import Figure
from corecase.core.printed_ranges import PrintedRange, as_at, conflicts
from corecase.statistics.casemix import standardise
from corecase.statistics.differences import Estimated, compared, difference, of_counts, welch
from corecase.statistics.families import Areas, distances
from tests import hartlepool

AREAS = {
    row["quantity"]: float(row["value"])
    for row in hartlepool.rows("two_area_difference_expected.csv")
}
JUDGEMENTS = hartlepool.rows("ratio_sample38_long.csv")
CASES = sorted({row["case_id"] for row in JUDGEMENTS})
NEWCOMBE = hartlepool.rows("newcombe_difference_method10.csv")
PRINTED = hartlepool.rows("published_cci_scores.csv")


def totals(cases: list[str]) -> tuple[list[int], list[int]]:
    """Sufficient and applicable judgements of each case."""
    answers = {case: [r["judgement"] for r in JUDGEMENTS if r["case_id"] == case] for case in cases}
    good = [found.count("S") for found in answers.values()]
    return good, [found.count("S") + found.count("I") for found in answers.values()]


def area(name: str, n_cases: int) -> Estimated:
    return Estimated(
        share=AREAS[f"p_{name}"],
        standard_error=AREAS[f"se_{name}"],
        degrees_of_freedom=n_cases - 1,
    )


@pytest.mark.parametrize(("name", "cases"), [("A", CASES[:20]), ("B", CASES[20:])])
def test_an_area_has_the_share_error_and_limits_of_its_cases(name: str, cases: list[str]) -> None:
    good, asked = totals(cases)
    found = standardise(good, asked, asked, national_share=1.0, n_population=75)
    assert found.ratio == pytest.approx(AREAS[f"p_{name}"], abs=1e-8)
    assert found.ratio_standard_error == pytest.approx(AREAS[f"se_{name}"], abs=1e-8)
    limits = area(name, len(cases)).interval()
    assert limits.low == pytest.approx(AREAS[f"lo_{name}"], abs=1e-8)
    assert limits.high == pytest.approx(AREAS[f"hi_{name}"], abs=1e-8)


def test_two_areas_differ_as_the_two_ways_say() -> None:
    first, second = area("A", 20), area("B", 18)
    found, p = compared(first, second)
    assert found.share == pytest.approx(AREAS["diff"], abs=1e-8)
    assert found.interval.low == pytest.approx(AREAS["mover_lo"], abs=1e-8)
    assert found.interval.high == pytest.approx(AREAS["mover_hi"], abs=1e-8)
    assert 0.01 < p < 0.05
    check = welch(first, second)
    assert check.standard_error == pytest.approx(AREAS["se_diff"], abs=1e-8)
    assert check.degrees_of_freedom == pytest.approx(AREAS["satterthwaite_df"], abs=1e-6)
    assert check.difference.interval.low == pytest.approx(AREAS["welch_lo"], abs=1e-8)
    assert check.difference.interval.high == pytest.approx(AREAS["welch_hi"], abs=1e-8)


@pytest.mark.parametrize("row", NEWCOMBE, ids=lambda r: f"{r['x1']}/{r['n1']}-{r['x2']}/{r['n2']}")
def test_plain_counts_differ_as_newcombe_published(row: dict[str, str]) -> None:
    found = of_counts(
        Figure(count=int(row["x1"]), out_of=int(row["n1"])),
        Figure(count=int(row["x2"]), out_of=int(row["n2"])),
    )
    assert found.share == pytest.approx(float(row["diff"]), abs=1e-6)
    assert found.interval.low == pytest.approx(float(row["lower"]), abs=1e-6)
    assert found.interval.high == pytest.approx(float(row["upper"]), abs=1e-6)


def test_observed_over_expected_is_a_ratio_with_the_case_as_cluster() -> None:
    wanted = {
        row["quantity"]: float(row["value"])
        for row in hartlepool.rows("casemix_indirect_expected_R_survey.csv")
    }
    by_sentence = {"first_tier": 0.06, "community": 0.0, "custody": -0.08}
    expected = dict.fromkeys(CASES, 0.0)
    for row in JUDGEMENTS:
        if row["judgement"] != "NA":
            item = int(row["item_id"].removeprefix("Q"))
            expected[row["case_id"]] += 0.50 + 0.01 * item + by_sentence[row["stratum"]]
    good, asked = totals(CASES)
    found = standardise(
        good, asked, [expected[case] for case in CASES], national_share=0.63, n_population=150
    )
    assert found.raw.count == wanted["O"]
    assert found.expected == pytest.approx(wanted["E"], abs=1e-8)
    assert found.ratio == pytest.approx(wanted["OE"], abs=1e-8)
    assert found.ratio_standard_error == pytest.approx(wanted["SE_OE"], abs=1e-8)
    assert found.adjusted == pytest.approx(wanted["standardised_score_national_0.63"], abs=1e-8)
    assert found.standard_error == pytest.approx(wanted["SE_standardised"], abs=1e-8)


def test_areas_lie_as_far_apart_as_their_figures() -> None:
    rows = hartlepool.rows("family_indicators.csv")
    figures = {name: [float(row[name]) for row in rows] for name in rows[0] if name != "service"}
    areas = Areas.of([row["service"] for row in rows], figures)
    wanted = [
        [float(value) for name, value in row.items() if name != "service"]
        for row in hartlepool.rows("family_distance_expected.csv")
    ]
    assert np.abs(distances(areas) - wanted).max() < 1e-8


def planned(percent: str, *, n: int, m: int, population: int | None = None) -> Estimated:
    """A printed score with a planning error: an assumption of ours, not of the source."""
    p = float(percent) / 100
    left = 1 - n / population if population else 1.0
    return Estimated(
        share=p, standard_error=sqrt(p * (1 - p) / (n * m) * (1 + (m - 1) * 0.12) * left)
    )


def printed(service: str) -> dict[str, str]:
    return next(row for row in PRINTED if row["service"] == service)


def test_printed_scores_differ_by_what_planning_values_leave_open() -> None:
    """Sizes where none is printed, and the spread within services, are assumptions."""
    essex, kent, herts = printed("Essex"), printed("Kent"), printed("Hertfordshire")
    found, _ = compared(planned(essex["SG"], n=85, m=18), planned(kent["SG"], n=85, m=18))
    assert found.points == pytest.approx(14)
    assert (100 * found.interval.low, 100 * found.interval.high) == pytest.approx((8, 19), abs=1)
    found, _ = compared(planned(essex["LoR"], n=85, m=36), planned(herts["LoR"], n=85, m=36))
    assert (100 * found.interval.low, 100 * found.interval.high) == pytest.approx((5, 15), abs=1)
    hartlepools = planned(printed("Hartlepool")["SG"], n=38, m=18, population=150)
    region = 0.63
    whole = hartlepools.interval()
    assert 100 * (whole.low - region) == pytest.approx(-27, abs=1)
    assert 100 * (whole.high - region) == pytest.approx(-16, abs=1)
    again = planned(printed("Sefton reinspection")["SG"], n=38, m=18, population=150)
    before = planned("38", n=38, m=18, population=150)
    change = difference(again.share, again.interval(), before.share, before.interval())
    assert change.points == pytest.approx(37)
    ends = (100 * change.interval.low, 100 * change.interval.high)
    assert ends == pytest.approx((29, 44), abs=1)


def ranges() -> list[PrintedRange]:
    """The rows "to date" of the oracle; a row without its source shares the one above."""
    found, source = [], ""
    for row in hartlepool.rows("published_cci_context.csv"):
        month, _, named = row["as_at"].partition(" (")
        source = named.rstrip(")") or source
        year, number = map(int, month.split("-"))
        found.append(
            PrintedRange(
                headline=row["domain"],
                lowest=int(row["lowest"]),
                highest=int(row["highest"]),
                average=int(row["average"]),
                as_at=date(year, number, 1),
                as_at_printed=month,
                n_services=None,
                scope=Scope(printed=source, understood="the programme to date"),
                source=source,
            )
        )
    return found


def test_sources_that_differ_are_shown_beside_each_other() -> None:
    (conflict,) = conflicts(ranges())
    assert (conflict.headline, conflict.figure) == ("SG", "average")
    assert [row.average for row in conflict.rows] == [67, 68]
    assert "67% in Essex paper; 68% in Leicestershire release" in conflict.words
    assert "no mean" in conflict.words


def test_what_stood_at_a_day_comes_from_every_source_of_that_time() -> None:
    both = as_at(ranges(), "SG", date(2012, 6, 30))
    assert [row.source for row in both] == ["Essex paper", "Leicestershire release"]
    (first,) = as_at(ranges(), "RoH", date(2010, 12, 31))
    assert (first.lowest, first.average, first.highest) == (36, 57, 85)
