"""How long scores and the boundary panel take for one inspection of invented cases."""

from collections.abc import Callable
from random import Random
from time import perf_counter

from benchmarks.measured import Measured
from corecase.core.criteria import Band, Criterion, Headline, Item, Section
from corecase.core.frameworks import Framework
from corecase.core.judgements import Answer, Judgement, Judgements
from corecase.core.scoring import boundaries, score

N_ITEMS = 136
PROMISED_SECONDS = {85: 0.25, 870: 2.0}


def invented_framework() -> Framework:
    """A framework of 8 criteria in one section, with as many items as one council counted."""
    numbers = range(1, 9)
    return Framework(
        id="bench",
        title="Invented framework",
        prefix="B",
        edition="0",
        sections=(Section(id="B-S", number="1", title="Section"),),
        criteria=tuple(
            Criterion(id=f"B-{n}", number=f"1.{n}", title=f"Criterion {n}", section="B-S")
            for n in numbers
        ),
        headlines=(Headline(id="B-H", title="Headline"),),
        bands=(
            Band(id="LOW", label="low", from_percent=0),
            Band(id="HIGH", label="high", from_percent=60),
        ),
        items=tuple(
            Item(
                id=f"B-I{n}",
                criterion=f"B-{1 + n % 8}",
                topic=f"topic {n}",
                label=f"item {n}",
                question=f"Question {n}?",
                headlines=("B-H",) if n % 3 == 0 else (),
            )
            for n in range(N_ITEMS)
        ),
    )


def invented_judgements(framework: Framework, n_cases: int) -> Judgements:
    """One answer to every item of every case, from a settled seed."""
    chance = Random(20101)
    answers = list(Answer)
    return Judgements.of(
        Judgement(case_id=f"C{case}", item_id=item.id, answer=chance.choice(answers))
        for case in range(n_cases)
        for item in framework.items
    )


def measure() -> list[Measured]:
    """What was measured, the best of three runs in seconds, and what is promised."""
    framework = invented_framework()
    rows = []
    for n_cases, promised in PROMISED_SECONDS.items():
        judgements = invented_judgements(framework, n_cases)
        for what, work in (("scores", score), ("boundary panel", boundaries)):
            name = f"{what} of {n_cases} cases x {N_ITEMS} items"
            seconds = _best(work, framework, judgements)
            rows.append(Measured(what=name, value=seconds, promised=promised))
    return rows


def _best(
    work: Callable[[Framework, Judgements], object], framework: Framework, judgements: Judgements
) -> float:
    times = []
    for _ in range(3):
        started = perf_counter()
        work(framework, judgements)
        times.append(perf_counter() - started)
    return min(times)
