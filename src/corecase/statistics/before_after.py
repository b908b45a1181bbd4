"""A re-inspection beside the inspection before it, score by score: every headline and criterion.

Both sides are judged samples, or one of them, or both, are known only by published figures.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from corecase.core import scoring
from corecase.core.before_after import AsPrinted, Changes, Moved, SameCases, ScoreChange
from corecase.core.crosswalks import (
    Crosswalk,
    Held,
    edition_of,
    held,
    left_out,
    matched,
    translated,
)
from corecase.core.figures import Figure
from corecase.core.frameworks import Framework
from corecase.core.item_changes import item_changes
from corecase.statistics.differences import Difference
from corecase.statistics.judged_sides import AsJudged, JudgedSide
from corecase.statistics.reinspection import Change, change, overlap_covariance
from corecase.statistics.same_cases import paired
from corecase.statistics.shrinkage import Shrunk

FEWEST_OTHERS: Final = 10
"""With fewer services nothing is said of what was to be expected: our own choice."""
NO_COUNTS: Final = "only percentages are printed: without counts there is no interval"


Side = AsJudged | AsPrinted


def before_after(
    before: Side,
    after: Side,
    *,
    framework: Framework | None = None,
    crosswalk: Crosswalk | None = None,
    others: Mapping[str, Shrunk] | None = None,
    level: float = 0.95,
) -> Changes:
    """Two inspections of one service, score by score.

    `framework` names the headlines where both sides are only printed. `others` are all first
    inspections of the programme by score, shrunk together, from which follows what was to be
    expected had nothing changed; without them nothing is taken off. Raises InputError for two
    frameworks without a crosswalk, and ManyProblems for a crosswalk that does not fit them.
    """
    if isinstance(before, AsJudged) and isinstance(after, AsJudged):
        return _judged(before, after, crosswalk, others or {}, level)
    known = [one.framework for one in (after, before) if isinstance(one, AsJudged)]
    return _printed(before, after, known[0] if known else framework, level)


def _judged(
    before: AsJudged,
    after: AsJudged,
    crosswalk: Crosswalk | None,
    others: Mapping[str, Shrunk],
    level: float,
) -> Changes:
    if crosswalk is not None and edition_of(before.framework) == edition_of(after.framework):
        crosswalk = None  # one edition of one framework needs none
    rows = held(before.framework, after.framework, crosswalk)
    whole = JudgedSide.of(before), JudgedSide.of(after)
    like = whole
    if crosswalk is not None:
        asked = matched(after.framework, crosswalk)
        like = (
            JudgedSide.of(before, asked, translated(before.judgements, crosswalk)),
            JudgedSide.of(after, asked),
        )
    common = set(whole[0].complete.case_ids) & set(whole[1].complete.case_ids)
    made = []
    for one in rows:
        sides, first = (whole, one.whole) if one.whole else (like, one.id)
        # What others scored is known of the score as printed, and not of a part of it.
        among = others.get(one.id) if one.whole == one.id else None
        made.append(_row(one, sides[0], first, sides[1], among, level))
    said = list(_notices(common, others))
    if crosswalk is None:
        said += _other_questions(rows, before.framework, after.framework)
    else:
        said += left_out(before.framework, after.framework, crosswalk)
    return Changes(
        before=before.when,
        after=after.when,
        confidence=level,
        rows=tuple(made),
        same_cases=tuple(_same_cases(like, after.framework)) if common else (),
        n_common_cases=len(common),
        said=tuple(said),
    )


def _other_questions(rows: tuple[Held, ...], before: Framework, after: Framework) -> Iterator[str]:
    """The scores behind which other questions stand than before, though the edition is one."""
    for one in rows:
        if one.whole and one.n_items:
            found = item_changes(before, one.whole, after, one.id)
            if found.changed:
                yield f"{one.label}: {found.words}"


def _notices(common: set[str], others: Mapping[str, Shrunk]) -> Iterator[str]:
    if not others:
        yield (
            "How much of a change would have come by itself is not known: no scores of other "
            "services stand behind it. Services are inspected again because they scored low, so "
            "that a part of any gain is to be expected."
        )
    if common:
        n = "1 case was" if len(common) == 1 else f"{len(common)} cases were"
        yield (
            f"{n} read both times, by reference. The intervals allow for it, and these cases "
            "stand apart."
        )


def _row(
    one: Held, before: JudgedSide, first: str, after: JudgedSide, among: Shrunk | None, level: float
) -> ScoreChange:
    was = before.figure(first) if one.is_compared else None
    now = after.figure(one.id)
    bare = ScoreChange(
        level=one.level,
        id=one.id,
        label=one.label,
        before=was,
        after=now,
        before_percent=was.percent if was else None,
        after_percent=now.percent,
        basis=one.basis if one.is_compared else "",
    )
    if not one.is_compared:
        return replace(bare, reason=one.basis)
    found = _change(one, before, first, after, among, level)
    if isinstance(found, str):
        return replace(bare, reason=found)
    return replace(
        bare,
        raw=_moved(found.raw),
        net=_moved(found.net) if found.net else None,
        expected=found.expected.share if found.expected else None,
    )


def _moved(found: Difference) -> Moved:
    return Moved(share=found.share, interval=found.interval)


def _change(
    one: Held, before: JudgedSide, first: str, after: JudgedSide, among: Shrunk | None, level: float
) -> Change | str:
    """The change of one score, or in words why there is no interval."""
    was, now = before.estimated(first), after.estimated(one.id)
    if isinstance(was, str):
        return f"before: {was}"
    if isinstance(now, str):
        return f"after: {now}"
    cases = before.by_case(first), after.by_case(one.id)
    common = cases[0].keys() & cases[1].keys()
    return change(
        was,
        now,
        covariance=overlap_covariance(*cases) if common else 0.0,
        n_common_cases=len(common),
        first_among_all=among.placed(was.share, was.standard_error) if among else None,
        level=level,
    )


def _same_cases(sides: tuple[JudgedSide, JudgedSide], asked: Framework) -> Iterator[SameCases]:
    """Each question judged both times on a case that both read, with who gained and who lost."""
    for item in asked.items:
        found = paired(sides[0].answers(item.id), sides[1].answers(item.id))
        if found.n_cases:
            yield SameCases(
                question=item.label,
                n_cases=found.n_cases,
                gained=found.gained,
                lost=found.lost,
                words=found.words,
            )


def _printed(before: Side, after: Side, framework: Framework | None, level: float) -> Changes:
    names = {} if framework is None else {one.id: one.title for one in framework.headlines}
    for side in (before, after):
        if isinstance(side, AsPrinted):
            names |= {score: names.get(score, score) for score in side.scores}
    was, now = _figures(before), _figures(after)
    sources = (
        f"{name}: {source}."
        for name, side in (("Before", before), ("After", after))
        if isinstance(side, AsPrinted)
        for source in side.sources
    )
    return Changes(
        before=before.when,
        after=after.when,
        confidence=level,
        rows=tuple(
            ScoreChange(
                level="headline",
                id=score,
                label=label,
                before=was.get(score, _NOTHING)[0],
                after=now.get(score, _NOTHING)[0],
                before_percent=was.get(score, _NOTHING)[1],
                after_percent=now.get(score, _NOTHING)[1],
                reason=NO_COUNTS if score in was and score in now else "one side is not printed",
            )
            for score, label in names.items()
        ),
        said=(
            "Whether the same questions were asked both times is not known.",
            "Services are inspected again because they scored low, so that a part of any gain is "
            "to be expected; how much cannot be worked out from percentages alone.",
            *sources,
        ),
    )


_NOTHING = (None, None)


def _figures(side: Side) -> dict[str, tuple[Figure | None, int | None]]:
    if isinstance(side, AsPrinted):
        printed = {score: one.percent for score, one in side.scores.items()}
        return {score: (None, n) for score, n in printed.items() if n is not None}
    scores = scoring.score(side.framework, side.judgements)
    return {one.id: (one.figure, one.figure.percent) for one in scores.headlines}
