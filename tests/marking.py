"""Marks what a reader of documents gave against answers written by hand.

The rules are told in words in `spec/answers/README.md`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from corecase.core.printed_facts import PrintedFact

EXACT = ("kind_of_inspection", "inspected", "scope", "as_at", "owner")
OPEN = ("published", "cases")
"""These may be left blank."""
WORDY = ("finding", "recommendation", "action", "text", "count", "indicator", "survey")
BANDS = ("MINIMUM", "MODERATE", "SUBSTANTIAL", "DRASTIC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Answers that were read right, only offered, or missed; and facts that are on no row.

    `wrong` were given as certain, `noise` was offered for a person to decide.
    """

    right: tuple[PrintedFact, ...]
    offered: tuple[PrintedFact, ...]
    missed: tuple[PrintedFact, ...]
    wrong: tuple[PrintedFact, ...]
    noise: tuple[PrintedFact, ...]

    @property
    def share(self) -> Fraction:
        """How many of the answers were read or offered."""
        there = len(self.right) + len(self.offered)
        return (
            Fraction(there, there + len(self.missed)) if there + len(self.missed) else Fraction(1)
        )


def marked(read: Sequence[PrintedFact], answers: Sequence[PrintedFact]) -> Marks:
    """The marks of what was read of one text."""
    right, offered, missed = [], [], []
    for row in answers:
        if any(is_right(fact, row, answers) for fact in read) or _met_by_two(row, read):
            right.append(row)
        elif any(_is_offered_for(fact, row) for fact in read):
            offered.append(row)
        else:
            missed.append(row)
    strangers = [fact for fact in read if not _has_a_row(fact, answers)]
    return Marks(
        right=tuple(right),
        offered=tuple(offered),
        missed=tuple(missed),
        wrong=tuple(fact for fact in strangers if not fact.doubt),
        noise=tuple(fact for fact in strangers if fact.doubt),
    )


def is_right(fact: PrintedFact, row: PrintedFact, answers: Sequence[PrintedFact] = ()) -> bool:
    """Whether a fact says what a row says, at one of its places."""
    if not _same_thing(fact, row) or not _given_fields_agree(fact, row):
        return False
    if _adds_a_band(fact, row, answers):
        return False
    if _is_band_alone(row) and fact.value is not None:
        return fact.said == row.said and any(
            is_right(fact, other) for other in answers if other.value is not None
        )
    return _is_at_place(fact, row) and _same_figures(fact, row) and _same_words(fact, row)


def _same_thing(fact: PrintedFact, row: PrintedFact) -> bool:
    return fact.measure == row.measure and _plain(fact.service) == _plain(row.service)


def _adds_a_band(fact: PrintedFact, row: PrintedFact, answers: Sequence[PrintedFact]) -> bool:
    """Whether a fact gives a band to a figure that has none anywhere in the answers."""
    known = {other.said for other in answers if _same_thing(fact, other)}
    return not row.said and fact.said in BANDS and bool(known) and fact.said not in known


def _given_fields_agree(fact: PrintedFact, row: PrintedFact) -> bool:
    """What the row does not give is not asked for."""
    asked = [name for name in EXACT if getattr(row, name)]
    asked += [name for name in OPEN if getattr(row, name) and getattr(fact, name)]
    if row.kind == "action" and row.scope:
        asked.remove("scope")
        if not _holds(fact.scope, row.scope):
            return False
    agree = all(_plain(str(getattr(fact, a))) == _plain(str(getattr(row, a))) for a in asked)
    return agree and fact.standing == row.standing and not _adds_a_return(fact, row)


def _adds_a_return(fact: PrintedFact, row: PrintedFact) -> bool:
    """Whether a score is said to be of a re-inspection that the row does not tell of."""
    again = fact.kind_of_inspection == "re-inspection" and not row.kind_of_inspection
    return again and row.kind in ("headline", "section", "criterion", "rating", "total")


