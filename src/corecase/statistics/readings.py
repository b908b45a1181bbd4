"""Readings as arrays: who answered which item of which case, and how; and who is linked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.core.judgements import Answer, Judgements
from corecase.statistics.ratings import Integers

_ANSWERS: Final = {Answer.SUFFICIENT: 1, Answer.INSUFFICIENT: 0, Answer.NOT_APPLICABLE: -1}
_NAMED: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Readings:
    """One row for each answer of each assessor.

    `case`, `item` and `assessor` (n) are places in `case_ids`, `item_ids` and `assessors`;
    `answer` (n) is 1 sufficient, 0 insufficient, -1 not applicable.
    """

    case_ids: tuple[str, ...]
    item_ids: tuple[str, ...]
    assessors: tuple[str, ...]
    case: Integers
    item: Integers
    assessor: Integers
    answer: NDArray[np.int8]

    @property
    def scored(self) -> "Readings":
        """The answers sufficient and insufficient alone."""
        kept = self.answer >= 0
        return replace(
            self,
            case=self.case[kept],
            item=self.item[kept],
            assessor=self.assessor[kept],
            answer=self.answer[kept],
        )


def readings_of(framework: Framework, by_assessor: Mapping[str, Judgements]) -> Readings:
    """What every assessor said of the framework's items, assessors in the order of names.

    Over several services a case needs a reference that no case of another has.
    """
    item_ids = tuple(item.id for item in framework.items)
    items = {item_id: place for place, item_id in enumerate(item_ids)}
    assessors = tuple(sorted(by_assessor))
    cases: dict[str, int] = {}
    rows = [
        (
            cases.setdefault(judgement.case_id, len(cases)),
            items[judgement.item_id],
            place,
            _ANSWERS[judgement.answer],
        )
        for place, assessor in enumerate(assessors)
        for judgement in by_assessor[assessor]
        if judgement.item_id in items
    ]
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 4)
    return Readings(
        case_ids=tuple(cases),
        item_ids=item_ids,
        assessors=assessors,
        case=table[:, 0],
        item=table[:, 1],
        assessor=table[:, 2],
        answer=table[:, 3].astype(np.int8),
    )


def linked(readings: Readings) -> tuple[tuple[str, ...], ...]:
    """The groups of assessors joined, at first hand or through others, by cases they share.

    Two share a case where each judged something of it sufficient or insufficient. One group
    holds everybody where severity can be told from the quality of the cases. Assessors
    without such a judgement are in none.
    """
    scored = readings.scored
    group = {int(assessor): int(assessor) for assessor in np.unique(scored.assessor)}
    pairs = np.unique(np.column_stack([scored.case, scored.assessor]), axis=0)
    first: dict[int, int] = {}
    for case, assessor in pairs.tolist():
        one, other = group[first.setdefault(case, assessor)], group[assessor]
        if one != other:
            group = {a: one if g == other else g for a, g in group.items()}
    groups: dict[int, list[str]] = {}
    for assessor, name in group.items():
        groups.setdefault(name, []).append(readings.assessors[assessor])
    return tuple(tuple(names) for names in groups.values())


def check_linked(readings: Readings) -> None:
    """Refuses severity where it cannot be told from the quality of the cases.

    Raises InputError where fewer than two assessors judged, and where groups of assessors
    share no case: one group may be stricter, or may have had weaker cases.
    """
    groups = linked(readings)
    if sum(map(len, groups)) < 2:
        raise InputError("Severity compares assessors: give the judgements of two or more.")
    if len(groups) > 1:
        raise InputError(
            f"{_names(groups[0])} and {_names(groups[1])} are not linked by any case judged "
            "twice: whether one judges more strictly or had weaker cases cannot be told. Have a "
            "case judged by one of each, then estimate again."
        )


def _names(names: tuple[str, ...]) -> str:
    more = len(names) - _NAMED
    shown = ", ".join(names[:_NAMED])
    return f"{shown} (and {more} more)" if more > 0 else shown
