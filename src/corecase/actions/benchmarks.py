"""Benchmarks of the public: a service among others, from every fact that is public by now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from corecase.actions import (
    national_picture,
    printed_facts,
    programme_addresses,
    public_facts,
)
from corecase.core.benchmarks import Among, Question
from corecase.core.claim_summaries import Summary, summary, together
from corecase.core.errors import InputError
from corecase.core.people import NotAllowedError
from corecase.core.printed_facts import PrintedFact

if TYPE_CHECKING:
    from corecase.exchange.open_data import OpenTable
    from corecase.pipelines.benchmark import Benchmark, HeadlineStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOf:
    """What a reader asks in addresses: services and programmes by their short names.

    An empty programme is the one of the service, where it has one alone.
    """

    service: str
    as_at: date
    programme: str = ""
    among: Among = Among.PROGRAMME
    family: tuple[str, ...] = ()
    n_services: int | None = None
    assumed_cases: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure beside the service: whose, the figure, and how it stands to the service's."""

    label: str
    printed: str
    difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineShown:
    """A headline of a benchmark in words: every row of its table, and whether pictures are.

    `glance` are the service's score, the mean of the others, the difference, the printed average.
    """

    id: str
    label: str
    glance: tuple[str, str, str, str]
    rows: tuple[Row, ...]
    to_date: tuple[tuple[str, ...], ...]
    basis: tuple[tuple[str, ...], ...]
    chart_alt: str
    funnel_alt: str
    no_funnel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What may be said, the chance of it, and whether it may be said at all."""

    text: str
    chance: str
    may_be_said: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkShown:
    """A benchmark as a page shows it, and as a table.

    `summary` says once what `sentences` say of several headlines, and `lacking` once why figures
    of every headline have no interval. `no_funnel` says why no headline has a funnel, where it is
    the same in all.
    """

    title: str
    table: OpenTable
    programme: str
    service: str
    region: str
    summary: Summary
    lacking: tuple[str, ...]
    no_funnel: str
    sentences: tuple[Sentence, ...]
    headlines: tuple[HeadlineShown, ...]
    assumptions: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]

    @property
    def chances(self) -> tuple[Sentence, ...]:
        """The sentences that rest on a chance."""
        return tuple(one for one in self.sentences if one.chance)


def found(asked: AskedOf, *, now: datetime) -> Benchmark:
    """The benchmark that a reader asks for.

    Raises InputError with what to choose instead where it cannot be made, NotAllowedError where
    there is no such service or programme.
    """
    # Here and not above: only who asks for a benchmark waits for scipy.
    from corecase.pipelines.benchmark import benchmark

    every = public_facts.facts(now=now, as_at=asked.as_at, differing=True)
    question, programme = _question(asked, now)
    record = _record(every, programme, question)
    return benchmark(
        record.read.record,
        question,
        programme=record.programme,
        labels=record.labels,
        bands_from=record.bands_from,
        nations=record.nations,
        links=printed_facts.links(),
    )


def _question(asked: AskedOf, now: datetime) -> tuple[Question, str]:
    """The question with services by their names, and the address of its programme."""
    told = {one.slug: one for one in national_picture.services_told(now=now)}
    if asked.service not in told:
        raise NotAllowedError("There is no such service.")
    service = told[asked.service]
    unknown = [name for name in asked.family if name not in told]
    if unknown:
        raise NotAllowedError("There is no such service.")
    addresses = programme_addresses.of(service.programmes)
    programme = asked.programme or addresses[_only_programme(service.programmes)]
    if programme not in {addresses[name] for name in service.programmes}:
        raise InputError(f"Nothing is told of {service.name} in that programme; choose another.")
    question = Question(
        service=service.name,
        as_at=asked.as_at,
        among=asked.among,
        family=tuple(dict.fromkeys(told[name].name for name in asked.family)),
        n_services=asked.n_services,
        assumed_cases=asked.assumed_cases,
    )
    return question, programme


def _only_programme(names: tuple[str, ...]) -> str:
    if len(names) != 1:
        raise InputError("Choose the programme: more than one inspected this service, or none did.")
    return names[0]


def _record(
    every: tuple[PrintedFact, ...], programme: str, question: Question
) -> national_picture.ProgrammeRecord:
    """The record of a programme. Raises InputError where the service cannot be compared in it."""
    try:
        record = national_picture.record_of(every, programme)
    except NotAllowedError as error:
        raise InputError(
            f"Nothing was public in that programme by {question.as_at}; choose a later day."
        ) from error
    if not record.labels:
        raise InputError(
            f"No headline of {record.programme} was published as a percentage by then. Ratings and "
            "totals are not compared; the page of each service shows them."
        )
    name = question.service
    if name not in record.read.record.services():
        reasons = (one.reason for one in record.read.not_read if one.fact.service == name)
        why = "; ".join(dict.fromkeys(reasons)) or "none is known to have been published by then"
        raise InputError(f"No headline of {name} can be compared: {why}.")
    return record


def shown(asked: AskedOf, *, now: datetime) -> BenchmarkShown:
    """The benchmark in words. Raises as `found`."""
    from corecase.pipelines import benchmark_tables, benchmark_words
    from corecase.pipelines.benchmark import LIMITS

    made = found(asked, now=now)
    lacking = benchmark_words.lacking_everywhere(made)
    without = {one.no_funnel for one in made.headlines}
    return BenchmarkShown(
        title=benchmark_tables.title(made),
        table=benchmark_tables.table(made),
        programme=made.programme,
        service=made.question.service,
        region=made.region,
        summary=summary(
            [one for one, _ in made.sentences],
            {one.headline: one.label for one in made.headlines},
            lacking,
        ),
        lacking=together(lacking),
        no_funnel=without.pop() if len(without) == 1 else "",
        sentences=tuple(
            Sentence(
                text=one.sentence,
                chance=f"{one.chance.words}; {flag.words}" if one.chance and flag else "",
                may_be_said=one.may_be_said,
            )
            for one, flag in made.sentences
        ),
        headlines=tuple(_headline(made, one, lacking) for one in made.headlines),
        assumptions=made.assumptions,
        left_out=tuple((one.service, one.reason) for one in made.left_out),
        limits=LIMITS,
    )


def _headline(made: Benchmark, one: HeadlineStanding, told: tuple[str, ...]) -> HeadlineShown:
    from corecase.pipelines import benchmark_files, benchmark_words

    chart = benchmark_files.chart(made, one)
    funnel = benchmark_files.funnel_picture(made, one)
    return HeadlineShown(
        id=one.headline,
        label=one.label,
        glance=benchmark_words.at_a_glance(one),
        rows=tuple(
            Row(label=a, printed=b, difference=c)
            for a, b, c in benchmark_words.rows(made, one, told)
        ),
        to_date=tuple(benchmark_words.to_date(one)),
        basis=tuple(benchmark_words.basis(one)),
        chart_alt=chart.alt if chart else "",
        funnel_alt=funnel.alt if funnel else "",
        no_funnel=one.no_funnel,
    )


def picture(
    asked: AskedOf, headline: str, *, funnel: bool, narrow: bool = False, now: datetime
) -> bytes:
    """The chart or the funnel of a headline as SVG; `narrow` for a small screen.

    NotAllowedError where there is none.
    """
    from corecase.documents import strict_svg
    from corecase.pipelines import benchmark_files

    made = found(asked, now=now)
    draw = benchmark_files.funnel_picture if funnel else benchmark_files.chart
    for one in made.headlines:
        drawn = draw(made, one) if one.headline == headline else None
        if drawn is not None:
            return strict_svg.svg(drawn, narrow=narrow)
    raise NotAllowedError("There is no such picture.")


def table(asked: AskedOf, *, now: datetime) -> OpenTable:
    """Every figure of a benchmark with what stands behind it."""
    from corecase.pipelines import benchmark_tables

    return benchmark_tables.table(found(asked, now=now))


def sentences(asked: AskedOf, *, now: datetime) -> str:
    """The sentences of a benchmark as plain text."""
    from corecase.pipelines import benchmark_files

    return benchmark_files.sentences(found(asked, now=now))
