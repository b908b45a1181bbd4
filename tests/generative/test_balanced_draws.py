"""What holds of every balanced draw, whatever the caseload."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from corecase.core.cases import Case
from corecase.core.draw_records import from_record, to_bytes
from corecase.core.frames import Frame
from corecase.statistics.balance import cube_draw
from corecase.statistics.balanced_draws import balanced_draw
from corecase.statistics.draw_methods import replay
from tests import case_worlds

LEVELS = st.tuples(
    st.sampled_from(["FEMALE", "MALE", ""]),
    st.sampled_from(["North", "East", "South"]),
    st.sampled_from(["LOW", "HIGH"]),
)


@st.composite
def frames(choose: st.DrawFn) -> Frame:
    """A frame of up to 30 invented cases with three attributes."""
    found = choose(st.lists(LEVELS, max_size=30))
    names = ("sex", "team", "risk")
    return Frame.of(
        (
            Case(id=f"SYN-{place:02}", attributes=dict(zip(names, values, strict=True)))
            for place, values in enumerate(found)
        ),
        names,
    )


@settings(deadline=None)
@given(frames(), st.text("abc", min_size=1, max_size=3), st.data())
def test_a_balanced_draw_has_its_size_its_shares_and_its_balance(
    frame: Frame, word: str, data: st.DataObject
) -> None:
    n = data.draw(st.integers(min_value=0, max_value=frame.n_cases))
    strata = data.draw(st.sampled_from([(), ("risk",), ("sex", "risk")]))
    drawn = balanced_draw(
        frame,
        n=n,
        attributes=["team", "sex"],
        strata=strata,
        seed=case_worlds.seed_for(frame, word),
        software="test",
    )
    assert len(drawn.sample) == n
    assert sorted((*drawn.sample, *drawn.reserves)) == list(frame.ids)
    total = max(frame.n_cases, 1)
    assert all(abs(one.n_drawn * total - n * len(one.cases)) < total for one in drawn.groups)
    assert drawn.balance is not None
    shares = {case: one.n_drawn / len(one.cases) for one in drawn.groups for case in one.cases}
    n_columns = len(drawn.balance.columns) + len(drawn.groups)
    for name, level in drawn.balance.columns:
        having = [case for case, (value,) in frame.values([name]).items() if value == level]
        expected = sum(shares[case] for case in having)
        assert abs(len(set(having) & set(drawn.sample)) - expected) < n_columns
    assert replay(drawn, frame) == ()
    assert from_record(json.loads(to_bytes(drawn))) == drawn


@settings(deadline=None)
@given(st.data())
def test_any_whole_columns_keep_the_size(data: st.DataObject) -> None:
    n_cases = data.draw(st.integers(min_value=1, max_value=14))
    n_columns = data.draw(st.integers(min_value=0, max_value=4))
    values = st.integers(min_value=-(10**6), max_value=10**6)
    columns = [[data.draw(values) for _ in range(n_columns)] for _ in range(n_cases)]
    n = data.draw(st.integers(min_value=0, max_value=n_cases))
    numbers = st.floats(min_value=0, max_value=1, exclude_max=True)
    stream = iter(lambda: data.draw(numbers), None)
    given_columns = columns if n_columns else [[0]] * n_cases
    drawn = cube_draw([n / n_cases] * n_cases, given_columns, stream)
    assert len(set(drawn)) == n
