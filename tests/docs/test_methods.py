"""Every method says when it is right and when not, and its worked examples run."""

import doctest
import re
from pathlib import Path

import pytest

METHODS = sorted((Path(__file__).parents[2] / "docs" / "methods").glob("*.md"))
PARTS = ("The (?:formula|rule)s?", "What it assumes", "When not to use it", "Source", "By hand")
"""As a heading, or in bold at the head of what belongs to it; an example may begin with it."""


def test_every_method_is_there() -> None:
    wanted = {"scoring", "bands", "boundary-panel", "wording", "granularity", "reconstruction"}
    assert wanted <= {path.stem for path in METHODS}


@pytest.mark.parametrize("page", METHODS, ids=lambda page: page.stem)
def test_examples_give_what_the_page_says(page: Path) -> None:
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert tried > 0
    assert failed == 0


@pytest.mark.parametrize("page", METHODS, ids=lambda page: page.stem)
def test_a_page_opens_with_the_question_it_answers(page: Path) -> None:
    assert re.match(r"# .+\n\n\*\*The question\.\*\* ", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", METHODS, ids=lambda page: page.stem)
def test_a_page_has_all_its_parts(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    labelled = r"(?m)^## {0}(?=[:,]|$)|\*\*{0}\.\*\*|^(?=By hand){0}\b"
    assert not [part for part in PARTS if not re.search(labelled.format(part), text)]


@pytest.mark.parametrize("page", METHODS, ids=lambda page: page.stem)
def test_an_example_by_hand_is_worked_out_by_corecase_too(page: Path) -> None:
    by_hand = re.split(r"(?m)^(?:## )?By hand\b", page.read_text(encoding="utf-8"), maxsplit=1)
    assert len(by_hand) == 2
    assert ">>>" in by_hand[1]
