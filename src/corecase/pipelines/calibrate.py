"""A service's own judgements and those of its inspection in, as folders; the calibration out."""

from dataclasses import replace
from pathlib import Path

from corecase.core.calibration import Calibration, calibrated
from corecase.core.judgements import Judgements
from corecase.core.own_inspections import narrowed
from corecase.pipelines.judged_folders import as_judged
from corecase.pipelines.read import read_folder
from corecase.statistics.before_after import before_after
from corecase.statistics.judged_sides import AsJudged


def calibrate(own: Path, inspected: Path, *, level: float = 0.95) -> Calibration:
    """How far, and in which direction, the service was out, by criterion.

    Raises InputError where a folder cannot be read or the two judge by different frameworks.
    """
    return calibrated(before_after(_side(inspected), _side(own), level=level))


def on_criteria(side: AsJudged, criteria: tuple[str, ...]) -> AsJudged:
    """A side on these criteria alone; whole where none is given."""
    known = {one.id for one in side.framework.criteria}
    of = narrowed(side.framework, [one for one in criteria if one in known])
    asked = {item.id for item in of.items}
    kept = Judgements.of(
        (one for one in side.judgements if one.item_id in asked),
        cases=[case.id for case in side.cases],
    )
    return replace(side, framework=of, judgements=kept)


def _side(path: Path) -> AsJudged:
    return as_judged(read_folder(path))
