"""The same questions on a Spark cluster of two workers on this machine: the same answers.

`make assurance` installs PySpark from requirements/spark.txt; it needs a Java of 17 or newer.
"""

import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from corecase.core.errors import InputError
from corecase.engines.connections import on_spark
from corecase.engines.reference import ReferenceEngine
from tests import national_worlds
from tests.machine import need

N_QUESTIONS = 400
CLUSTER = "local-cluster[2,1,1024]"


# PySpark 4.0 asks pandas 3 in old ways, and leaves its sockets to the collector.
@pytest.mark.filterwarnings("ignore")
def test_spark_answers_as_the_reference_does(tmp_path: Path) -> None:
    if find_spec("pyspark") is None:
        need("pyspark", "make assurance")
    if shutil.which("java") is None:
        need("java", "default-jre-headless")
    country = national_worlds.country(2, n_services=40)
    data = country.written(tmp_path)
    questions = national_worlds.questions(1, N_QUESTIONS)
    expected = ReferenceEngine(data=data.national(country.frameworks)).answers(questions)
    with on_spark(data, CLUSTER) as engine:
        found = engine.answers(questions)
    with pytest.raises(InputError, match="No Spark cluster"), on_spark(data, "nowhere"):
        pass
    pairs = zip(found, expected, strict=True)
    assert [place for place, (one, other) in enumerate(pairs) if one != other] == []


@pytest.mark.parametrize("seed", range(3, 9))
def test_other_countries_are_answered_alike_too(tmp_path: Path, seed: int) -> None:
    from corecase.engines.connections import on_duckdb

    country = national_worlds.country(seed, n_services=60)
    data = country.written(tmp_path)
    questions = national_worlds.questions(seed, 2 * N_QUESTIONS)
    expected = ReferenceEngine(data=data.national(country.frameworks)).answers(questions)
    with on_duckdb(data) as engine:
        assert engine.answers(questions) == expected
