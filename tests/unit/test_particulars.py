"""Particulars of a report, and the comparators that a person enters or chooses."""

import pytest

from corecase.core.errors import InputError
from corecase.core.inspections import Comparator, Comparators, Reinspection
from corecase.core.particulars import (
    ComparatorChoice,
    ComparatorSource,
    EnteredComparators,
    Particulars,
)

ROW = Comparator(headline="safeguarding", lowest=38, average=63, highest=82)


def entered(n_services: int | None = None, *, rows: tuple[Comparator, ...] = (ROW,)) -> object:
    made = Comparators(scope="x", as_at="y", n_services=n_services, rows=rows)
    return EnteredComparators(comparators=made, source="z")


def test_everything_may_be_blank() -> None:
    assert Particulars().reinspection is None
    assert ComparatorChoice().source is ComparatorSource.COMPUTED


@pytest.mark.parametrize("isbn", ["978-1-84099-310-4", "1-84099-310-3"])
def test_an_isbn_is_one_or_blank(isbn: str) -> None:
    with pytest.raises(InputError, match="ISBN"):
        Particulars(isbn=isbn)


def test_a_decision_has_its_reason_and_a_time_only_where_planned() -> None:
    with pytest.raises(InputError, match="Say why") as refused:
        Particulars(reinspection=Reinspection(planned=True))
    assert refused.value.field == "reinspection_reason"
    with pytest.raises(InputError, match="leave blank when") as refused:
        Particulars(reinspection=Reinspection(planned=False, reason="x", when="2027"))
    assert refused.value.field == "reinspection_when"
    assert Particulars(reinspection=Reinspection(planned=False, reason="x")).reinspection


@pytest.mark.parametrize("n_services", [0, -1])
def test_a_number_of_services_is_at_least_one(n_services: int) -> None:
    with pytest.raises(InputError, match="enter 1 or more"):
        entered(n_services)
    assert entered(1)


def test_entered_comparators_need_a_row_and_are_needed_where_printed() -> None:
    with pytest.raises(InputError, match="of at least one headline"):
        entered(rows=())
    with pytest.raises(InputError, match="Enter the comparators"):
        ComparatorChoice(source=ComparatorSource.ENTERED)
