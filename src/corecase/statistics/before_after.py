"""A re-inspection beside the inspection before it, score by score: every headline and criterion.

Both sides are judged samples, or one of them, or both, are known only by published figures.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from corecase.core import scoring
from corecase.core.before_after import AsPrinted, Verdict, verdict_of
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
from corecase.core.item_changes import ItemChanges, item_changes
from corecase.core.scoring import Level
from corecase.statistics.judged_sides import AsJudged, JudgedSide
from corecase.statistics.reinspection import Change, change, overlap_covariance
from corecase.statistics.same_cases import PairedItem, paired
from corecase.statistics.shrinkage import Shrunk

NO_COUNTS = "only percentages are printed: without counts there is no interval"


Side = AsJudged | AsPrinted


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One score before and after.

    The figures are None where only a percentage is printed, and the percentages None where
    nothing applied or nothing is printed. `change` is None where `reason` says why there is no
    interval. `basis` says what was compared where it is not simply the same score.
    """

    level: Level
    id: str
    label: str
    before: Figure | None
    after: Figure | None
    before_percent: int | None
    after_percent: int | None
    change: Change | None
    reason: str = ""
    basis: str = ""

    @property
    def verdict(self) -> Verdict:
        """What the change may be called."""
        if self.change is None:
            return Verdict.NOT_WEIGHED
        net = self.change.net
        return verdict_of(self.change.raw.interval, net.interval if net else None)

    @property
    def points(self) -> int | None:
        """The change in whole points as the two are printed; None where one is missing."""
        if self.before_percent is None or self.after_percent is None:
            return None
        return self.after_percent - self.before_percent

    @property
    def change_words(self) -> str:
        """The change for a table: with its interval, or in points as printed, or a dash."""
        if self.change is not None:
            return self.change.raw.words
        if self.points is None:
            return "–"
        if not self.points:
            return "level as printed"
        n, way = abs(self.points), "higher" if self.points > 0 else "lower"
        return f"{n} point{'s' * (n != 1)} {way} as printed"

    @property
    def net_words(self) -> str:
        """The change beyond what was to be expected anyway; a dash where that is not known."""
        return self.change.net.words if self.change and self.change.net else "–"

    @property
    def verdict_words(self) -> str:
        """The verdict, with the reason where nothing was weighed."""
        if self.verdict is Verdict.NOT_WEIGHED:
            return f"{self.verdict.words}: {self.reason}"
        return self.verdict.words

    @staticmethod
    def printed(figure: Figure | None, percent: int | None) -> str:
        """One side in a table: `"16 of 42 (38%)"`, `"38%"`, a dash where nothing is known."""
        if figure is None:
            return "–" if percent is None else f"{percent}%"
        return f"{figure} ({figure.printed})" if figure.is_applicable else figure.printed


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfter:
    """Two inspections of one service beside each other.

    `items` says for each score which questions changed. `same_cases` are the questions judged
    on cases that both inspections read, by label, and `n_common_cases` how many those are.
    `not_compared` lists in sentences what has no counterpart, `notices` what has to be known of
    all rows.
    """

    before: Side
    after: Side
    level: float
    rows: tuple[Row, ...]
    items: Mapping[str, ItemChanges] = field(default_factory=dict)
    same_cases: tuple[tuple[str, PairedItem], ...] = ()
    n_common_cases: int = 0
    not_compared: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    def of(self, level: Level) -> tuple[Row, ...]:
        """The rows of headlines, of sections or of criteria, in order."""
        return tuple(row for row in self.rows if row.level == level)


