"""Where the fast engine works: DuckDB in this process, a PostgreSQL server, a Spark cluster."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import reduce
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from corecase.core.errors import InputError
from corecase.engines.columns import TABLES
from corecase.engines.dataset import Dataset
from corecase.engines.ibis import Build, IbisEngine, Run, as_memtables

MEMORY: Final = "320MB"
"""What DuckDB holds at most in tables of sums; beyond that it writes to disk."""

FEW_GROUPS: Final = 20
"""Groups by version and item, of so many bits together, are found by place and not by hash."""

_SPARK_PARTS: Final = "8"


@contextmanager
def on_duckdb(data: Dataset, *, times: int = 1, threads: int | None = None) -> Iterator[IbisEngine]:
    """The engine in this process, over the files of the snapshot as they lie.

    `times` reads the judgements several times over, for measurements.
    """
    settings = {"threads": threads} if threads else {}
    with TemporaryDirectory(prefix="corecase-") as spilled:
        connection = ibis.duckdb.connect(
            memory_limit=MEMORY,
            perfect_ht_threshold=FEW_GROUPS,
            temp_directory=spilled,
            **settings,
        )
        try:

            def table(name: str) -> Any:
                read = connection.read_parquet(str(data.file(name)), table_name=name)
                return _again(connection, name, times) if name == "judgements" else read

            yield _engine(data, table, _Compiled(connection))
        finally:
            connection.disconnect()


def _again(connection: Any, name: str, times: int) -> Any:
    """A table so many times over, each time as a table of its own.

    Of a list of files DuckDB knows no bounds, and would hash each row.
    """
    once = connection.con.table(name)
    reduce(lambda read, _: read.union(once), range(1, times), once).create_view("again")
    return connection.table("again")


class _Compiled:
    """Runs expressions on DuckDB and keeps their SQL: to compile one takes a tenth of a second."""

    def __init__(self, connection: Any) -> None:
        self._connection, self._kept = connection, dict[str, str]()

    def __call__(self, name: str, build: Build, asked: Mapping[str, pa.Table]) -> pa.Table:
        for table, rows in asked.items():
            self._connection.con.register(table, rows)
        if name not in self._kept:
            made = build(**{table: self._connection.table(table) for table in asked})
            self._kept[name] = self._connection.compile(made)
        return self._connection.con.sql(self._kept[name]).to_arrow_table()


@contextmanager
def on_postgresql(data: Dataset, url: str) -> Iterator[IbisEngine]:
    """The engine on a server: the tables are loaded for this connection alone.

    Raises InputError for an address that is none, and where nobody answers there.
    """
    try:
        import psycopg
    except ModuleNotFoundError as error:
        raise InputError("Install what speaks to it: pip install 'corecase[postgres]'.") from error
    place = _place(url)
    try:
        connection = ibis.postgres.connect(**place)
    except psycopg.OperationalError as error:
        raise InputError(
            f"Nobody answers at {place['host']}:{place['port']}, or not to this name and password; "
            "check the address."
        ) from error
    # Nothing is known of tables just loaded, and the planner would loop over one inside another.
    connection.con.execute("SET enable_nestloop = off")
    connection.con.commit()
    try:
        yield _engine(
            data,
            lambda table: connection.create_table(
                f"snapshot_{table}", pq.read_table(data.file(table)), temp=True
            ),
        )
    finally:
        connection.disconnect()


@contextmanager
def on_spark(data: Dataset, master: str) -> Iterator[IbisEngine]:
    """The engine on a Spark cluster, whose workers can read the folder of the snapshot.

    `master` is its address, such as `"spark://host:7077"` or `"local[2]"`. Raises InputError
    where PySpark is not installed.
    """
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as error:
        raise InputError("Spark is not installed here: pip install 'corecase[spark]'.") from error
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": _SPARK_PARTS,
    }
    building = SparkSession.builder.master(master).appName("corecase")
    for name, value in settings.items():
        building = building.config(name, value)
    session = building.getOrCreate()
    try:
        connection = ibis.pyspark.connect(session)
        yield _engine(
            data, lambda table: connection.read_parquet(str(data.file(table)), table_name=table)
        )
    finally:
        session.stop()


def _engine(data: Dataset, table: Callable[[str], Any], run: Run = as_memtables) -> IbisEngine:
    return IbisEngine(
        tables={name: table(name) for name in TABLES if name not in ("mergers", "items")},
        pickable=data.pickable(),
        n_versions=data.manifest.n_versions,
        run=run,
    )


def _place(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.hostname:
        raise InputError("Give an address such as postgresql://user:password@host:5432/name.")
    return {
        "host": parts.hostname,
        "port": parts.port or 5432,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "database": parts.path.strip("/"),
    }
