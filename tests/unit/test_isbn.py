"""ISBN-13: thirteen digits and a check digit."""

import pytest

from corecase.core.errors import InputError
from corecase.core.isbn import check_isbn

VALID = "978-1-84099-267-0"


@pytest.mark.parametrize("text", [VALID, "9781840992670", "978 1 84099 267 0", "978-0-306-40615-7"])
def test_a_right_number_comes_back_as_it_was_written(text: str) -> None:
    assert check_isbn(text) == text


@pytest.mark.parametrize("place", [n for n, c in enumerate(VALID) if c.isdigit()])
def test_any_one_wrong_digit_is_refused(place: int) -> None:
    wrong = VALID[:place] + str((int(VALID[place]) + 1) % 10) + VALID[place + 1 :]
    with pytest.raises(InputError, match=r"its check digit is \d; a digit is wrong"):
        check_isbn(wrong)


@pytest.mark.parametrize(
    "text", ["", "978-1-84099-267", VALID + "1", "978-1-84099-267-X", "²" * 13]
)
def test_anything_but_thirteen_digits_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="needs thirteen digits"):
        check_isbn(text)
