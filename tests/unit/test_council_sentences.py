"""What councils may say, computed from invented scores."""

from dataclasses import replace
from datetime import date

import pytest

from corecase.core.claims import Allowed, Claim, Verdict
from corecase.core.errors import InputError
from corecase.core.planning_values import TeamValues
from corecase.core.series import Scope
from corecase.statistics.council_sentences import allowed
from corecase.statistics.standing_among import Comparing
from tests.published import LABELS, comparing, context, region, score, source

TEAM = (
    "each team: 4 assessors with equal shares, whose strictness differs by 0.25 (standard "
    "deviation on the logit): assumed, not measured"
)
REGION = {"Anytown": 88, "Brook": 62, "Croft": 60, "Dale": 58, "Eastham": 55, "Fell": 50}


def safeguarding(these: Comparing, claim: Claim, other: str = "") -> Allowed:
    return allowed(these, claim, "safeguarding", other=other)


def test_a_score_far_above_another_may_be_said_to_be_higher() -> None:
    these = comparing(score("Anytown", 73), score("Brook", 50))
    found = safeguarding(these, Claim.HIGHER, "Brook")
    assert found.verdict is Verdict.SAID
    assert found.may_be_said
    assert found.sentence == (
        "The Safeguarding score of Anytown is higher than that of Brook by more than sampling "
        "explains (of Anytown and Brook, as at 30 June 2012; 2 services)."
    )
    assert found.assumptions == (
        "Safeguarding: 18 judgements on each case, alike by 0.12: planned, not measured",
        TEAM,
    )


@pytest.mark.parametrize(
    ("percent", "verdict", "said"),
    [
        (53, Verdict.PROBABLY, "is probably higher than that of Brook by more than sampling"),
        (49, Verdict.CANNOT_BE_PLACED, "cannot be placed above that of Brook (of"),
    ],
)
def test_a_score_near_another_is_only_probably_higher_or_not_placed(
    percent: int, verdict: Verdict, said: str
) -> None:
    these = comparing(score("Anytown", percent), score("Brook", 50))
    found = safeguarding(these, Claim.HIGHER, "Brook")
    assert found.verdict is verdict
    assert said in found.sentence


def test_a_score_far_below_is_said_to_be_below() -> None:
    these = comparing(score("Anytown", 41), score("Brook", 70), contexts=(context(67),))
    lower = safeguarding(these, Claim.HIGHER, "Brook")
    assert lower.verdict is Verdict.OPPOSITE_SAID
    assert not lower.may_be_said
    assert "is lower than that of Brook by more than sampling explains (of" in lower.sentence
    assert lower.chance is not None
    assert lower.chance.low > 0.9
    below = safeguarding(these, Claim.ABOVE_AVERAGE)
    assert "is below the average by more than sampling explains (of" in below.sentence


def test_every_printed_average_has_to_bear_that_a_score_is_below() -> None:
    contexts = (context(67), context(45, source=source("release", "2012-06")))
    found = safeguarding(comparing(score("Anytown", 41), contexts=contexts), Claim.ABOVE_AVERAGE)
    assert found.verdict is Verdict.CANNOT_BE_PLACED


def test_what_is_assumed_or_badly_known_stands_beside_the_sentence() -> None:
    these = comparing(
        score("Anytown", 73, standard_error=0.02),
        score("Brook", 50, n_cases=None, source=source(published="2011", standing="attributed")),
        assumed_cases={"Brook": 38},
    )
    found = safeguarding(these, Claim.HIGHER, "Brook")
    assert found.assumptions[:2] == (
        "Brook: 38 cases, assumed",
        "Brook: 50% is attributed",
    )


def test_no_planning_is_said_where_every_error_is_known() -> None:
    these = comparing(
        score("Anytown", 73, standard_error=0.02), score("Brook", 50, standard_error=0.02)
    )
    assert safeguarding(these, Claim.HIGHER, "Brook").assumptions == (TEAM,)
    without = replace(these, team=TeamValues(severity_sd=0))
    assert safeguarding(without, Claim.HIGHER, "Brook").assumptions == ()


