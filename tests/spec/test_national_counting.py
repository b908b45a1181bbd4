"""Which inspections count to a national question, by hand, on two engines."""

from datetime import UTC, date, datetime

import pytest

from corecase.core.figures import Figure
from corecase.core.national_answers import Answer
from corecase.core.national_data import Merger, PublishedVersion, Service
from corecase.core.national_questions import Counting, Grouping, Mergers, NationalQuestion
from corecase.engines import dataset_writing
from corecase.engines.connections import on_duckdb
from corecase.engines.dataset_writing import Content
from corecase.engines.reference import ReferenceEngine
from tests import builders

FRAMEWORK = builders.framework()
ITEM = FRAMEWORK.items[0].id
MERGED = date(2011, 4, 1)
EVE = date(2011, 3, 31)
PUBLISHED = {
    "old-first": ("old", date(2010, 5, 1)),
    "heir-before": ("heir", date(2010, 9, 1)),
    "heir-since": ("heir", MERGED),
    # Words that a database with other rules than Python's would put the other way round.
    "twice-B": ("twice", date(2010, 5, 1)),
    "twice-a": ("twice", date(2010, 5, 1)),
}
"""Each inspection with its service and the day of its report."""


def asked(**parts: object) -> NationalQuestion:
    values = {"as_at": MERGED, "by": (Grouping.SERVICE,), "counts_cases": False} | parts
    return NationalQuestion(programme="alpha", scores=(ITEM,), **values)  # type: ignore[arg-type]


QUESTIONS = {
    "on the eve of the merger": (
        asked(as_at=EVE),
        {"old": {"old-first"}, "heir": {"heir-before"}, "twice": {"twice-a"}},
    ),
    "a report from before the merger supersedes nothing": (
        asked(published_until=EVE),
        {"heir": {"old-first", "heir-before"}, "twice": {"twice-a"}},
    ),
    "a report of the day of the merger does": (
        asked(),
        {"heir": {"heir-since"}, "twice": {"twice-a"}},
    ),
    "as they were inspected": (
        asked(mergers=Mergers.AS_INSPECTED),
        {"old": {"old-first"}, "heir": {"heir-since"}, "twice": {"twice-a"}},
    ),
    "each of them": (
        asked(counting=Counting.EACH),
        {"heir": {"old-first", "heir-before", "heir-since"}, "twice": {"twice-B", "twice-a"}},
    ),
    "a service that is named twice": (
        asked(services=("twice", "twice")),
        {"twice": {"twice-a"}},
    ),
    "a service that nobody inspected": (asked(services=("silent",)), {}),
    "a region that no service has": (asked(region="Elsewhere"), {}),
}


@pytest.fixture(scope="module", params=["reference", "duckdb"])
def answers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Answer]:
    n = range(len(PUBLISHED))
    content = Content(
        services=tuple(
            Service(code=code, name=code.title(), region="", nation="WALES")
            for code in ("old", "heir", "twice", "silent")
        ),
        mergers=(Merger(service="heir", predecessor="old", merged_on=MERGED),),
        versions=tuple(
            PublishedVersion(
                key=key,
                inspection=inspection,
                service=service,
                programme="alpha",
                framework=0,
                number=1,
                published_on=day,
                known_from=day,
            )
            for key, (inspection, (service, day)) in enumerate(PUBLISHED.items())
        ),
        frameworks=(("invented", FRAMEWORK),),
        items=tuple(one.id for one in FRAMEWORK.items),
        cases={
            "version": list(n),
            "case": list(n),
            **dict.fromkeys(("sentence", "sex", "age_group"), [""] * len(PUBLISHED)),
        },
        judgements={
            "version": list(n),
            "case": list(n),
            "item": [0] * len(PUBLISHED),
            "answer": [1] * len(PUBLISHED),
        },
    )
    data = dataset_writing.write(
        tmp_path_factory.mktemp("snapshots"),
        content,
        as_at=datetime(2012, 1, 1, tzinfo=UTC),
        source="0" * 64,
    )
    questions = [question for question, _ in QUESTIONS.values()]
    if request.param == "reference":
        found = ReferenceEngine(data=data.national({0: FRAMEWORK})).answers(questions)
    else:
        with on_duckdb(data) as engine:
            found = engine.answers(questions)
    return dict(zip(QUESTIONS, found, strict=True))


@pytest.mark.parametrize("name", QUESTIONS)
def test_these_inspections_count_each_once(answers: dict[str, Answer], name: str) -> None:
    _, expected = QUESTIONS[name]
    rows = {row.group[0]: row for row in answers[name].rows}
    assert {service: set(row.inspections) for service, row in rows.items()} == expected
    for service, inspections in expected.items():
        n = len(inspections)
        assert rows[service].figure == Figure(count=n, out_of=n)
