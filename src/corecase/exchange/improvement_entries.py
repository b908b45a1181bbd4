"""What is written about actions, read from its sheet: progress, evidence, views, questions."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from corecase.core import improvement_sheets as form
from corecase.core.improvement import Action, Area, Entry, Progress, Question
from corecase.exchange.sheet_rows import SheetRow

_KINDS: Final = {kind.casefold(): kind for kind in form.KINDS}
_DONE: Final = {"": False, form.YES: True, "no": False, "true": True, "false": False}
_WORDS: Final = {"": "Words"}


def with_entries(
    areas: tuple[Area, ...], rows: Iterable[SheetRow], *, is_whole: bool
) -> tuple[Area, ...]:
    """The areas with each entry added to its action, in the order of the rows.

    `is_whole` says that every action was read; otherwise an unknown one is told already.
    """
    actions = {action.id: action for area in areas for action in area.actions}
    for row in rows:
        kind = row.one_of("Kind", _KINDS, f"no kind of entry; write one of {', '.join(form.KINDS)}")
        action = actions.get(row["Action number"])
        if action is None and is_whole:
            row.refuse("Action number", "is no action of this improvement plan")
        if action is None or kind is None:
            continue
        changed = _with_entry(action, kind, row)
        if changed:
            actions[action.id] = changed
    return tuple(
        replace(area, actions=tuple(actions[action.id] for action in area.actions))
        for area in areas
    )


def _with_entry(action: Action, kind: str, row: SheetRow) -> Action | None:
    if kind == "Progress":
        progress = _progress(row)
        return replace(action, progress=(*action.progress, progress)) if progress else None
    if row["Done"]:
        row.refuse("Done", "is said of progress alone; leave it empty here")
    entry = _entry(row)
    if entry is None:
        return None
    if kind == "Evidence":
        return replace(action, evidence=(*action.evidence, entry))
    if kind == "View":
        return replace(action, views=(*action.views, entry))
    if kind == "Question":
        return replace(action, questions=(*action.questions, Question(asked=entry)))
    return _answered(action, entry, row)


def _answered(action: Action, answer: Entry, row: SheetRow) -> Action | None:
    """The action with an answer to the last of its questions."""
    if not action.questions or action.questions[-1].answer:
        row.refuse("Kind", "answers no question; put it in the row after its question")
        return None
    *earlier, last = action.questions
    return replace(action, questions=(*earlier, replace(last, answer=answer)))


def _progress(row: SheetRow) -> Progress | None:
    is_done = row.one_of("Done", _DONE, f"neither {form.YES} nor empty")
    day = row.day("Day")
    return row.made(
        lambda: Progress(words=row["Words"], on=day, by=row["By"], is_done=bool(is_done)), _WORDS
    )


def _entry(row: SheetRow) -> Entry | None:
    day = row.day("Day")
    return row.made(lambda: Entry(words=row["Words"], on=day, by=row["By"]), _WORDS)