def test_teams_that_differ_lower_every_chance() -> None:
    """Sefton's Reoffending: 81% beside 69%, on 38 cases, for spreads of 8, 10 and 12 points."""
    again = score("Anytown", 81, headline="likelihood_of_reoffending")
    average = context(69, headline="likelihood_of_reoffending", lowest=43)
    labels = {"likelihood_of_reoffending": "Reoffending"}
    these = comparing(again, contexts=(average,), headlines=labels)
    found = allowed(these, Claim.TOP_QUARTILE, "likelihood_of_reoffending")
    without = allowed(
        replace(these, team=TeamValues(severity_sd=0)),
        Claim.TOP_QUARTILE,
        "likelihood_of_reoffending",
    )
    assert without.chance is not None
    assert found.chance is not None
    assert without.chance.low == pytest.approx(0.926, abs=0.001)
    assert found.chance.low == pytest.approx(0.879, abs=0.001)
    assert (without.verdict, found.verdict) == (Verdict.SAID, Verdict.PROBABLY)


@pytest.mark.parametrize(
    ("own", "other", "missing"),
    [
        (score("Anytown", 73, n_cases=None), score("Brook", 50), "cases of Anytown is not printed"),
        (score("Anytown", 73), score("Brook", 50, n_cases=None), "cases of Brook is not printed"),
        (score("Anytown", 73), score("Brook", None, band="MINIMUM"), "only MINIMUM (75% or more)"),
        (score("Anytown", 73), score("Brook", None, band="GOOD"), "only GOOD"),
        (score("Anytown", 73), score("Brook", 50, headline="other"), "no score of Brook"),
        (score("Anytown", 73, headline="other"), score("Brook", 50), "no score of Anytown"),
    ],
    ids=["own cases", "other cases", "band", "unknown band", "no other", "no own"],
)
def test_what_is_missing_for_a_difference_is_named(own, other, missing: str) -> None:
    these = comparing(own, other, bands_from={"MINIMUM": 75})
    found = safeguarding(these, Claim.HIGHER, "Brook")
    assert found.verdict is Verdict.CANNOT_BE_COMPUTED
    assert missing in " ".join(found.missing)
    assert "cannot be computed" in found.sentence
    assert found.chance is None


def test_sources_that_differ_are_shown_and_not_averaged() -> None:
    these = comparing(score("Anytown", 38), score("Anytown", 28, source=source("news", "2012-05")))
    found = safeguarding(replace(these, record=these.record), Claim.IMPROVED)
    assert found.verdict is Verdict.CANNOT_BE_COMPUTED
    average = comparing(*these.record.scores, contexts=(context(),))
    found = safeguarding(average, Claim.ABOVE_AVERAGE)
    assert found.missing == ("sources differ on Anytown: 38% (invented paper), 28% (news)",)
    lowest = safeguarding(average, Claim.LOWEST_TO_DATE)
    assert lowest.missing == found.missing


def test_above_the_average_is_held_to_every_average_printed() -> None:
    contexts = (context(67), context(72, source=source("release", "2012-06"), n_services=None))
    found = safeguarding(comparing(score("Anytown", 73), contexts=contexts), Claim.ABOVE_AVERAGE)
    assert found.chance is not None
    assert found.chance.low < 0.7 < 0.9 < found.chance.high
    assert found.verdict is Verdict.PROBABLY
    said = "sources differ on the average: 67% (invented context), 72% (release)"
    assert said in found.assumptions


def test_a_comparison_with_a_context_says_its_scope_as_it_is_read_and_its_number() -> None:
    one = context(67, scope="the region", scope_understood="several regions", n_services=21)
    found = safeguarding(comparing(score("Anytown", 80), contexts=(one,)), Claim.ABOVE_AVERAGE)
    assert found.standpoint.words == "of several regions, as at 30 June 2012; 21 services"
    told = comparing(score("Anytown", 80), contexts=(context(),), n_services=24)
    assert safeguarding(told, Claim.ABOVE_AVERAGE).standpoint.n_services == 24


