"""What a phrase of proportion means: the table, every count on 17 bases, and phrases in print."""

from fractions import Fraction

import pytest

from corecase.core import words
from corecase.core.figures import Figure
from tests import hartlepool

BANDS = hartlepool.rows("quantifier_bands.csv")
PHRASES = hartlepool.rows("quantifier_phrase_oracle.csv")
STATED = [r for r in hartlepool.rows("quantifier_seed_phrases.csv") if r["reference_phrase"]]


def test_the_table_is_the_published_one_in_its_order() -> None:
    assert list(words.PHRASES) == [row["phrase"] for row in BANDS]


@pytest.mark.parametrize("row", BANDS, ids=lambda row: row["phrase"])
def test_a_phrase_stands_for_these_shares(row: dict[str, str]) -> None:
    assert words.bounds(row["phrase"]) == words.Bounds(
        low=Fraction(row["lo"]),
        high=Fraction(row["hi"]),
        low_closed=row["lo_closed"] == "True",
        high_closed=row["hi_closed"] == "True",
    )


@pytest.mark.parametrize("base", sorted({int(row["n"]) for row in PHRASES}))
def test_every_count_on_a_base_has_its_phrase_and_the_phrase_its_count(base: int) -> None:
    rows = [row for row in PHRASES if int(row["n"]) == base]
    assert [int(row["s"]) for row in rows] == list(range(base + 1))
    for row in rows:
        figure = Figure(count=int(row["s"]), out_of=base)
        assert words.phrase(figure) == row["phrase"]
        assert figure.count in words.counts(row["phrase"], base)


@pytest.mark.parametrize("row", STATED, ids=lambda row: f"{row['source']}: {row['phrase']}")
def test_counts_stated_in_reports_get_the_house_phrase(row: dict[str, str]) -> None:
    figure = Figure(count=int(float(row["s"])), out_of=int(float(row["n"])))
    assert words.phrase(figure) == row["reference_phrase"]
