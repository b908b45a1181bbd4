"""Agreement in plain words: counts first, the coefficient with its interval, what it asks for."""

from corecase.statistics.benchmarks import BENCHMARKS, standing
from corecase.statistics.double_marking import ENOUGH_CASES, Agreed, ThreeQuestions

SETTLED = 0.9
"""From this chance on a benchmark is said without a doubt beside it."""

FEW_CASES = 10
"""Below this many cases the interval is wider than one benchmark."""


def in_words(found: ThreeQuestions) -> tuple[str, ...]:
    """What two readings of the same cases show, in sentences for the lead inspector."""
    n = found.overall.n_cases
    if not n:
        return ("No case has two readings that can be compared yet.",)
    return (
        f"{n} case{'s were' if n != 1 else ' was'} judged twice.",
        f"Whether a question applies: {_the_same(found.applicability)}.",
        f"Sufficient or not, where both say it applies: {_the_same(found.sufficiency)}.",
        *coefficient_in_words(found.sufficiency),
    )


def columns_in_words() -> tuple[str, ...]:
    """What each column of a table of agreement is, in a sentence, with the benchmarks of AC1."""
    *better, worst = BENCHMARKS
    edges = ", ".join(f"from {one.at_least:.2f} {one.words}" for one in better)
    return (
        "Cases: those that two assessors or more judged.",
        "Pairs: questions of those cases that two or more answered.",
        "Applies: how often they say the same on whether a question applies.",
        "Sufficient: how often they say the same on sufficient or not, where both say it applies.",
        f"AC1: what of that is beyond luck; 1 is full agreement, 0 is luck; {edges}, below that "
        f"{worst.words}.",
        "Alpha: another measure of the same (Krippendorff's), which many readers know; it runs low "
        "where nearly all is sufficient, so go by AC1.",
    )


def coefficient_in_words(found: Agreed) -> tuple[str, ...]:
    """AC1 with its interval and benchmark; or why there is none, and how many cases it takes."""
    if not found.alike.out_of:
        return ("Nothing was judged applicable by both, so there is no agreement to measure.",)
    if more := found.n_cases_missing:
        noun = "case is" if more == 1 else "cases are"
        return (
            f"Agreement beyond luck (AC1) is shown from {ENOUGH_CASES} cases judged twice: "
            f"{more} more {noun} needed.",
        )
    interval, stands = found.ac1.interval(), standing(found.ac1)
    said = f"Agreement beyond luck (AC1) is {found.ac1.value:.2f}"
    if interval is None or stands is None:
        return (f"{said}. Every case shows the same, so they cannot say how certain that is.",)
    said += (
        f", with an interval from {interval.low:.2f} to {interval.high:.2f} "
        f"({100 * interval.level:g}%)."
    )
    good, fair, poor = (_chance(chance) for chance in stands.chances)
    chances = (
        f"chances, rounded: good {good}, acceptable with moderation {fair}, stop and retrain {poor}"
    )
    means = (
        f"That is “{stands.benchmark.words}” ({chances})."
        if stands.chance >= SETTLED
        else f"It reads as “{stands.benchmark.words}”, and these cases do not settle it "
        f"({chances})."
    )
    few = f"{found.n_cases} cases tell little: the interval is wide."
    return (said, means, few) if found.n_cases < FEW_CASES else (said, means)


def printed(found: Agreed) -> str:
    """AC1 for a table: `"0.65 (0.54 to 0.76)"`, or why there is none."""
    if not found.alike.out_of:
        return "no pairs"
    if found.n_cases_missing:
        return "too few cases"
    interval = found.ac1.interval()
    within = f"{interval.low:.2f} to {interval.high:.2f}" if interval else "no interval"
    return f"{found.ac1.value:.2f} ({within})"


def counted(found: Agreed) -> str:
    """The pairs that were answered alike: `"187 of 233 (80%)"`, `"no pairs"`.

    Where fewer cases than `ENOUGH_CASES` gave them, the count alone: a percentage of many pairs
    that one case gave tells of that case and not of the assessors.
    """
    alike = found.alike
    if not alike.out_of:
        return "no pairs"
    return str(alike) if found.n_cases_missing else f"{alike} ({alike.printed})"


def _the_same(found: Agreed) -> str:
    """`"the same in 187 of 233 (80%)"`."""
    return f"the same in {counted(found)}" if found.alike.out_of else "no pairs"


def _chance(chance: float) -> str:
    """A chance in whole percent, never a false 0 or 100."""
    percent = round(100 * chance)
    if percent == 0:
        return "under 1%"
    return "over 99%" if percent == 100 else f"{percent}%"
