"""Comparisons that may be printed, and rows "to date" from elsewhere."""

from dataclasses import replace
from datetime import date

import pytest

from corecase.core.case_mix import MixRow
from corecase.core.comparisons import Comparison, Inspected, Scope, difference_words
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.intervals import Interval
from corecase.core.printed_ranges import PrintedRange, as_at, conflicts
from corecase.core.series import Area, Result
from corecase.core.series import Scope as Breadth
from corecase.statistics.area_comparisons import against_area, mean_of
from corecase.statistics.differences import Estimated

AS_AT = date(2012, 5, 22)


def comparison() -> Comparison:
    return Comparison(
        score="Safeguarding",
        service="Essex",
        share=0.73,
        other=Scope(printed="Kent"),
        other_share=0.59,
        interval=Interval(low=0.08, high=0.20),
        as_at=AS_AT,
        n_services=1,
        n_other_comparisons=5,
    )


def test_a_comparison_says_everything_that_has_to_stand_beside_it() -> None:
    assert comparison().sentences == (
        "Safeguarding: Essex 73%, Kent 59%.",
        "Essex is 14 points higher (95% interval: 8 to 20 points higher).",
        "It is more than chance in the draw of cases would explain.",
        "As at 22 May 2012; 1 service behind the other figure; 5 other comparisons made.",
        "Case mix: not known.",
        "Teams and dates: not known.",
        "The interval is for sampling variation only.",
    )


def test_shares_are_printed_as_scores_are() -> None:
    apart = Interval(low=0.8, high=0.9)
    found = replace(comparison(), share=399 / 400, other_share=25 / 200, interval=apart)
    assert found.sentences[0] == "Safeguarding: Essex over 99%, Kent 13%."


