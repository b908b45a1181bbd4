"""`corecase national` and `corecase snapshot check` as they are typed, on an invented snapshot."""

from dataclasses import replace
from pathlib import Path

import pytest

from corecase.cli import exits
from corecase.engines import dataset_writing
from corecase.engines.dataset import Dataset
from tests import national_worlds
from tests.terminal import Terminal

PROGRAMMES = ("alpha", "beta")
QUESTION = """
programme: alpha
scores: [headlines]
as_at: 2012-09-30
by: [REGION]
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    country = national_worlds.country(2, n_services=40)
    return country.written(tmp_path_factory.mktemp("snapshots"))


def test_a_question_is_answered_with_its_day_base_and_inspections(
    terminal: Terminal, data: Dataset
) -> None:
    typed = ("national", "ask", data.path, "-p", "alpha", "--by", "region", "--as-at", "2012-09-30")
    ran = terminal.run(*typed)
    assert ran.code == exits.OK, ran.err
    for words in ("North East", "not known", "Safety", "Harm", "as it stood on 30 September 2012"):
        assert words in ran.out, words
    assert "not applicable" in ran.out
    assert "Re-inspections are left out." in ran.out
    assert "judged by 2 versions of the framework" in ran.out
    assert "not in the snapshot" not in ran.out
    assert ran.out.index("Safety") < ran.out.index("Harm")  # as the framework has them
    assert "90% interval" in terminal.run(*typed, "--level", "0.90").out
    found = terminal.run(*typed, "--json").data
    assert found["level"] == 0.95
    assert len(found["inspections"]) > 5
    row = next(row for row in found["rows"] if row["interval"])
    assert row["interval"][0] <= row["sufficient"] / row["applicable"] <= row["interval"][1]
    assert set(row["inspections"]) <= set(found["inspections"])
    assert (found["n_frameworks"], found["snapshot"]["left_out"]) == (2, [])


def test_what_the_snapshot_lacks_and_whose_words_a_score_has_is_said(
    terminal: Terminal, tmp_path: Path
) -> None:
    made = national_worlds.country(2, n_services=40).content
    (text, first), (other_text, second) = made.frameworks
    safety = replace(second.headlines[0], title="Safety in other words")
    again = replace(second, headlines=(safety, *second.headlines[1:]))
    lacking = "service-3-1 version 1: The archive is damaged."
    changed = replace(
        made,
        frameworks=((text, first), (other_text, again)),
        versions=tuple(replace(one, programme=PROGRAMMES[one.framework]) for one in made.versions),
        left_out=(lacking,),
    )
    data = dataset_writing.write(tmp_path, changed, as_at=national_worlds.NOW, source="0" * 64)
    for framework, programme in enumerate(PROGRAMMES):
        typed = ("national", "ask", data.path, "-p", programme, "--by", "nation")
        ran = terminal.run(*typed)
        assert ("Safety in other words" in ran.out) is (framework == 1)
        assert "England" in ran.out
        assert "versions of the framework" not in ran.out
        assert f"Published and not in the snapshot, so not counted:\n- {lacking}" in ran.out
        assert terminal.run(*typed, "--json").data["snapshot"]["left_out"] == [lacking]
    assert f"Left out: {lacking}" in terminal.run("snapshot", "check", data.path).err


def test_a_file_of_the_question_is_the_same_question(
    terminal: Terminal, data: Dataset, tmp_path: Path
) -> None:
    path = tmp_path / "question.yaml"
    path.write_text(QUESTION, encoding="utf-8")
    asked = terminal.run("national", "ask", data.path, "--question", path, "--json").data
    typed = ("-p", "alpha", "--by", "region", "--as-at", "2012-09-30", "--json")
    assert terminal.run("national", "ask", data.path, *typed).data == asked
    for more in (("-p", "alpha"), ("--region", "London"), ("--counting", "each")):
        ran = terminal.run("national", "ask", data.path, "-q", path, *more)
        assert (ran.code, "not both" in ran.err) == (exits.INPUT, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("programme: alpha\nscores: []\nas_at: 2012-09-30\n", "scores"),
        ("programme: alpha\nscores: [items]\nas_at: 2012-09-30\nby: [TOWN]\n", "TOWN"),
        (QUESTION + "published_from: 2012-02-01\npublished_until: 2012-01-01\n", "ends before"),
    ],
)
def test_a_question_that_cannot_be_read_says_where(
    terminal: Terminal, data: Dataset, tmp_path: Path, text: str, words: str
) -> None:
    path = tmp_path / "question.yaml"
    path.write_text(text, encoding="utf-8")
    ran = terminal.run("national", "ask", data.path, "--question", path)
    assert (ran.code, words in ran.err) == (exits.INPUT, True), ran.err


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ((), "--programme"),
        (("-p", "gamma"), "holds nothing of 'gamma', but alpha, beta"),
        (("-p", "alpha", "-s", "safty"), "There is no score 'safty'"),
        (("-p", "alpha", "--region", "Nowhere"), "has no region 'Nowhere'; it has London"),
        (("-p", "alpha", "--service", "x"), "has no service 'x'"),
        (("-p", "alpha", "--as-at", "soon"), "--as-at takes a day"),
        (("-p", "alpha", "--as-at", "2012-10-02"), "written on 1 October 2012 and knows nothing"),
        (("-p", "alpha", "--engine", "spark"), "Say where spark is"),
        (("-p", "alpha", "--engine", "postgresql", "--at", "here"), "an address such as"),
        (("-p", "alpha", "--engine", "postgresql", "--at", "postgresql://a?b=c"), "such as"),
        *(
            (("-p", "alpha", "--engine", "postgresql", "--at", f"postgresql://a:b@{where}/c"), said)
            for where, said in (
                ("127.0.0.1:1", "Nobody answers at 127.0.0.1:1"),
                ("127.0.0.1:one", "Nobody answers at 127.0.0.1:one"),
            )
        ),
    ],
)
def test_a_question_that_has_no_answer_says_why(
    terminal: Terminal, data: Dataset, typed: tuple[str, ...], words: str
) -> None:
    day = () if "--as-at" in typed else ("--as-at", "2012-09-30")
    ran = terminal.run("national", "ask", data.path, *typed, *day)
    assert (ran.code, words in ran.err) == (exits.INPUT, True), ran.err


def test_where_no_inspection_counts_it_says_so(terminal: Terminal, data: Dataset) -> None:
    ran = terminal.run("national", "ask", data.path, "-p", "alpha", "--as-at", "2009-01-01")
    assert ran.code == exits.OK
    assert "No inspection counts" in ran.out
    assert "It rests on 0 inspections." in ran.out


def test_judgements_alone_and_few_cases_are_printed_as_they_may_be(
    terminal: Terminal, data: Dataset
) -> None:
    typed = ("national", "ask", data.path, "-p", "alpha", "--as-at", "2012-09-30")
    ran = terminal.run(*typed, "--by", "inspection", "--json")
    few = [row for row in ran.data["rows"] if row["method"] == "COUNT_ONLY"]
    assert few
    assert {row["percent"] for row in few} == {None}
    alone = terminal.run(*typed, "--judgements-only", "--json").data["rows"]
    assert "cases" not in alone[0]
    assert alone[0]["interval"] is None
    assert terminal.run(*typed, "--judgements-only", "--by", "nation").code == exits.OK


def test_below_the_service_nothing_leaves_but_what_may_be_shown(
    terminal: Terminal, data: Dataset
) -> None:
    typed = ("national", "ask", data.path, "-p", "alpha", "--as-at", "2012-09-30")
    groups = ("--by", "region", "--by", "sex")
    ran = terminal.run(*typed, *groups)
    assert ran.code == exits.OK
    assert "fewer than 10 children somewhere" in ran.out
    assert "%" not in ran.out
    keys = {"region", "sex", "score", "label", "printed", "children", "withheld"}
    rows = terminal.run(*typed, *groups, "--json").data["rows"]
    assert {key for row in rows for key in row} == keys
    shown = terminal.run(*typed, "--by", "sex", "-s", "sections", "--counting", "each").out
    assert "female" in shown
    assert terminal.run(*typed, "--by", "age-group", "--by", "sentence").code == exits.OK


def test_a_snapshot_is_checked(terminal: Terminal, data: Dataset) -> None:
    ran = terminal.run("snapshot", "check", data.path)
    assert ran.code == exits.OK
    assert f"versions of reports {data.manifest.n_versions}" in ran.out
    assert data.manifest.sha256 in ran.out
    ran = terminal.run("snapshot", "check", data.path.parent)
    assert (ran.code, "There is no snapshot" in ran.err) == (exits.INPUT, True)
