"""The usual slips in YAML, in the words of a person who does not know its grammar."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

import yaml

_QUOTES = "put the text in quotes"
_TAB = "is indented with a tab; use spaces"
_INDENT = (
    "is not in line with the fields around it; start it in the same column as they do, or, where "
    f"it continues a text, {_QUOTES}"
)
_OPENING = re.compile(r"\s*(?:- +)*(?:[^\s:]+: +)?(?P<mark>[\"'{\[])")
_UNCLOSED = "has a bracket that is never closed; close it, or, where it is part of a text, " + (
    _QUOTES
)
_PLAIN: Mapping[str, str] = MappingProxyType(
    {
        "could not find expected ':'": "is neither a field nor an entry of a list; it needs a "
        f"colon after its name, or a dash before it, or, where it continues a text, {_QUOTES}",
        "did not find expected '-' indicator": _INDENT,
        "did not find expected <document start>": "starts further left than the lines above it; "
        "start every field of the file in the same column",
        "did not find expected ',' or ']'": _UNCLOSED,
        "did not find expected ',' or '}'": _UNCLOSED,
        "did not find expected node content": "stands in a bracket that is never closed; close "
        f"it, or, where it is part of a text, {_QUOTES}",
        "found unexpected end of stream": "opens a quotation mark that is never closed; close it",
        "block sequence entries are not allowed in this context": "has a dash behind a field's "
        "name; put each dash on a line of its own below the name",
        "did not find expected comment or line break": "begins a text with > or |; "
        f"{_QUOTES}, or start it on the next line",
        "found a tab character that violates indentation": _TAB,
        "found a tab character where an indentation space is expected": _TAB,
        "found unexpected ':'": f"has a colon in the middle of a text; {_QUOTES}",
        "did not find expected alphabetic or numeric character": "begins a text with * or &; "
        f"{_QUOTES}",
    }
)
_STARTS_EARLIER = ("while scanning", "while parsing a flow")


def slip(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """The number of the line at fault, and what is wrong with it and what to do.

    A slip that is none of the usual ones is told as the reader of YAML told it.
    """
    problem, mark = error.problem or "", error.problem_mark
    if (error.context or "").startswith(_STARTS_EARLIER) and "tab" not in problem:
        mark = error.context_mark or mark
    number, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines() or [""]
    number = min(number, len(lines) - 1)
    line = lines[number]
    if problem in _SEEN:
        return number + 1, _SEEN[problem](line, column)
    return number + 1, _PLAIN.get(problem, f"cannot be read ({problem}); correct it there")


def _colon(line: str, column: int) -> str:
    if re.search(r":\s", line[:column]):
        return f"has a colon in the middle of a text; {_QUOTES}"
    return _INDENT


def _after(line: str, column: int) -> str:
    opening = _OPENING.match(line[:column])
    if not opening:
        return _INDENT
    if opening["mark"] in "\"'":
        return (
            "goes on after a closing quotation mark; put the whole text in quotation marks of "
            "the other kind"
        )
    return f"begins a text with {opening['mark']}; {_QUOTES}"


def _start(line: str, column: int) -> str:
    if line[column : column + 1] == "\t":
        return _TAB
    return f"begins a text with {line[column : column + 1]}; {_QUOTES}"


_SEEN: Mapping[str, Callable[[str, int], str]] = MappingProxyType(
    {
        "mapping values are not allowed in this context": _colon,
        "did not find expected key": _after,
        "found character that cannot start any token": _start,
    }
)
