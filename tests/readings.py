"""Readings by several assessors: those of the oracle, and small invented ones."""

from collections.abc import Iterable

from corecase.core.frameworks import Framework
from corecase.core.judgements import Answer, Judgement, Judgements
from tests import hartlepool
from tests.builders import ANSWERS

LETTERS = {"S": Answer.SUFFICIENT, "I": Answer.INSUFFICIENT, "NA": Answer.NOT_APPLICABLE}
ROWS = hartlepool.rows("severity_double_assessed.csv")


def oracle_framework() -> Framework:
    """One criterion with the fifteen items of the oracle."""
    names = dict.fromkeys(row["item_id"] for row in ROWS)
    return hartlepool.framework(
        {"item_id": name, "criterion": "1.1", "domain": "SG"} for name in names
    )


def oracle_readings() -> dict[str, Judgements]:
    """What each of the five invented assessors said of the cases of the oracle."""
    said: dict[str, list[Judgement]] = {}
    for row in ROWS:
        said.setdefault(row["assessor"], []).append(
            Judgement(
                case_id=row["case_id"],
                item_id=f"CCI-{row['item_id']}",
                answer=LETTERS[row["judgement"]],
            )
        )
    return {assessor: Judgements.of(judged) for assessor, judged in said.items()}


def items(n_items: int) -> Framework:
    """A framework of one criterion with items CCI-Q1, CCI-Q2 and so on."""
    return hartlepool.framework(
        {"item_id": f"Q{n}", "criterion": "1.1", "domain": "SG"} for n in range(1, n_items + 1)
    )


def reading(cases: Iterable[tuple[str, str]]) -> Judgements:
    """What one assessor said, case by case: `("X-1", "SIN.")` answers Q1 to Q3, not Q4."""
    return Judgements.of(
        Judgement(case_id=case_id, item_id=f"CCI-Q{n}", answer=ANSWERS[letter])
        for case_id, letters in cases
        for n, letter in enumerate(letters, start=1)
        if letter != "."
    )
