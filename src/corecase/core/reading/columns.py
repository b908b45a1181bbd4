"""Columns that are set with spaces, and pieces of a line that are headings of their own."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from corecase.core.reading.lines import Line

_GAP: Final = re.compile(r"\S {3,}\S")
_LABELLED: Final = re.compile(
    r"(?<! ) {2,}(?=(?:score|comment|strengths?|areas? for improvement)\s*:)", re.I
)
_OPENS: Final = re.compile(
    r"\s*(?P<head>(?:key |main )?(?:strengths?|areas? (?:for|requiring|of) (?:improvement"
    r"|development)|recommendations?)\s*:)\s+(?=\S)",
    re.IGNORECASE,
)
_SET_IN: Final = re.compile(r"\t+(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]|[-*\u2022]) +\S")
_SENTENCE: Final = 60  # characters of what is rather a paragraph than a cell
_TABBED: Final = re.compile(
    r"\s*(?P<mark>\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-h]|[ivx]{1,4})[.)]?|[-*\u2022]) *\t[\t ]*"
    r"(?P<rest>[A-Za-z\"'\u2018\u201c][^\t]*)"
)
_NUMBERED: Final = re.compile(
    r"\s*(?P<mark>\d{1,2}|\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]) {2,}(?P<rest>[A-Za-z].*)"
)
_ENTRY: Final = re.compile(r"(?<=[.;)]) +(?=\(\d{1,2}\) \S)")
_RULE: Final = re.compile(r"\s*[-=_+|*\u2500-\u257f]{4}[-=_+|*\u2500-\u257f ]*")
_LEAST_WIDE: Final = 2
_WIDEST: Final = 400
_MOST: Final = 200
"""Characters and lines beyond which no table of a report goes."""
_GAPS: Final = re.compile(r" {3,}")
_ALONE: Final = 4  # cells of a head that stands apart from its rows
_CELL: Final = re.compile(r"\S(?:\S| (?! ))*")
_LONGEST_CUT: Final = 24
_CUT: Final = 16  # characters of a word that is cut at the end of a cell
_LEADERS: Final = re.compile(r"\s*\.{4,}\s*(?=[A-Za-z])")


def set_apart(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, with tabs between columns that spaces set, each piece under its own number."""
    block: list[Line] = []
    for line in map(_without_leaders, lines):
        if _RULE.fullmatch(line.text):
            continue  # drawn between the head of a table and its rows
        if _is_row(line.text) or (block and _is_cut(line.text, block)):
            block.append(line)
            continue
        yield from _columns(block)
        block = []
        yield from _pieces(line)
    yield from _columns(block)


def _without_leaders(line: Line) -> Line:
    """A row of dots that leads from a title to its word is a gap between columns, as bars are.

    A number that stands well before its words gets a full stop: it is the mark of an entry.
    """
    if line.text.count("|") > 1:
        row = line.text.strip().removeprefix("|").removesuffix("|")
        return replace(line, text="\t".join(cell.strip() for cell in row.split("|")))
    tabbed = _TABBED.fullmatch(line.text)
    if tabbed and (len(tabbed["rest"]) > _SENTENCE or tabbed["rest"].endswith((".", ":"))):
        mark = tabbed["mark"] + ("." if tabbed["mark"].isdigit() else "")
        return replace(line, text=f"{mark} {tabbed['rest']}")
    if _SET_IN.match(line.text) and "\t" not in line.text.strip():
        return replace(line, text=line.text.strip())  # an entry, and no row
    entry = _NUMBERED.fullmatch(line.text)
    if entry and not _GAP.search(entry["rest"]):
        mark = entry["mark"] + ("." if entry["mark"].isdigit() else "")
        return replace(line, text=f"{mark} {entry['rest']}")
    return replace(line, text=_LEADERS.sub("\t", line.text)) if "...." in line.text else line


def _is_row(text: str) -> bool:
    return "\t" not in text and bool(_GAP.search(text)) and not _LABELLED.search(text)


def _is_cut(text: str, block: list[Line]) -> bool:
    """Whether a short line goes on with a column of the row above."""
    gap = _GAP.search(block[-1].text)
    plain = text.strip()
    if plain.endswith("-") and len(plain) < _CUT:
        return True
    at = len(text) - len(text.lstrip())
    if plain and at and len(plain) < _LONGEST_CUT and _is_within(at, text, block[-1].text):
        return True
    return bool(plain and gap and len(text) <= gap.start() and text[:1].islower())


def _is_within(at: int, text: str, row: str) -> bool:
    """Whether words that begin here stand below one cell of a row, and below no other."""
    starts = [cell.start() for cell in _CELL.finditer(row)]
    ends = [*starts[1:], _WIDEST]
    return any(
        a - 1 <= at < b and len(text.rstrip()) < b for a, b in zip(starts, ends, strict=True)
    )


def _columns(block: list[Line]) -> Iterator[Line]:
    """Rows one above the other whose columns are blank at the same places; else as they were.

    The first may be a head that stands over several columns, and then over the gaps between.
    """
    if len(block) == 1 and len(_CELL.findall(block[0].text)) >= _ALONE:
        yield replace(block[0], text="\t".join(_GAPS.split(block[0].text.strip())))
        return
    edges = _edges(block)
    below = _edges(block[1:]) if block and not re.search(r"\d", block[0].text) else []
    edges = max(edges, below, key=len)
    for line in block:
        yield replace(line, text="\t".join(_cells(line.text, edges))) if edges else line


def _edges(block: list[Line]) -> list[int]:
    """Where the columns of these rows begin; empty where they share no gaps."""
    width = max((len(line.text) for line in block), default=0)
    width = width if width <= _WIDEST and 1 < len(block) <= _MOST else 0
    blank = [all(line.text[at : at + 1].strip() == "" for line in block) for at in range(width)]
    return [
        at
        for at in range(_LEAST_WIDE, width)
        if not blank[at] and all(blank[at - _LEAST_WIDE : at]) and not all(blank[:at])
    ]


def _cells(text: str, edges: list[int]) -> Iterator[str]:
    """The cells of a row; words that stand over several columns stand over each of them."""
    starts = [0, *edges]
    while starts:
        start, *starts = starts
        crossed = 0
        while crossed < len(starts) and text[starts[crossed] - 1 : starts[crossed]].strip():
            crossed += 1
        end = starts[crossed] if crossed < len(starts) else None
        yield from [text[start:end].strip()] * (crossed + 1)
        starts = starts[crossed:]


def _pieces(line: Line) -> Iterator[Line]:
    """A line in which "Score:" or "Strengths: (1)" begins anew, as the lines that it stands for."""
    for piece in _LABELLED.split(line.text):
        opened = _OPENS.match(piece)
        if opened is None:
            yield replace(line, text=piece)
            continue
        yield replace(line, text=opened["head"])
        for entry in _ENTRY.split(piece[opened.end() :]):
            yield replace(line, text=entry)
