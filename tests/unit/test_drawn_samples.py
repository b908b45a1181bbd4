"""What a sample was drawn from: sizes that fit, strata that every case belongs to."""

from dataclasses import replace

import pytest

from corecase.core.cases import Case
from corecase.core.drawn_samples import DrawnSample, StratumSize
from corecase.core.errors import InputError

BY_SENTENCE = DrawnSample(
    n_population=12,
    by=("sentence",),
    strata=(
        StratumSize(values=("custody",), n_population=2),
        StratumSize(values=("",), n_population=10),
    ),
)
GONE = Case(id="X-9", attributes={"sentence": "custody"})


def cases(n: int, **attributes: str) -> tuple[Case, ...]:
    return tuple(Case(id=f"X-{place}", attributes=attributes) for place in range(n))


def test_strata_have_sizes_by_the_words_that_people_read() -> None:
    assert dict(BY_SENTENCE.sizes) == {"custody": 2, "not known": 10}
    assert [BY_SENTENCE.stratum_of(case) for case in cases(1, sentence="custody")] == ["custody"]
    assert [BY_SENTENCE.stratum_of(case) for case in cases(1)] == ["not known"]
    assert not DrawnSample(n_population=1).sizes


def test_a_case_of_no_stratum_is_named() -> None:
    with pytest.raises(InputError, match=r"Case X-0 is of the stratum 'community' \(sentence\)"):
        BY_SENTENCE.check_cases(cases(1, sentence="community"))


@pytest.mark.parametrize("n", [0, 1, 3])
def test_as_many_cases_as_there_were_can_be_drawn(n: int) -> None:
    DrawnSample(n_population=3).check_cases(cases(n))
    DrawnSample(n_population=4, missing=(GONE,)).check_cases(cases(n))
    BY_SENTENCE.check_cases(cases(n))
    BY_SENTENCE.check_cases(cases(min(n, 2), sentence="custody"))


def test_more_cases_than_there_were_cannot_be_drawn() -> None:
    with pytest.raises(InputError, match="The sample has 4 cases and 3 could be drawn"):
        DrawnSample(n_population=3, missing=(GONE,)).check_cases(cases(3))
    with pytest.raises(InputError, match="3 cases of the stratum 'custody' were drawn and 2"):
        BY_SENTENCE.check_cases(cases(3, sentence="custody"))
    with pytest.raises(InputError, match="3 cases of the stratum 'custody' were drawn and 2"):
        replace(BY_SENTENCE, missing=(GONE,)).check_cases(cases(2, sentence="custody"))


def test_a_case_is_judged_or_missing() -> None:
    drawn = DrawnSample(n_population=3, missing=(Case(id="X-0"),))
    with pytest.raises(InputError, match="Case X-0 is judged and missing"):
        drawn.check_cases(cases(1))


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"n_population": 0}, "at least one case"),
        ({"n_population": 5, "missing": (Case(id="X-9"),) * 2}, "'X-9' stands twice"),
        ({"n_population": 5, "by": ("sentence",)}, "Strata need the attributes"),
        ({"n_population": 5, "strata": (StratumSize(values=(), n_population=5),)}, "Strata need"),
        (
            {
                "n_population": 5,
                "by": ("sentence", "sex"),
                "strata": (StratumSize(values=("custody",), n_population=5),),
            },
            "a value for each attribute",
        ),
        (
            {
                "n_population": 4,
                "by": ("sentence",),
                "strata": (StratumSize(values=("custody",), n_population=2),) * 2,
            },
            "'custody' stands twice",
        ),
        (
            {
                "n_population": 5,
                "by": ("sentence",),
                "strata": (StratumSize(values=("custody",), n_population=2),),
            },
            "have 2 cases together and 5 could be drawn",
        ),
    ],
)
def test_parts_that_do_not_fit_are_refused(said: dict[str, object], fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        DrawnSample(**said)  # type: ignore[arg-type]  # values of the table


def test_a_stratum_has_a_case() -> None:
    with pytest.raises(InputError, match="at least one case that could be drawn"):
        StratumSize(values=("custody",), n_population=0)
