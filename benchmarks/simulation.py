"""Do intervals hold where the truth is known? 120 programmes of 157 services, as planned.

Coverages are far from exact figures: each has a Monte-Carlo error, which for the full size is a
tenth to a quarter of a point. The seed is fixed, so a figure changes only with the code.
"""

import time
from dataclasses import replace

from benchmarks.measured import Measured
from corecase.statistics.coverage import Calibration, Coverage
from corecase.statistics.simulation import programmes
from corecase.statistics.simulation_design import Design, SimulatedAssessors
from corecase.statistics.simulation_study import Study, assessor_effect, study

SEED = 1
N_PROGRAMMES = 120
N_WITH_ASSESSORS = 20

SECONDS = 9.0
POINTS_FROM_LEVEL = 2.0
NAIVE_AT_MOST = 80.0
POINTS_FROM_STATED = 3.0


def measure() -> list[Measured]:
    """The time of the generator, every coverage, the calibrations and the negative controls."""
    design = Design()
    seconds = _generated(design)
    shown = study(design, seed=SEED, n_programmes=N_PROGRAMMES)
    everything = replace(design, gates=True, case_mix=True)
    mixed = study(everything, seed=SEED, n_programmes=N_WITH_ASSESSORS)
    ignored, allowed_for = assessor_effect(
        replace(everything, assessors=SimulatedAssessors()),
        seed=SEED,
        n_programmes=N_WITH_ASSESSORS,
    )
    size = f"{N_PROGRAMMES} programmes of {design.n_services} services"
    return [
        Measured(what=f"{size} simulated, of the processor", value=seconds, promised=SECONDS),
        *(_distance(one) for one in shown.promises),
        *(_distance(one) for one in shown.by_headline),
        _distance(mixed.caseload, " with gates and case mix"),
        _distance(mixed.practice, " with gates and case mix"),
        _distance(allowed_for),
        _held(ignored),
        _held(shown.mistaken),
        _held(shown.naive, NAIVE_AT_MOST),
        *(_gap(one) for one in (shown.bands, shown.bands_among, shown.top_quartile)),
        *_said(shown),
    ]


def _generated(design: Design) -> float:
    began = time.process_time()
    for programme in programmes(design, seed=SEED, n_programmes=N_PROGRAMMES):
        assert programme.answers.size
    return time.process_time() - began


def _distance(one: Coverage, where: str = "") -> Measured:
    """How far a coverage is from its level, in points."""
    return Measured(
        what=f"{100 * one.level:.0f}% interval, {one.what}{where}: coverage from its level",
        value=100 * abs(one.share - one.level),
        promised=POINTS_FROM_LEVEL,
        unit="points",
    )


def _held(one: Coverage, at_most: float | None = None) -> Measured:
    """A negative control: how often it held the truth."""
    return Measured(
        what=f"{100 * one.level:.0f}% interval made the wrong way, {one.what}: coverage",
        value=100 * one.share,
        promised=at_most,
        unit="%",
    )


def _gap(one: Calibration) -> Measured:
    return Measured(
        what=f"chances stated, {one.what}: the widest gap of a group",
        value=100 * one.widest_gap,
        promised=POINTS_FROM_STATED,
        unit="points",
    )


def _said(shown: Study) -> list[Measured]:
    """Figures without a promise, which stand beside the others."""
    return [
        Measured(
            what="scores in another band than their caseload",
            value=100 * shown.other_band.share,
            promised=None,
            unit="%",
        ),
        Measured(
            what="bad luck in the lowest printed score",
            value=100 * (shown.lowest.truth - shown.lowest.observed),
            promised=None,
            unit="points",
        ),
    ]
