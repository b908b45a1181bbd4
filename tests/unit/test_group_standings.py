"""A service beside the mean of its group, and the benchmark that is made of both."""

from datetime import date
from typing import Any

import pytest

from corecase.core.benchmarks import Among, Question
from corecase.core.claims import Claim, Verdict
from corecase.core.errors import InputError
from corecase.core.fact_records import recorded
from corecase.core.intervals import Interval
from corecase.core.planning_values import PlanningValues
from corecase.core.printed_facts import PrintedFact
from corecase.documents.benchmark_charts import StandingRow, standing_chart, trend_chart
from corecase.pipelines import benchmark_files, benchmark_tables, benchmark_words
from corecase.pipelines.benchmark import Benchmark, benchmark
from corecase.statistics.council_sentences import allowed, among_all
from corecase.statistics.group_standings import against_group, group_mean
from corecase.statistics.planned_scores import PlannedScore, Unplanned, planned
from tests.published import comparing, context, score
from tests.told import fact, to_date

DAY = date(2012, 12, 31)
LABELS = {"safeguarding": "Safeguarding"}


def of(service: str, percent: int | None, **told: Any) -> PlannedScore | Unplanned:
    return planned(score(service, percent, **told), PlanningValues())


def test_the_mean_of_others_has_the_variance_of_their_sum() -> None:
    own, brook, croft = of("Anytown", 80), of("Brook", 50), of("Croft", 60)
    mean = group_mean([brook, croft])
    assert isinstance(brook, PlannedScore)
    assert isinstance(croft, PlannedScore)
    half = 1.959964 * (brook.estimated.variance + croft.estimated.variance) ** 0.5 / 2
    assert (mean.n_services, mean.share, mean.missing) == (2, 0.55, ())
    assert mean.interval is not None
    assert mean.interval.low == pytest.approx(0.55 - half, abs=1e-6)
    assert mean.interval.high == pytest.approx(0.55 + half, abs=1e-6)
    gap = against_group(own, mean)
    assert gap is not None
    assert (round(gap.points), gap.is_clear) == (25, True)


def test_where_one_has_no_interval_the_mean_has_none_and_says_why() -> None:
    band = of("Dale", None, band="MINIMUM")
    mean = group_mean([of("Brook", 50), of("Croft", 60, n_cases=None), band])
    assert (mean.n_services, mean.interval) == (2, None)
    assert mean.missing == ("the number of cases of Croft is not printed",)
    assert against_group(of("Anytown", 80), mean) is None
    assert against_group(None, group_mean([of("Brook", 50)])) is None
    with pytest.raises(InputError, match="at least one service with a percentage"):
        group_mean([band])


def test_a_headline_without_planning_values_has_no_interval() -> None:
    these = comparing(score("Anytown", 60, headline="safety"), headlines={"safety": "Safety"})
    own = these.own("safety")
    assert isinstance(own, Unplanned)
    assert own.reason == "nobody has planned how many judgements on a case Safety has"
    known = comparing(score("Anytown", 60, headline="safety", standard_error=0.05))
    assert isinstance(known.own("safety"), PlannedScore)


def test_services_that_somebody_chose_do_not_stand_behind_a_printed_average() -> None:
    these = comparing(
        score("Anytown", 80), contexts=(context(67),), n_services=3, group_words="the chosen"
    )
    found = allowed(these, Claim.ABOVE_AVERAGE, "safeguarding")
    assert found.standpoint.n_services is None
    assert these.group == "the chosen"


def test_sentences_without_a_chance_have_no_flag() -> None:
    these = comparing(score("Anytown", 60))
    missing = allowed(these, Claim.ABOVE_AVERAGE, "safeguarding")
    assert missing.verdict is Verdict.CANNOT_BE_COMPUTED
    assert among_all([missing]) == ((missing, None),)


# The whole benchmark.


def made(*facts: PrintedFact, **told: Any) -> Benchmark:
    question = Question(**({"service": "Anytown", "as_at": DAY} | told))
    return benchmark(recorded(facts).record, question, programme="CCI", labels=LABELS)


REGION = (fact(value=88, cases=60), fact("Brook", 50, cases=60), fact("Croft", 52, cases=60))


def test_a_region_of_which_all_are_known_is_weighed_and_drawn() -> None:
    found = made(*REGION, among=Among.REGION, n_services=3)
    (one,) = found.headlines
    assert one.mean is not None
    assert one.mean.n_services == 2
    assert one.no_funnel.startswith("A funnel is drawn from 10 services on")
    assert "there are 3. The tables have every score." in one.no_funnel
    assert benchmark_files.funnel_picture(found, one) is None
    assert found.sentences[0][0].claim is Claim.HIGHEST_IN_THE_REGION
    assert found.sentences[0][0].verdict is Verdict.SAID
    assert found.region == "London"
    rows = list(benchmark_words.rows(found, one))
    assert [label for label, _, _ in rows] == [
        "Anytown",
        "Mean of the London services, without Anytown",
    ]
    assert "points higher" in rows[1][2]
    chart = benchmark_files.chart(found, one)
    assert chart is not None
    assert "Mean of 2 other services" in chart.alt


def test_of_ten_services_a_funnel_is_drawn_and_of_nine_none() -> None:
    others = [fact(f"Service {n}", 40 + 3 * n, cases=60) for n in range(9)]
    nine, ten = made(*REGION[:1], *others[:8]), made(*REGION[:1], *others)
    assert benchmark_files.funnel_picture(nine, nine.headlines[0]) is None
    assert "there are 9." in nine.headlines[0].no_funnel
    drawn = benchmark_files.funnel_picture(ten, ten.headlines[0])
    assert drawn is not None
    assert "In a ring: Anytown" in drawn.alt
    assert ten.headlines[0].no_funnel == ""


