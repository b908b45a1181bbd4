"""One way of scoring the invented country, in a process of its own: `engine`, `sql` or `pandas`.

Prints as JSON the best seconds of seven runs, the most memory that the process held, and a
digest of the scores, so that nobody compares the speed of different answers.
"""

import json
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from benchmarks import national_data
from corecase.engines.dataset import Dataset

Scores = dict[tuple[str, str], tuple[int, int]]
N_RUNS = 7
SQL = """
WITH sums AS (
  SELECT version, item,
    SUM(CAST(answer = 1 AS INTEGER)) AS s, SUM(CAST(answer >= 0 AS INTEGER)) AS a
  FROM ({judged}) GROUP BY version, item
)
SELECT v.service, p.score, SUM(s), SUM(a)
FROM sums JOIN read_parquet('{versions}') v USING (version)
  JOIN read_parquet('{pools}') p ON p.framework = v.framework AND p.item = sums.item
WHERE p.score IN (
  SELECT score FROM read_parquet('{scores}') WHERE level IN ('criterion', 'headline')
)
GROUP BY v.service, p.score
"""
PLAIN = """
SELECT v.service, p.score, COUNT(*) FILTER (answer = 1), COUNT(*) FILTER (answer >= 0)
FROM ({judged}) j JOIN read_parquet('{versions}') v USING (version)
  JOIN read_parquet('{pools}') p ON p.framework = v.framework AND p.item = j.item
WHERE p.score IN (
  SELECT score FROM read_parquet('{scores}') WHERE level IN ('criterion', 'headline')
)
GROUP BY v.service, p.score
"""


def engine(data: Dataset, times: int) -> float:
    """Corecase's engine, from the question to its answer."""
    from corecase.engines.connections import on_duckdb

    with on_duckdb(data, times=times) as asked:

        def run() -> Scores:
            (answer,) = asked.answers([national_data.QUESTION])
            return {
                (row.group[0], row.score): (row.figure.count, row.figure.out_of)
                for row in answer.rows
            }

        return _told(run)


def sql(data: Dataset, times: int, text: str = SQL) -> float:
    """The same by hand, with the same settings: judgements added up before anything is joined."""
    import duckdb

    from corecase.engines.connections import FEW_GROUPS, MEMORY

    settings = {"memory_limit": MEMORY, "perfect_ht_threshold": FEW_GROUPS}
    with duckdb.connect(config=settings) as connection:
        files = {name: data.file(name) for name in ("versions", "pools", "scores")}
        read = f"SELECT version, item, answer FROM read_parquet('{data.file('judgements')}')"
        query = text.format(judged=" UNION ALL ".join([read] * times), **files)

        def run() -> Scores:
            rows = connection.execute(query).fetchall()
            return {(service, score): (int(s), int(a)) for service, score, s, a in rows}

        return _told(run)


def plain(data: Dataset, times: int) -> float:
    """As most would write it: everything joined, then counted."""
    return sql(data, times, PLAIN)


def pandas(data: Dataset, times: int) -> float:
    """pandas: the columns that are needed, grouped by version and item, then joined."""
    import pandas as pd

    if times > 1:
        raise ValueError("pandas reads the file once.")

    def run() -> Scores:
        read = pd.read_parquet(data.file("judgements"), columns=["version", "item", "answer"])
        read["s"], read["a"] = read["answer"] == 1, read["answer"] >= 0
        sums = read.groupby(["version", "item"], as_index=False)[["s", "a"]].sum()
        versions = pd.read_parquet(data.file("versions"))[["version", "framework", "service"]]
        levels = pd.read_parquet(data.file("scores"))
        wanted = levels[levels["level"].isin(["criterion", "headline"])]["score"]
        pools = pd.read_parquet(data.file("pools"))
        met = sums.merge(versions, on="version").merge(
            pools[pools["score"].isin(wanted)], on=["framework", "item"]
        )
        found = met.groupby(["service", "score"])[["s", "a"]].sum()
        return {
            key: (int(s), int(a)) for key, (s, a) in zip(found.index, found.values, strict=True)
        }

    return _told(run)


def _told(run: Callable[[], Scores]) -> float:
    times = []
    for _ in range(N_RUNS):
        began = perf_counter()
        found = run()
        times.append(perf_counter() - began)
    digest = sha256(repr(sorted(found.items())).encode()).hexdigest()
    json.dump(
        {
            "seconds": min(times),
            "first": times[0],
            "mb": most_memory(),
            "digest": digest,
            "n": len(found),
        },
        sys.stdout,
    )
    return min(times)


def most_memory() -> float:
    """The most megabytes that this process held; what its parent held does not count."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    ways = {"engine": engine, "sql": sql, "plain": plain, "pandas": pandas}
    ways[sys.argv[1]](national_data.made(int(sys.argv[2])), int(sys.argv[3]))
