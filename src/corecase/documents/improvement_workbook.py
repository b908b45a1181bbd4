"""An improvement plan as a workbook that can be filled in and read back."""

from typing import Final

from corecase.core.errors import InputError
from corecase.core.improvement import ImprovementPlan
from corecase.core.improvement_sheets import ACTIONS, PARTICULARS, PROGRESS, STEPS, Sheet, sheets
from corecase.documents.model import Cover, Document, Table, Text, words

MOST_LETTERS: Final = 32_767
"""What one cell of a workbook holds."""

_CAPTIONS: Final = {
    PARTICULARS: "The service, the inspection and the days of the improvement plan",
    ACTIONS: "Areas and their actions, one row an action; leave the headings as they are",
    PROGRESS: "Progress, evidence, the oversight body's views and questions, one row each",
    STEPS: "What bodies did with the improvement plan, one row a step",
}


def build(plan: ImprovementPlan, *, notice: str = "") -> Document:
    """The workbook of an improvement plan as a document of tables, each a form.

    Raises InputError for a text that no cell can hold.
    """
    made = sheets(plan)
    for sheet in made:
        for row in sheet.rows:
            _check(sheet, row)
    title = plan.title or "Improvement plan"
    return Document(
        title=title,
        subject=f"Improvement plan of {plan.service or 'a service'}, to fill in and read back",
        author="Corecase",
        notice=notice,
        cover=Cover(
            programme=(Text("Improvement plan"),), title=title, place=plan.service, year=""
        ),
        blocks=tuple(_table(sheet) for sheet in made),
    )


def _table(sheet: Sheet) -> Table:
    return Table(
        id=sheet.name,
        caption=_CAPTIONS.get(sheet.name, sheet.name),
        header=sheet.columns,
        rows=tuple(tuple(words(cell) for cell in row) for row in sheet.rows),
        is_form=True,
    )


def _check(sheet: Sheet, row: tuple[str, ...]) -> None:
    for column, cell in zip(sheet.columns, row, strict=True):
        if len(cell) > MOST_LETTERS:
            raise InputError(
                f"{column} of {row[0]} has {len(cell):,} letters; a cell of a workbook holds "
                f"{MOST_LETTERS:,}. Shorten it."
            )
