"""A file of published figures in, a benchmark out: what `corecase benchmark` does."""

from datetime import date
from pathlib import Path
from typing import Final

import corecase
from corecase.core.benchmarks import Question
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
LINKS: Final = _REFERENCE / "published-facts" / "links.csv"
"""Which services are run for which, as far as it is known."""


def benchmark_of_file(path: Path | None, question: Question, *, framework: str) -> Benchmark:
    """Where a service stands among those in a file; among the shipped facts without one.

    Raises InputError for a file that cannot be read, and as `pipelines.benchmark.benchmark`.
    """
    used = frameworks.load(framework)
    return benchmark(
        read_published_scores(path) if path else _shipped(used, question.as_at),
        question,
        programme=used.title,
        labels={one.id: one.title for one in used.headlines},
        bands_from={band.id: band.from_percent for band in used.bands},
        links=() if path else service_links.read(LINKS),
    )


def _shipped(used: Framework, as_at: date) -> Record:
    """The shipped facts of a framework's headlines, chosen as the register does."""
    read = (one for path in SHIPPED for one in printed_facts.read(path))
    kept = (
        KeptFact(number=number, fact=one.fact, source_published=one.source_published)
        for number, one in enumerate(read)
        # What was read with a doubt waits for a person in the register, too.
        if not one.fact.doubt
    )
    told = in_use(choices(one for one in kept if known_by(one, as_at)), differing=True)
    headlines = {one.id for one in used.headlines}
    return recorded(one for one in told if one.key in headlines).record
