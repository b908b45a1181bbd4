"""The Makefile explains itself, and `make demo` does what the README says."""

import re
from pathlib import Path

from corecase.actions.demonstration_cast import CAST
from tests.demonstrated import demonstrated

TARGET = re.compile(r"^([a-z]+):(.*)$", re.MULTILINE)
INNER = {"system"}  # a step of `test`, not asked for by name
ROOT = Path(__file__).parents[2]


def targets() -> dict[str, str]:
    """The targets of the Makefile, each with its comment, empty where it has none."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return {name: rest.partition("## ")[2] for name, rest in TARGET.findall(text)}


def test_every_target_has_a_one_line_comment() -> None:
    silent = [name for name, words in targets().items() if not words and name not in INNER]
    assert not silent
    assert not [words for words in targets().values() if words.endswith(".")]


def test_the_targets_are_those_the_guide_for_contributors_lists() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"`make ([a-z]+)`", guide))
    assert listed == set(targets()) - INNER


def test_the_demo_makes_the_report_and_answers_until_it_is_stopped() -> None:
    found = demonstrated()
    assert f"Corecase answers on http://localhost:{found.port}/ until" in found.said
    assert f"Surveys are answered on http://localhost:{found.port + 2}/." in found.said
    assert (found.folder / "demo-report" / "report" / "report.html").is_file()
    assert CAST
    assert all(f"  {part.name}: {part.words}\n" in found.said for part in CAST)
    assert all(part.name in found.shown for part in CAST)
    assert "comments of the service are not answered" in found.opened
    assert found.is_over
