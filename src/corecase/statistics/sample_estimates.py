"""Every score of one sample with its interval and the chances of its band: what a page prints."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import floor

from corecase.core.cases import Case
from corecase.core.drawn_samples import DrawnSample
from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.core.intervals import Interval
from corecase.core.judgements import Judgements
from corecase.core.missing_cases import ScoreBounds, score_bounds
from corecase.core.scoring import Score, Scores, score
from corecase.statistics.bands import PROBABLE, SETTLED, BandChances, band_chances
from corecase.statistics.drawn_totals import assessed, drawn_totals
from corecase.statistics.estimates import NOISE, Estimates, Target, estimate
from corecase.statistics.intervals import Method, score_intervals
from corecase.statistics.precision import precision_sentences


class Certainty(StrEnum):
    """How firmly a whole caseload has the band of a score."""

    SETTLED = "SETTLED"
    PROBABLE = "PROBABLE"
    CLOSE = "CLOSE"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreEstimate:
    """One score, its estimate for the target, its interval and the chances of its band.

    `share` is the estimate, weighted where strata were sampled unequally; None where nothing
    applies. `interval` is None for too few applicable cases and `chances` for a score without a
    band or an interval; `method` says why. `sentence` says how near the score is to that of all
    cases; `bounds` is None where no case is missing.
    """

    score: Score
    share: float | None
    interval: Interval | None
    method: Method
    sentence: str
    chances: BandChances | None = None
    bounds: ScoreBounds | None = None

    @property
    def points_around(self) -> int | None:
        """Within how many points of the estimate its interval lies, at least 1.

        None without an interval, and where one end is further away than the other: then the two
        ends say more than one distance.
        """
        if self.interval is None or self.share is None:
            return None
        below = floor(100 * (self.share - self.interval.low) + 0.5)
        above = floor(100 * (self.interval.high - self.share) + 0.5)
        return max(1, above) if above == below else None

    @property
    def is_count_only(self) -> bool:
        """Whether it applies in too few cases for any percentage, which a page explains once."""
        return self.method is Method.COUNT_ONLY

    @property
    def chance_printed(self) -> str:
        """How likely the score's own band is, `"91%"`; empty without one, never 0% or 100%.

        Never rounded up to a line of `corecase.statistics.bands` that it does not reach.
        """
        if self.chances is None:
            return ""
        percent = floor(100 * self.chances.chance + 0.5)
        for line in (SETTLED, PROBABLE):
            if self.chances.chance < line <= percent / 100:
                percent -= 1
        return {0: "under 1%", 100: "over 99%"}.get(percent, f"{percent}%")

    @property
    def interval_printed(self) -> str:
        """`"53% to 67%"`, or why there is none: `"all cases assessed"`."""
        if self.interval is None or self.method is Method.COMPLETE:
            return self.method.words
        return self.interval.printed

    @property
    def band_remark(self) -> str:
        """How sure the band is: `"97%"`, `"80%: probably"`; why not, where it is not known."""
        if self.chances is None or self.method is Method.COMPLETE:
            return self.method.words
        remark = f": {self.chances.remark}" if self.chances.remark else ""
        return f"{self.chance_printed}{remark}"

    def band_remark_beside(self, band: str) -> str:
        """`band_remark` beside a band: the chance is of another where unfinished cases moved it."""
        own = self.score.band
        if self.chances is None or own is None or own.id == band:
            return self.band_remark
        return f"{own.id} by the fully answered cases: {self.band_remark}"

    @property
    def certainty(self) -> Certainty | None:
        """How firmly the whole caseload has the score's band; None without a chance of it."""
        if self.chances is None:
            return None
        if self.chances.chance >= SETTLED:
            return Certainty.SETTLED
        return Certainty.PROBABLE if self.chances.chance >= PROBABLE else Certainty.CLOSE

    @property
    def weighted_percent(self) -> int | None:
        """The estimate in whole percent, halves up, where weights make it another than printed."""
        if self.share is None or abs(self.share - self.score.figure.share) < NOISE:
            return None
        percent = floor(100 * self.share + 0.5)
        return None if percent == self.score.figure.percent else percent


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleEstimates:
    """Every score of a sample, in the order of `core.scoring.Scores.all`.

    `n_cases` are the cases fully answered so far, `n_unfinished` those with some of their answers,
    which no figure here counts, `n_missing` those that could not be assessed. `n_population` is
    how many could be drawn, None where nobody knows; `by` the attributes of its strata.
    `n_joined` counts strata with too few assessed cases, which were counted with another.
    """

    n_cases: int
    n_unfinished: int
    n_missing: int
    n_population: int | None
    by: tuple[str, ...]
    n_joined: int
    level: float
    target: Target
    rows: tuple[ScoreEstimate, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every case that could be drawn was assessed and intervals are about those."""
        return self.target is Target.CASELOAD and self.n_cases == self.n_population

    @property
    def is_practice(self) -> bool:
        """Whether intervals are about how the service works, not about this caseload."""
        return self.target is Target.PRACTICE

    @property
    def drawn_sentence(self) -> str:
        """How many cases were assessed and of how many, in a sentence."""
        cases = f"{self.n_cases} case{'s were' if self.n_cases != 1 else ' was'} assessed"
        if self.n_population is None:
            return f"{cases}; how many could have been drawn is not known."
        by = f", by strata of {' and '.join(map(_plain, self.by))}" if self.by else ""
        return f"{cases} of {self.n_population} that could be drawn{by}."

    @property
    def notices(self) -> tuple[str, ...]:
        """What a reader has to know of all intervals, in sentences that name no stratum."""
        said = [unfinished_notice(self.n_unfinished)] if self.n_unfinished else []
        if self.n_population is None and not self.is_practice:
            said.append(
                "So the intervals hold if chance chose the cases. They make no allowance for "
                "having assessed a good part of all, and may be wider than they need be."
            )
        if any(row.weighted_percent is not None for row in self.rows):
            said.append(
                "An interval counts each stratum with its share of all cases, a score counts "
                "every judgement alike: an interval may lie around another percentage."
            )
        if self.n_joined:
            said.append("A stratum with too few assessed cases is counted together with another.")
        return tuple(said)

    @property
    def has_intervals(self) -> bool:
        """Whether any score has an interval that leaves something open."""
        return not self.is_complete and any(row.interval for row in self.rows)

    def of(self, score_id: str) -> ScoreEstimate:
        """The score with this identifier. Raises InputError naming those that exist."""
        for row in self.rows:
            if row.score.id == score_id:
                return row
        known = ", ".join(row.score.id for row in self.rows)
        raise InputError(f"There is no score {score_id!r}; this framework has {known}.")


def sample_estimates(
    framework: Framework,
    judgements: Judgements,
    cases: Iterable[Case],
    *,
    drawn: DrawnSample | None = None,
    level: float = 0.95,
    target: Target = Target.CASELOAD,
) -> SampleEstimates | None:
    """The estimates of every score from the cases fully answered so far; None while there is none.

    `drawn` says what the sample was drawn from; without it nothing is corrected for the part that
    was assessed. Raises InputError for cases that cannot have been drawn from that, and for a
    level that lies not between 0 and 1.
    """
    cases = tuple(cases)
    begun = sum(map(bool, judgements.by_case.values()))
    judgements = assessed(framework, judgements, cases)
    if not judgements.by_case:
        return None
    scores = score(framework, judgements)
    found = estimate(drawn_totals(framework, judgements, cases, drawn), target)
    missing = drawn.missing if drawn else ()
    bounds = {one.score_id: one for one in score_bounds(framework, judgements, missing) if missing}
    return SampleEstimates(
        n_cases=found.n_cases,
        n_unfinished=begun - sum(map(bool, judgements.by_case.values())),
        n_missing=len(missing),
        n_population=drawn.n_population if drawn else None,
        by=drawn.by if drawn else (),
        n_joined=len(found.notes),
        level=level,
        target=target,
        rows=tuple(_rows(framework, scores, found, bounds, level)),
    )


def _rows(
    framework: Framework,
    scores: Scores,
    found: Estimates,
    bounds: Mapping[str, ScoreBounds],
    level: float,
) -> Iterator[ScoreEstimate]:
    """Each score with what is estimated of it, in the order of the scores."""
    chances = {one.score_id: one for one in band_chances(framework, scores, found)}
    sentences = precision_sentences(found, level)
    for scored, one in zip(scores.all, score_intervals(found, level), strict=True):
        yield ScoreEstimate(
            score=scored,
            share=one.share,
            interval=one.interval,
            method=one.method,
            sentence=sentences[scored.id],
            chances=chances.get(scored.id),
            bounds=bounds.get(scored.id),
        )


def unfinished_notice(n: int) -> str:
    """That so many cases, 1 or more, are only begun and stand behind no interval."""
    cases = "1 more case has some of its" if n == 1 else f"{n} more cases have some of their"
    return (
        f"{cases} answers. Those answers count in the scores, and in no interval before the case "
        "is fully answered."
    )


def _plain(attribute: str) -> str:
    return attribute.replace("_", " ")
