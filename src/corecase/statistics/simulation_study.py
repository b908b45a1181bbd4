"""What a simulation shows of the methods: every claim of an interval beside a known truth."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from corecase.core.errors import InputError
from corecase.statistics.assessors import team_variance
from corecase.statistics.claim_questions import Bands, Extremes, Lowest, Places, Share
from corecase.statistics.coverage import Calibration, CalibrationTally, Coverage, CoverageTally
from corecase.statistics.estimates import Target
from corecase.statistics.interval_questions import (
    Differences,
    NaiveIntervals,
    ScoreIntervals,
    ShrunkIntervals,
)
from corecase.statistics.simulated_inspections import Inspected, inspected
from corecase.statistics.simulation import Programme, programmes
from corecase.statistics.simulation_design import SYNTHETIC, Design

BAND_EDGES = (0.0, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Groups of the chance of a score's own band, which is seldom below a half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What a simulation of `n_programmes` with one seed showed.

    `caseload` (95%), `caseload_80` and `practice` are intervals of scores, for both targets;
    `by_headline` those of the caseload one headline at a time. `shrunken`, `differences` and
    `places` speak of `compared`. `naive` and `mistaken` are negative controls and ought to fail:
    intervals as if every judgement were a case, and intervals of the caseload that are taken for
    the practice. `brier` are the scores of a band without doubt, by the score alone and among all.
    `clear_differences` is the share of pairs whose difference was told from 0. `seems_top`,
    `truly_top` and `named_top` are counts: scores that seemed to be in the top quartile,
    those that truly were, and those for which a chance of nine in ten was stated.
    """

    design: Design
    seed: int
    n_programmes: int
    compared: Target
    caseload: Coverage
    caseload_80: Coverage
    by_headline: tuple[Coverage, ...]
    practice: Coverage
    shrunken: Coverage
    differences: Coverage
    places: Coverage
    naive: Coverage
    mistaken: Coverage
    bands: Calibration
    bands_among: Calibration
    other_band: Share
    brier: tuple[float, float, float]
    top_quartile: Calibration
    seems_top: int
    truly_top: int
    named_top: int
    clear_differences: float
    lowest: Lowest

    @property
    def notice(self) -> str:
        """What has to stand on every figure of it."""
        return f"{SYNTHETIC} Seed {self.seed}."

    @property
    def promises(self) -> tuple[Coverage, ...]:
        """The intervals that ought to hold the truth at their level."""
        return (
            self.caseload,
            self.caseload_80,
            self.practice,
            self.shrunken,
            self.differences,
            self.places,
        )

    @property
    def controls(self) -> tuple[Coverage, ...]:
        """The intervals that ought not to."""
        return self.naive, self.mistaken


def study(
    design: Design,
    *,
    seed: int,
    n_programmes: int,
    compared: Target = Target.PRACTICE,
    n_draws: int = 2_000,
) -> Study:
    """Simulates programmes one after another and puts every claim beside the truth.

    Shrinkage, differences and places speak of `compared`: practice, as comparisons do. Bands
    speak of the caseload, as reports do. `n_draws` is how often places are drawn. Needs headlines
    of several items. Raises InputError for fewer than two services or no programme.
    """
    if design.n_services < 2:
        raise InputError("Comparisons need at least two services; simulate more.")
    asked = _Asked(design, seed, n_draws)
    for programme in programmes(design, seed=seed, n_programmes=n_programmes):
        asked.look({target: inspected(programme, target) for target in Target}, compared)
    return asked.answered(design, seed, n_programmes, compared)


