"""An invented country's judgements in one shuffled file, made once and kept in .cache.

157 services with an inspection each, judged by the same framework of 136 items in 8 criteria and
3 headlines. Every case has an answer to every item; the rows stand in the order of a hash.
"""

import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from benchmarks.scoring import N_ITEMS, invented_framework
from corecase.core.criteria import Headline
from corecase.core.frameworks import Framework
from corecase.core.national_data import PublishedVersion, Service
from corecase.core.national_questions import Grouping, NationalQuestion
from corecase.engines import dataset_writing
from corecase.engines.dataset import Dataset
from corecase.engines.dataset_writing import Content

KEPT = Path(
    os.environ.get("CORECASE_NATIONAL_DATA", Path(__file__).parents[1] / ".cache" / "national")
)
N_ROWS = int(os.environ.get("CORECASE_NATIONAL_ROWS", 10**8))
N_SERVICES = 157
MADE_AT = datetime(2012, 6, 1, tzinfo=UTC)
QUESTION = NationalQuestion(
    programme="invented",
    scores=("criteria", "headlines"),
    as_at=date(2012, 5, 31),
    by=(Grouping.SERVICE,),
    counts_cases=False,
)


def made(n_rows: int = N_ROWS) -> Dataset:
    """The snapshot with so many judgements, or a few less so that all cases are whole."""
    folder = KEPT / str(n_rows)
    place = folder / dataset_writing.name_of(MADE_AT, "0" * 64)
    if not (folder / "whole").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        snapshot = dataset_writing.write(folder, _small(), as_at=MADE_AT, source="0" * 64)
        _judge(snapshot, n_rows)
        (folder / "whole").touch()
    return Dataset.open(place, verify=False)


def framework() -> Framework:
    """8 criteria and 3 headlines over 136 items."""
    plain = invented_framework()
    headlines = tuple(Headline(id=f"B-H{n}", title=f"Headline {n}") for n in range(3))
    items = tuple(
        type(one)(
            id=one.id,
            criterion=one.criterion,
            topic=one.topic,
            label=one.label,
            question=one.question,
            headlines=(f"B-H{n % 4}",) if n % 4 < 3 else (),
        )
        for n, one in enumerate(plain.items)
    )
    return Framework(
        id=plain.id,
        title=plain.title,
        prefix=plain.prefix,
        edition=plain.edition,
        sections=plain.sections,
        criteria=plain.criteria,
        headlines=headlines,
        bands=plain.bands,
        items=items,
    )


def _small() -> Content:
    """All but the judgements, of which there is one here."""
    judged = framework()
    day = date(2012, 5, 1)
    return Content(
        services=tuple(
            Service(code=f"service-{n}", name=f"Service {n}", region=f"R{n % 9}", nation="ENGLAND")
            for n in range(N_SERVICES)
        ),
        mergers=(),
        versions=tuple(
            PublishedVersion(
                key=n,
                inspection=f"inspection-{n}",
                service=f"service-{n}",
                programme="invented",
                framework=0,
                number=1,
                published_on=day,
                known_from=day,
                is_synthetic=True,
            )
            for n in range(N_SERVICES)
        ),
        frameworks=(("invented", judged),),
        items=tuple(item.id for item in judged.items),
        cases={"version": [0], "case": [0], "sentence": [""], "sex": [""], "age_group": [""]},
        judgements={"version": [0], "case": [0], "item": [0], "answer": [1]},
    )


def _judge(snapshot: Dataset, n_rows: int) -> None:
    """The judgements in place of the one, in DuckDB: no Python sees a row."""
    path = snapshot.file("judgements")
    path.unlink()
    n = n_rows // N_ITEMS * N_ITEMS
    with duckdb.connect(config={"memory_limit": "4GB", "temp_directory": str(path.parent)}) as made:
        made.execute("SET enable_progress_bar = false")
        made.execute(
            f"""
            COPY (
              SELECT (p // {N_ITEMS} % {N_SERVICES})::INTEGER AS version,
                (p // {N_ITEMS})::INTEGER AS case,
                (p % {N_ITEMS})::SMALLINT AS item,
                CASE WHEN hash(p, 1) % 5 = 0 THEN -1
                  WHEN hash(p, 2) % 100 < 40 + p // {N_ITEMS} % {N_SERVICES} % 40 THEN 1
                  ELSE 0 END::TINYINT AS answer
              FROM range({n}) rows(p) ORDER BY hash(p, 3)
            ) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
            """
        )


if __name__ == "__main__":
    made()
