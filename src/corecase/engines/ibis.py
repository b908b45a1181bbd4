"""The fast engine: national questions as Ibis expressions, alike on every database it can speak to.

Questions are a table among the others, so that any number of them is answered by one reading of
the judgements. First the inspections that count are found, among tables of some hundred rows;
then judgements are added up, and only those sums are joined with the questions.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import ibis
import pyarrow as pa
from ibis import _

from corecase.core.national_answers import Answer, Tally, answer_of
from corecase.core.national_questions import (
    Counting,
    Grouping,
    Mergers,
    NationalQuestion,
    Pickable,
    Reinspections,
)
from corecase.engines.columns import day_number

_ENDLESS: Final = 99991231
_NOBODY: Final = -1
_FLAG: Final = {one: f"by_{one.value.lower()}" for one in Grouping}
_KEY: Final = {one: f"key_{one.value.lower()}" for one in Grouping}
_CASE: Final = {one: one.value.lower() for one in Grouping if one.is_below_service}
_COUNTED: Final = {
    **dict.fromkeys(("q", "version", "framework"), "int32"),
    **dict.fromkeys(("inspection", "owner", "owner_region", "owner_nation", "year"), "string"),
    **dict.fromkeys(_FLAG.values(), "bool"),
}
_GROUPED: Final = ("q", "score", "version", "inspection", "owner", *_KEY.values())
_MOMENTS: Final = ("n_cases", "n_applicable", "yy", "xy", "xx", "most")


Build = Callable[..., Any]
"""From tables of what is asked, by name, to an expression over them and the snapshot's own."""

Run = Callable[[str, Build, Mapping[str, pa.Table]], pa.Table]
"""Builds the expression of a name over these tables and fetches what it finds. The same name is
always the same expression, so that it may be kept compiled."""


def as_memtables(_name: str, build: Build, asked: Mapping[str, pa.Table]) -> pa.Table:
    """Runs an expression wherever the snapshot's tables lie, compiled each time."""
    return build(**{table: ibis.memtable(rows) for table, rows in asked.items()}).to_pyarrow()


@dataclass(frozen=True, kw_only=True)
class IbisEngine:
    """Answers from the tables of one snapshot, wherever they lie.

    `pickable` says by framework what may be asked for, `n_versions` how many versions there are.
    """

    tables: Mapping[str, Any]
    pickable: Mapping[int, tuple[Pickable, ...]]
    n_versions: int
    run: Run = as_memtables

    def answers(self, questions: Sequence[NationalQuestion]) -> tuple[Answer, ...]:
        """An answer to each question, in their order."""
        found: list[list[Tally]] = [[] for _ in questions]
        for of_cases in (True, False):
            asked = {n: q for n, q in enumerate(questions) if q.counts_cases is of_cases}
            for number, tally in self._tallies(asked, of_cases=of_cases) if asked else ():
                found[number].append(tally)
        return tuple(answer_of(q, tallies) for q, tallies in zip(questions, found, strict=True))

    def _tallies(
        self, asked: Mapping[int, NationalQuestion], *, of_cases: bool
    ) -> Iterator[tuple[int, Tally]]:
        counted = self.run(
            "counted",
            partial(counted_versions, self.tables),
            {"questions": _questions(asked), "only": _only(asked)},
        )
        wanted = _wanted(asked, self.pickable)
        if not counted.num_rows or not wanted.num_rows:
            return
        # A filter that lets everything pass would still be asked of every row.
        is_all = len(set(counted["version"].to_pylist())) == self.n_versions
        add = added_by_case if of_cases else added_by_item
        added = self.run(
            f"{add.__name__}, {is_all}",
            partial(add, self.tables, is_all=is_all),
            {"counted": counted, "wanted": wanted},
        )
        for row in added.to_pylist():
            yield row["q"], _tally(row, asked[row["q"]])


