"""Protected tables: one, several of the same persons, one after another."""

from datetime import UTC, datetime

import numpy as np
import pytest
from scipy.sparse import csr_array

from corecase.core.count_tables import TOTAL, CountTable, with_totals
from corecase.core.errors import InputError
from corecase.core.roles import Role
from corecase.core.suppression import POLICIES, Override, Reason, override
from corecase.statistics import secondary
from corecase.statistics.adding_up import AddingUp, Relation
from corecase.statistics.demands import Demand
from corecase.statistics.disclosure import Range, attack
from corecase.statistics.suppression import protect

PERSONS = POLICIES["persons"]
NOW = datetime(2026, 11, 21, 16, 40, tzinfo=UTC)
AGES = ("10 to 14", "15 to 17")
SENTENCES = ("community", "custody")


def table(*rows: tuple[int, ...], columns: tuple[str, ...] = AGES, name: str = "new") -> CountTable:
    names = ("girls", "boys", "not known")[: len(rows)]
    counts = {(n, c): v for n, row in zip(names, rows, strict=True)
              for c, v in zip(columns, row, strict=True)}  # fmt: skip
    return with_totals(name, names, columns, counts)


def test_a_table_without_small_counts_is_published_as_it_is() -> None:
    found = protect(table((12, 9), (14, 31)), PERSONS)
    assert found.table.hidden == ()
    assert found.is_protected
    assert found.ranges == {}
    assert found.printed(("girls", AGES[0])) == "12"


def test_one_small_count_of_four_takes_the_other_three_with_it() -> None:
    found = protect(table((3, 9), (14, 31)), PERSONS)
    assert found.of(Reason.SMALL) == (("girls", AGES[0]),)
    assert len(found.of(Reason.SECONDARY)) == 3
    assert found.ranges["girls", AGES[0]].reaches(0, 5)
    assert found.printed(("girls", AGES[0])) == "[c]"
    assert found.printed((TOTAL, TOTAL)) == "57"


def test_where_the_cells_are_too_small_totals_are_hidden_too() -> None:
    found = protect(table((1, 1), (1, 50)), PERSONS)
    assert found.is_protected
    assert any(TOTAL in cell for cell in found.table.hidden)
    for cell in found.of(Reason.SMALL):
        assert found.ranges[cell].reaches(0, 5), cell


def test_a_single_column_is_protected() -> None:
    found = protect(table((3,), (14,), (20,), columns=("children",)), PERSONS)
    assert found.of(Reason.SECONDARY) == (("boys", "children"),)


def test_everybody_in_one_cell_stays_uncertain() -> None:
    found = protect(table((7, 0, 0), (20, 30, 40), columns=("a", "b", "c")), PERSONS)
    assert found.of(Reason.WHOLE_GROUP) == (("girls", "a"),)
    assert found.ranges["girls", "a"].reaches(2, 7)


def test_one_cell_alone_may_be_hidden_alone() -> None:
    found = protect(table((3,), columns=("children",)), PERSONS)
    assert found.ranges == {("girls", "children"): Range(low=0, high=None)}
    assert found.ranges["girls", "children"].words == "0 to no upper limit"


def test_below_the_service_one_hidden_cell_withholds_the_table() -> None:
    below = POLICIES["below-service"]
    withheld = protect(table((3, 29), (34, 31)), below)
    assert withheld.is_withheld
    assert withheld.is_protected
    assert withheld.table.hidden == withheld.table.places
    whole = protect(table((23, 29), (34, 31)), below)
    assert not whole.is_withheld
    assert whole.printed(("girls", AGES[0])) == "25"


def test_a_second_table_of_the_same_persons_keeps_the_first_safe() -> None:
    first = protect(table((3, 9), (14, 31)), PERSONS).table
    # Girls of 10 to 14 again, in a table whose other cells would give the row away.
    second = table((3, 9), (14, 31), (11, 20), name="with not known")
    found = protect(second, PERSONS, published=[first], relation=Relation.GROWN)
    assert found.is_protected
    ranges = attack(found.table, published=[first], relation=Relation.GROWN)
    assert ranges["girls", AGES[0]].reaches(0, 5)