class _Asked:
    """The questions of a study, each with what it has counted so far."""

    def __init__(self, design: Design, seed: int, n_draws: int) -> None:
        # A stream of its own: what is asked does not change what is simulated.
        rng = Generator(np.random.PCG64([seed, 1]))
        self.caseload = ScoreIntervals(_tally("score of this caseload"))
        self.caseload_80 = ScoreIntervals(_tally("score of this caseload", 0.80))
        self.by_headline = tuple(
            ScoreIntervals(_tally(f"{headline.title} of this caseload"), g)
            for g, headline in enumerate(design.headlines)
        )
        self.practice = ScoreIntervals(_tally("score of how a service works"))
        self.naive = NaiveIntervals(_tally("each judgement taken for a case"))
        self.mistaken = ScoreIntervals(_tally("caseload taken for how it works"))
        self.bands = Bands(
            CalibrationTally(what="its band, read alone", edges=BAND_EDGES),
            CalibrationTally(what="its band, read among all", edges=BAND_EDGES),
        )
        self.shrunken = ShrunkIntervals(_tally("score read among all"))
        self.pairs = Differences(_tally("difference of two services"), rng)
        top = CalibrationTally(what="being in the top quartile")
        self.places = Places(
            CoverageTally(what="place among services", level=0.95, unit="places"), top, rng, n_draws
        )
        self.extremes = Extremes()

    def look(self, seen: dict[Target, Inspected], compared: Target) -> None:
        caseload, practice = seen[Target.CASELOAD], seen[Target.PRACTICE]
        for score in (self.caseload, self.caseload_80, *self.by_headline):
            score.look(caseload)
        self.naive.look(caseload)
        self.bands.look(caseload)
        self.practice.look(practice)
        self.mistaken.look(replace(caseload, truth=practice.truth))
        self.shrunken.look(seen[compared])
        self.pairs.look(seen[compared])
        self.places.look(seen[compared])
        self.extremes.look(seen[compared])

    def answered(self, design: Design, seed: int, n_programmes: int, compared: Target) -> Study:
        return Study(
            design=design,
            seed=seed,
            n_programmes=n_programmes,
            compared=compared,
            caseload=self.caseload.result(),
            caseload_80=self.caseload_80.result(),
            by_headline=tuple(one.result() for one in self.by_headline),
            practice=self.practice.result(),
            shrunken=self.shrunken.result(),
            differences=self.pairs.result(),
            places=self.places.result(),
            naive=self.naive.result(),
            mistaken=self.mistaken.result(),
            bands=self.bands.alone.result(),
            bands_among=self.bands.among.result(),
            other_band=self.bands.elsewhere(),
            brier=self.bands.brier(),
            top_quartile=self.places.calibration(),
            seems_top=self.places.observed,
            truly_top=self.places.truly,
            named_top=self.places.named,
            clear_differences=self.pairs.n_clear / self.pairs.n_pairs,
            lowest=self.extremes.result(),
        )


def assessor_effect(design: Design, *, seed: int, n_programmes: int) -> tuple[Coverage, Coverage]:
    """Coverage of 95% intervals where assessors differ: without and with the team's variance.

    The truth is the caseload judged by the average assessor. The spread of leniency that is
    added is the true one of the design, which a real programme has to estimate from second
    marking. Raises InputError for a design without assessors.
    """
    if design.assessors is None:
        raise InputError("This design has one average assessor; give it assessors.")
    severity = design.assessors.leniency_sd
    without = ScoreIntervals(_tally("score, its team ignored"))
    within = ScoreIntervals(_tally("score, its team allowed for"))
    for programme in programmes(design, seed=seed, n_programmes=n_programmes):
        seen = inspected(programme, Target.CASELOAD)
        without.look(seen)
        within.look(_with_teams(programme, seen, severity))
    return without.result(), within.result()


def _with_teams(programme: Programme, seen: Inspected, severity: float) -> Inspected:
    added = np.zeros_like(seen.estimates.variances)
    for k in range(len(added)):
        judgements = programme.judgements_by_assessor(k)
        for g in range(seen.n_headlines):
            added[k, g] = team_variance(float(seen.estimates.shares[k, g]), severity, judgements[g])
    estimates = replace(seen.estimates, variances=seen.estimates.variances + added)
    return replace(seen, estimates=estimates)


def _tally(what: str, level: float = 0.95) -> CoverageTally:
    return CoverageTally(what=what, level=level)
