"""Ratings that services were given, as printed: of one inspection, and counted over services.

Grades are counted and never added up over services, and no service is put in order by them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from corecase.core.fact_records import slug
from corecase.core.national_picture import NONE_GIVEN, InspectionTold, inspections
from corecase.core.periods import written_span
from corecase.core.printed_facts import PrintedFact
from corecase.core.ratings import Given, RatingsFramework, rate

UNNAMED: Final = "Programme not stated"
_OVERALL: Final = "overall"
_WORDS: Final = (
    *("outstanding", "good", "satisfactory", "effective", "requires improvement"),
    *("unsatisfactory", "inadequate", "ineffective", "poor"),
)
"""The order of the columns in a table of grades; others follow by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedArea:
    """What was rated, under which domain where the framework has one, and the grade as printed.

    The grade is empty where none is known.
    """

    title: str
    domain: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedInspection:
    """The ratings of one inspection. `overall` and `points` are as printed, empty where not.

    `when` says when it was, or else when it was published. `by_rule` says in a sentence what the
    rule of the framework gives, where it gives anything.
    """

    service: str
    slug: str
    programme: str
    kind: str
    when: str
    areas: tuple[RatedArea, ...]
    overall: str
    points: str
    by_rule: str
    standings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeCount:
    """How many services were given each grade in one area, in the order of the grades."""

    title: str
    counts: tuple[int, ...]
    n_services: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedProgramme:
    """A programme that rates: each service's latest rated inspection by name, and the counts."""

    programme: str
    grades: tuple[str, ...]
    counts: tuple[GradeCount, ...]
    inspections: tuple[RatedInspection, ...]

    @property
    def has_points(self) -> bool:
        """Whether points are printed of any of its services."""
        return any(one.points or one.by_rule for one in self.inspections)


def rated_services(
    facts: Iterable[PrintedFact],
    framework: RatingsFramework,
    addresses: Mapping[str, str] = NONE_GIVEN,
) -> tuple[RatedProgramme, ...]:
    """Every programme that rates, by name, with each service's latest rated inspection of it.

    `addresses` say where each service is read, by its name.
    """
    found: dict[str, list[RatedInspection]] = {}
    ordered = sorted(facts, key=lambda fact: fact.service)
    for service, told in groupby(ordered, key=lambda fact: fact.service):
        seen = set[str]()
        for one in inspections(told):
            rated = rated_inspection(service, one, framework, addresses)
            if rated and rated.programme not in seen:
                seen.add(rated.programme)
                found.setdefault(rated.programme, []).append(rated)
    return tuple(_programme(name, found[name]) for name in sorted(found))


def rated_inspection(
    service: str,
    told: InspectionTold,
    framework: RatingsFramework,
    addresses: Mapping[str, str] = NONE_GIVEN,
) -> RatedInspection | None:
    """The ratings of an inspection; None where none is printed.

    Today's standards stand in the order of their framework, those without a known grade too;
    anything else as it is told.
    """
    facts = [one.fact for one in told.facts if one.fact.kind in ("rating", "total")]
    if not facts:
        return None
    grades = {one.key or _OVERALL: one.said for one in facts if one.kind == "rating" and one.said}
    total = next((one for one in facts if one.kind == "total" and one.value is not None), None)
    overall = grades.pop(_OVERALL, "")
    todays = _is_todays(told, facts, framework)
    return RatedInspection(
        service=service,
        slug=addresses.get(service) or slug(service),
        programme=f"{framework.title}, {framework.edition}"
        if todays
        else told.programme or UNNAMED,
        kind=told.kind,
        when=told.when,
        areas=tuple(_standards(grades, framework) if todays else _areas(grades)),
        overall=overall,
        points=_points(total),
        by_rule=_by_rule(grades, overall, total, framework) if todays else "",
        standings=tuple(dict.fromkeys(one.standing for one in facts)),
    )


def _is_todays(
    told: InspectionTold, facts: Sequence[PrintedFact], framework: RatingsFramework
) -> bool:
    """Whether a framework's scale is meant: by its name, its points, or its grades and years."""
    if told.programme:
        return told.programme in (framework.id, framework.title)
    if any(one.kind == "total" and one.out_of == framework.most for one in facts):
        return True
    begins = int(framework.edition[:4])
    spans = [written_span(day) for one in facts for day in (one.inspected, one.published)]
    grades = [one.said for one in facts if one.kind == "rating"]
    return all(framework.grade_called(said) for said in grades) and any(
        span is not None and span.first.year >= begins for span in spans
    )


def _areas(grades: Mapping[str, str]) -> Iterator[RatedArea]:
    for key, said in grades.items():
        yield RatedArea(title=key.replace("_", " ").capitalize(), domain="", grade=said)


def _standards(grades: Mapping[str, str], framework: RatingsFramework) -> Iterator[RatedArea]:
    keys = {key for one in framework.standards for key in (one.id, one.measure)}
    for one in framework.standards:
        said = grades.get(one.id) or grades.get(one.measure, "")
        yield RatedArea(title=one.title, domain=one.domain, grade=said)
    yield from _areas({key: said for key, said in grades.items() if key not in keys})


def _points(total: PrintedFact | None) -> str:
    if total is None:
        return ""
    return f"{total.value:f}" if total.out_of is None else f"{total.value:f} of {total.out_of}"


def _by_rule(
    grades: Mapping[str, str],
    overall: str,
    total: PrintedFact | None,
    framework: RatingsFramework,
) -> str:
    """What the points, printed or of all the grades, are rated by the rule."""
    given: dict[str, Given] = {}
    for one in framework.standards:
        grade = framework.grade_called(grades.get(one.id) or grades.get(one.measure, ""))
        if grade:
            given[one.id] = Given(grade=grade.id)
    added = rate(framework, given).points
    printed = _whole_points(total, framework)
    points = added if printed is None else printed
    band = None if points is None else framework.overall(points)
    if points is None or band is None:
        return ""
    said = f"{points} of {framework.most} points are rated {band.title} by the rule."
    if printed is None:
        said = f"The grades bring {said[0].lower()}{said[1:]}"
    elif added is not None and added != printed:
        said += f" The grades bring {added}."
    if overall and framework.grade_called(overall) != band:
        said += f" The printed rating is {overall}."
    return said


def _whole_points(total: PrintedFact | None, framework: RatingsFramework) -> int | None:
    if total is None or total.value is None or total.out_of not in (None, framework.most):
        return None
    return int(total.value) if total.value == int(total.value) else None


def _programme(name: str, found: Sequence[RatedInspection]) -> RatedProgramme:
    given: dict[str, Counter[str]] = {}
    for one in found:
        rated = [(_called(area), area.grade) for area in one.areas]
        for title, grade in (("Overall", one.overall), *rated):
            if grade:
                given.setdefault(title, Counter())[grade.casefold()] += 1
    held = {grade for counted in given.values() for grade in counted}
    grades = (*(word for word in _WORDS if word in held), *sorted(held.difference(_WORDS)))
    return RatedProgramme(
        programme=name,
        grades=tuple(grade.capitalize() for grade in grades),
        counts=tuple(
            GradeCount(
                title=title,
                counts=tuple(counted[grade] for grade in grades),
                n_services=counted.total(),
            )
            for title, counted in given.items()
        ),
        inspections=tuple(found),
    )


def _called(area: RatedArea) -> str:
    """The area with its domain, because two standards may bear one title."""
    return f"{area.title} ({area.domain.lower()})" if area.domain else area.title