def test_linked_tables_share_their_margins() -> None:
    by_age = protect(table((3, 9), (14, 31)), PERSONS).table
    by_sentence = table((11, 1), (38, 7), columns=SENTENCES, name="by sentence")
    found = protect(by_sentence, PERSONS, published=[by_age])
    assert found.is_protected
    assert attack(found.table, published=[by_age])["girls", "custody"].reaches(0, 5)


def test_what_was_published_cannot_be_hidden_again() -> None:
    found = protect(table((3, 9), (14, 31)), PERSONS, published=[table((3, 9), (14, 31))])
    assert not found.is_protected
    assert [told.words for told in found.told] == ["girls, 10 to 14: exactly 3"]
    assert found.is_withheld


def test_a_table_shown_in_full_before_has_only_counts_that_may_be_shown() -> None:
    found = protect(table((12, 9), (14, 31)), PERSONS, published=[table((12, 9), (14, 31))])
    assert found.table.hidden == ()


def test_tables_of_the_same_persons_with_other_counts_are_refused() -> None:
    with pytest.raises(InputError, match="girls, 10 to 14 is 12 in new and another number"):
        protect(table((12, 9), (14, 31)), PERSONS, published=[table((13, 9), (14, 31))])


@pytest.mark.parametrize("relation", [Relation.GROWN, Relation.CORRECTED])
def test_few_persons_more_than_before_are_protected(relation: Relation) -> None:
    before, now = table((11, 18), (14, 31), name="2010"), table((12, 18), (24, 51), name="2011")
    found = protect(now, PERSONS, published=[before], relation=relation)
    assert found.is_protected
    assert ("girls", AGES[0]) in found.of(Reason.CHANGE)
    ranges = attack(found.table, published=[before], relation=relation)
    assert ranges["girls", AGES[0]].reaches(11, 16)
    assert found.of(Reason.CHANGE)


def test_few_persons_fewer_than_before_are_protected() -> None:
    before, now = table((14, 38), (14, 31), name="2010"), table((12, 18), (24, 51), name="2011")
    found = protect(now, PERSONS, published=[before], relation=Relation.CORRECTED)
    assert ("girls", AGES[0]) in found.of(Reason.CHANGE)
    ranges = attack(found.table, published=[before], relation=Relation.CORRECTED)
    assert ranges["girls", AGES[0]].reaches(9, 14)


def test_counts_that_fell_have_not_only_grown() -> None:
    before, now = table((14, 18), (14, 31), name="2010"), table((12, 18), (24, 51), name="2011")
    with pytest.raises(InputError, match=r"was 14 in 2010 and is 12 now"):
        protect(now, PERSONS, published=[before], relation=Relation.GROWN)


def test_counts_that_did_not_change_tell_nothing_new() -> None:
    before = table((14, 18), (24, 31), name="2010")
    found = protect(table((14, 18), (24, 31)), PERSONS, published=[before], relation=Relation.GROWN)
    assert found.table.hidden == ()


def test_what_an_earlier_table_gave_away_itself_is_named() -> None:
    careless = table((3, 9), (14, 31), name="2009").hiding(frozenset({("girls", AGES[0])}))
    later = table((30, 40), (50, 60), columns=SENTENCES, name="later")
    found = protect(later, PERSONS, published=[careless], relation=Relation.CORRECTED)
    assert found.is_protected
    assert [told.words for told in found.already] == ["girls, 10 to 14 of 2009: exactly 3"]


