"""What changed between two versions of an improvement plan, for a board that saw the first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from corecase.core.improvement import ORIGINS, Action, Area, ImprovementPlan
from corecase.core.periods import day_in_words

Kind = Literal["added", "removed", "changed", "moved", "progress", "evidence", "completed", "step"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """One change: of what kind, at which area, action or step, and in words.

    `was` and `now` hold the words before and after where something was worded differently.
    """

    kind: Kind
    at: str
    words: str
    was: str = ""
    now: str = ""


def changes(before: ImprovementPlan, after: ImprovementPlan) -> tuple[PlanChange, ...]:
    """Every change from the one version to the other: areas, then actions, then steps.

    Areas and actions are the same where their numbers are.
    """
    return (
        *_of_areas(before, after),
        *_of_actions(before, after),
        *(
            PlanChange(kind="step", at="", words=f"{step.body}: {step.words}.")
            for step in after.steps
            if step not in before.steps
        ),
        *(
            PlanChange(kind="step", at="", words=f"Taken back: {step.body}: {step.words}.")
            for step in before.steps
            if step not in after.steps
        ),
    )


def _of_areas(before: ImprovementPlan, after: ImprovementPlan) -> Iterator[PlanChange]:
    old = {area.id: area for area in before.areas}
    new = {area.id: area for area in after.areas}
    for name, area in new.items():
        if name not in old:
            yield PlanChange(kind="added", at=name, words=f"Area {name} is new.", now=area.wording)
        else:
            yield from _reworded(f"Area {name}", name, _area_words(old[name]), _area_words(area))
    for name in old.keys() - new.keys():
        yield PlanChange(
            kind="removed", at=name, words=f"Area {name} is gone.", was=old[name].wording
        )


def _of_actions(before: ImprovementPlan, after: ImprovementPlan) -> Iterator[PlanChange]:
    old = {action.id: action for action in before.actions}
    new = {action.id: action for action in after.actions}
    for name, action in new.items():
        if name not in old:
            yield PlanChange(
                kind="added", at=name, words=f"Action {name} is new.", now=action.wording
            )
            continue
        was, now = before.area_of(name).id, after.area_of(name).id
        if was != now:
            words = f"Action {name} moved from area {was} to area {now}."
            yield PlanChange(kind="moved", at=name, words=words, was=was, now=now)
        yield from _reworded(
            f"Action {name}", name, _action_words(old[name]), _action_words(action)
        )
        yield from _gained(old[name], action)
    for name in old.keys() - new.keys():
        yield PlanChange(
            kind="removed", at=name, words=f"Action {name} is gone.", was=old[name].wording
        )


def _reworded(
    what: str, at: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[PlanChange]:
    for name, now in after.items():
        was = before[name]
        if was != now:
            says = f"has another {name}" if was else f"has its {name} now"
            words = f"{what} {says if now else f'has no {name} any more'}."
            yield PlanChange(kind="changed", at=at, words=words, was=was, now=now)


def _gained(before: Action, after: Action) -> Iterator[PlanChange]:
    for entry in after.progress:
        if entry not in before.progress:
            words = f"Action {after.id} has progress."
            yield PlanChange(kind="progress", at=after.id, words=words, now=entry.words)
    for proof in after.evidence:
        if proof not in before.evidence:
            words = f"Action {after.id} has evidence."
            yield PlanChange(kind="evidence", at=after.id, words=words, now=proof.words)
    if after.is_completed and not before.is_completed:
        yield PlanChange(kind="completed", at=after.id, words=f"Action {after.id} is completed.")
    if before.is_completed and not after.is_completed:
        yield PlanChange(kind="completed", at=after.id, words=f"Action {after.id} is open again.")


def _area_words(area: Area) -> Mapping[str, str]:
    return {
        "wording": area.wording,
        "origin": ORIGINS[area.origin],
        "set of recommendations": ", ".join(area.recommendations),
        "link to other plans": "; ".join(area.links),
        "measure of success": area.success,
        "statement of costs": area.costs,
    }


def _action_words(action: Action) -> Mapping[str, str]:
    return {
        "wording": action.wording,
        "owner": action.owner,
        "timescale": action.timescale.written,
        "measure of success": action.measure,
        "statement of costs": action.costs,
        "set of items to move": ", ".join(action.items),
        "day of completion": day_in_words(action.completed_on) if action.completed_on else "",
    }