def test_without_an_average_nothing_is_above_it() -> None:
    found = safeguarding(comparing(score("Anytown", 73)), Claim.ABOVE_AVERAGE)
    assert found.missing == ("no average for Safeguarding is printed by then",)
    both = safeguarding(comparing(score("Anytown", 73, n_cases=None)), Claim.ABOVE_AVERAGE)
    assert len(both.missing) == 2
    later = comparing(score("Anytown", 73), contexts=(context(source=source(published="2013")),))
    assert safeguarding(later, Claim.ABOVE_AVERAGE).verdict is Verdict.CANNOT_BE_COMPUTED


def twice(first: int, second: int, **told) -> tuple:
    again = {"inspected": "2011", "is_reinspection": True} | told
    return score("Anytown", first, inspected="2010"), score("Anytown", second, **again)


def test_a_large_gain_is_an_improvement_even_after_regression_to_the_mean() -> None:
    found = safeguarding(comparing(*twice(38, 75), contexts=(context(),)), Claim.IMPROVED)
    assert found.verdict is Verdict.SAID
    assert found.sentence.startswith("The Safeguarding work of Anytown improved (of two inspect")
    assert "differ by 8 to 12 points" in " ".join(found.assumptions)


def test_a_small_gain_from_a_low_score_is_no_improvement() -> None:
    raw = safeguarding(comparing(*twice(38, 40)), Claim.IMPROVED)
    assert raw.verdict is Verdict.PROBABLY
    assert raw.sentence.startswith("The Safeguarding work of Anytown probably improved")
    assert "nothing is taken off for the luck" in " ".join(raw.assumptions)
    among = comparing(*twice(38, 40), contexts=(context(),), spreads=(0.1,))
    net = safeguarding(among, Claim.IMPROVED)
    assert net.verdict is Verdict.CANNOT_BE_PLACED
    assert "cannot be said to have improved" in net.sentence
    assert "differ by 10 points" in " ".join(net.assumptions)


def test_an_improvement_needs_two_inspections_of_one_programme() -> None:
    one = safeguarding(comparing(score("Anytown", 73)), Claim.IMPROVED)
    assert one.missing == ("only one inspection of Anytown has a score for Safeguarding by then",)
    none = safeguarding(comparing(score("Anytown", 73, headline="other")), Claim.IMPROVED)
    assert none.missing == ("no inspection of Anytown has a score for Safeguarding by then",)
    changed = safeguarding(comparing(*twice(38, 75, programme="SQS")), Claim.IMPROVED)
    assert "two programmes" in changed.missing[0]
    unknown = safeguarding(comparing(*twice(38, 75, n_cases=None)), Claim.IMPROVED)
    assert unknown.missing == ("the number of cases of Anytown is not printed",)


def test_the_best_of_a_region_is_said_where_its_chance_is_high_enough() -> None:
    found = safeguarding(region(REGION), Claim.BEST_PERFORMING)
    assert found.verdict is Verdict.SAID
    assert found.sentence == (
        "The Safeguarding work of Anytown is the best (of the North services, as at 30 June "
        "2012; 6 services)."
    )
    close = safeguarding(region(REGION | {"Brook": 86}), Claim.BEST_PERFORMING)
    assert close.verdict is Verdict.PROBABLY
    low = safeguarding(region(REGION | {"Anytown": 61}), Claim.BEST_PERFORMING)
    assert low.verdict is Verdict.CANNOT_BE_PLACED
    assert "cannot be placed as the best" in low.sentence


def test_few_services_are_compared_as_they_are() -> None:
    found = safeguarding(region({"Anytown": 75, "Brook": 50}), Claim.BEST_PERFORMING)
    assert found.verdict is Verdict.SAID


def test_the_same_seed_gives_the_same_chance() -> None:
    close = region(REGION | {"Brook": 86})
    again = safeguarding(close, Claim.BEST_PERFORMING)
    assert safeguarding(close, Claim.BEST_PERFORMING) == again


def test_the_highest_score_is_contradicted_by_any_higher_one() -> None:
    # Whatever else is compared, the words name the region.
    these = replace(region(REGION | {"Brook": 92}), scope=Scope.PROGRAMME)
    found = safeguarding(these, Claim.HIGHEST_IN_THE_REGION)
    assert found.verdict is Verdict.NOT_AS_PRINTED
    assert "is not the highest: Brook is printed at 92%" in found.sentence


