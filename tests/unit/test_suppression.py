"""The rules of suppression: what is primary, who may overrule, how a count is printed."""

from datetime import UTC, datetime

import pytest

from corecase.core.count_tables import TOTAL, CountTable, with_totals
from corecase.core.errors import InputError
from corecase.core.roles import Role
from corecase.core.suppression import (
    POLICIES,
    Policy,
    Reason,
    override,
    policy_named,
    primary,
)

NOW = datetime(2026, 11, 21, 16, 40, tzinfo=UTC)
PERSONS = POLICIES["persons"]


def table(*rows: tuple[int, ...]) -> CountTable:
    names = tuple(f"r{place}" for place, _ in enumerate(rows, start=1))
    columns = tuple(f"c{place}" for place, _ in enumerate(rows[0], start=1))
    counts = {(n, c): v for n, row in zip(names, rows, strict=True)
              for c, v in zip(columns, row, strict=True)}  # fmt: skip
    return with_totals("T", names, columns, counts)


def test_counts_of_1_to_4_are_primary_and_0_is_shown() -> None:
    assert primary(table((4, 5, 0), (20, 30, 40)), PERSONS) == {("r1", "c1"): Reason.SMALL}


def test_a_total_of_few_is_primary_too() -> None:
    found = primary(table((1, 2), (20, 30)), PERSONS)
    assert list(found) == [("r1", "c1"), ("r1", "c2"), ("r1", TOTAL)]


def test_everybody_of_a_small_group_in_one_cell_is_primary() -> None:
    found = primary(table((7, 0, 0), (20, 30, 40)), PERSONS)
    assert found == {("r1", "c1"): Reason.WHOLE_GROUP}
    assert not primary(table((10, 0, 0), (20, 30, 40)), PERSONS)
    assert not primary(table((0, 0, 0), (20, 30, 40)), PERSONS)


def test_none_of_the_two_is_as_telling_as_both() -> None:
    found = primary(table((0, 2), (20, 30)), PERSONS)
    assert found["r1", "c2"] is Reason.SMALL
    assert found["r1", TOTAL] is Reason.SMALL


def test_a_column_is_a_group_as_a_row_is() -> None:
    assert primary(table((6, 20), (0, 30)), PERSONS) == {("r1", "c1"): Reason.WHOLE_GROUP}


def test_hidden_cells_have_no_count_to_judge_by() -> None:
    hidden = table((7, 0), (20, 30)).hiding(frozenset({("r1", TOTAL), ("r1", "c1")}))
    assert not primary(hidden, PERSONS)


def test_a_count_is_printed_rounded_where_the_policy_says_so() -> None:
    assert PERSONS.printed(12) == "12"
    assert PERSONS.printed(None) == "[c]"
    rounded = [POLICIES["open-data"].printed(count) for count in (12, 13, 17, 18)]
    assert rounded == ["10", "15", "15", "20"]


def test_every_reason_has_its_words() -> None:
    assert Reason.SECONDARY.words == "so that nobody can work out another"
    assert len({reason.words for reason in Reason}) == len(Reason)


def test_the_policies_are_found_by_name() -> None:
    assert policy_named("below-service").words == (
        "counts of 1 to 9 persons are hidden, the others rounded to 5, and the whole table is "
        "withheld when one is hidden"
    )
    assert PERSONS.words == "counts of 1 to 4 persons are hidden"
    with pytest.raises(InputError, match="persons, open-data, below-service"):
        policy_named("none")


def test_a_policy_needs_a_threshold_and_a_base() -> None:
    for threshold in (1, 101):
        with pytest.raises(InputError, match="threshold"):
            Policy(id="p", threshold=threshold)
    for base in (1, -5):
        with pytest.raises(InputError, match="rounded"):
            Policy(id="p", threshold=5, rounds_to=base)


def test_an_override_is_a_line_of_the_log_that_names_no_count() -> None:
    found = override(
        PERSONS,
        table((4, 5), (20, 30)),
        ("r1", "c1"),
        role=Role.EDITOR,
        by=" Eddie Editor ",
        reason="printed nationally in 2009",
        now=NOW,
    )
    assert found.words == (
        "21 November 2026 16:40: Eddie Editor, editor, let r1, c1 of T stand against the policy "
        "persons: printed nationally in 2009"
    )


@pytest.mark.parametrize(
    ("policy", "role", "reason", "said"),
    [
        ("persons", Role.ASSESSOR, "why not", "editor or chief inspector may"),
        ("open-data", Role.CHIEF_INSPECTOR, "why not", "nobody may"),
        ("persons", Role.EDITOR, " ", "who lets the count stand and why"),
    ],
)
def test_an_override_needs_the_role_and_a_reason(
    policy: str, role: Role, reason: str, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        override(
            POLICIES[policy], table((4, 5)), ("r1", "c1"), role=role, by="E", reason=reason, now=NOW
        )


def test_an_override_is_of_a_cell_that_is_there() -> None:
    with pytest.raises(InputError, match="no cell r9, c1"):
        override(
            PERSONS, table((4, 5)), ("r9", "c1"), role=Role.EDITOR, by="E", reason="r", now=NOW
        )