def test_a_later_table_does_not_open_an_earlier_one() -> None:
    early = protect(table((3, 9), (14, 31), name="2010"), PERSONS).table
    # One girl more in each age: with the row shown exactly the earlier 3 would be bounded by 4.
    late = table((4, 10), (24, 41), name="2011")
    found = protect(late, PERSONS, published=[early], relation=Relation.GROWN)
    assert found.is_protected
    assert not found.already
    back = attack(early, published=[found.table], relation=Relation.CORRECTED)
    assert back["girls", AGES[0]].reaches(0, 5)


def test_rounded_tables_leave_what_rounding_leaves() -> None:
    rounded = table((10, 20), (15, 30), name="rounded")
    loose = CountTable(
        name="rounded", rows=rounded.rows, columns=rounded.columns, cells=rounded.cells, off_by=2
    )
    new = table((12, 18), (14, 31)).hiding(frozenset({("girls", AGES[0])}))
    assert attack(new, published=[loose])["girls", AGES[0]] == Range(low=12, high=12)
    hidden = table((12, 18), (14, 31)).hiding(frozenset(table((12, 18), (14, 31)).places))
    assert attack(hidden, published=[loose])["girls", AGES[0]] == Range(low=8, high=12)
    assert protect(table((12, 18), (14, 31)), PERSONS, published=[loose]).is_protected
    grown = protect(table((12, 18), (24, 51)), PERSONS, published=[loose], relation=Relation.GROWN)
    assert grown.is_protected


def test_two_earlier_tables_are_held_against_each_other() -> None:
    first = table((11, 18), (14, 31), name="2009")
    second = table((21, 28), (24, 41), name="2010")
    new = table((31, 38), (34, 51), name="2011")
    found = protect(new, PERSONS, published=[first, second], relation=Relation.GROWN)
    assert found.table.hidden == ()


def let(cell: tuple[str, str], of: CountTable) -> Override:
    return override(PERSONS, of, cell, role=Role.EDITOR, by="E", reason="agreed", now=NOW)


def test_an_override_lets_a_count_stand() -> None:
    new = table((3, 9), (14, 31))
    found = protect(new, PERSONS, overrides=[let(("girls", AGES[0]), new)])
    assert found.table.hidden == ()
    assert [one.reason for one in found.overrides] == ["agreed"]
    before = table((2, 9), (14, 31), name="2010")
    again = protect(
        table((3, 9), (24, 51)),
        PERSONS,
        published=[before],
        relation=Relation.GROWN,
        overrides=[let(("girls", AGES[0]), new), let(("girls", TOTAL), new)],
    )
    assert again.table.hidden == ()


def test_an_override_whose_total_tells_as_much_is_not_enough() -> None:
    before, now = table((2, 9), (14, 31), name="2010"), table((3, 9), (24, 51))
    found = protect(
        now,
        PERSONS,
        published=[before],
        relation=Relation.GROWN,
        overrides=[let(("girls", AGES[0]), now)],
    )
    assert not found.is_protected
    assert [told.what for told in found.told] == ["girls, Total, change since 2010"]


def test_an_override_of_another_table_is_refused() -> None:
    other = table((3, 9), (14, 31), name="other")
    with pytest.raises(InputError, match="override for other"):
        protect(table((3, 9), (14, 31)), PERSONS, overrides=[let(("girls", AGES[0]), other)])


def test_a_table_that_hides_already_is_refused() -> None:
    hidden = table((3, 9), (14, 31)).hiding(frozenset({("girls", AGES[0])}))
    with pytest.raises(InputError, match="as it was counted"):
        protect(hidden, PERSONS)


def test_tables_that_cannot_both_be_are_refused() -> None:
    # Of the girls 9 were shown in one age before; now there are 8 girls in all.
    wide = table((1, 9, 1), (14, 31, 0), columns=(*AGES, "18"), name="wide")
    hidden = wide.hiding(frozenset({("girls", AGES[0]), ("girls", "18"), ("girls", TOTAL)}))
    narrow = table((0, 8), (14, 31), name="narrow")
    shown = {("girls", TOTAL), ("boys", TOTAL)}
    with pytest.raises(InputError, match="contradict"):
        attack(narrow.hiding(frozenset(set(narrow.places) - shown)), published=[hidden])


