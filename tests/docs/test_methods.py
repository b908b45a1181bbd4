"""The worked examples of the methods run."""

import doctest
from pathlib import Path

import pytest

METHODS = sorted((Path(__file__).parents[2] / "docs" / "methods").glob("*.md"))


def test_every_method_is_there() -> None:
    wanted = {"scoring", "bands", "boundary-panel", "wording", "granularity", "reconstruction"}
    assert wanted <= {path.stem for path in METHODS}


@pytest.mark.parametrize("page", METHODS, ids=lambda page: page.stem)
def test_examples_give_what_the_page_says(page: Path) -> None:
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert tried > 0
    assert failed == 0
