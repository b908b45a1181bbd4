"""Comparator choices: which comparators a report prints, as the particulars keep it."""

from corecase.actions.comparators import SCOPE
from corecase.core import series
from corecase.core.particulars import ComparatorChoice, ComparatorSource, EnteredComparators
from corecase.core.series import Scope
from corecase.store.cases.models import ReportParticulars

_SOURCE = "source"


def read(row: ReportParticulars) -> ComparatorChoice:
    """What was chosen, with what was entered by hand where something was."""
    made = series.read(row.comparators)
    scope = row.comparators.get(SCOPE)
    return ComparatorChoice(
        source=ComparatorSource(row.comparators_from),
        scope=Scope(scope) if scope else None,
        entered=EnteredComparators(comparators=made, source=row.comparators[_SOURCE])
        if made
        else None,
    )


def fill(row: ReportParticulars, choice: ComparatorChoice) -> None:
    """Puts a choice into a row that is about to be saved."""
    kept: dict[str, object] = {}
    if choice.entered:
        kept |= {**series.stored(choice.entered.comparators), _SOURCE: choice.entered.source}
    if choice.scope:
        kept[SCOPE] = choice.scope
    row.comparators_from, row.comparators = choice.source, kept
