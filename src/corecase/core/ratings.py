"""Frameworks that rate: standards with a grade each, points added up, and an overall rating.

What nobody knows of a framework is left out of its data, and what follows from it is then a
blank with a sentence, never a guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Final

from corecase.core.errors import InputError
from corecase.core.figures import Figure

LOWEST: Final = "lowest"
"""The rule by which a standard takes the lowest of its key questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """One step of the scale, with the points that a standard of it brings."""

    id: str
    title: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """What is rated. `former_titles` are those it had in earlier editions.

    One that is not `scored` is rated beside the others and brings no points. `measure` is how
    printed facts name it, beside its identifier.
    """

    id: str
    title: str
    domain: str
    scored: bool = True
    former_titles: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    measure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallBand:
    """The points for which an overall rating is given, both ends included."""

    grade: str
    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareBand:
    """The grade of a key question from a percentage on."""

    grade: str
    from_percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Discretion:
    """When a panel may give another grade: near a boundary, or with few cases."""

    points: int
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingsFramework:
    """A scale, the standards, and as many of the rules as are known.

    `share_bands` grade a key question, `standard_rule` puts those of a standard together, and
    `overall_bands` rate the sum; each is empty where it is not known. `unverified` says in
    sentences what is told by others only. Raises InputError for data that cannot be.
    """

    id: str
    title: str
    edition: str
    scale: tuple[Grade, ...]
    standards: tuple[Standard, ...]
    share_bands: tuple[ShareBand, ...] = ()
    standard_rule: str = ""
    overall_bands: tuple[OverallBand, ...] = ()
    discretion: Discretion | None = None
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_scale(self.scale)
        ids = [one.id for one in self.standards]
        if not ids or len(set(ids)) < len(ids):
            raise InputError("Each standard has an identifier of its own, and there is one.")
        known = {one.id for one in self.scale}
        named = [one.grade for one in self.share_bands]
        named += [one.grade for one in self.overall_bands]
        strange = [grade for grade in named if grade not in known]
        if strange:
            raise InputError(f"{strange[0]!r} is no grade of the scale; correct the band.")
        starts = [one.from_percent for one in self.share_bands]
        if starts and (starts[0] != 0 or starts != sorted(set(starts)) or starts[-1] > 100):
            raise InputError("The bands of key questions begin at 0 and rise to 100 at most.")
        if self.standard_rule not in ("", LOWEST):
            raise InputError(f"The rule of a standard is {LOWEST!r}, or blank; correct it.")
        self._check_overall()

    def _check_overall(self) -> None:
        bands = self.overall_bands
        if not bands:
            return
        joins = all(one.most + 1 == after.least for one, after in pairwise(bands))
        if not joins or bands[0].least != 0 or bands[-1].most != self.most:
            raise InputError(
                f"The bands of the sum go from 0 to {self.most} without a gap; correct them."
            )

    @property
    def scored(self) -> tuple[Standard, ...]:
        """The standards that bring points."""
        return tuple(one for one in self.standards if one.scored)

    @property
    def most(self) -> int:
        """The points of an inspection in which every scored standard has the best grade."""
        return len(self.scored) * self.scale[-1].points

    def grade(self, id_: str) -> Grade:
        """The grade of the scale. Raises InputError where there is none."""
        for one in self.scale:
            if one.id == id_:
                return one
        raise InputError(f"{id_!r} is no grade; use {', '.join(one.id for one in self.scale)}.")

    def grade_called(self, written: str) -> Grade | None:
        """The grade with this title or identifier, however it is capitalised; None for none."""
        plain = " ".join(written.replace("_", " ").split()).casefold()
        for one in self.scale:
            if plain in (one.title.casefold(), one.id.replace("_", " ").casefold()):
                return one
        return None

    def standard(self, id_: str) -> Standard:
        """The standard of this identifier. Raises InputError where there is none."""
        for one in self.standards:
            if one.id == id_:
                return one
        raise InputError(
            f"{id_!r} is no standard of {self.id}; use {', '.join(s.id for s in self.standards)}."
        )

    def overall(self, points: int) -> Grade | None:
        """The overall rating of a sum; None where the framework does not say."""
        for band in self.overall_bands:
            if band.least <= points <= band.most:
                return self.grade(band.grade)
        return None

    def grade_of_share(self, share: Fraction) -> Grade | None:
        """The grade of a key question from its exact share; None where it is not known."""
        found = [one for one in self.share_bands if 100 * share >= one.from_percent]
        return self.grade(found[-1].grade) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is known of one standard: its grade, or the figures of its key questions."""

    grade: str = ""
    questions: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedStandard:
    """A standard with its grade, None where it is blank; `why` says where it comes from.

    `discretion` are the reasons for which a panel may give another grade.
    """

    standard: Standard
    grade: Grade | None
    why: str
    discretion: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """One inspection. `points` and `overall` are None where `blanks` say what is missing."""

    standards: tuple[RatedStandard, ...]
    points: int | None
    most: int
    overall: Grade | None
    blanks: tuple[str, ...] = ()

    @property
    def percent(self) -> str:
        """The points as a percentage with two decimals, as they are published; empty if blank."""
        return percent_of(self.points, self.most) if self.points is not None else ""


def percent_of(points: int, most: int) -> str:
    """`"44.44"` of 16 of 36, rounded half up."""
    hundredths = (20_000 * points + most) // (2 * most)
    return f"{hundredths // 100}.{hundredths % 100:02}"


def rate(framework: RatingsFramework, given: Mapping[str, Given]) -> Rated:
    """The rating of one inspection from what is given of its standards, by identifier.

    Raises InputError for a standard, a key question or a grade that the framework does not have.
    """
    for id_ in given:
        framework.standard(id_)
    standards = tuple(
        _rated(framework, one, given.get(one.id, Given())) for one in framework.standards
    )
    missing = [
        f"{one.standard.id} {one.standard.title}"
        for one in standards
        if one.standard.scored and not one.grade
    ]
    blanks = [f"No grade is known of {', '.join(missing)}."] if missing else []
    points = None
    if not missing:
        points = sum(one.grade.points for one in standards if one.grade and one.standard.scored)
    if not framework.overall_bands:
        points = None
        blanks.append("How the grades give an overall rating is not known.")
    return Rated(
        standards=standards,
        points=points,
        most=framework.most,
        overall=framework.overall(points) if points is not None else None,
        blanks=tuple(blanks),
    )


def _rated(framework: RatingsFramework, standard: Standard, given: Given) -> RatedStandard:
    strange = [one for one in given.questions if one not in standard.questions]
    if strange:
        raise InputError(f"{strange[0]!r} is no key question of {standard.id}; correct it.")
    if given.grade:
        if given.questions:
            raise InputError(f"{standard.id} has a grade and figures; keep one of the two.")
        grade = framework.grade(given.grade)
        return RatedStandard(standard=standard, grade=grade, why="as it is given")
    if not given.questions:
        return RatedStandard(standard=standard, grade=None, why="nothing is given")
    if not (framework.share_bands and framework.standard_rule):
        return RatedStandard(standard=standard, grade=None, why="the rule is not known")
    lacking = [q for q in standard.questions if not _is_asked(given.questions.get(q))]
    if lacking:
        why = f"nothing is given of {', '.join(lacking)}"
        return RatedStandard(standard=standard, grade=None, why=why)
    return _lowest(framework, standard, given.questions)


def _is_asked(figure: Figure | None) -> bool:
    return figure is not None and figure.is_applicable


def _lowest(
    framework: RatingsFramework, standard: Standard, questions: Mapping[str, Figure]
) -> RatedStandard:
    question, figure = min(questions.items(), key=lambda one: one[1].share)
    return RatedStandard(
        standard=standard,
        grade=framework.grade_of_share(figure.share),
        why=f"the lowest key question is {question}, {figure}",
        discretion=tuple(_discretion(framework, figure)),
    )


def _discretion(framework: RatingsFramework, figure: Figure) -> list[str]:
    rule = framework.discretion
    found: list[str] = []
    if rule is None:
        return found
    edges = [one.from_percent for one in framework.share_bands[1:]]
    if any(abs(100 * figure.share - edge) <= rule.points for edge in edges):
        found.append(f"within {rule.points} points of a boundary")
    others = (figure.count + step for step in (-1, 1) if 0 <= figure.count + step <= figure.out_of)
    grade = framework.grade_of_share(figure.share)
    if any(framework.grade_of_share(Fraction(n, figure.out_of)) != grade for n in others):
        found.append("one case judged otherwise would change it")
    if figure.out_of <= rule.cases:
        found.append(f"{rule.cases} cases or fewer")
    return found


def _check_scale(scale: tuple[Grade, ...]) -> None:
    points = [one.points for one in scale]
    if len(scale) < 2 or points != sorted(set(points)) or points[0] != 0:
        raise InputError("A scale has two grades or more, whose points rise from 0.")
    if len({one.id for one in scale}) < len(scale):
        raise InputError("Each grade of a scale has an identifier of its own.")