def counted_versions(tables: Mapping[str, Any], *, questions: Any, only: Any) -> Any:
    """The versions that count to each question, with the service that each counts to.

    `only` are the services that questions name.
    """
    standing = _standing(questions, tables["versions"])
    reached = _reached(standing, tables["heirs"])
    counted = standing.anti_join(_superseded(reached, standing), ["q", "version"])
    last = reached.group_by("q", "version").agg(remove=_.remove.max())
    owners = reached.inner_join(last, ["q", "version", "remove"]).select(
        "q", "version", owner=_.heir
    )
    services = tables["services"].select(
        owner=_.service, owner_region=_.region, owner_nation=_.nation
    )
    placed = counted.inner_join(owners, ["q", "version"]).inner_join(services, "owner")
    placed = placed.filter(
        (_.region == "") | (_.region == _.owner_region),
        (_.nation == "") | (_.nation == _.owner_nation),
    )
    picked = only.mutate(is_picked=True)
    met = placed.left_join(picked, ["q", "owner"]).filter(~_.has_services | _.is_picked.notnull())
    year = (_.published_on // 10_000).cast("int32").cast("string")
    return met.mutate(year=year).select(
        **{name: _[name].cast(kind) for name, kind in _COUNTED.items()}
    )


def _judged(tables: Mapping[str, Any], counted: Any, *, is_all: bool) -> Any:
    """The judgements of the versions that count to any question."""
    judged = tables["judgements"]
    return judged if is_all else judged.semi_join(counted, "version")


def added_by_item(tables: Mapping[str, Any], *, counted: Any, wanted: Any, is_all: bool) -> Any:
    """Judgements alone, added up by version and item before anything is joined."""
    judged = _judged(tables, counted, is_all=is_all)
    sums = judged.group_by("version", "item").agg(
        sufficient=_ones(_.answer == 1), applicable=_ones(_.answer >= 0)
    )
    pooled = wanted.left_join(tables["pools"], ["framework", "score"]).select(
        "q", "framework", "score", "item"
    )
    met = (
        _keyed(counted).inner_join(pooled, ["q", "framework"]).left_join(sums, ["version", "item"])
    )
    return met.group_by(*_GROUPED).agg(
        sufficient=_.sufficient.fill_null(0).sum(), applicable=_.applicable.fill_null(0).sum()
    )


def added_by_case(tables: Mapping[str, Any], *, counted: Any, wanted: Any, is_all: bool) -> Any:
    """What each case adds to each score, and the sums of that, of its square and its product."""
    judged = _judged(tables, counted, is_all=is_all)
    of_version = tables["versions"].select("version", "framework")
    scores = wanted.select("framework", "score").distinct()
    pools = tables["pools"].semi_join(scores, ["framework", "score"])
    each = (
        judged.inner_join(of_version, "version")
        .inner_join(pools, ["framework", "item"])
        .group_by("version", "case", "score")
        .agg(y=_ones(_.answer == 1), x=_ones(_.answer >= 0))
    )
    cases = counted.inner_join(tables["cases"], "version")
    met = (
        _keyed(cases, "case")
        .inner_join(wanted, ["q", "framework"])
        .left_join(each, ["version", "case", "score"])
        .mutate(y=_.y.fill_null(0), x=_.x.fill_null(0))
    )
    return met.group_by(*_GROUPED).agg(
        sufficient=_.y.sum(),
        applicable=_.x.sum(),
        n_cases=_.count(),
        n_applicable=_ones(_.x > 0),
        yy=(_.y * _.y).sum(),
        xy=(_.x * _.y).sum(),
        xx=(_.x * _.x).sum(),
        most=_.x.max(),
    )


def _standing(questions: Any, versions: Any) -> Any:
    """The versions of a question's programme, day, period and kind of inspection."""
    met = questions.inner_join(versions, "programme")
    return met.filter(
        _.known_from <= _.as_at,
        _.known_until.isnull() | (_.known_until > _.as_at),
        _.published_on.between(_.published_from, _.published_until),
        _.is_reinspection.ifelse(_.takes_reinspections, _.takes_first),
    )


def _reached(standing: Any, heirs: Any) -> Any:
    """Of each standing version its service and those that had taken that over by the day."""
    met = standing.inner_join(heirs, "service")
    return met.filter(_.since <= _.as_at, _.is_as_now | (_.remove == 0)).select(
        "q", "version", "heir", "since", "remove", "published_on", "is_latest"
    )


def _superseded(reached: Any, standing: Any) -> Any:
    """The versions after which the same service, or an heir since it was one, was reported on."""
    later = standing.select("q", heir=_.service, later_on=_.published_on, later=_.version)
    met = reached.filter(_.is_latest).inner_join(later, ["q", "heir"])
    # By number and not by code: each database puts words in an order of its own.
    same_day = (_.later_on == _.published_on) & (_.later > _.version)
    is_later = (_.later_on > _.published_on) | same_day
    return met.filter(_.later_on >= _.since, is_later).select("q", "version").distinct()


def _keyed(rows: Any, *more: str) -> Any:
    """The rows with a value for every group, empty where the question does not ask for it."""
    held = {
        Grouping.SERVICE: _.owner,
        Grouping.REGION: _.owner_region,
        Grouping.NATION: _.owner_nation,
        Grouping.YEAR: _.year,
        Grouping.INSPECTION: _.inspection,
    }
    if more:
        held |= {one: _[column] for one, column in _CASE.items()}
    keys = {
        _KEY[one]: _[_FLAG[one]].ifelse(held[one], "") if one in held else ibis.literal("")
        for one in Grouping
    }
    return rows.select("q", "version", "framework", "inspection", "owner", *more, **keys)


def _ones(condition: Any) -> Any:
    return condition.cast("int32").sum()


def _tally(row: Mapping[str, Any], asked: NationalQuestion) -> Tally:
    return Tally(
        group=tuple(row[_KEY[one]] for one in asked.by),
        score=row["score"],
        inspection=row["inspection"],
        service=row["owner"],
        sufficient=int(row["sufficient"]),
        applicable=int(row["applicable"]),
        **{name: int(row[name]) for name in _MOMENTS if name in row},
    )


def _questions(asked: Mapping[int, NationalQuestion]) -> pa.Table:
    """The questions as a table: a row for each, numbered by `q`."""
    first = {q: question.published_from for q, question in asked.items()}
    last = {q: question.published_until for q, question in asked.items()}
    return pa.table(
        {
            "q": pa.array(asked, pa.int32()),
            "programme": [one.programme for one in asked.values()],
            "as_at": _days(day_number(one.as_at) for one in asked.values()),
            "published_from": _days(day_number(day) if day else 0 for day in first.values()),
            "published_until": _days(day_number(day) if day else _ENDLESS for day in last.values()),
            "takes_first": [one.reinspections is not Reinspections.ALONE for one in asked.values()],
            "takes_reinspections": [
                one.reinspections is not Reinspections.LEFT_OUT for one in asked.values()
            ],
            "is_latest": [one.counting is Counting.LATEST for one in asked.values()],
            "is_as_now": [one.mergers is Mergers.AS_NOW for one in asked.values()],
            "region": [one.region for one in asked.values()],
            "nation": [one.nation for one in asked.values()],
            "has_services": [bool(one.services) for one in asked.values()],
            **{flag: [one in a.by for a in asked.values()] for one, flag in _FLAG.items()},
        }
    )


def _days(numbers: Iterator[int]) -> pa.Array:
    return pa.array(list(numbers), pa.int32())


def _only(asked: Mapping[int, NationalQuestion]) -> pa.Table:
    """The services that questions name; one of no question, so that the table is never empty."""
    rows = [(q, code) for q, one in asked.items() for code in dict.fromkeys(one.services)]
    return _columns([*rows, (_NOBODY, "")], q=pa.int32(), owner=pa.string())


def _wanted(
    asked: Mapping[int, NationalQuestion], pickable: Mapping[int, tuple[Pickable, ...]]
) -> pa.Table:
    """Which scores of which framework each question asks for."""
    rows = [
        (q, framework, one.id)
        for q, question in asked.items()
        for framework, listed in pickable.items()
        for one in listed
        if question.picks(one)
    ]
    return _columns(rows, q=pa.int32(), framework=pa.int32(), score=pa.string())


def _columns(rows: Sequence[tuple[Any, ...]], **kinds: pa.DataType) -> pa.Table:
    names = list(kinds)
    return pa.table(
        {name: pa.array([row[at] for row in rows], kinds[name]) for at, name in enumerate(names)}
    )
