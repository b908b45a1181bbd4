"""Every engine gives the same answer to every question, on invented countries."""

from pathlib import Path

import pytest

from corecase.core.errors import InputError
from corecase.core.national_answers import Answer
from corecase.core.national_questions import (
    Counting,
    Grouping,
    Mergers,
    NationalQuestion,
    Reinspections,
)
from corecase.engines.connections import on_duckdb, on_postgresql
from corecase.engines.dataset import Dataset
from corecase.engines.reference import ReferenceEngine
from tests import national_worlds
from tests.machine import need
from tests.national_worlds import LAST, Country
from tests.postgres import Cluster, programs

N_QUESTIONS = 400


@pytest.fixture(scope="module")
def country() -> Country:
    return national_worlds.country(2, n_services=40)


@pytest.fixture(scope="module")
def data(country: Country, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return country.written(tmp_path_factory.mktemp("snapshots"))


@pytest.fixture(scope="module")
def questions() -> list[NationalQuestion]:
    return national_worlds.questions(1, N_QUESTIONS)


@pytest.fixture(scope="module")
def expected(
    country: Country, data: Dataset, questions: list[NationalQuestion]
) -> tuple[Answer, ...]:
    return ReferenceEngine(data=data.national(country.frameworks)).answers(questions)


def agree(found: tuple[Answer, ...], expected: tuple[Answer, ...]) -> None:
    pairs = zip(found, expected, strict=True)
    assert [place for place, (one, other) in enumerate(pairs) if one != other] == []


def test_duckdb_answers_as_the_reference_does(
    data: Dataset, questions: list[NationalQuestion], expected: tuple[Answer, ...]
) -> None:
    with on_duckdb(data) as engine:
        agree(engine.answers(questions), expected)


def test_postgresql_answers_as_the_reference_does(
    data: Dataset, questions: list[NationalQuestion], expected: tuple[Answer, ...]
) -> None:
    if programs() is None:
        need("initdb", "postgresql")
    with Cluster() as cluster:
        with on_postgresql(data, cluster.url) as engine:
            agree(engine.answers(questions), expected)
        read_only = f"{cluster.url}?options=-c%20default_transaction_read_only%3Don"
        refused = pytest.raises(InputError, match="did not take the tables")
        with refused, on_postgresql(data, read_only):
            pass


def test_a_question_asked_alone_is_answered_as_among_others(
    data: Dataset, questions: list[NationalQuestion], expected: tuple[Answer, ...]
) -> None:
    places = [place for place, answer in enumerate(expected) if answer.rows][:8]
    with on_duckdb(data) as engine:
        for place in places:
            assert engine.answers([questions[place]]) == (expected[place],)


def test_the_questions_turn_on_everything_they_can(
    country: Country, expected: tuple[Answer, ...]
) -> None:
    answered = [answer for answer in expected if len(answer.rows) > 1]
    assert len(answered) > N_QUESTIONS / 3
    asked = [answer.question for answer in answered]
    assert {group for one in asked for group in one.by} == set(Grouping)
    assert {one.counting for one in asked} == set(Counting)
    assert {one.reinspections for one in asked} == set(Reinspections)
    assert {one.mergers for one in asked} == set(Mergers)
    assert {one.counts_cases for one in asked} == {True, False}
    assert len({one.as_at for one in asked}) > 50
    rows = [row for answer in answered for row in answer.rows]
    assert any(not row.figure.is_applicable for row in rows)
    assert any(0 < row.n_applicable < row.n_cases for row in rows)
    assert any(len(row.services) < len(row.inspections) for row in rows)
    assert any("" in row.group for row in rows)
    assert any(not answer.rows for answer in expected)
    judged = country.content.judgements
    assert set(judged["answer"]) == {1, 0, -1}


@pytest.mark.parametrize("what", ["mergers", "reinspections", "counting", "as_at"])
def test_each_part_of_a_question_changes_some_answer(
    country: Country, data: Dataset, what: str
) -> None:
    plain = NationalQuestion(
        programme="alpha", scores=("headlines",), as_at=LAST, by=(Grouping.SERVICE,)
    )
    other = {
        "mergers": Mergers.AS_INSPECTED,
        "reinspections": Reinspections.COUNTED,
        "counting": Counting.EACH,
        "as_at": national_worlds.FIRST.replace(year=2011),
    }
    values = {name: getattr(plain, name) for name in plain.__slots__}
    asked = [plain, NationalQuestion(**{**values, what: other[what]})]
    first, second = ReferenceEngine(data=data.national(country.frameworks)).answers(asked)
    assert first.rows != second.rows


def test_a_snapshot_is_the_same_values_again(data: Dataset, tmp_path: Path) -> None:
    again = national_worlds.country(2, n_services=40).written(tmp_path)
    assert again.manifest == data.manifest
    assert Dataset.open(again.path) == again