def test_the_highest_printed_score_need_not_be_the_best_work() -> None:
    near = safeguarding(region(REGION | {"Brook": 86}), Claim.HIGHEST_IN_THE_REGION)
    assert near.verdict is Verdict.PROBABLY
    assert "is the highest; its work is probably the best (of the North" in near.sentence
    crowd = REGION | {"Brook": 87, "Croft": 87, "Dale": 87}
    found = safeguarding(region(crowd), Claim.HIGHEST_IN_THE_REGION)
    assert found.verdict is Verdict.ONLY_AS_PRINTED
    assert "is the highest; that its work is the best cannot be said" in found.sentence
    assert "95% interval" in found.sentence
    assert not found.may_be_said
    clear = safeguarding(region(REGION), Claim.HIGHEST_IN_THE_REGION)
    assert clear.verdict is Verdict.SAID


def test_a_region_is_not_complete_until_every_score_is_told() -> None:
    told = safeguarding(replace(region(REGION), n_services=8), Claim.BEST_PERFORMING)
    assert told.missing == ("the scores of 2 of the North services are not told by then",)
    unknown = safeguarding(replace(region(REGION), n_services=None), Claim.BEST_PERFORMING)
    assert unknown.missing == ("how many North services there are is not told",)
    with pytest.raises(InputError, match="tells of 6 of the North services, and you give 5"):
        safeguarding(replace(region(REGION), n_services=5), Claim.BEST_PERFORMING)


def test_each_gap_in_a_region_is_named() -> None:
    these = comparing(
        score("Anytown", 73),
        score("Brook", 60, n_cases=None),
        score("Croft", 60, headline="risk_of_harm"),
        score("Dale", 60, is_reinspection=True),
        score("Elsewhere", 90, region="South"),
        scope=Scope.REGION,
        n_services=5,
    )
    found = safeguarding(these, Claim.BEST_PERFORMING)
    assert found.missing == (
        "the number of cases of Brook is not printed",
        "the scores of 3 of the North services are not told by then",
    )
    one = safeguarding(replace(these, n_services=None), Claim.TOP_QUARTILE)
    assert one.missing[-1] == "the scores of 2 of the North services are not told by then"


def test_a_service_without_a_region_or_alone_in_it_is_not_the_best() -> None:
    homeless = comparing(score("Anytown", 73, region=""), scope=Scope.REGION)
    found = safeguarding(homeless, Claim.BEST_PERFORMING)
    assert found.missing == ("the region of Anytown is not given",)
    assert "its region" in found.standpoint.words
    alone = safeguarding(region({"Anytown": 73}), Claim.BEST_PERFORMING)
    assert alone.missing == ("another service to compare with",)


def test_the_best_overall_is_the_best_in_every_headline() -> None:
    scores = [
        score(service, percent, headline=headline)
        for service, percent in REGION.items()
        for headline in LABELS
    ]
    these = comparing(*scores, scope=Scope.REGION, n_services=6, headlines=LABELS)
    found = allowed(these, Claim.BEST_OVERALL)
    assert found.verdict is Verdict.SAID
    assert found.headline == ""
    assert found.sentence.startswith("Anytown, taking all headlines together, is the best (of")
    assert "only known within bounds" in found.assumptions[-1]
    without = comparing(*scores[1:], scope=Scope.REGION, n_services=6, headlines=LABELS)
    lacking = allowed(without, Claim.BEST_OVERALL)
    assert lacking.missing == ("no score of Anytown for Safeguarding is printed",)
    assert lacking.sentence.startswith("Whether Anytown, taking all headlines together, is the b")


def test_the_top_quartile_of_a_whole_region_is_counted_in_places() -> None:
    found = safeguarding(region(REGION), Claim.TOP_QUARTILE)
    assert found.verdict is Verdict.SAID
    assert "is in the top quartile (of the North services" in found.sentence
    assert safeguarding(region(REGION | {"Anytown": 50}), Claim.TOP_QUARTILE).verdict is (
        Verdict.CANNOT_BE_PLACED
    )


