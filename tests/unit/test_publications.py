"""Published facts: what they allow, how they are read, and scores beside printed ones."""

from pathlib import Path

import pytest

import corecase
from corecase.core.errors import InputError, ManyProblems
from corecase.core.figures import Figure
from corecase.core.judgements import Answer, Judgement, Judgements
from corecase.core.publications import LevelCount, PrintedScore, PublishedFact, compare
from corecase.core.scoring import score
from corecase.exchange.published import read_facts, read_levels, read_printed, read_profile
from tests import hartlepool

REFERENCE = Path(corecase.__file__).parent / "data" / "reference" / "hartlepool-2010"


def fact(**parts: object) -> PublishedFact:
    return PublishedFact(item_id="CCI-A", **parts)  # type: ignore[arg-type] # any field


@pytest.mark.parametrize(
    ("stated", "out_of", "counts"),
    [
        (fact(), 2, [0, 1, 2]),
        (fact(), 0, [0]),
        (fact(percent=50), 0, []),
        (fact(wording="all"), 0, []),
        (fact(percent=76), 36, []),
        (fact(percent=76), 38, [29]),
        (fact(wording="over 70%"), 20, [15]),
        (fact(wording="all but nine"), 38, [29]),
        (fact(wording="all but two"), 2, []),
        (fact(wording="both"), 2, [2]),
        (fact(wording="rarely"), 38, [1, 2, 3]),
        (fact(wording="half"), 13, []),
        (fact(wording="two-thirds"), 38, [25]),
        (fact(wording="less than half", percent=40), 20, [8]),
        (fact(sufficient=range(3, 6)), 4, [3, 4]),
        (fact(applicable=range(3, 6)), 6, []),
    ],
)
def test_a_fact_allows_these_counts(stated: PublishedFact, out_of: int, counts: list[int]) -> None:
    assert list(stated.counts(out_of)) == counts


def test_most_leaves_out_counts_that_we_would_write_all_but_four() -> None:
    stated = fact(wording="most")
    assert Figure(count=34, out_of=38).share < Figure(count=9, out_of=10).share
    assert list(stated.counts(38)) == [31, 32, 33]
    assert list(stated.counts(20)) == []


def test_the_bases_of_a_fact_are_those_on_which_it_can_be_printed() -> None:
    assert fact(percent=76).bases(34) == (17, 21, 25, 29, 33, 34)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"applicable": range(5, 3)}, "the least applicable has to be 0 or more"),
        ({"sufficient": range(-1, 3)}, "the least sufficient has to be 0 or more"),
        ({"percent": 101}, "101% is not from 0 to 100"),
        ({"wording": "loads"}, "'loads' is not in the table"),
    ],
)
def test_a_fact_refuses_what_cannot_be_printed(parts: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        fact(**parts)


def judged(sufficient: int, insufficient: int) -> Judgements:
    answers = [Answer.SUFFICIENT] * sufficient + [Answer.INSUFFICIENT] * insufficient
    return Judgements.of(
        Judgement(case_id=f"S-{i}", item_id="CCI-A", answer=answer)
        for i, answer in enumerate(answers)
    )


def test_printed_scores_stand_beside_the_computed_ones() -> None:
    framework = hartlepool.framework([{"item_id": "A", "criterion": "1.1", "domain": "RoH"}])
    printed = [
        PrintedScore(score_id="CCI-1.1", percent=60, band="SUBSTANTIAL"),
        PrintedScore(score_id="CCI-1.1", percent=60, band="MODERATE"),
        PrintedScore(score_id="CCI-1", percent=59),
        PrintedScore(score_id="safeguarding", percent=41),
    ]
    right, other_band, other_percent, empty = compare(score(framework, judged(165, 111)), printed)
    assert right.agrees
    assert (right.figure, right.band) == (Figure(count=165, out_of=276), "SUBSTANTIAL")
    assert (other_band.percent_agrees, other_band.band_agrees) == (True, False)
    assert (other_percent.percent_agrees, other_percent.band_agrees) == (False, True)
    assert (empty.band, empty.agrees) == ("", False)
    with pytest.raises(InputError, match="There is no score 'CCI-9'"):
        compare(score(framework, judged(1, 1)), [PrintedScore(score_id="CCI-9", percent=1)])


def test_the_shipped_reference_is_complete() -> None:
    assert len(read_facts(REFERENCE / "facts.csv")) == 97
    printed = read_printed(REFERENCE / "printed.csv")
    assert (len(printed), sum(1 for one in printed if one.band)) == (14, 11)
    cases = read_profile(REFERENCE / "profile.csv", "HPL")
    assert (cases[0].id, cases[-1].id) == ("HPL-01", "HPL-38")
    assert [c.attributes["sentence"] for c in cases].count("custody") == 2
    levels = read_levels(REFERENCE / "levels.csv")
    assert (
        LevelCount(
            item_id="CCI-R11",
            service_value="low",
            assessor_value="medium",
            n_cases=5,
            standing="verified",
        )
        in levels
    )


HEADINGS = (
    "item_id,applicable_from,applicable_to,sufficient_from,sufficient_to,"
    "percent,wording,stated_base,every_case_asked,place\n"
)


def test_every_fault_of_a_file_of_facts_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(
        HEADINGS
        + "CCI-A,38,38,37,37,,,,,1.1 strength 1\n"
        + "CCI-B,many,38,37,37,,,,,1.1 strength 1\n"
        + "CCI-C,38,38,37,37,,loads,,,1.1 strength 1\n"
        + "CCI-D,38,38,37,37,,,,perhaps,1.1 strength 1\n",
        encoding="utf-8",
    )
    with pytest.raises(ManyProblems) as error:
        read_facts(path)
    assert [problem.where for problem in error.value.problems] == ["row 3", "row 4", "row 5"]
    assert "applicable_from is a whole number, 0 or more; not 'many'" in str(
        error.value.problems[0]
    )


def test_a_file_without_a_column_or_without_cases_says_what_to_add(tmp_path: Path) -> None:
    path = tmp_path / "printed.csv"
    path.write_text("score_id,percent\nCCI-1.1,60\n", encoding="utf-8")
    with pytest.raises(InputError, match="lacks the columns band, source; add them"):
        read_printed(path)
    path.write_text("sentence,cases\ncustody,0\n", encoding="utf-8")
    with pytest.raises(InputError, match="counts no cases; give each row a number of cases"):
        read_profile(path, "S")
