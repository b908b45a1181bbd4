"""Answers to a survey in print: counts first, percentages from 20, intervals with their label."""

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.survey_figures import SurveyFigure


def survey(count: int, out_of: int, n_invited: int | None = None) -> SurveyFigure:
    return SurveyFigure(figure=Figure(count=count, out_of=out_of), n_invited=n_invited)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (survey(10, 13), "10 of 13; how many were invited is not known"),
        (survey(18, 22, 40), "18 of 22 (82%, few answers); 22 of the 40 invited answered (55%)"),
        (survey(46, 92, 184), "46 of 92 (50%); 92 of the 184 invited answered (50%)"),
    ],
)
def test_percentages_need_20_answers_and_are_cautious_to_49(
    found: SurveyFigure, words: str
) -> None:
    assert found.words == words


@pytest.mark.parametrize(
    ("count", "out_of", "low", "high"),
    [(18, 22, 0.615, 0.927), (22, 22, 0.851, 1), (10, 13, 0.497, 0.918), (0, 20, 0, 0.1611)],
)
def test_the_interval_is_wilsons(count: int, out_of: int, low: float, high: float) -> None:
    found = survey(count, out_of).interval()
    assert found.low == pytest.approx(low, abs=5e-4)
    assert found.high == pytest.approx(high, abs=5e-4)


def test_open_data_hold_more_than_30_answers() -> None:
    assert not survey(10, 30).may_be_open
    assert survey(10, 31).may_be_open


def test_what_is_no_figure_is_refused() -> None:
    with pytest.raises(InputError, match="Nobody answered"):
        survey(0, 0)
    with pytest.raises(InputError, match="correct one"):
        survey(3, 20, 19)
    with pytest.raises(InputError, match="level"):
        survey(3, 20).interval(95)
