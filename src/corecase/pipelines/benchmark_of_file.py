"""A file of published figures in, a benchmark out: what `corecase benchmark` does."""

from pathlib import Path
from typing import Final

import corecase
from corecase.core.benchmarks import Question
from corecase.exchange import frameworks
from corecase.exchange.published_scores import read_published_scores
from corecase.pipelines.benchmark import Benchmark, benchmark

_REFERENCE: Final = Path(corecase.__file__).parent / "data" / "reference"
SHIPPED: Final = _REFERENCE / "cci-published" / "facts.csv"
"""Published figures of the Core Case Inspection that come with Corecase, each with its source."""


def benchmark_of_file(path: Path | None, question: Question, *, framework: str) -> Benchmark:
    """Where a service stands among those in a file; among the shipped figures without one.

    Raises InputError for a file that cannot be read, and as `pipelines.benchmark.benchmark`.
    """
    used = frameworks.load(framework)
    return benchmark(
        read_published_scores(path or SHIPPED),
        question,
        programme=used.title,
        labels={one.id: one.title for one in used.headlines},
        bands_from={band.id: band.from_percent for band in used.bands},
    )
