"""Files of published scores: tables and YAML, and each way to be wrong."""

from datetime import date
from pathlib import Path

import pytest

from corecase.core.errors import InputError, ManyProblems
from corecase.core.figures import Figure
from corecase.core.published_scores import Record
from corecase.exchange.published_scores import read_published_scores

HEAD = "service,published,measure,value,source,band,kind,cases,standard_error,standing,scope\n"
GOOD = HEAD + (
    "Anytown,2012-05-23,headline:safeguarding,73%,Anytown paper,MODERATE,,85,2.1,verified,\n"
    "Anytown,2012-05-23,average_to_date:safeguarding,67,Anytown paper,,,,,verified,England\n"
    "Anytown,2012-05-23,lowest_to_date:safeguarding,37,Anytown paper,,,,,verified,England\n"
    "Anytown,2012-05,criteria:DRASTIC,7 of 8,Anytown paper,,,,,,\n"
    "Brook,2011,headline:safeguarding,,Brook paper,MINIMUM,re-inspection,,,,\n"
)
YAML = """\
facts:
- service: Anytown
  published: 2012-05-23
  measure: headline:safeguarding
  value: 73
  cases: 85
  source: Anytown paper
"""


def read(folder: Path, content: str, name: str = "facts.csv") -> Record:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return read_published_scores(path)


def test_a_table_gives_scores_contexts_and_counts(tmp_path: Path) -> None:
    record = read(tmp_path, GOOD)
    one, other = record.scores
    assert (one.percent, one.n_cases, one.standard_error) == (73, 85, pytest.approx(0.021))
    assert one.source.standing == "verified"
    assert (other.percent, other.band, other.is_reinspection) == (None, "MINIMUM", True)
    assert other.source.standing == "unverified"
    (context,) = record.contexts
    assert (context.lowest, context.average, context.highest) == (37, 67, None)
    assert (context.scope, context.n_services) == ("England", None)
    (count,) = record.counts
    assert (count.what, count.figure) == ("DRASTIC", Figure(count=7, out_of=8))


@pytest.mark.parametrize("name", ["facts.yaml", "facts.yml"])
def test_yaml_holds_the_same_fields(tmp_path: Path, name: str) -> None:
    (one,) = read(tmp_path, YAML, name).scores
    assert (one.service, one.percent, one.n_cases) == ("Anytown", 73, 85)
    assert one.source.published.first == date(2012, 5, 23)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("facts: 3\n", "a list named facts"),
        ("- 3\n", "a list named facts"),
        ("facts: [3]\n", "a list named facts"),
        (YAML + "  colour: red\n", "line 2: colour means nothing here"),
        (YAML + "  note: [a]\n", "line 2: note means nothing here"),
    ],
    ids=["no list", "no mapping", "no rows", "unknown", "nested"],
)
def test_yaml_of_another_shape_is_refused(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(tmp_path, content, "facts.yaml")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("service,value\nAnytown,3\n", "lacks the columns published, measure, source"),
        (GOOD.replace(",scope\n", ",colour\n", 1), "colour, which mean nothing here"),
    ],
    ids=["lacks", "unknown"],
)
def test_a_table_with_other_columns_is_refused(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(tmp_path, content)


def test_a_row_of_another_length_is_told(tmp_path: Path) -> None:
    with pytest.raises(ManyProblems):
        read(tmp_path, HEAD + "Anytown,2012\n" + GOOD.removeprefix(HEAD))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",2012,headline:safeguarding,73,paper,,,,,,", "service is empty"),
        ("A,2012,,73,paper,,,,,,", "measure is empty"),
        ("A,2012,headline,73,paper,,,,,,", "measure names what it is of"),
        ("A,2012,colour:red,73,paper,,,,,,", "measure begins with headline"),
        ("A,,headline:safeguarding,73,paper,,,,,,", "published is empty"),
        ("A,spring,headline:safeguarding,73,paper,,,,,,", "a day, a month or a year"),
        ("A,2012,headline:safeguarding,73,,,,,,,", "source is empty"),
        ("A,2012,headline:safeguarding,seventy,paper,,,,,,", "value is a whole number"),
        ("A,2012,headline:safeguarding,173,paper,,,,,,", "is not from 0 to 100"),
        ("A,2012,headline:safeguarding,73,paper,,third,,,,", "kind is first or re-inspection"),
        ("A,2012,headline:safeguarding,73,paper,,,many,,,", "cases is a whole number"),
        ("A,2012,headline:safeguarding,73,paper,,,,few,,", "standard_error is a number of points"),
        ("A,2012,headline:safeguarding,73,paper,,,,nan,,", "standard error lies above 0"),
        ("A,2012,headline:safeguarding,73,paper,,,,,certain,", "A standing is one of"),
        ("A,2012,criteria:DRASTIC,7,paper,,,,,,", "value is a count such as 7 of 8"),
        ("A,2012,criteria:DRASTIC,9 of 8,paper,,,,,,", "value is a count such as 7 of 8"),
        ("A,2012,lowest_to_date:safeguarding,120,paper,,,,,,", "in that order, from 0 to 100"),
    ],
)
def test_each_fault_is_told_with_its_row(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(ManyProblems) as raised:
        read(tmp_path, f"{GOOD}{row}\n")
    (problem,) = raised.value.problems
    assert said in problem.reason
    assert problem.where == "row 7"


def test_one_source_prints_one_average(tmp_path: Path) -> None:
    again = "Anytown,2012-05-23,average_to_date:safeguarding,68,Anytown paper,,,,,verified,England"
    with pytest.raises(ManyProblems) as raised:
        read(tmp_path, f"{GOOD}{again}\n")
    assert "stands twice" in raised.value.problems[0].reason
