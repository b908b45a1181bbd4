"""A snapshot and a question in, figures with how sure they are out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final, Literal, Protocol

from corecase.core.caseload_fields import level_words
from corecase.core.errors import InputError
from corecase.core.national_answers import Answer
from corecase.core.national_data import PublishedVersion, Service
from corecase.core.national_disclosure import PublicRow, public_rows
from corecase.core.national_questions import Grouping, NationalQuestion, Pickable, check_known
from corecase.core.periods import day_in_words
from corecase.engines.dataset import Dataset
from corecase.engines.manifests import Manifest
from corecase.exchange import frameworks
from corecase.statistics.national import MeasuredRow, measured

EngineName = Literal["duckdb", "reference", "postgresql", "spark"]
ENGINES: Final[tuple[EngineName, ...]] = ("duckdb", "reference", "postgresql", "spark")
NEEDS_ADDRESS: Final = ("postgresql", "spark")


class Engine(Protocol):
    """What answers national questions; every engine answers alike."""

    def answers(self, questions: Sequence[NationalQuestion]) -> tuple[Answer, ...]:
        """An answer to each question, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer with all that has to stand beside it.

    `rows` are its figures by group, then in the order of the framework; they are empty below the
    level of a service, where `shown` are what may be shown of them. `labels` are the words of
    scores. `services` are those that count, with their names, and `inspections` what of them
    counts. `n_synthetic` of these have invented cases. They were judged by `n_frameworks` versions
    of the framework. `level` is that of the intervals.
    """

    answer: Answer
    manifest: Manifest
    rows: tuple[MeasuredRow, ...]
    shown: tuple[PublicRow, ...]
    labels: Mapping[str, str]
    services: Mapping[str, str]
    inspections: tuple[str, ...]
    n_synthetic: int
    n_frameworks: int
    level: float

    def named(self, group: tuple[str, ...]) -> tuple[str, ...]:
        """The values of a group as people read them; `"not known"` for an empty one."""
        return tuple(map(self._words, self.answer.question.by, group))

    def _words(self, by: Grouping, value: str) -> str:
        if by is Grouping.SERVICE:
            return self.services[value]
        if by in (Grouping.SENTENCE, Grouping.SEX):
            return level_words(by.value.lower(), value)
        if by is Grouping.NATION:
            return value.title()
        return _AGES.get(value, value) or "not known"


_AGES: Final = {"UNDER_15": "under 15", "15_TO_17": "15 to 17", "18_AND_OVER": "18 and over"}


def ask(
    path: Path,
    question: NationalQuestion,
    *,
    engine: EngineName = "duckdb",
    at: str = "",
    level: float = 0.95,
) -> Answered:
    """The answer of a snapshot to a question.

    Raises InputError where the snapshot was changed, has no such programme, score or place, or
    was written before the day that is asked for.
    """
    data = Dataset.open(path)
    used = _of_programme(data.versions(), question)
    known = _known(data, used)
    labels = _labels(known)
    services = data.services()
    _check(question, known, services, written=_day(data))
    with opened(data, engine, at) as asked:
        (found,) = asked.answers([question])
    places = {score: place for place, score in enumerate(labels)}
    rows = sorted(found.rows, key=lambda row: (row.group, places[row.score]))
    answer = Answer(question=question, rows=tuple(rows))
    codes = answer.inspections
    counted = [one for one in used if one.inspection in codes and one.stood(question.as_at)]
    is_public = not question.is_below_service
    return Answered(
        answer=answer,
        manifest=data.manifest,
        rows=measured(answer, level) if is_public else (),
        shown=() if is_public else public_rows(answer),
        labels=labels,
        services={code: services[code].name for code in answer.services},
        inspections=codes,
        n_synthetic=sum(one.is_synthetic for one in counted),
        n_frameworks=len({one.framework for one in counted}),
        level=level,
    )


def _known(data: Dataset, used: Iterable[PublishedVersion]) -> tuple[Pickable, ...]:
    """Every score and item of a programme, those of its framework used last first."""
    listed = data.pickable()
    newest = sorted(used, key=lambda one: (one.published_on, one.key), reverse=True)
    numbers = dict.fromkeys(one.framework for one in newest)
    return tuple(one for number in numbers for one in listed[number])


def _labels(known: Iterable[Pickable]) -> dict[str, str]:
    """The words of each score, and their order: those that stand first."""
    found: dict[str, str] = {}
    for one in known:
        found.setdefault(one.id, one.label)
    return found


def day_of(path: Path) -> date:
    """The day of a snapshot, which is the latest as at which it can be asked."""
    return _day(Dataset.open(path, verify=False))


@contextmanager
def opened(data: Dataset, engine: EngineName, at: str = "") -> Iterator[Engine]:
    """An engine over a snapshot; `at` is the address of a server or a cluster."""
    if engine == "reference":
        from corecase.engines.reference import ReferenceEngine

        texts = data.framework_texts()
        read = {number: frameworks.from_text(text) for number, text in texts.items()}
        yield ReferenceEngine(data=data.national(read))
        return
    if engine in NEEDS_ADDRESS and not at:
        raise InputError(f"Say where {engine} is, with --at and its address.")
    # Ibis takes a second to load, which nobody waits for who asks the reference.
    from corecase.engines import connections

    doors = {
        "duckdb": lambda: connections.on_duckdb(data),
        "postgresql": lambda: connections.on_postgresql(data, at),
        "spark": lambda: connections.on_spark(data, at),
    }
    with doors[engine]() as found:
        yield found


def _check(
    question: NationalQuestion,
    known: Iterable[Pickable],
    services: Mapping[str, Service],
    *,
    written: date,
) -> None:
    if question.as_at > written:
        raise InputError(
            f"The snapshot was written on {day_in_words(written)} and knows nothing later; "
            "ask as at that day or before, or write a new one."
        )
    check_known(question, known)
    places = (
        ("region", question.region, {one.region for one in services.values()}),
        ("nation", question.nation, {one.nation for one in services.values()}),
        *(("service", code, set(services)) for code in question.services),
    )
    for kind, name, there in places:
        if name and name not in there:
            use = ", ".join(sorted(there - {""}))
            raise InputError(f"The snapshot has no {kind} {name!r}; it has {use}.")


def _day(data: Dataset) -> date:
    return datetime.fromisoformat(data.manifest.as_at).date()


def _of_programme(
    versions: Iterable[PublishedVersion], question: NationalQuestion
) -> list[PublishedVersion]:
    listed = tuple(versions)
    found = [one for one in listed if one.programme == question.programme]
    if not found:
        known = ", ".join(sorted({one.programme for one in listed})) or "nothing yet"
        raise InputError(f"The snapshot holds nothing of {question.programme!r}, but {known}.")
    return found
