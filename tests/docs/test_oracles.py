"""Every oracle is used by a test, and its provenance is written down."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
ORACLES = sorted((TESTS / "oracles").glob("*.csv"))
USED_IN = "\n".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py"))
INDEX = (TESTS / "oracles" / "README.md").read_text(encoding="utf-8")


def test_there_are_oracles() -> None:
    assert len(ORACLES) >= 8


@pytest.mark.parametrize("path", ORACLES, ids=lambda path: path.name)
def test_an_oracle_is_read_by_a_test(path: Path) -> None:
    assert path.name in USED_IN


@pytest.mark.parametrize("path", ORACLES, ids=lambda path: path.name)
def test_the_index_says_where_an_oracle_comes_from(path: Path) -> None:
    assert f"| `{path.name}` |" in INDEX
