"""Judgements and the size of a caseload into every score with its interval and its band."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgements
from corecase.core.scoring import Score, Scores, score
from corecase.exchange.cases import read_cases
from corecase.pipelines.read import Judged
from corecase.statistics.bands import BandChances, band_chances
from corecase.statistics.drawn_totals import assessed, drawn_totals
from corecase.statistics.estimates import Estimates, Target, estimate
from corecase.statistics.intervals import ScoreInterval, score_intervals
from corecase.statistics.precision import estimate_notices, precision_sentences
from corecase.statistics.sample_estimates import unfinished_notice
from corecase.statistics.totals import CaseTotals, totals_of

RECONSTRUCTED = (
    "The cases are invented so that they give published figures. How much they differ from each "
    "other is a setting and not a finding. An interval rests on that, so there is none here; "
    "corecase score prints the scores."
)
"""Why a reconstruction is not estimated: what the page of the scores says of it."""

NOT_RECORDED = "not recorded"
"""The stratum of cases whose cell is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimatedScore:
    """A score as counted, as estimated, with the chances of its bands and a sentence.

    `label` is that of the score, or of the item. `score` is None for an item, `standard_error`
    where there is none, and `chances` where there is no band or too little applies.
    """

    label: str
    score: Score | None
    estimated: ScoreInterval
    standard_error: float | None
    chances: BandChances | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimated:
    """Every score of an inspection, estimated, with what has to be said of all of them."""

    estimates: Estimates
    level: float
    scores: tuple[EstimatedScore, ...]
    notices: tuple[str, ...]


def estimated(
    judged: Judged,
    *,
    population: int | None = None,
    caseload: Path | None = None,
    strata: str | None = None,
    level: float = 0.95,
    target: Target = Target.CASELOAD,
    items: bool = False,
) -> Estimated:
    """Estimates every score, and with `items` every item.

    From the cases fully answered so far; a notice counts those that are only begun. The
    caseload is given by its size, or by a file of its cases, which also says in which stratum (a
    column of that file) each case was drawn; without either it is what the inspection's folder
    says of it. Raises InputError for a reconstruction, where
    both are given, where a stratum is asked for without the file, and where the file lacks a
    judged case.
    """
    if judged.framework.is_reconstructed:
        raise InputError(RECONSTRUCTED)
    totals = _totals(judged, population, caseload, strata, items=items)
    estimates = estimate(totals, target)
    counted = assessed(judged.framework, judged.judgements, judged.cases)
    scores = score(judged.framework, counted)
    return Estimated(
        estimates=estimates,
        level=level,
        scores=tuple(_each(judged.framework, scores, estimates, level)),
        notices=(*_unfinished(judged.judgements, counted), *estimate_notices(estimates)),
    )


def _each(
    framework: Framework, scores: Scores, estimates: Estimates, level: float
) -> Iterator[EstimatedScore]:
    chances = {one.score_id: one for one in band_chances(framework, scores, estimates)}
    sentences = precision_sentences(estimates, level)
    known = {one.id: one for one in scores.all}
    labels = {item.id: item.label for item in framework.items}
    for one in score_intervals(estimates, level):
        name = one.score_id
        yield EstimatedScore(
            label=known[name].label if name in known else labels[name],
            score=known.get(name),
            estimated=one,
            standard_error=estimates.of(name)[1],
            chances=chances.get(name),
            sentence=sentences[name],
        )


def _unfinished(judgements: Judgements, counted: Judgements) -> Iterator[str]:
    begun, finished = (sum(map(bool, one.by_case.values())) for one in (judgements, counted))
    if begun > finished:
        yield unfinished_notice(begun - finished)


def _totals(
    judged: Judged,
    population: int | None,
    caseload: Path | None,
    strata: str | None,
    *,
    items: bool,
) -> CaseTotals:
    if population is not None and caseload is not None:
        raise InputError("Give the caseload by its size or by its file; leave one of them out.")
    if strata is not None and caseload is None:
        raise InputError(
            f"The sizes of the strata by {strata} are counted in the caseload; give its file."
        )
    framework, judgements = judged.framework, judged.judgements
    judgements = assessed(framework, judgements, judged.cases)
    if caseload is None:
        if population is None:
            return drawn_totals(framework, judgements, judged.cases, judged.drawn, items=items)
        return totals_of(framework, judgements, population=population, items=items)
    stratum_of = _strata(caseload, strata)
    strangers = [case for case in judgements.case_ids if case not in stratum_of]
    if strangers:
        raise InputError(
            f"Case {strangers[0]} was judged and is not in {caseload.name}; the file has to list "
            "the whole caseload."
        )
    sizes = Counter(stratum_of.values())
    return totals_of(framework, judgements, population=sizes, strata=stratum_of, items=items)


def _strata(caseload: Path, column: str | None) -> dict[str, str]:
    """The stratum of each case of the caseload; one for all where no column is named."""
    cases = read_cases(caseload)
    if column is None:
        return {case.id: "caseload" for case in cases}
    columns = sorted({name for case in cases for name in case.attributes})
    if column not in columns:
        raise InputError(
            f"{caseload.name} has no column {column}; choose among {', '.join(columns) or 'none'}."
        )
    return {case.id: case.attributes.get(column) or NOT_RECORDED for case in cases}
