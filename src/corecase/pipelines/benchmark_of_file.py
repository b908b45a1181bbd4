"""A file of published figures in, a benchmark out: what `corecase benchmark` does."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import corecase
from corecase.core.benchmarks import LeftOut, Question
from corecase.core.fact_conflicts import KeptFact, choices, in_use, known_by
from corecase.core.fact_records import recorded
from corecase.core.frameworks import Framework
from corecase.core.published_scores import Record
from corecase.exchange import frameworks, printed_facts, service_links
from corecase.exchange.published_scores import read_published_scores
from corecase.pipelines.benchmark import Benchmark, benchmark

_REFERENCE: Final = Path(corecase.__file__).parent / "data" / "reference"
SHIPPED: Final = tuple(
    _REFERENCE / "published-facts" / name for name in ("facts.csv", "sources.csv")
)
"""The published facts that come with Corecase, each with its source and standing."""
KINDS: Final = ("headline", "lowest_to_date", "average_to_date", "highest_to_date")
"""The kinds of facts that a benchmark is made from."""
LINKS: Final = _REFERENCE / "published-facts" / "links.csv"
"""Which services are run for which, as far as it is known."""


def benchmark_of_file(path: Path | None, question: Question, *, framework: str) -> Benchmark:
    """Where a service stands among those in a file; among the shipped facts without one.

    The file is a table or YAML file of published scores, or printed facts as `corecase read`
    writes them and the open data hold them. Raises InputError for a file that cannot be read,
    and as `pipelines.benchmark.benchmark`.
    """
    used = frameworks.load(framework)
    record, left_out = _read(path, used, question.as_at)
    found = benchmark(
        record,
        question,
        programme=used.title,
        labels={one.id: one.title for one in used.headlines},
        bands_from={band.id: band.from_percent for band in used.bands},
        links=() if path else service_links.read(LINKS),
    )
    circle = replace(found.circle, left_out=(*found.circle.left_out, *left_out))
    return replace(found, circle=circle)


def _read(path: Path | None, used: Framework, as_at: date) -> tuple[Record, tuple[LeftOut, ...]]:
    """The record, and what of a file of facts it cannot hold."""
    if path is None:
        return _recorded(SHIPPED, used, as_at)[0], ()
    if path.suffix in (".yaml", ".yml") or not printed_facts.are_in(path):
        return read_published_scores(path), ()
    return _recorded((path,), used, as_at)


def _recorded(
    paths: Iterable[Path], used: Framework, as_at: date
) -> tuple[Record, tuple[LeftOut, ...]]:
    """The facts of a framework's headlines, chosen as the register does, and what is left out."""
    headlines = {one.id for one in used.headlines}
    read = [
        one
        for path in paths
        for one in printed_facts.read(path)
        if one.fact.key in headlines and one.fact.kind in KINDS
    ]
    kept = (
        KeptFact(number=number, fact=one.fact, source_published=one.source_published)
        for number, one in enumerate(read)
        # What was read with a doubt waits for a person in the register, too.
        if not one.fact.doubt
    )
    told = in_use(choices(one for one in kept if known_by(one, as_at)), differing=True)
    found = recorded(told)
    doubted = (
        LeftOut(service=one.fact.service, reason=f"{one.fact.measure_words}: {one.fact.doubt}")
        for one in read
        if one.fact.doubt
    )
    unread = (
        LeftOut(service=one.fact.service, reason=f"{one.fact.measure_words}: {one.reason}")
        for one in found.not_read
    )
    return found.record, (*doubted, *unread)
