"""Council sentences: each claim in the words that its chance allows.

What is computed decides between them; nobody chooses a stronger one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from corecase.core.claims import Allowed, Chance, Claim, Standpoint, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Of whom and of what a sentence speaks.

    `headline` is the identifier, `label` its words; both empty where a claim speaks of all.
    `other` is the service compared with, where it is one.
    """

    service: str
    headline: str = ""
    label: str = ""
    other: str = ""


_BEYOND_LUCK: Final = "by more than sampling explains"
"""A printed score is above another or not; what may be uncertain is whether that means anything."""

_OPPOSITES: Final[Mapping[Claim, str]] = MappingProxyType(
    {
        Claim.ABOVE_AVERAGE: f"below the average {_BEYOND_LUCK}",
        Claim.HIGHER: f"lower than that of {{other}} {_BEYOND_LUCK}",
    }
)
"""What is said where that is as likely as a claim has to be: a low score is news too."""

_PREDICATES: Final[Mapping[Claim, tuple[str, str]]] = MappingProxyType(
    {
        Claim.HIGHEST_IN_THE_REGION: ("the highest", "as the highest"),
        Claim.BEST_PERFORMING: ("the best", "as the best"),
        Claim.BEST_OVERALL: ("the best", "as the best"),
        Claim.TOP_QUARTILE: ("in the top quartile", "in the top quartile"),
        Claim.ABOVE_AVERAGE: (f"above the average {_BEYOND_LUCK}", "above the average"),
        Claim.HIGHER: (f"higher than that of {{other}} {_BEYOND_LUCK}", "above that of {other}"),
        Claim.LOWEST_TO_DATE: ("the lowest to date", "as the lowest to date"),
    }
)
"""Each claim as it is said, and after "cannot be placed"."""


def by_chance(
    claim: Claim,
    subject: Subject,
    standpoint: Standpoint,
    chance: Chance,
    assumptions: tuple[str, ...] = (),
) -> Allowed:
    """The claim in the words that its chance allows: said, "probably", not placed, or reversed."""
    verdict = chance.verdict
    if claim in _OPPOSITES and chance.opposite.verdict is Verdict.SAID:
        verdict, chance = Verdict.OPPOSITE_SAID, chance.opposite
    return Allowed(
        claim=claim,
        service=subject.service,
        headline=subject.headline,
        verdict=verdict,
        sentence=f"{_said(claim, subject, verdict)} ({standpoint.words}).",
        standpoint=standpoint,
        chance=chance,
        assumptions=assumptions,
    )


def not_computed(
    claim: Claim, subject: Subject, standpoint: Standpoint, missing: tuple[str, ...]
) -> Allowed:
    """That a claim cannot be computed, and what is missing for it."""
    return Allowed(
        claim=claim,
        service=subject.service,
        headline=subject.headline,
        verdict=Verdict.CANNOT_BE_COMPUTED,
        sentence=f"{_whether(claim, subject)} cannot be computed: {'; '.join(missing)} "
        f"({standpoint.words}).",
        standpoint=standpoint,
        missing=missing,
    )


def as_printed(
    claim: Claim,
    subject: Subject,
    standpoint: Standpoint,
    printed: str,
    chance: Chance | None = None,
    assumptions: tuple[str, ...] = (),
) -> Allowed:
    """That a printed score is the highest or the lowest, which says little of the work.

    An extreme of uncertain figures is often an extreme by luck, so the score is printed with
    its interval (`printed`), and of the work no more is said than its chance allows.
    """
    extreme = _PREDICATES[claim][0]
    worth = "weakest" if claim is Claim.LOWEST_TO_DATE else "best"
    probably = chance is not None and chance.verdict is Verdict.PROBABLY
    work = (
        f"its work is probably the {worth}"
        if probably
        else f"that its work is the {worth} cannot be said"
    )
    return Allowed(
        claim=claim,
        service=subject.service,
        headline=subject.headline,
        verdict=Verdict.PROBABLY if probably else Verdict.ONLY_AS_PRINTED,
        sentence=f"The printed score of {subject.service} for {subject.label}, {printed}, is "
        f"{extreme}; {work} ({standpoint.words}).",
        standpoint=standpoint,
        chance=chance,
        assumptions=assumptions,
    )


def contradicted(claim: Claim, subject: Subject, standpoint: Standpoint, by: str) -> Allowed:
    """That a printed figure contradicts the claim: `by` names it."""
    extreme = _PREDICATES[claim][0]
    return Allowed(
        claim=claim,
        service=subject.service,
        headline=subject.headline,
        verdict=Verdict.NOT_AS_PRINTED,
        sentence=f"The score of {subject.service} for {subject.label} is not {extreme}: {by} "
        f"({standpoint.words}).",
        standpoint=standpoint,
    )


def gathered(allowed: Sequence[Allowed], labels: Mapping[str, str]) -> tuple[str, ...]:
    """The sentences of a report: one where neighbours say the same of several headlines.

    `labels` are the words of every headline by its identifier. Nothing is left out but
    repetition: `"In each headline: the score of Essex is above the average (...)."`
    """
    groups: list[tuple[str, list[Allowed]]] = []
    for one in allowed:
        said = bare(one, labels)
        if groups and one.headline and groups[-1][0] == said:
            groups[-1][1].append(one)
        else:
            groups.append((said, [one]))
    return tuple(_gathered(said, group, labels) for said, group in groups)


def _gathered(said: str, group: Sequence[Allowed], labels: Mapping[str, str]) -> str:
    if not group[1:]:
        return group[0].sentence
    titles = [labels[one.headline] for one in group]
    which = (
        "each headline"
        if len(titles) == len(labels)
        else f"{', '.join(titles[:-1])} and {titles[-1]}"
    )
    return f"In {which}: {said[0].lower()}{said[1:]}"


def bare(one: Allowed, labels: Mapping[str, str], sentence: str = "") -> str:
    """The sentence, or another form of it, without its headline: said once, and then meant."""
    said, label = sentence or one.sentence, labels.get(one.headline, "")
    if not label:
        return said
    return said.replace(f"{label} ", "", 1).replace(f"for {label}", "for it")


def _said(claim: Claim, subject: Subject, verdict: Verdict) -> str:
    if claim is Claim.IMPROVED:
        how = {Verdict.SAID: "improved", Verdict.PROBABLY: "probably improved"}
        said = how.get(verdict, "cannot be said to have improved")
        return f"The {subject.label} work of {subject.service} {said}"
    if verdict is Verdict.OPPOSITE_SAID:
        return f"{_of(claim, subject)} is {_OPPOSITES[claim].format(other=subject.other)}"
    said, placed = (part.format(other=subject.other) for part in _PREDICATES[claim])
    how = {Verdict.SAID: f"is {said}", Verdict.PROBABLY: f"is probably {said}"}
    return f"{_of(claim, subject)} {how.get(verdict, f'cannot be placed {placed}')}"


def _of(claim: Claim, subject: Subject) -> str:
    if not subject.headline:
        return f"{subject.service}, taking all headlines together,"
    if claim is Claim.BEST_PERFORMING:
        return f"The {subject.label} work of {subject.service}"
    return f"The {subject.label} score of {subject.service}"


def _whether(claim: Claim, subject: Subject) -> str:
    if claim is Claim.IMPROVED:
        return f"Whether the {subject.label} work of {subject.service} improved"
    of = _of(claim, subject)
    lowered = of[0].lower() + of[1:] if subject.headline else of
    return f"Whether {lowered} is {_PREDICATES[claim][0].format(other=subject.other)}"
