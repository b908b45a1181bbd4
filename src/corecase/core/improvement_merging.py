"""Findings brought into an improvement plan that already lives."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from corecase.core.criteria import Recommendation
from corecase.core.errors import InputError
from corecase.core.improvement import Area, ImprovementPlan


def merge(
    living: ImprovementPlan,
    recommendations: Iterable[Recommendation],
    areas: Iterable[Area] = (),
) -> ImprovementPlan:
    """The living improvement plan with recommendations, and the areas that answer them, added.

    Everything that it held stays as it was, with its number. A recommendation that it lists in
    the same words is not added again, and an area that answers only such ones is not either.
    What comes in takes the next free numbers. Without `areas`, each new recommendation brings
    an area of its own wording. Raises InputError for an area that answers one not brought.
    """
    listed = {r.text: r.id for r in living.recommendations}
    numbers = _free(r.id for r in living.recommendations)
    names: dict[str, str] = {}
    added: list[Recommendation] = []
    for one in recommendations:
        if one.text not in listed:
            listed[one.text] = next(numbers)
            added.append(replace(one, id=listed[one.text]))
        names[one.id] = listed[one.text]
    new = {r.id for r in added}
    brought = _named(tuple(areas), names) or _each_its_own(added)
    wanted = [a for a in brought if not a.recommendations or new.intersection(a.recommendations)]
    return replace(
        living,
        recommendations=(*living.recommendations, *added),
        areas=(*living.areas, *_numbered(living, wanted)),
    )


def _named(areas: tuple[Area, ...], names: dict[str, str]) -> list[Area]:
    """The areas with the numbers that their recommendations have in the living plan."""
    for area in areas:
        for name in area.recommendations:
            if name not in names:
                raise InputError(
                    f"Area {area.id} answers recommendation {name}, which is not among those that "
                    "come in; bring it too, or correct its number."
                )
    return [
        replace(area, recommendations=tuple(names[name] for name in area.recommendations))
        for area in areas
    ]


def _each_its_own(recommendations: list[Recommendation]) -> list[Area]:
    return [Area(id=r.id, wording=r.text, recommendations=(r.id,)) for r in recommendations]


def _numbered(living: ImprovementPlan, areas: list[Area]) -> Iterator[Area]:
    """Areas and their actions under numbers that the living improvement plan does not use."""
    numbers = _free(area.id for area in living.areas)
    taken = {action.id for action in living.actions}
    for area in areas:
        name = next(numbers)
        places = (f"{name}.{place}" for place in count(1))
        free = (place for place in places if place not in taken)
        actions = tuple(replace(action, id=next(free)) for action in area.actions)
        yield replace(area, id=name, actions=actions)


def _free(taken: Iterable[str]) -> Iterator[str]:
    """Whole numbers after the highest that is taken."""
    highest = max((int(name) for name in taken if name.isdecimal()), default=0)
    return (str(number) for number in count(highest + 1))