def test_what_is_known_is_said() -> None:
    mix = MixRow(
        attribute="sex",
        level="MALE",
        first=Figure(count=30, out_of=38),
        second=Figure(count=8, out_of=10),
    )
    found = replace(
        comparison(),
        interval=Interval(low=-0.01, high=0.20),
        n_services=12,
        n_other_comparisons=0,
        case_mix=(mix, replace(mix, level="")),
        inspected=(Inspected(by="seven assessors", when="May 2012"), Inspected(by="", when="")),
        holds_team_variance=True,
    )
    said = " ".join(found.sentences)
    assert "Chance in the draw of cases may be all there is to it." in said
    assert "12 services behind the other figure; no other comparisons made." in said
    assert "sex MALE 30 of 38 against 8 of 10; sex not known 30 of 38" in said
    assert "seven assessors, May 2012; the other side: team not known, dates not known" in said
    assert "allows for sampling and for different teams" in said
    assert "no attribute was compared" in " ".join(replace(found, case_mix=()).sentences)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"share": 73}, "shares from 0 to 1"),
        ({"interval": Interval(low=0.2, high=0.3)}, "hold the difference"),
        ({"n_services": 0}, "how many services"),
        ({"n_other_comparisons": -1}, "how many other comparisons"),
    ],
)
def test_a_comparison_that_misleads_cannot_be_made(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        replace(comparison(), **wrong)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize("needed", ["interval", "as_at", "n_services", "n_other_comparisons"])
def test_no_comparison_stands_without_its_companions(needed: str) -> None:
    values = {
        name: getattr(comparison(), name)
        for name in comparison().__dataclass_fields__
        if name != needed
    }
    with pytest.raises(TypeError, match=needed):
        Comparison(**values)


def test_a_scope_is_said_as_printed_and_as_understood() -> None:
    assert str(Scope(printed="the region", understood="the region")) == "the region"
    assert str(Scope(printed="the region", understood="England")) == (
        "the region (as we understand it: England)"
    )
    with pytest.raises(InputError, match="which services"):
        Scope(printed=" ")


@pytest.mark.parametrize(
    ("share", "low", "high", "said"),
    [
        (0.01, 0.004, 0.016, "1 point higher (95% interval: level to 2 points higher)"),
        (0.004, -0.02, 0.03, "level (95% interval: 2 points lower to 3 points higher)"),
        (-0.14, -0.2, -0.08, "14 points lower (95% interval: 8 to 20 points lower)"),
        (-0.005, -0.02, 0.0, "1 point lower (95% interval: 2 points lower to level)"),
    ],
)
def test_each_end_says_which_way_it_points(
    share: float, low: float, high: float, said: str
) -> None:
    assert difference_words(share, Interval(low=low, high=high)) == said


def printed(**parts: object) -> PrintedRange:
    values = {
        "headline": "SG",
        "lowest": 37,
        "highest": 91,
        "average": 67,
        "as_at": date(2012, 6, 1),
        "as_at_printed": "June 2012",
        "n_services": None,
        "scope": Scope(printed="England"),
        "source": "Essex paper",
    }
    return PrintedRange(**values | parts)  # type: ignore[arg-type]  # a test's shorthand


def test_a_printed_row_says_what_it_leaves_out() -> None:
    assert printed(average=None).words == (
        "SG: lowest 37%, highest 91%, average not printed; of an unknown number of services, "
        "England; as at June 2012 (Essex paper)"
    )
    assert "of 120 services" in printed(n_services=120).words


@pytest.mark.parametrize(
    "wrong",
    [
        {"lowest": 70},
        {"highest": 101},
        {"lowest": -1},
        {"lowest": None, "highest": None, "average": None},
        {"source": " "},
        {"as_at_printed": ""},
    ],
)
def test_a_printed_row_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        printed(**wrong)


def test_only_what_speaks_of_the_same_can_conflict() -> None:
    other = printed(source="press release", average=68)
    assert len(conflicts([printed(), other])) == 1
    assert conflicts([printed(), replace(other, average=None)]) == ()
    assert conflicts([printed(), replace(other, scope=Scope(printed="London"))]) == ()
    assert conflicts([printed(), replace(other, as_at=date(2012, 1, 1))]) == ()
    assert conflicts([printed(), replace(other, headline="RoH")]) == ()
    with pytest.raises(InputError, match="Nothing was printed of SG"):
        as_at([printed()], "SG", date(2012, 5, 31))


def result(code: str, share: int, **parts: object) -> Result:
    values = {
        "code": code,
        "service_code": code,
        "region": "North East",
        "nation": "ENGLAND",
        "published_on": date(2010, 1, 10),
        "is_reinspection": False,
        "figures": {"safeguarding": Figure(count=share, out_of=100)},
    }
    return Result(**values | parts)  # type: ignore[arg-type]  # a test's shorthand


NORTH_EAST = Area(scope=Breadth.REGION, region="North East")


def compared(own: Result, others: list[Result], **parts: object) -> Comparison:
    estimated = {
        one.code: Estimated(
            share=float(one.figures["safeguarding"].share),
            standard_error=0.03,
            degrees_of_freedom=37,
        )
        for one in (own, *others)
        if "safeguarding" in one.figures
    }
    values = {
        "headline": "safeguarding",
        "label": "Safeguarding",
        "service": "Hartlepool",
        "area": NORTH_EAST,
        "as_at": date(2010, 1, 31),
        "n_other_comparisons": 2,
    }
    return against_area(own, [own, *others], estimated, **values | parts)  # type: ignore[arg-type]  # a test's shorthand


def test_a_service_stands_beside_the_others_of_its_region_to_date() -> None:
    own = result("hartlepool", 41)
    others = [
        result("one", 60),
        result("two", 66),
        result("again", 90, service_code="one", is_reinspection=True),
        result("later", 90, published_on=date(2010, 2, 1)),
        result("elsewhere", 90, region="Essex"),
        result("other-scores", 90, figures={"harm": Figure(count=1, out_of=2)}),
    ]
    found = compared(own, others)
    assert found.n_services == 2
    assert found.other_share == pytest.approx(0.63)
    assert found.other.printed == "average of the North East services inspected so far"
    assert found.other.understood == "2 first inspections"
    assert found.is_clear
    assert found.difference == pytest.approx(-0.22)


def test_re_inspections_count_where_they_are_to_and_are_said() -> None:
    own = result("hartlepool", 41, is_reinspection=True)
    again = result("again", 90, is_reinspection=True)
    found = compared(own, [result("one", 60), again], counts_reinspections=True)
    assert found.other.understood == (
        "1 first inspection and 1 re-inspection, beside a re-inspection"
    )
    both = [again, result("more", 70, is_reinspection=True)]
    assert "0 first inspections and 2 re-inspections" in (
        compared(own, both, counts_reinspections=True).other.understood
    )


def test_no_score_is_compared_without_its_error_or_without_others() -> None:
    own = result("hartlepool", 41)
    with pytest.raises(InputError, match="nothing to average"):
        compared(own, [])
    with pytest.raises(InputError, match="hartlepool has no standard error"):
        against_area(
            own,
            [result("one", 60)],
            {},
            headline="safeguarding",
            label="Safeguarding",
            service="Hartlepool",
            area=NORTH_EAST,
            as_at=AS_AT,
            n_other_comparisons=0,
        )


def test_an_average_counts_each_service_once() -> None:
    found = mean_of(
        [
            Estimated(share=0.5, standard_error=0.03, degrees_of_freedom=10),
            Estimated(share=0.7, standard_error=0.04, degrees_of_freedom=10),
        ]
    )
    assert found.share == pytest.approx(0.6)
    assert found.standard_error == pytest.approx(0.025)
    assert 10 < found.degrees_of_freedom < 20
    known = mean_of([Estimated(share=0.5, standard_error=0.0)])
    assert known.degrees_of_freedom == float("inf")
