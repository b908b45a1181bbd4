"""Published texts in; printed facts out, read in a child process, as a table, CSV or JSON."""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from corecase.core.errors import InputError
from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.lines import Line
from corecase.core.reading.read import read
from corecase.exchange import child_process
from corecase.exchange.file_content import content_of
from corecase.exchange.printed_plans import actions_of
from corecase.exchange.report_files import MAX_BYTES, is_pdf, lines_of

COLUMNS: Final = tuple(field.name for field in fields(PrintedFact))
_NUMBERS: Final = ("value", "most")
_CHILD: Final = "corecase.pipelines.read_published"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """One file and what it says: facts in the order of its places."""

    name: str
    facts: tuple[PrintedFact, ...]

    @property
    def to_decide(self) -> tuple[PrintedFact, ...]:
        """Those that wait for a person."""
        return tuple(fact for fact in self.facts if fact.doubt)

    @property
    def certain(self) -> tuple[PrintedFact, ...]:
        """Those that were read without a doubt."""
        return tuple(fact for fact in self.facts if not fact.doubt)


def facts_in(
    lines: Sequence[Line], source: str, register: Iterable[str] = ()
) -> tuple[PrintedFact, ...]:
    """What lines say, with the actions of an improvement plan where they print one."""
    facts = read(lines, source, register)
    actions = actions_of(lines, source, next((f.service for f in facts if f.service), ""))
    rows = {action.place for action in actions}
    return (*(f for f in facts if f.kind != "action" or f.place not in rows), *actions)


def read_bytes(
    data: bytes,
    name: str,
    *,
    source: str = "",
    register: Sequence[str] = (),
    bounds: child_process.Bounds | None = None,
) -> ReadText:
    """What a published file says, read in a child process within bounds.

    `source` names the text in its facts; the file's name stands where it is empty. Raises
    InputError, in one sentence, for a file that cannot be read.
    """
    told = {"source": source or name, "register": list(register), "is_pdf": is_pdf(data)}
    made = child_process.ask(_CHILD, data, name, told, bounds or child_process.Bounds())
    return ReadText(name=name, facts=tuple(_fact(one) for one in made))


def read_file(path: Path, *, source: str = "", register: Sequence[str] = ()) -> ReadText:
    """As `read_bytes`, of a file. Raises InputError where there is none."""
    data = content_of(path, most=MAX_BYTES)
    return read_bytes(data, path.name, source=source, register=register)


def services_in(path: Path) -> tuple[str, ...]:
    """The names of services in a text, one on each line. Raises InputError for what is no text."""
    try:
        lines = content_of(path, most=MAX_BYTES).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} is not UTF-8 text; save it as UTF-8.") from error
    return tuple(name for line in lines if (name := line.strip()))


def prepare(told: dict[str, Any]) -> None:
    """Loads what the child needs, before its limits are set: libraries of PDF for a PDF."""
    if told["is_pdf"]:
        import_module("corecase.exchange.pdf_pages").prepare()


def answer(data: bytes, told: dict[str, Any]) -> list[dict[str, Any]]:
    """The child's work: lines, then facts, as values that JSON can carry."""
    facts = facts_in(lines_of(data, told["name"]), told["source"], told["register"])
    return [plain(fact) for fact in facts]


def plain(fact: PrintedFact) -> dict[str, Any]:
    """A fact for JSON and CSV: figures as they were printed, what is unknown as None."""
    told = asdict(fact)
    for name in _NUMBERS:
        told[name] = None if told[name] is None else format(told[name], "f")
    return told


def _fact(told: dict[str, Any]) -> PrintedFact:
    for name in _NUMBERS:
        told[name] = None if told[name] is None else Decimal(told[name])
    return PrintedFact(**told)


def write(texts: Iterable[ReadText], path: Path) -> None:
    """Writes the facts of all texts, as CSV or JSON by the ending of the name.

    Raises InputError for another ending.
    """
    check_ending(path)
    rows = [plain(fact) for text in texts for fact in text.facts]
    if path.suffix.lower() == ".json":
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def check_ending(path: Path) -> None:
    """Raises InputError where facts cannot be written to a file of this name."""
    if path.suffix.lower() not in (".csv", ".json"):
        raise InputError(f"{path.name} is neither CSV nor JSON; end its name in .csv or .json.")
