"""What holds of every draw, whatever the caseload."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from corecase.core.allocation import allocate
from corecase.core.cases import Case
from corecase.core.draw_records import from_record, to_bytes
from corecase.core.draws import Draw, draw, replay, seed_string
from corecase.core.frames import Frame
from corecase.core.replacements import ReplacementReason, Sample
from corecase.core.representativeness import representativeness

SIZES = st.dictionaries(
    st.text("ABCDEF", min_size=1, max_size=2), st.integers(min_value=0, max_value=60), max_size=8
)


@given(SIZES, st.integers(min_value=0, max_value=3), st.data())
def test_strata_give_what_was_asked_and_no_more_than_they_have(
    sizes: dict[str, int], minimum: int, data: st.DataObject
) -> None:
    total, least = sum(sizes.values()), sum(min(minimum, size) for size in sizes.values())
    n = data.draw(st.integers(min_value=least, max_value=total))
    given_cases = allocate(n, sizes, minimum=minimum)
    assert sum(given_cases.values()) == n
    for label, size in sizes.items():
        assert min(minimum, size) <= given_cases[label] <= size
        if not minimum and total:
            assert abs(given_cases[label] * total - n * size) < total
    assert allocate(n, dict(sorted(sizes.items())), minimum=minimum) == given_cases


@st.composite
def draws(choose: st.DrawFn) -> tuple[Frame, Draw]:
    """A frame of up to 40 invented cases with two attributes, and a draw from it."""
    levels = st.tuples(st.sampled_from(["FEMALE", "MALE", ""]), st.sampled_from(["North", "East"]))
    found = choose(st.lists(levels, max_size=40))
    frame = Frame.of(
        [
            Case(id=f"SYN-{place:02}", attributes={"sex": sex, "team": team})
            for place, (sex, team) in enumerate(found)
        ],
        ["sex", "team"],
    )
    seed = seed_string(
        drawn_on=date(2010, 1, 14),
        service="Invented",
        programme="CCI",
        frame_sha256=frame.sha256,
        nonce_inspectorate=choose(st.text("abc", min_size=1)),
        nonce_service="b",
    )
    n = choose(st.integers(min_value=0, max_value=frame.n_cases))
    strata = choose(st.sampled_from([(), ("sex",), ("sex", "team")]))
    return frame, draw(frame, n=n, strata=strata, seed=seed, software="test")


@given(draws())
def test_a_draw_has_every_case_once_and_can_be_repeated(found: tuple[Frame, Draw]) -> None:
    frame, drawn = found
    assert sorted((*drawn.sample, *drawn.reserves)) == list(frame.ids)
    assert len(drawn.sample) == drawn.n <= frame.n_cases
    assert replay(drawn, frame) == ()
    assert from_record(json.loads(to_bytes(drawn))) == drawn


@given(draws())
def test_a_sample_stratified_by_an_attribute_is_within_one_case_on_it(
    found: tuple[Frame, Draw],
) -> None:
    frame, drawn = found
    if drawn.n and drawn.strata == ("sex",):
        near = representativeness(frame, drawn.sample, ["sex"]).within_one_case
        assert near.count == near.out_of


@given(draws(), st.data())
def test_replacements_keep_the_size_of_every_stratum(
    found: tuple[Frame, Draw], data: st.DataObject
) -> None:
    _, drawn = found
    sample = Sample(draw=drawn)
    for group in drawn.groups:
        for _ in range(data.draw(st.integers(min_value=0, max_value=len(group.reserves)))):
            if not group.n_drawn:
                break
            present = [case_id for case_id in sample.cases if case_id in group.cases]
            sample = sample.replace(
                data.draw(st.sampled_from(present)), ReplacementReason.TRANSFERRED
            )
    for group in drawn.groups:
        assert sum(case_id in group.cases for case_id in sample.cases) == group.n_drawn
    assert len(set(sample.cases)) == drawn.n
    assert sample.replaced.count <= len(sample.replacements)
