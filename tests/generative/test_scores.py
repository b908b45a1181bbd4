"""What holds of every score, whatever was judged."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from corecase.core.figures import NOTHING, Figure
from corecase.core.findings import draft
from corecase.core.judgements import Answer, Judgement, Judgements
from corecase.core.scoring import Scores, boundaries, pools, score, trace
from tests.builders import ANSWERS, BANDS, REVERSED, framework, one_criterion

TINY = framework()
N_CASES = st.integers(min_value=1, max_value=12)


@st.composite
def judgement_lists(draw: st.DrawFn) -> list[Judgement]:
    """Some of the answers to the tiny framework for up to twelve cases."""
    n_cases = draw(N_CASES)
    answers = st.sampled_from([*ANSWERS.values(), None])
    return [
        Judgement(case_id=f"X-{place}", item_id=item.id, answer=answer)
        for place in range(n_cases)
        for item in TINY.items
        if (answer := draw(answers))
    ]


def scored(judgements: list[Judgement]) -> Scores:
    return score(TINY, Judgements.of(judgements))


@given(judgement_lists())
def test_a_score_lies_between_the_extremes_of_its_items(judgements: list[Judgement]) -> None:
    scores = scored(judgements)
    for found in scores.all:
        stands = pools(TINY, found.id)
        figures = [scores.items[item.id] for item in TINY.items if stands(item)]
        shares = [figure.share for figure in figures if figure.is_applicable]
        assert found.figure.is_applicable == bool(shares)
        if shares:
            assert min(shares) <= found.figure.share <= max(shares)


@given(judgement_lists())
def test_sections_are_the_sums_of_their_criteria(judgements: list[Judgement]) -> None:
    scores = scored(judgements)
    for section in TINY.sections:
        criteria = [scores.of(c.id).figure for c in TINY.criteria_of(section.id)]
        assert scores.of(section.id).figure == sum(criteria, NOTHING)


@given(judgement_lists(), st.data())
def test_one_reversal_lowers_exactly_the_scores_that_pool_it(
    judgements: list[Judgement], data: st.DataObject
) -> None:
    good = [place for place, j in enumerate(judgements) if j.answer is Answer.SUFFICIENT]
    if not good:
        return
    at = data.draw(st.sampled_from(good))
    old = judgements[at]
    turned = Judgement(case_id=old.case_id, item_id=old.item_id, answer=REVERSED[old.answer])
    before, after = scored(judgements), scored([*judgements[:at], turned, *judgements[at + 1 :]])
    item = TINY.item(old.item_id)
    for was, now in zip(before.all, after.all, strict=True):
        by = 1 if pools(TINY, was.id)(item) else 0
        assert now.figure == Figure(count=was.figure.count - by, out_of=was.figure.out_of)
    others = {i: f for i, f in before.items.items() if i != item.id}
    assert {i: f for i, f in after.items.items() if i != item.id} == others


@given(judgement_lists(), st.randoms(use_true_random=False))
def test_the_order_of_judgements_does_not_matter(
    judgements: list[Judgement], chance: object
) -> None:
    mixed = list(judgements)
    chance.shuffle(mixed)  # type: ignore[attr-defined] # a random.Random
    assert scored(mixed) == scored(judgements)
    once, again = (draft(TINY, Judgements.of(found)) for found in (judgements, mixed))
    assert once == again


@given(judgement_lists())
def test_the_trace_of_every_score_adds_up_to_it(judgements: list[Judgement]) -> None:
    for found in scored(judgements).all:
        behind = trace(TINY, Judgements.of(judgements), found.id)
        sufficient = sum(j.answer is Answer.SUFFICIENT for j in behind)
        assert Figure(count=sufficient, out_of=len(behind)) == found.figure


@st.composite
def edges(draw: st.DrawFn) -> Mapping[str, object]:
    """One to four bands that start anywhere, and the rule they are read by."""
    above = draw(st.sets(st.integers(min_value=1, max_value=100), max_size=3))
    bands = [type(BANDS[0])(id=f"B{low}", label="Any", from_percent=low) for low in {0, *above}]
    return {"bands": tuple(bands), "band_on": draw(st.sampled_from(["exact", "printed"]))}


@given(edges(), st.integers(min_value=0, max_value=60), st.integers(min_value=1, max_value=60))
def test_the_boundary_panel_agrees_with_trying_every_count(
    changes: Mapping[str, object], count: int, out_of: int
) -> None:
    count = min(count, out_of)
    asked = one_criterion(1, **changes)
    judgements = Judgements.of(
        Judgement(
            case_id=f"X-{place}",
            item_id="T-Q0",
            answer=Answer.SUFFICIENT if place < count else Answer.INSUFFICIENT,
        )
        for place in range(out_of)
    )
    lows = [
        band.from_percent
        for other in range(out_of + 1)
        if (band := asked.band_for(Figure(count=other, out_of=out_of)))
    ]
    up = [n - count for n, low in enumerate(lows) if low > lows[count]]
    down = [count - n for n, low in enumerate(lows) if low < lows[count]]
    (row,) = boundaries(asked, judgements)
    assert row.to_raise == min(up, default=None)
    assert row.to_lower == min(down, default=None)
    assert row.fewest == min([*up, *down], default=None)
    assert len({j.case_id for j in row.which}) == (row.fewest or 0)
