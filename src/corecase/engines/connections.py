"""Where the fast engine works: DuckDB in this process, a PostgreSQL server, a Spark cluster."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial, reduce
from tempfile import TemporaryDirectory
from typing import Any, Final

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.csv import WriteOptions, write_csv

from corecase.core.errors import InputError
from corecase.engines.columns import TABLES
from corecase.engines.dataset import Dataset
from corecase.engines.ibis import Build, IbisEngine, Run, as_memtables

MEMORY: Final = "320MB"
"""What DuckDB holds at most in tables of sums; beyond that it writes to disk."""

FEW_GROUPS: Final = 20
"""Groups by version and item, of so many bits together, are found by place and not by hash."""

_SPARK_PARTS: Final = "8"
_ROWS: Final = 100_000
"""How many rows are sent to a server at once."""


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

    Raises InputError for an address that is none, where nobody answers there, and where the
    server does not take the tables.
    """
    try:
        import psycopg
    except ModuleNotFoundError as error:
        raise InputError("Install what speaks to it: pip install 'corecase[postgres]'.") from error
    place = _place(url)
    try:
        server = psycopg.connect(url, autocommit=True)
    except psycopg.OperationalError as error:
        raise InputError(
            f"Nobody answers at {place}, or not to this name and password; check the address."
        ) from error
    with server:
        connection = ibis.postgres.from_connection(server)
        # Nothing is known of tables just loaded, and the planner would loop over one inside
        # another.
        server.execute("SET enable_nestloop = off")
        try:
            engine = _engine(data, partial(_loaded, connection, data))
        except psycopg.Error as error:
            raise InputError(
                f"{place} did not take the tables ({type(error).__name__}); this name needs the "
                "right to make temporary tables there, and space for them."
            ) from error
        yield engine


def _loaded(connection: Any, data: Dataset, table: str) -> Any:
    """A table of the snapshot on the server; never more than a part of it is held here."""
    file, name = pq.ParquetFile(data.file(table)), f"snapshot_{table}"
    made = connection.create_table(name, schema=ibis.schema(file.schema_arrow), temp=True)
    with (
        connection.con.cursor() as cursor,
        cursor.copy(f"COPY {name} FROM STDIN (FORMAT csv)") as copy,
    ):
        for rows in file.iter_batches(_ROWS):
            written = pa.BufferOutputStream()
            write_csv(rows, written, WriteOptions(include_header=False))
            copy.write(written.getvalue().to_pybytes())
    return made


def _place(url: str) -> str:
    """Who is asked, as an error may say it: never the password."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    wrong = "Give an address such as postgresql://user:password@host:5432/name."
    if not url.startswith(("postgresql://", "postgres://")):
        raise InputError(wrong)
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise InputError(wrong) from error
    return f"{parts.get('host', 'this machine')}:{parts.get('port', 5432)}"


@contextmanager
def on_spark(data: Dataset, master: str) -> Iterator[IbisEngine]:
    """The engine on a Spark cluster, whose workers can read the folder of the snapshot.

    `master` is its address, such as `"spark://host:7077"` or `"local[2]"`. Raises InputError
    where PySpark is not installed.
    """
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
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
    try:
        session = building.getOrCreate()
    except (Py4JError, PySparkException) as error:
        raise InputError(
            f"No Spark cluster could be had at {master}; check the address, and that Java is "
            "installed here."
        ) from error
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