def test_the_top_quartile_of_a_nation_is_read_from_its_average_and_an_assumed_spread() -> None:
    again = score("Anytown", 75, is_reinspection=True)
    found = safeguarding(comparing(again, contexts=(context(),)), Claim.TOP_QUARTILE)
    assert found.verdict is Verdict.CANNOT_BE_PLACED
    assert found.chance is not None
    assert found.chance.low < 0.5 < found.chance.high
    assert "re-inspection, beside first inspections" in " ".join(found.assumptions)
    overall = allowed(comparing(again, contexts=(context(),)), Claim.TOP_QUARTILE)
    assert overall.sentence.startswith("Anytown, taking all headlines together, cannot be placed")


def test_the_top_quartile_lacks_what_it_lacks() -> None:
    bare = safeguarding(comparing(score("Anytown", 75)), Claim.TOP_QUARTILE)
    assert bare.missing == ("how many services inspected so far there are is not told",)
    no_cases = safeguarding(comparing(score("Anytown", 75, n_cases=None)), Claim.TOP_QUARTILE)
    assert no_cases.missing == ("the number of cases of Anytown is not printed",)


def test_the_lowest_to_date_is_told_as_printed_with_its_interval_and_no_more() -> None:
    these = comparing(score("Anytown", 38), contexts=(context(),))
    found = safeguarding(these, Claim.LOWEST_TO_DATE)
    assert found.verdict is Verdict.ONLY_AS_PRINTED
    assert "38% (95% interval: 30% to 46%), is the lowest to date" in found.sentence
    assert "that its work is the weakest cannot be said" in found.sentence
    bare = comparing(score("Anytown", 38, n_cases=None), contexts=(context(),))
    assert "for Safeguarding, 38%, is the lowest" in (
        safeguarding(bare, Claim.LOWEST_TO_DATE).sentence
    )


def test_what_is_not_the_lowest_is_not_called_so() -> None:
    higher = comparing(score("Anytown", 44), contexts=(context(),))
    found = safeguarding(higher, Claim.LOWEST_TO_DATE)
    assert found.verdict is Verdict.NOT_AS_PRINTED
    assert "is not the lowest to date: the lowest printed is 38%" in found.sentence


@pytest.mark.parametrize(
    ("these", "missing"),
    [
        (comparing(score("Anytown", 38)), "no lowest score to date is printed by then"),
        (
            comparing(score("Anytown", 36, is_reinspection=True), contexts=(context(),)),
            "re-inspections stay out of the lowest score to date",
        ),
        (
            comparing(score("Anytown", None, band="DRASTIC"), contexts=(context(),)),
            "Anytown has no percentage, only DRASTIC",
        ),
        (
            comparing(score("Anytown", 38, headline="other"), contexts=(context(),)),
            "no score of Anytown for Safeguarding is printed",
        ),
    ],
    ids=["no context", "re-inspection", "band", "no score"],
)
def test_what_is_missing_for_the_lowest_is_named(these: Comparing, missing: str) -> None:
    found = safeguarding(these, Claim.LOWEST_TO_DATE)
    assert found.missing == (missing,)


def test_what_is_published_later_changes_nothing() -> None:
    later = score("Anytown", 20, source=source(published="2012-07"), inspected="June 2012")
    these = comparing(score("Anytown", 73), later, contexts=(context(),))
    assert safeguarding(these, Claim.ABOVE_AVERAGE).verdict is Verdict.SAID
    early = replace(these, as_at=date(2012, 1, 1))
    with pytest.raises(InputError, match="Nothing is told of Anytown"):
        safeguarding(early, Claim.ABOVE_AVERAGE)


@pytest.mark.parametrize(
    ("claim", "headline", "other"),
    [
        (Claim.HIGHER, "safeguarding", ""),
        (Claim.HIGHER, "safeguarding", "Anytown"),
        (Claim.BEST_OVERALL, "safeguarding", ""),
        (Claim.ABOVE_AVERAGE, "leadership", ""),
        (Claim.ABOVE_AVERAGE, "", ""),
    ],
    ids=["whom", "itself", "one headline", "unknown", "no headline"],
)
def test_a_claim_that_is_not_complete_is_refused(claim: Claim, headline: str, other: str) -> None:
    with pytest.raises(InputError):
        allowed(comparing(score("Anytown", 73)), claim, headline, other=other)
