"""The status rule of improvement plans as people write it: a line for each clause."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from corecase.core.errors import InputError
from corecase.core.improvement_status import WITH_DAYS, Clause, Condition

_LINE: Final = re.compile(r"(?P<status>[^=]+)=(?P<condition>[a-z ]+?)(?P<days>\d+)?(?: days)?")
_CONDITIONS: Final = {one.value.lower().replace("_", " "): one for one in Condition}


def condition_words(condition: Condition) -> str:
    """How a condition is written: `"silent for"`."""
    return condition.value.lower().replace("_", " ")


def read_clauses(text: str) -> tuple[Clause, ...]:
    """The clauses in lines such as `At risk = silent for 60 days`, in their order.

    Raises InputError, naming the line, for one that says no such thing.
    """
    return tuple(_read(" ".join(line.split())) for line in text.splitlines() if line.strip())


def written(clauses: Iterable[Clause]) -> str:
    """The same clauses as lines, which `read_clauses` reads again."""
    return "\n".join(_written(clauses))


def _written(clauses: Iterable[Clause]) -> Iterator[str]:
    for one in clauses:
        days = f" {one.days} days" if one.condition in WITH_DAYS else ""
        yield f"{one.status} = {condition_words(one.condition)}{days}"


def _read(line: str) -> Clause:
    match = _LINE.fullmatch(line)
    condition = _CONDITIONS.get(match["condition"].strip()) if match else None
    if match is None or condition is None:
        known = ", ".join(_CONDITIONS)
        raise InputError(
            f"“{line}” is no line of a rule; write a status, = and one of: {known}.", field="rule"
        )
    try:
        days = int(match["days"]) if match["days"] else None
        return Clause(status=match["status"].strip(), condition=condition, days=days)
    except InputError as error:
        raise InputError(f"“{line}”: {error}", field="rule") from error