def test_a_group_is_the_same_whether_it_heads_a_row_or_a_column() -> None:
    by_age = table((3, 9), (14, 31)).hiding(frozenset({(TOTAL, AGES[0]), ("girls", AGES[0])}))
    counts = {(AGES[0], "community"): 10, (AGES[0], "custody"): 7}
    counts |= {(AGES[1], "community"): 30, (AGES[1], "custody"): 10}
    turned = with_totals("turned", AGES, SENTENCES, counts)
    assert attack(by_age)["girls", AGES[0]].is_known
    hidden = by_age.hiding(frozenset({("girls", AGES[1]), ("boys", AGES[1]), ("boys", AGES[0])}))
    assert not attack(hidden)["girls", AGES[0]].is_known
    assert attack(hidden, published=[turned])[TOTAL, AGES[0]] == Range(low=17, high=17)


def test_a_name_for_a_row_and_a_column_cannot_be_held_against_other_tables() -> None:
    counts = {(r, c): 20 for r in ("yes", "no") for c in ("yes", "no")}
    twice = with_totals("before and after", ("no", "yes"), ("no", "yes"), counts)
    assert protect(twice, PERSONS).is_protected
    with pytest.raises(InputError, match="'no' heads a row and a column of before and after"):
        protect(table((12, 9), (14, 31)), PERSONS, published=[twice])


def test_what_an_earlier_table_hid_of_the_same_persons_may_be_shown_if_it_is_not_small() -> None:
    first = protect(table((3, 9), (14, 31)), PERSONS).table
    other = with_totals("boys", ("boys",), AGES, {("boys", AGES[0]): 14, ("boys", AGES[1]): 31})
    found = protect(other, PERSONS, published=[first])
    assert found.is_protected
    # Shown, the boys would give the girls away: 17 and 40 in all are known.
    assert set(found.table.hidden) == {("boys", AGES[0]), ("boys", AGES[1])}


def test_where_whole_numbers_tell_more_than_fractions_one_cell_more_is_hidden() -> None:
    three, known = _with_an_uneven_equation()
    demand = Demand(at=0, what="x", low=0, high=5, cell=("r", "x"))
    cells: tuple[tuple[str, str], ...] = (("r", "x"), ("r", "y"), ("r", "z"))
    assert secondary.cheapest(three, known, [demand], cells, cells[:2]) == cells
    impossible = Demand(at=0, what="x", low=0, high=500, cell=("r", "x"))
    with pytest.raises(InputError, match="No pattern was found"):
        secondary.cheapest(three, known, [impossible], cells, cells[:2])


def _with_an_uneven_equation() -> tuple[CountTable, AddingUp]:
    """2 x - 3 y + z = 7 with x = 3, y = 2, z = 7, and y at most 3.4.

    As fractions x reaches 5.1, in whole numbers 3, unless z is hidden too.
    """
    three = with_totals("T", ("r",), ("x", "y", "z"), {("r", "x"): 3, ("r", "y"): 2, ("r", "z"): 7})
    shown = np.array([3.0, 2.0, 7.0, 7.0])
    known = AddingUp(
        low=shown,
        high=shown,
        low_hidden=np.array([0.0, 0.0, 0.0, 7.0]),
        high_hidden=np.array([50.0, 3.4, 20.0, 7.0]),
        matrix=csr_array(np.array([[2.0, -3.0, 1.0, -1.0]])),
        at=({("r", "x"): 0, ("r", "y"): 1, ("r", "z"): 2, ("r", TOTAL): 3},),
        changes=(),
        cap=1000.0,
        is_one_table=False,
    )
    return three, known


def test_a_search_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secondary, "_MOST_ROUNDS", 0)
    with pytest.raises(InputError, match="join some of its rows"):
        protect(table((3, 9), (14, 31)), PERSONS)
