"""What a score means, on every engine: the independent table of 38 cases by 108 items."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corecase.core.figures import Figure
from corecase.core.national_answers import Answer
from corecase.core.national_data import PublishedVersion, Service
from corecase.core.national_questions import NationalQuestion
from corecase.engines import dataset_writing
from corecase.engines.columns import CODES
from corecase.engines.connections import on_duckdb
from corecase.engines.dataset import Dataset
from corecase.engines.dataset_writing import Content
from corecase.engines.reference import ReferenceEngine
from tests.spec.test_scoring_oracle import CRITERIA, FRAMEWORK, JUDGEMENTS, POOLED, SCORES

DAY = date(2010, 4, 1)
QUESTION = NationalQuestion(
    programme="cci", scores=("criteria", "sections", "headlines", "items"), as_at=DAY
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    cases = tuple(dict.fromkeys(one.case_id for one in JUDGEMENTS))
    items = tuple(item.id for item in FRAMEWORK.items)
    unknown = [""] * len(cases)
    content = Content(
        services=(Service(code="one", name="One", region="", nation="ENGLAND"),),
        mergers=(),
        versions=(
            PublishedVersion(
                key=0,
                inspection="one-2010",
                service="one",
                programme="cci",
                framework=0,
                number=1,
                published_on=DAY,
                known_from=DAY,
            ),
        ),
        frameworks=(("invented", FRAMEWORK),),
        items=items,
        cases={
            "version": [0] * len(cases),
            "case": list(range(len(cases))),
            **dict.fromkeys(("sentence", "sex", "age_group"), unknown),
        },
        judgements={
            "version": [0] * len(JUDGEMENTS),
            "case": [cases.index(one.case_id) for one in JUDGEMENTS],
            "item": [items.index(one.item_id) for one in JUDGEMENTS],
            "answer": [CODES[one.answer] for one in JUDGEMENTS],
        },
    )
    parent: Path = tmp_path_factory.mktemp("snapshots")
    as_at = datetime(2010, 5, 1, tzinfo=UTC)
    return dataset_writing.write(parent, content, as_at=as_at, source="0" * 64)


@pytest.fixture(scope="module", params=["reference", "duckdb"])
def answer(request: pytest.FixtureRequest, data: Dataset) -> Answer:
    if request.param == "reference":
        return ReferenceEngine(data=data.national({0: FRAMEWORK})).answers([QUESTION])[0]
    with on_duckdb(data) as engine:
        return engine.answers([QUESTION])[0]


def test_every_score_is_the_one_of_the_table(answer: Answer) -> None:
    found = {row.score: row.figure for row in answer.rows}
    for score_id, (count, out_of, percent, _) in CRITERIA.items():
        assert found[score_id] == Figure(count=count, out_of=out_of)
        assert found[score_id].percent == percent
    for score_id, (exact, percent, _) in POOLED.items():
        assert f"{float(100 * found[score_id].share):.2f}" == exact
        assert found[score_id].percent == percent


def test_every_score_and_item_is_the_one_of_the_scoring(answer: Answer) -> None:
    expected = {one.id: one.figure for one in SCORES.all} | dict(SCORES.items)
    assert {row.score: row.figure for row in answer.rows} == expected
    behind = {row.score: row.n_applicable for row in answer.rows}
    assert {one.id: behind[one.id] for one in SCORES.all} == {
        one.id: one.n_cases for one in SCORES.all
    }
