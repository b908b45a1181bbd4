"""Judgements and a framework into pooled scores, bands, boundaries and a trace.

A score pools judgements: 100 x sufficient / applicable. It is never a mean of percentages.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from corecase.core.criteria import Band, Item
from corecase.core.errors import InputError
from corecase.core.figures import LEAST_CASES, NOTHING, Figure
from corecase.core.frameworks import BandRule, Framework
from corecase.core.judgements import Answer, Judgement, Judgements

Level = Literal["criterion", "section", "headline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A pooled figure with its band.

    `id` is the criterion's, section's or headline's; `band` is None for a section (sections
    carry no band), on a base of 0, and where the framework has no bands. `other_band` is
    the one under the other rule (of the printed whole number where bands follow the exact
    score): where the two differ, the score carries a flag. `n_cases` are the cases in which
    any of it applies, None where nobody counted them.
    """

    level: Level
    id: str
    label: str
    figure: Figure
    band: Band | None = None
    other_band: Band | None = None
    band_on: BandRule = "exact"
    n_cases: int | None = None

    @property
    def is_count_only(self) -> bool:
        """Whether it applies in so few cases that the count is printed and no percentage."""
        few = self.n_cases is not None and self.n_cases < LEAST_CASES
        return few and self.figure.is_applicable

    @property
    def printed(self) -> str:
        """As every page prints it: `"60%"`, on fewer than 5 cases the count, `"3 of 4"`."""
        return self.figure.printed_on(self.n_cases)

    @property
    def bands_disagree(self) -> bool:
        """Whether the exact score and the printed figure would be banded differently."""
        return self.band != self.other_band

    @property
    def band_flag(self) -> str:
        """What a reader should know where the two rules differ, in a sentence; else empty."""
        if self.is_count_only or not (self.band and self.other_band and self.bands_disagree):
            return ""
        exact = f"exactly {float(100 * self.figure.share):.2f}% ({self.figure})"
        said, other = ("exact score", "printed figure")
        if self.band_on == "printed":
            said, other = other, said
        return (
            f"Printed {self.figure.printed}, {exact}: {self.band.id} follows the {said}; the "
            f"{other} alone would read {self.other_band.id}."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Every score of one inspection, and the figure of every item."""

    criteria: tuple[Score, ...]
    sections: tuple[Score, ...]
    headlines: tuple[Score, ...]
    items: Mapping[str, Figure]

    @property
    def all(self) -> tuple[Score, ...]:
        """Criteria, then sections, then headlines."""
        return (*self.criteria, *self.sections, *self.headlines)

    def of(self, score_id: str) -> Score:
        """The score with this identifier. Raises InputError naming those that exist."""
        for score in self.all:
            if score.id == score_id:
                return score
        known = ", ".join(score.id for score in self.all)
        raise InputError(f"There is no score {score_id!r}; this framework has {known}.")


def item_figures(framework: Framework, judgements: Judgements) -> dict[str, Figure]:
    """Sufficient out of applicable for every item of the framework, 0 of 0 where none is."""
    counts = {item.id: [0, 0] for item in framework.items}
    for judgement in judgements:
        if judgement.answer.is_scored and judgement.item_id in counts:
            tally = counts[judgement.item_id]
            tally[0] += judgement.answer is Answer.SUFFICIENT
            tally[1] += 1
    return {item: Figure(count=c, out_of=n) for item, (c, n) in counts.items()}


def score(framework: Framework, judgements: Judgements) -> Scores:
    """Scores every criterion, section and headline by pooling judgements.

    Unanswered items are left out, so a score of incomplete judgements is a preview: ask
    `corecase.core.assessments.unanswered` before it is final. A score behind which nothing
    applies has a base of 0 and prints "not applicable".
    """
    figures = item_figures(framework, judgements)
    behind = _cases_behind(judgements)
    return Scores(
        criteria=tuple(
            _banded(framework, "criterion", c.id, f"{c.number} {c.title}", figures, behind)
            for c in framework.criteria
        ),
        sections=tuple(
            Score(
                level="section",
                id=s.id,
                label=s.title,
                figure=_pooled(framework, s.id, figures),
                n_cases=_n_cases(framework, s.id, behind),
            )
            for s in framework.sections
        ),
        headlines=tuple(
            _banded(framework, "headline", h.id, h.title, figures, behind)
            for h in framework.headlines
        ),
        items=figures,
    )


def pools(framework: Framework, score_id: str) -> Callable[[Item], bool]:
    """Whether an item stands in a score. Each item stands at most once in any score."""
    sections = {c.id: c.section for c in framework.criteria}

    def stands(item: Item) -> bool:
        return item.scored and (
            item.criterion == score_id
            or sections[item.criterion] == score_id
            or score_id in item.headlines
        )

    return stands


def trace(framework: Framework, judgements: Judgements, score_id: str) -> tuple[Judgement, ...]:
    """The judgements behind a score, or behind an item, in case order: its whole base."""
    stands = pools(framework, score_id)
    wanted = {item.id for item in framework.items if stands(item) or item.id == score_id}
    return tuple(j for j in judgements if j.item_id in wanted and j.answer.is_scored)


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """How near a score is to another band.

    `to_raise` and `to_lower` are the fewest judgements whose reversal moves the score into
    the next band up or down, None where there is no such band. `which` names judgements
    whose reversal takes it over the nearer edge, leaving out, where it can, those that open
    or close other questions.
    """

    score: Score
    to_raise: int | None
    to_lower: int | None
    which: tuple[Judgement, ...]

    @property
    def fewest(self) -> int | None:
        """The fewest reversals that change the band, None where none does."""
        return min((n for n in (self.to_raise, self.to_lower) if n is not None), default=None)


def boundaries(framework: Framework, judgements: Judgements) -> tuple[Boundary, ...]:
    """The boundary panel: one row for each banded score, in the order of the scores."""
    scores = score(framework, judgements)
    return tuple(_boundary(framework, judgements, s) for s in scores.all if s.band)


def _pooled(framework: Framework, score_id: str, figures: Mapping[str, Figure]) -> Figure:
    stands = pools(framework, score_id)
    return sum((figures[item.id] for item in framework.items if stands(item)), NOTHING)


def _cases_behind(judgements: Judgements) -> dict[str, set[str]]:
    """For each item the cases in which it applies."""
    behind: dict[str, set[str]] = {}
    for judgement in judgements:
        if judgement.answer.is_scored:
            behind.setdefault(judgement.item_id, set()).add(judgement.case_id)
    return behind


def _n_cases(framework: Framework, score_id: str, behind: Mapping[str, set[str]]) -> int:
    stands = pools(framework, score_id)
    pooled = (behind.get(item.id, set()) for item in framework.items if stands(item))
    return len(set().union(*pooled))


def _banded(
    framework: Framework,
    level: Level,
    score_id: str,
    label: str,
    figures: Mapping[str, Figure],
    behind: Mapping[str, set[str]],
) -> Score:
    figure = _pooled(framework, score_id, figures)
    other: BandRule = "printed" if framework.band_on == "exact" else "exact"
    return Score(
        level=level,
        id=score_id,
        label=label,
        figure=figure,
        band=framework.band_for(figure),
        other_band=framework.band_for(figure, other),
        band_on=framework.band_on,
        n_cases=_n_cases(framework, score_id, behind),
    )


def _boundary(framework: Framework, judgements: Judgements, scored: Score) -> Boundary:
    up, down = _reversals(framework, scored)
    behind = trace(framework, judgements, scored.id)
    raising = up is not None and (down is None or up <= down)
    reverse = Answer.INSUFFICIENT if raising else Answer.SUFFICIENT
    gating = {item.gate.item for item in framework.items if item.gate}
    candidates = sorted(
        (j for j in behind if j.answer is reverse), key=lambda j: j.item_id in gating
    )
    fewest = up if raising else down
    return Boundary(
        score=scored, to_raise=up, to_lower=down, which=tuple(candidates[: fewest or 0])
    )


def _reversals(framework: Framework, scored: Score) -> tuple[int | None, int | None]:
    """The fewest reversals up and down; a reversal changes the count and keeps the base."""
    count, out_of = scored.figure.count, scored.figure.out_of

    def first(counts: range) -> int | None:
        for other in counts:
            if framework.band_for(Figure(count=other, out_of=out_of)) != scored.band:
                return abs(other - count)
        return None

    return first(range(count + 1, out_of + 1)), first(range(count - 1, -1, -1))
