"""The Hartlepool 2010 report as the oracles code it: eight criteria, bare items, their gates."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from corecase.core.criteria import Band, Criterion, Headline, Item, Section
from corecase.core.frameworks import Framework
from corecase.core.rules import AttributeIs, Everyone, Gate, Rule

ORACLES = Path(__file__).parent / "oracles"
HEADLINES = {
    "SG": "safeguarding",
    "RoH": "risk_of_harm",
    "LoR": "likelihood_of_reoffending",
}
BANDS = {"DRASTIC": 0, "SUBSTANTIAL": 45, "MODERATE": 60, "MINIMUM": 75}
NUMBERS = ("1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2")
SENTENCES = {"CUST": "custody", "COMM": "community"}
GATES = {"S": "sufficient", "I": "insufficient"}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of an oracle file."""
    with (ORACLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def framework(items: Iterable[Mapping[str, str]]) -> Framework:
    """A framework with these items, whose headline is their domain."""
    return Framework(
        id="hartlepool-oracle",
        title="Items coded in the oracles",
        prefix="CCI",
        edition="test",
        sections=tuple(Section(id=f"CCI-{n}", number=n, title=f"Section {n}") for n in "123"),
        criteria=tuple(
            Criterion(id=f"CCI-{n}", number=n, title=f"Criterion {n}", section=f"CCI-{n[0]}")
            for n in NUMBERS
        ),
        items=tuple(map(_item, items)),
        headlines=tuple(Headline(id=name, title=name) for name in HEADLINES.values()),
        bands=tuple(Band(id=name, label=name, from_percent=low) for name, low in BANDS.items()),
    )


def _item(row: Mapping[str, str]) -> Item:
    applies, gate = _asked(row.get("gate", ""))
    return Item(
        id=f"CCI-{row['item_id']}",
        criterion=f"CCI-{row['criterion']}",
        topic="oracle",
        label=row["item_id"],
        question=row["item_id"],
        applies=applies,
        gate=gate,
        headlines=(HEADLINES[row["domain"]],),
    )


def _asked(code: str) -> tuple[Rule, Gate | None]:
    if code in SENTENCES:
        return AttributeIs(attribute="sentence", values=(SENTENCES[code],)), None
    if code.startswith("SAME:"):
        return Everyone(), Gate(item=f"CCI-{code[5:]}", when="applicable")
    if code:
        parent, answer = code.split(":")
        return Everyone(), Gate(item=f"CCI-{parent}", when=GATES[answer])
    return Everyone(), None
