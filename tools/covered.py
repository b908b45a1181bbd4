"""Says which lines and branches no test called: `python tools/covered.py FOLDER`.

Reads what tests/traced.py left in the folder and gives it to coverage.py, whose report and whose
rules for what counts as a line and a branch stay as they were. Fails unless all was called.
"""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from coverage import Coverage, CoverageData
from coverage.parser import PythonParser

ROOT = Path(__file__).parents[1]
Arc = tuple[int, int]
EXIT = 0


@dataclass(slots=True)
class Seen:
    """What was called of one file: its lines, and of its branches those taken and those there.

    Where coverage.py itself looked, the pairs of lines that it saw.
    """

    lines: set[int] = field(default_factory=set)
    taken: set[Arc] = field(default_factory=set)
    there: set[Arc] = field(default_factory=set)
    arcs: set[Arc] = field(default_factory=set)


def seen_in(folder: Path) -> dict[Path, Seen]:
    """What all processes saw, together."""
    found: dict[Path, Seen] = defaultdict(Seen)
    for path in sorted(folder.glob("*.json")):
        for name, one in json.loads(path.read_text(encoding="utf-8")).items():
            of = found[(ROOT / name).resolve()]
            of.lines |= set(one.get("executed_lines", ()))
            of.taken |= _pairs(one, "executed_branches")
            of.there |= _pairs(one, "missing_branches") | of.taken
            of.arcs |= _pairs(one, "arcs")
    return found


def _pairs(one: dict[str, list[list[int]]], name: str) -> set[Arc]:
    return {(start, end) for start, end in one.get(name, ())}


def arcs(path: Path, seen: Seen) -> Iterator[Arc]:
    """The same as coverage.py would have seen it: pairs of lines that followed each other."""
    parser = PythonParser(filename=str(path))
    parser.parse_source()
    first = {line: parser.first_line(line) for line in seen.lines}
    lines = set(first.values())
    yield from seen.arcs
    yield from ((-1, line) for line in lines)
    ways: dict[int, dict[int, bool]] = defaultdict(dict)
    for start, end in seen.there:
        to = parser.first_line(end) if end != EXIT else EXIT
        was = ways[parser.first_line(start)].get(to, False)
        ways[parser.first_line(start)][to] = was or (start, end) in seen.taken
    possible = parser.arcs()
    for start, end in possible:
        if start > 0 and start in lines and _is_taken((start, end), ways[start], possible, lines):
            yield start, end


def _is_taken(arc: Arc, ways: dict[int, bool], possible: set[Arc], lines: set[int]) -> bool:
    """Whether the second line of a pair was reached from the first.

    Where the two tools name the end of a branch by different lines, those without a namesake are
    the same. What only coverage.py takes for a branch, such as one case or handler after another,
    is reached from there alone.
    """
    start, end = arc
    if not ways:
        return end < 0 or end in lines
    if end in ways:
        return ways[end]
    named = {to for begin, to in possible if begin == start}
    unnamed = [taken for to, taken in ways.items() if to not in named]
    return all(unnamed) if unnamed else end < 0 or end in lines


def main() -> int:
    """The exit code of coverage.py's report."""
    data = CoverageData(basename=str(Coverage().config.data_file))
    data.erase()
    seen = seen_in(Path(sys.argv[1]))
    data.add_arcs({str(path): list(arcs(path, one)) for path, one in seen.items()})
    for package in ("core", "statistics", "actions"):
        data.touch_files(map(str, (ROOT / "src" / "corecase" / package).rglob("*.py")))
    data.write()
    report = [sys.executable, "-m", "coverage", "report", "--fail-under=100"]
    return subprocess.run(report, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
