"""The month and the year of a report's cover: in words, in four digits, or blank."""

from datetime import date

import pytest

from corecase.core.errors import InputError
from corecase.core.particulars import Particulars
from corecase.core.written_dates import written_month


@pytest.mark.parametrize("written", ["January 2010", " january  2010 "])
def test_a_month_is_read_by_its_name(written: str) -> None:
    assert written_month(written) == date(2010, 1, 1)


@pytest.mark.parametrize(
    "written", ["", "Jan 2010", "01/2010", "January", "Smarch 2010", "May 0010"]
)
def test_anything_else_is_no_month(written: str) -> None:
    assert written_month(written) is None


@pytest.mark.parametrize("month", ["", "January 2010", "May 1900", "December 2100"])
def test_a_month_in_words_or_none_stands(month: str) -> None:
    assert Particulars(month=month).month == month


@pytest.mark.parametrize("month", ["soon", "05/2012", "May", "May 12", "May 1899", "May 2101"])
def test_another_month_is_refused(month: str) -> None:
    with pytest.raises(InputError, match="a month in words and its year") as refused:
        Particulars(month=month)
    assert refused.value.field == "month"


@pytest.mark.parametrize("year", ["", "1900", "2010", "2100"])
def test_a_year_of_four_digits_or_none_stands(year: str) -> None:
    assert Particulars(year=year).year == year


@pytest.mark.parametrize("year", ["10", "1899", "2101", "MMX", "+2010", "\uff12\uff10\uff11\uff10"])
def test_another_year_is_refused(year: str) -> None:
    with pytest.raises(InputError, match="from 1900 to 2100") as refused:
        Particulars(year=year)
    assert refused.value.field == "year"
