"""What a second person's word does to a printed fact, and what is shown before and after."""

from decimal import Decimal

import pytest

from corecase.core.errors import InputError
from corecase.core.fact_conflicts import KeptFact
from corecase.core.fact_releases import (
    NONE_USED,
    NOTHING,
    Change,
    Shown,
    change_of,
    edited,
    shown,
)
from corecase.core.fact_reviews import (
    Decision,
    FactState,
    check_may_release,
    check_may_withdraw,
    is_due,
    state_sent_back,
    where_it_stands,
)
from corecase.core.printed_facts import PrintedFact


def fact(value: int, **said: object) -> PrintedFact:
    fields = {"service": "Anyborough", "measure": "headline:safeguarding", "source": "A paper"}
    return PrintedFact(**{**fields, "value": Decimal(value), **said})


def kept(number: int, value: int, corrects: int | None = None, **said: object) -> KeptFact:
    return KeptFact(number=number, fact=fact(value, **said), corrects=corrects)


def changes(public: list[KeptFact], due: dict[int, KeptFact]) -> dict[int, Shown]:
    every = [*public, *due.values()]
    return shown(public, due, {one.number: one.corrects for one in every if one.corrects})


@pytest.mark.parametrize(
    ("state", "is_public", "due", "words"),
    [
        (FactState.WAITING, False, False, "waiting"),
        (FactState.TAKEN, False, True, "taken, to be released by a second person"),
        (FactState.TAKEN, True, False, "public"),
        (FactState.REFUSED, True, True, "refused, public until a second person releases that"),
        (FactState.REFUSED, False, False, "refused"),
    ],
)
def test_a_second_person_is_asked_where_what_is_shown_is_not_what_was_decided(
    state: FactState, is_public: bool, due: bool, words: str
) -> None:
    assert is_due(state, is_public=is_public) is due
    assert where_it_stands(state, is_public=is_public) == words


def test_what_is_sent_back_stands_as_before_the_decision() -> None:
    assert state_sent_back(FactState.TAKEN) is FactState.WAITING
    assert state_sent_back(FactState.REFUSED) is FactState.TAKEN
    assert [one.words for one in Decision] == [
        *("taken", "refused", "released", "sent back", "withdrawn")
    ]


def test_nobody_releases_what_they_decided() -> None:
    check_may_release(1, 2)
    with pytest.raises(InputError, match="a second person has to release"):
        check_may_release(1, 1)


def test_nobody_withdraws_what_another_decided() -> None:
    check_may_withdraw(1, 1)
    with pytest.raises(InputError, match="Somebody else decided"):
        check_may_withdraw(1, 2)


@pytest.mark.parametrize(
    ("is_public", "corrects", "change"),
    [
        (False, None, Change.NEW),
        (False, 1, Change.CORRECTION),
        (True, None, Change.TAKEN_OUT),
        (True, 1, Change.TAKEN_OUT),
    ],
)
def test_a_release_brings_corrects_or_takes_out(
    is_public: bool, corrects: int | None, change: Change
) -> None:
    assert change_of(is_public=is_public, corrects=corrects) is change


def test_a_correction_says_each_part_that_it_changes() -> None:
    found = edited(fact(26, doubt="Turned?"), fact(62, region="London"))
    assert [(one.part, one.before, one.after) for one in found] == [
        ("value", "26", "62"),
        ("region", "nothing", "London"),
    ]


def test_what_is_shown_now_and_after_a_release() -> None:
    public = [kept(1, 62), kept(2, 40, service="Brook"), kept(3, 5, measure="section:1")]
    due = {
        9: kept(9, 70, measure="section:2"),  # of a thing of which nothing is shown
        10: kept(10, 63, source="Another"),  # equally well known, and otherwise
        11: kept(11, 64, corrects=1),  # a correction of what is shown
        2: public[1],  # the only one, to be taken out
        12: kept(12, 62, source="A third"),  # the same as is shown
        13: kept(13, 50, corrects=3, measure="section:3"),  # it was of another section
        14: kept(14, 9, corrects=99, measure="section:4"),  # of what nobody saw
    }
    told = {number: (one.now, one.after) for number, one in changes(public, due).items()}
    assert told == {
        9: (NOTHING, "70"),
        10: ("62", NONE_USED),
        11: ("62", "64"),
        2: ("40", NOTHING),
        12: ("62", "62"),
        13: ("5", "50"),
        14: (NOTHING, "9"),
    }
    assert not changes(public, due)[12].is_other


def test_one_of_two_that_differ_is_taken_out_and_the_other_is_shown() -> None:
    public = [kept(1, 62), kept(2, 63, source="Another")]
    (found,) = changes(public, {2: public[1]}).values()
    assert (found.now, found.after, found.is_other) == (NONE_USED, "62", True)


def test_a_correction_that_is_taken_out_lets_the_former_stand_again() -> None:
    public = [kept(1, 26), kept(2, 62, corrects=1)]
    (found,) = changes(public, {2: public[1]}).values()
    assert (found.now, found.after) == ("62", "26")


def test_a_middle_correction_that_is_taken_again_changes_nothing_of_what_is_shown() -> None:
    public = [kept(1, 26), kept(3, 62, corrects=2)]
    (found,) = changes(public, {2: kept(2, 63, corrects=1)}).values()
    assert (found.now, found.after) == ("62", "62")


def test_a_middle_correction_that_is_taken_out_changes_nothing_of_what_is_shown() -> None:
    public = [kept(1, 26), kept(2, 63, corrects=1), kept(3, 62, corrects=2)]
    (found,) = changes(public, {2: public[1]}).values()
    assert (found.now, found.after) == ("62", "62")


def test_what_was_corrected_as_of_another_service_is_not_shown_as_of_this_one() -> None:
    """Read as Brook's and corrected: a new figure of Brook stands where nothing is shown."""
    public = [kept(1, 26, service="Brook"), kept(2, 26, corrects=1)]
    (found,) = changes(public, {9: kept(9, 50, service="Brook")}).values()
    assert (found.now, found.after) == (NOTHING, "50")
