"""References as addresses, files and the audit carry them."""

import pytest

from corecase.core.case_references import is_plain, plain_reference


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("H-001", "H-001"),
        ("YOT/10 7", "YOT-10-7"),
        ("  a_1.2 / 3 ", "a_1.2-3"),
        ("É12", "12"),
        ("١٢", ""),
        ("", ""),
    ],
)
def test_only_plain_characters_remain(written: str, plain: str) -> None:
    assert plain_reference(written) == plain
    assert is_plain(written) is (written == plain != "")
