"""A later draw that leaves the cases of an earlier one alone: for a re-inspection.

Ohlsson 1995, Coordination of samples using permanent random numbers, in Business Survey Methods:
negative coordination takes the numbers that follow those of the first sample.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Final

from corecase.core.draw_records import draw_sha256
from corecase.core.draw_terms import Former
from corecase.core.draws import Draw, Stratum, draw, permanent_number
from corecase.core.errors import InputError
from corecase.core.frames import Frame

AFTER: Final = "AFTER_PRN"
"""The permanent numbers of the earlier draw go on after the largest one examined. Whoever holds
the earlier record can work out whose turn is next."""
AVOIDING: Final = "AVOIDING_PRN"
"""Numbers under a new seed, with the cases examined before at the end. Nobody can foresee it."""


def former_of(drawn: Draw, examined: Collection[str] = ()) -> Former:
    """An earlier draw as a later one refers to it.

    `examined` are the cases that were assessed in the end, reserves that stood in among them;
    without any it is the sample as drawn. Raises InputError for a case of another draw.
    """
    cases = set(examined) or set(drawn.sample)
    strangers = cases - {case for group in drawn.groups for case in group.cases}
    if strangers:
        raise InputError(
            f"Case {min(strangers)} is not in the earlier draw; give the cases that were assessed "
            "then, as their list names them."
        )
    return Former(sha256=draw_sha256(drawn), seed=drawn.seed, examined=tuple(sorted(cases)))


def coordinated_draw(
    frame: Frame,
    *,
    n: int,
    former: Former,
    method: str,
    seed: str,
    software: str,
    strata: Iterable[str] = (),
    minimum: int = 0,
    previous_sha256: str = "",
) -> Draw:
    """A sample of `n` cases in which nobody examined before stands while others are left.

    Shares of the strata are those of a plain draw. In each stratum the cases not examined before
    come first: by `AFTER` in the order of the earlier draw's numbers from the largest examined
    one on and round again from the lowest, by `AVOIDING` in the order of new numbers. Those
    examined before come after them, so that they are drawn only where a stratum is exhausted
    (`examined_again`). Raises InputError for another method, and where `draw` does.
    """
    plain = draw(
        frame,
        n=n,
        strata=strata,
        seed=seed,
        software=software,
        minimum=minimum,
        previous_sha256=previous_sha256,
    )
    order = _order(method, former, seed)
    groups = (replace(one, cases=tuple(sorted(one.cases, key=order))) for one in plain.groups)
    return replace(plain, groups=tuple(groups), method=method, former=former)


def examined_again(drawn: Draw) -> tuple[str, ...]:
    """The exhausted strata, each in a sentence; none where nobody is examined a second time."""
    if drawn.former is None:
        return ()
    before = frozenset(drawn.former.examined)
    return tuple(
        _exhausted(group, n_again)
        for group in drawn.groups
        if (n_again := sum(case_id in before for case_id in group.sample))
    )


def _exhausted(group: Stratum, n_again: int) -> str:
    fresh = group.n_drawn - n_again
    return (
        f"Stratum {group.label} is exhausted: {_cases(fresh)} of it had not been examined before, "
        f"so {_cases(n_again)} of the {group.n_drawn} drawn {'is' if n_again == 1 else 'are'} "
        "examined a second time."
    )


def _cases(n: int) -> str:
    return "1 case" if n == 1 else f"{n} cases"


def _order(method: str, former: Former, seed: str) -> Callable[[str], tuple[bool, bool, str]]:
    """What cases are sorted by: examined before, still to come round again, number."""
    if method not in (AFTER, AVOIDING):
        raise InputError(f"{method} does not coordinate draws; use {AFTER} or {AVOIDING}.")
    before = frozenset(former.examined)
    key = former.seed if method == AFTER else seed
    last = max((permanent_number(key, one) for one in before), default="")
    start = last if method == AFTER else ""

    def place(case_id: str) -> tuple[bool, bool, str]:
        number = permanent_number(key, case_id)
        return (case_id in before, number < start, number)

    return place