def before_after(
    before: Side,
    after: Side,
    *,
    framework: Framework | None = None,
    crosswalk: Crosswalk | None = None,
    others: Mapping[str, Shrunk] | None = None,
    level: float = 0.95,
) -> BeforeAfter:
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
) -> BeforeAfter:
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
    return BeforeAfter(
        before=before,
        after=after,
        level=level,
        rows=tuple(made),
        items={} if crosswalk else dict(_items(rows, before.framework, after.framework)),
        same_cases=tuple(_same_cases(like, after.framework)) if common else (),
        n_common_cases=len(common),
        not_compared=left_out(before.framework, after.framework, crosswalk) if crosswalk else (),
        notices=tuple(_notices(common, others)),
    )


def _items(
    rows: tuple[Held, ...], before: Framework, after: Framework
) -> Iterator[tuple[str, ItemChanges]]:
    """The scores behind which other questions stand than before, though the edition is one."""
    for one in rows:
        if one.whole and one.n_items:
            found = item_changes(before, one.whole, after, one.id)
            if found.changed:
                yield one.id, found


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
            "stand apart below."
        )


def _row(
    one: Held, before: JudgedSide, first: str, after: JudgedSide, among: Shrunk | None, level: float
) -> Row:
    was = before.figure(first) if one.is_compared else None
    now = after.figure(one.id)
    found, reason = (
        _change(one, before, first, after, among, level) if one.is_compared else (None, one.basis)
    )
    return Row(
        level=one.level,
        id=one.id,
        label=one.label,
        before=was,
        after=now,
        before_percent=was.percent if was else None,
        after_percent=now.percent,
        change=found,
        reason=reason,
        basis=one.basis if one.is_compared else "",
    )


def _change(
    one: Held, before: JudgedSide, first: str, after: JudgedSide, among: Shrunk | None, level: float
) -> tuple[Change | None, str]:
    was, now = before.estimated(first), after.estimated(one.id)
    if isinstance(was, str):
        return None, f"before: {was}"
    if isinstance(now, str):
        return None, f"after: {now}"
    cases = before.by_case(first), after.by_case(one.id)
    common = cases[0].keys() & cases[1].keys()
    found = change(
        was,
        now,
        covariance=overlap_covariance(*cases) if common else 0.0,
        n_common_cases=len(common),
        first_among_all=among.placed(was.share, was.standard_error) if among else None,
        level=level,
    )
    return found, ""


def _same_cases(
    sides: tuple[JudgedSide, JudgedSide], asked: Framework
) -> Iterator[tuple[str, PairedItem]]:
    """Each question judged both times on a case that both read, with who gained and who lost."""
    for item in asked.items:
        found = paired(sides[0].answers(item.id), sides[1].answers(item.id))
        if found.n_cases:
            yield item.label, found


def _printed(before: Side, after: Side, framework: Framework | None, level: float) -> BeforeAfter:
    names = {} if framework is None else {one.id: one.title for one in framework.headlines}
    for side in (before, after):
        if isinstance(side, AsPrinted):
            names |= {score: names.get(score, score) for score in side.scores}
    sides = (_figures(before), _figures(after))
    return BeforeAfter(
        before=before,
        after=after,
        level=level,
        rows=tuple(
            Row(
                level="headline",
                id=score,
                label=label,
                before=sides[0].get(score, (None, None))[0],
                after=sides[1].get(score, (None, None))[0],
                before_percent=sides[0].get(score, (None, None))[1],
                after_percent=sides[1].get(score, (None, None))[1],
                change=None,
                reason=NO_COUNTS
                if score in sides[0] and score in sides[1]
                else "one side is not printed",
            )
            for score, label in names.items()
        ),
        notices=(
            "Whether the same questions were asked both times is not known.",
            "Services are inspected again because they scored low, so that a part of any gain is "
            "to be expected; how much cannot be worked out from percentages alone.",
        ),
    )


def _figures(side: Side) -> dict[str, tuple[Figure | None, int | None]]:
    if isinstance(side, AsPrinted):
        return {score: (None, one.percent) for score, one in side.scores.items()}
    scores = scoring.score(side.framework, side.judgements)
    return {one.id: (one.figure, one.figure.percent) for one in scores.headlines}
