"""Areas and actions of an improvement plan that stands in a published text, as printed facts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from corecase.core.errors import InputError
from corecase.core.improvement import Area
from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.lines import Line, cleaned
from corecase.exchange.printed_improvement_plans import read

_BROKEN: Final = "The rows of the printed table are broken; check the words and the timescale."
_LOST: Final = "The words could not be found again in the text; check where they stand."


_RECOMMENDED: Final = "The table has recommendations as well; say which of its words are actions."
_RECOMMENDATIONS: Final = re.compile(r"^(?:.*\t)?\s*(?:key )?recommendations?\s*\t", re.I | re.M)
_SHARED: Final = "Several answer for it, or one in several words; say who."
_SEVERAL: Final = re.compile(r"[/&,;+]|\b(?:and|with|or|supported)\b", re.IGNORECASE)


def actions_of(lines: Sequence[Line], source: str, service: str) -> tuple[PrintedFact, ...]:
    """The areas and actions of the plan; none where the text prints no table of that kind."""
    table = "\n".join("\t".join(cleaned(line.text).split("\t")) for line in lines)
    try:
        found = read(table.encode(), name=source, service=service)
    except InputError:
        return ()
    doubt = _BROKEN if any(note.startswith(("Row ", "The action")) for note in found.notes) else ""
    doubt = doubt or (_RECOMMENDED if _RECOMMENDATIONS.search(table) else "")
    return tuple(_facts(found.plan.areas, lines, {"service": service, "source": source}, doubt))


def _facts(
    areas: Iterable[Area], lines: Sequence[Line], told: dict[str, Any], doubt: str
) -> Iterator[PrintedFact]:
    for area in areas:
        yield _fact(f"action:{area.id}", area.wording, lines, told, doubt)
        for action in area.actions:
            more = {"scope": area.wording, "as_at": action.timescale.written, "owner": action.owner}
            open_ = doubt or (_SHARED if _SEVERAL.search(action.owner) else "")
            yield _fact(f"action:{action.id}", action.wording, lines, told | more, open_)


def _fact(
    measure: str, words: str, lines: Sequence[Line], told: dict[str, Any], doubt: str
) -> PrintedFact:
    start, line = _found(cleaned(words).split(), lines)
    return PrintedFact(
        measure=measure,
        said=words,
        place=line.place if line else "",
        read_from=start,
        doubt=doubt if line else _LOST,
        **told,
    )


def _found(words: list[str], lines: Sequence[Line]) -> tuple[str, Line | None]:
    """The first words of an entry, as many as one row holds of them, and that row."""
    rows = [line for line in lines if "\t" in line.text]
    for many in range(min(len(words), 6), 1, -1):
        start = " ".join(words[:many])
        line = next((one for one in rows if start in cleaned(one.text)), None)
        if line:
            return start, line
    alone = _titled(words, rows) if len(words) == 1 else None
    return " ".join(words[:6]), alone


def _titled(words: list[str], rows: list[Line]) -> Line | None:
    """The row with a cell that is nothing but this word, with or without its number."""
    form = re.compile(rf"(?:\(?\d{{1,3}}[).]?\s+)?{re.escape(words[0])}")
    return next(
        (
            one
            for one in rows
            if any(form.fullmatch(c.strip()) for c in cleaned(one.text).split("\t"))
        ),
        None,
    )