def test_without_cases_nothing_is_computed_and_everything_says_why() -> None:
    paper = to_date(38, 63, 82, scope_understood="all regions")
    facts = (fact(), fact("Brook", 70), fact("Croft", None, said="MINIMUM"), *paper)
    found = made(*facts)
    (one,) = found.headlines
    rows = {label: (said, gap) for label, said, gap in benchmark_words.rows(found, one)}
    assert rows["Anytown"] == ("60% (no interval: cases not printed)", "")
    assert rows["Mean of the services of the programme, without Anytown"] == (
        "70% (no interval; 1 service)",
        "not computed: the number of cases of Brook is not printed",
    )
    assert rows["Printed to date, June 2012: all so far (understood as: all regions)"] == (
        "lowest 38%, average 63%, highest 82%; number of services not printed",
        "",
    )
    assert "there are 0." in one.no_funnel
    assert one.no_funnel.endswith("Of 2 no interval can be computed.")
    assert benchmark_files.funnel_picture(found, one) is None
    assert [one.reason for one in found.left_out] == [
        "Safeguarding, MINIMUM: no percentage is printed, only a band"
    ]
    assert "cannot be computed" in benchmark_files.sentences(found)


def test_a_family_is_beside_the_service_each_at_its_latest_inspection() -> None:
    again = fact("Brook", 72, cases=50, kind_of_inspection="re-inspection", inspected="2012-05")
    differing = (fact("Croft", 50), fact("Croft", 52, source="another"))
    facts = (*REGION[:2], again, *differing, fact("Dale", 55))
    family = {"among": Among.FAMILY, "family": ("Brook", "Croft", "Dale", "Fell")}
    found = made(*facts, **family)
    (one,) = found.headlines
    rows = list(benchmark_words.rows(found, one))
    assert rows[1][0] == "Brook"
    assert rows[1][1].startswith("72% (95% interval")
    assert "points higher" in rows[1][2]
    assert rows[2][1] == "sources differ: 50%, 52%"
    assert rows[2][2].startswith("not computed: sources differ on Croft")
    assert rows[3][1] == "55% (no interval: cases not printed)"
    table = benchmark_tables.table(found)
    kinds = {row["what"] for row in table.records}
    assert "difference from a service, each at its latest inspection" in kinds
    assert benchmark_tables.title(found) == (
        "Anytown beside Brook, Croft, Dale and Fell (CCI), as at 31 December 2012"
    )
    chart = benchmark_files.chart(found, one)
    assert chart is not None
    assert [row.label for row in chart.rows] == [
        *("Anytown", "Brook", "Dale"),
        "Mean of 2 other services",
    ]


def test_what_the_service_lacks_is_said() -> None:
    other = fact(value=60, measure="headline:risk_of_harm")
    found = made(other, fact("Brook", 70, cases=38))
    (one,) = found.headlines
    rows = list(benchmark_words.rows(found, one))
    assert rows[0][1] == "not told"
    assert rows[1][2] == "not computed: no score of the service is told"
    assert one.own is None
    alone = made(other)
    assert benchmark_files.chart(alone, alone.headlines[0]) is None
    assert next(iter(benchmark_words.rows(alone, alone.headlines[0])))[1] == "not told"
    differs = made(fact(value=60), fact(value=62, source="another"))
    assert next(iter(benchmark_words.rows(differs, differs.headlines[0])))[1] == (
        "sources differ: 60%, 62%"
    )


def test_the_first_inspection_stands_beside_the_latest() -> None:
    before = fact(value=41, cases=38, inspected="2009-10", published="2010")
    after = fact(value=75, cases=38, kind_of_inspection="re-inspection", said="MINIMUM")
    found = made(before, after, *to_date(38, 67, 91))
    (one,) = found.headlines
    rows = list(benchmark_words.rows(found, one))
    assert rows[1][0] == "Anytown, before"
    assert "34 points higher" in rows[1][2]
    claims = [sentence.claim for sentence, _ in found.sentences]
    assert claims == [Claim.ABOVE_AVERAGE, Claim.IMPROVED, Claim.TOP_QUARTILE]
    to_date_rows = list(benchmark_words.to_date(one))
    assert to_date_rows[0][:2] == ("June 2012", "all so far")
    basis = list(benchmark_words.basis(one))
    assert basis[0][5] == "the service, before"
    record = {row["used_as"]: row for row in benchmark_tables.table(found).records}
    assert record["the service"]["band"] == "MINIMUM"
    assert record["the service"]["low"] is not None


def test_a_chart_of_a_standing_needs_no_interval() -> None:
    chart = standing_chart(
        [
            StandingRow(label="A", percent=60, interval=Interval(low=0.5, high=0.7, level=0.95)),
            StandingRow(label="B", percent=70),
        ],
        label="Safety",
        as_at="today",
        averages=[(67, "printed average")],
    )
    assert chart.rows[1].low == chart.rows[1].high == 70
    assert "B 70% (no interval)" in chart.alt
    assert "printed average: 67%." in chart.alt


def test_a_chart_of_years_says_what_is_missing() -> None:
    from corecase.core.headlines_to_date import trend

    facts = [fact(value=60, published="2011"), *to_date(38, 63, 82, published="2010")]
    years = trend(recorded(facts).record, "safeguarding")
    chart = trend_chart(years, label="Safeguarding")
    assert "2010: printed 63%, mean of the 0 known none" in chart.alt
    assert "2011: printed 63%, mean of the 1 known 60%" in chart.alt
    assert chart.lines[1].values == (None, 60.0)
