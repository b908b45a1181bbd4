"""The bytes of a case list, and the case list in its bytes."""

import pytest

from corecase.core.errors import InputError
from corecase.core.frames import Frame

LISTED = Frame(
    columns=("case_id", "team", "sex", "nothing"),
    rows=(("X-1", "North", "", ""), ("X-2", "South Team", "FEMALE", "")),
)


def test_a_case_list_is_read_from_its_own_bytes_with_its_empty_columns() -> None:
    assert Frame.from_content(LISTED.content) == LISTED
    assert Frame.from_content(LISTED.content).sha256 == LISTED.sha256
    nobody = Frame(columns=("case_id",), rows=())
    assert Frame.from_content(nobody.content) == nobody


@pytest.mark.parametrize(
    "content", [b"case_id\tteam\nX-1\n", b"", b"\xff\xfe", b"case_id\nX-2\nX-1\n"]
)
def test_bytes_that_are_no_case_list_are_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        Frame.from_content(content)