def _same_figures(fact: PrintedFact, row: PrintedFact) -> bool:
    if row.unit == "%" and fact.value is not None and fact.out_of and not fact.unit:
        return _means_the_share(fact, row)
    based = fact.out_of == row.out_of or row.out_of is None
    return (fact.value, fact.most, fact.unit) == (row.value, row.most, row.unit) and based


def _means_the_share(fact: PrintedFact, row: PrintedFact) -> bool:
    """Whether counts on a base lie within a share, or round to it where it is one figure."""
    assert fact.value is not None
    assert fact.out_of
    assert row.value is not None
    counts = (fact.value, fact.value if fact.most is None else fact.most)
    shares = [100 * Fraction(count) / fact.out_of for count in counts]
    slack = Fraction(1, 2) if row.most is None else Fraction(1, 100)
    top = row.value if row.most is None else row.most
    return Fraction(row.value) - slack <= shares[0] and shares[1] <= Fraction(top) + slack


def _same_words(fact: PrintedFact, row: PrintedFact) -> bool:
    if not row.said:
        return True
    if row.kind in WORDY:
        return _holds(fact.said, row.said)
    return _plain(fact.said) == _plain(row.said)


def _holds(text: str, words: str) -> bool:
    return f" {_plain(words)} " in f" {_plain(text)} "


def _met_by_two(row: PrintedFact, read: Sequence[PrintedFact]) -> bool:
    """A figure and its band, each given as a fact of its own."""
    if row.value is None or row.said not in BANDS:
        return False
    alike = [fact for fact in read if _same_thing(fact, row) and _given_fields_agree(fact, row)]
    figures = [fact for fact in alike if _is_at_place(fact, row) and not fact.said]
    banded = any(_is_band_alone(fact) and fact.said == row.said for fact in alike)
    return banded and any(_same_figures(fact, row) for fact in figures)


def _is_band_alone(fact: PrintedFact) -> bool:
    return fact.value is None and fact.said in BANDS


def _is_offered_for(fact: PrintedFact, row: PrintedFact) -> bool:
    """A fact of the same kind, offered for a person to decide at one of the row's places."""
    return bool(fact.doubt) and _is_at_place(fact, row) and fact.kind == row.kind


def _has_a_row(fact: PrintedFact, answers: Sequence[PrintedFact]) -> bool:
    return any(
        is_right(fact, row, answers)
        or _is_offered_for(fact, row)
        or _is_half_of(fact, row)
        or _is_base_of(fact, row)
        for row in answers
    )


def _is_half_of(fact: PrintedFact, row: PrintedFact) -> bool:
    """The band of a row that has a figure too, or its figure alone."""
    if not _same_thing(fact, row) or not _given_fields_agree(fact, row) or row.said not in BANDS:
        return False
    if _is_band_alone(fact):
        return fact.said == row.said
    return not fact.said and _is_at_place(fact, row) and _same_figures(fact, row)


def _is_base_of(fact: PrintedFact, row: PrintedFact) -> bool:
    counted = fact.kind in ("count", "finding", "survey") and fact.value is not None
    return counted and _is_at_place(fact, row) and fact.value == row.out_of


def _is_at_place(fact: PrintedFact, row: PrintedFact) -> bool:
    """Whether a fact stands where a row does; a row without a place is not compared by it."""
    return not row.place or fact.place in _places(row)


def _places(row: PrintedFact) -> set[str]:
    """Where a row's fact is printed, once or again."""
    found = re.search(r"also line (\d+(?:, \d+)*)", row.note)
    again = found.group(1).split(", ") if found else []
    return {row.place, *(f"line {number}" for number in again)}


def _plain(text: str) -> str:
    """Words without capitals, markup, hyphens, full stops, "the", and how "and" is written."""
    bare = (
        re.sub(r"</?\w+>|[*_]|\.(?=\s)", "", text).lower().replace("&", " and ").replace("’", "'")
    )
    return " ".join(word for word in re.sub(r"[^\w%/.']+", " ", bare).split() if word != "the")
