"""A page of the documentation as something to do: its commands run, its files are written.

A `console` block holds commands after `$ ` and what they print; `...` stands for anything,
and a last line `[exit code 3]` for how a command ends when it does not end well. A block
headed `title="path"` is a file to write, and a `diff` block with a title changes one.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
TITLE = re.compile(r'title="(?P<path>[^"]+)"')
EXIT = re.compile(r"\[exit code (\d+)\]\s*\Z")


@dataclass(frozen=True)
class Command:
    """A command with what it is said to print."""

    line: str
    output: str
    code: int


def walk(page: Path, folder: Path) -> int:
    """Does everything on the page, in order, in the folder. Returns how many commands ran."""
    (folder / "src").symlink_to(ROOT / "src")
    n_commands = 0
    for match in BLOCK.finditer(page.read_text(encoding="utf-8")):
        kind, body = match["info"].partition(" ")[0], match["body"]
        titled = TITLE.search(match["info"])
        if kind == "console":
            for command in commands(body):
                run(command, folder)
                n_commands += 1
        elif titled and kind == "diff":
            change(folder / titled["path"], body)
        elif titled:
            path = folder / titled["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
    return n_commands


def commands(body: str) -> Iterator[Command]:
    """The commands of a console block."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        line, _, output = part.replace("\\\n", " ").partition("\n")
        ends = EXIT.search(output)
        yield Command(line, EXIT.sub("", output), int(ends[1]) if ends else 0)


def run(command: Command, folder: Path) -> None:
    """Runs a command and compares what it printed with what the page says."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command.line,
        shell=True,
        cwd=folder,
        env={"PATH": path, "COLUMNS": "100", "LANG": "C.UTF-8", "HOME": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert done.returncode == command.code, f"$ {command.line}\n{done.stdout}"
    if command.output.strip():
        agrees = OutputChecker().check_output(
            command.output, done.stdout, ELLIPSIS | NORMALIZE_WHITESPACE
        )
        assert agrees, f"$ {command.line}\n{done.stdout}\n--- the page says\n{command.output}"


def change(path: Path, diff: str) -> None:
    """Changes a file as a diff block shows; the lines it starts from stand there once."""
    lines = diff.splitlines()
    before = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
    after = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{path.name} does not hold once:\n{before}"
    path.write_text(text.replace(before, after), encoding="utf-8")
