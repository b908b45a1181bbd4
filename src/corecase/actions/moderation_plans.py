"""What a moderation would notice that checks some of the cases, before it is chosen."""

from dataclasses import dataclass
from typing import Final

from corecase.actions import door
from corecase.core.errors import InputError
from corecase.core.people import Actor, Deed
from corecase.documents import strict_svg
from corecase.documents.model import Bar, BarChart, Table, words
from corecase.statistics.moderation import Plan, shown_points
from corecase.store.cases.models import Inspection, SampledCase

USUAL: Final = (8, 1)
"""Cases checked and allowed before anybody chooses; our own assumption."""

_CHECKED: Final = (4, 6, 8, 10, 12, 16, 20)
_ALLOWED: Final = (0, 1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another number of cases checked: for 0, 1 and 2 allowed, from how many cases that need
    changing it looks again nine times in ten; "-" where there is none.
    """

    n_checked: int
    noticed_from: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The operating curve of one plan, for reading. `plan` is None where no sample is drawn."""

    code: str
    service: str
    synthetic: str
    n_cases: int
    plan: Plan | None
    alternatives: tuple[Alternative, ...]

    @property
    def points(self) -> tuple[tuple[int, str], ...]:
        """How many cases need changing, and how often the check passes, as it is printed."""
        return tuple((d, said) for d, _, said in shown_points(self.plan)) if self.plan else ()

    @property
    def alt(self) -> str:
        """What the picture shows, in words; empty without a plan."""
        return _chart(self.plan).alt if self.plan else ""


def curve(code: str, n_checked: int | None, n_allowed: int | None, *, by: Actor) -> Curve:
    """What checking `n_checked` cases would notice, or what is usual where none is given.

    Raises InputError where they cannot be checked or allowed.
    """
    inspection = door.inspection(code, Deed.MODERATE, by=by)
    n_cases = _n_cases(inspection)
    plan = _plan(n_cases, n_checked, n_allowed) if n_cases else None
    return Curve(
        code=code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        n_cases=n_cases,
        plan=plan,
        alternatives=tuple(_alternatives(n_cases)) if plan else (),
    )


def chart(
    code: str,
    n_checked: int | None,
    n_allowed: int | None,
    *,
    narrow: bool = False,
    by: Actor,
) -> bytes:
    """The operating curve as an SVG with title and description; `narrow` for a small screen.

    Raises InputError where no sample is drawn, or the plan cannot be.
    """
    n_cases = _n_cases(door.inspection(code, Deed.MODERATE, by=by))
    if not n_cases:
        raise InputError("There is nothing to check yet; draw the sample first.")
    return strict_svg.svg(_chart(_plan(n_cases, n_checked, n_allowed)), narrow=narrow)


def _n_cases(inspection: Inspection) -> int:
    return SampledCase.objects.filter(inspection=inspection, standing="SAMPLE").count()


def _plan(n_cases: int, n_checked: int | None, n_allowed: int | None) -> Plan:
    checked = min(USUAL[0], n_cases) if n_checked is None else n_checked
    allowed = min(USUAL[1], checked - 1) if n_allowed is None else n_allowed
    return Plan(n_cases=n_cases, n_checked=checked, n_allowed=allowed)


def _alternatives(n_cases: int) -> list[Alternative]:
    numbers = [n for n in _CHECKED if n < n_cases] or [n_cases]
    return [
        Alternative(
            n_checked=n,
            noticed_from=tuple(_noticed(n_cases, n, allowed) for allowed in _ALLOWED),
        )
        for n in numbers
    ]


def _noticed(n_cases: int, n_checked: int, n_allowed: int) -> str:
    if n_allowed >= n_checked:
        return "-"
    plan = Plan(n_cases=n_cases, n_checked=n_checked, n_allowed=n_allowed)
    return str(plan.smallest_noticed() or "-")


def _chart(plan: Plan) -> BarChart:
    title = "How often the check passes"
    points = shown_points(plan)
    some = [points[place] for place in sorted({0, len(points) // 3, 2 * len(points) // 3})]
    told = ", ".join(f"{said} with {d}" for d, _, said in some)
    return BarChart(
        id="moderation",
        title=title,
        alt=f"For each number of cases that need changing, how often a check of "
        f"{plan.n_checked} of {plan.n_cases} cases passes: {told}. The table has every number.",
        groups=(
            (
                "Cases that need changing",
                tuple(
                    Bar(label=str(d), percent=100 * chance, printed=said)
                    for d, chance, said in points
                ),
            ),
        ),
        table=Table(
            id="moderation",
            caption=title,
            header=("Cases that need changing", "Passes"),
            rows=tuple((words(str(d)), words(said)) for d, _, said in points),
        ),
        axis="How often the check passes",
    )
