"""An improvement plan from a file brought into the one that lives on the site."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import count
from typing import Final, TypeVar

from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.improvement import Action, Area, Entry, ImprovementPlan

Said = TypeVar("Said", bound=Entry)
NUMBER: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,18}[A-Za-z0-9])?")
"""What an area or an action may be called: it stands in addresses."""


def brought_in(
    living: ImprovementPlan, brought: ImprovementPlan, items: Collection[str], source: str
) -> ImprovementPlan:
    """The living improvement plan as it stands once the file is taken over.

    Areas and actions are found by their numbers; what the file says of them counts, what it does
    not hold stays. Progress and evidence are added. Steps, recommendations, the oversight body's
    views and questions stay as they are: they are other people's. Raises InputError for the file
    of another inspection, and ManyProblems with every number and item that cannot be.
    """
    if brought.inspection and brought.inspection != living.inspection:
        raise InputError(
            f"{source} is the improvement plan of another inspection ({brought.inspection}); "
            "choose the file of this one.",
            field="file",
        )
    fault = ManyProblems.unless_empty(source, list(_problems(living, brought, items)))
    if fault:
        raise fault
    known = {action.id: action for action in living.actions}
    named = {action.id for action in brought.actions}
    areas = {
        area.id: replace(area, actions=tuple(a for a in area.actions if a.id not in named))
        for area in living.areas
    }
    for area in brought.areas:
        stays = areas[area.id].actions if area.id in areas else ()
        said = {action.id: _joined(known.get(action.id), action) for action in area.actions}
        before = next((one.actions for one in living.areas if one.id == area.id), ())
        areas[area.id] = replace(area, actions=tuple(_in_order(before, stays, said)))
    return replace(living, areas=tuple(areas.values()))


def numbered_as(living: ImprovementPlan, printed: ImprovementPlan) -> ImprovementPlan:
    """What was read from print, under the numbers that the living one has for the same words.

    Print carries no numbers that could be held against ours: areas and actions are the same where
    they are worded alike, and the others take the next free numbers. An area answers what it did,
    and what the file says where that is a recommendation of the living one. What print leaves
    blank, or has no column for, stays: nobody takes an owner or a day of completion back by that.
    """
    texts = {_plain(one.text): one.id for one in living.recommendations}
    names = {one.id: texts.get(_plain(one.text), "") for one in printed.recommendations}
    known = {_plain(area.wording): area for area in living.areas}
    actions = {_plain(action.wording): action for action in living.actions}
    highest = max((int(area.id) for area in living.areas if area.id.isdecimal()), default=0)
    numbers = count(highest + 1)
    taken = {action.id for action in living.actions}
    areas = []
    for area in printed.areas:
        same = known.get(_plain(area.wording))
        number = same.id if same else str(next(numbers))
        said = (*(same.recommendations if same else ()), *map(names.get, area.recommendations))
        areas.append(
            replace(
                area,
                id=number,
                links=area.links or (same.links if same else ()),
                success=area.success or (same.success if same else ""),
                costs=area.costs or (same.costs if same else ""),
                recommendations=tuple(dict.fromkeys(name for name in said if name)),
                actions=tuple(_renumbered(number, area.actions, actions, taken)),
            )
        )
    return replace(printed, recommendations=living.recommendations, areas=tuple(areas))


def _renumbered(
    area: str, found: Iterable[Action], known: dict[str, Action], taken: set[str]
) -> Iterator[Action]:
    for action in found:
        same = known.get(_plain(action.wording))
        if same is not None:
            yield _with_what_stands(same, action)
            continue
        number = next(free for place in count(1) if (free := f"{area}.{place}") not in taken)
        taken.add(number)
        yield replace(action, id=number)


def _with_what_stands(living: Action, printed: Action) -> Action:
    """A printed action under its number, with what print leaves blank as it stands."""
    return replace(
        printed,
        id=living.id,
        owner=printed.owner or living.owner,
        timescale=printed.timescale if printed.timescale.written else living.timescale,
        measure=printed.measure or living.measure,
        costs=printed.costs or living.costs,
        items=printed.items or living.items,
        completed_on=printed.completed_on or living.completed_on,
    )


def _plain(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(".")


def _in_order(
    before: Iterable[Action], stays: Iterable[Action], said: dict[str, Action]
) -> Iterator[Action]:
    """The actions of an area in the order in which they stood, new ones behind them."""
    left = {action.id: action for action in stays} | said
    for action in before:
        if action.id in left:
            yield left.pop(action.id)
    yield from left.values()


def _joined(before: Action | None, action: Action) -> Action:
    """What the file says of an action, with what others said of it, and no progress lost."""
    if before is None:
        return replace(action, views=(), questions=())
    return replace(
        action,
        progress=_union(before.progress, action.progress),
        evidence=_union(before.evidence, action.evidence),
        views=before.views,
        questions=before.questions,
    )


def _union(before: tuple[Said, ...], brought: tuple[Said, ...]) -> tuple[Said, ...]:
    known = {(entry.words, entry.on) for entry in before}
    return (*before, *(entry for entry in brought if (entry.words, entry.on) not in known))


def _problems(
    living: ImprovementPlan, brought: ImprovementPlan, items: Collection[str]
) -> Iterator[Problem]:
    listed = {one.id for one in living.recommendations}
    for area in brought.areas:
        yield from _numbered("area", area.id)
        yield from _strange(area, "recommendation", area.recommendations, listed)
        for action in area.actions:
            yield from _numbered("action", action.id)
            yield from _strange(action, "item", action.items, items)


def _numbered(kind: str, number: str) -> Iterator[Problem]:
    if not NUMBER.fullmatch(number):
        yield Problem(
            where=f"{kind} {number}",
            reason="has a number that cannot stand in an address; use letters, digits and full "
            "stops, 20 at most",
        )


def _strange(
    one: Area | Action, kind: str, names: Iterable[str], known: Collection[str]
) -> Iterator[Problem]:
    what = "area" if isinstance(one, Area) else "action"
    for name in names:
        if name not in known:
            yield Problem(
                where=f"{what} {one.id}",
                value=name,
                reason=f"is no {kind} of this inspection; correct it or leave it out",
            )
