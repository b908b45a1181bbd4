"""A benchmark: where one service stands among others on a day, and all that this rests on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from corecase.core.errors import InputError
from corecase.core.fact_records import regions
from corecase.core.nations import nation_of
from corecase.core.periods import day_in_words
from corecase.core.published_scores import PublishedScore, Record
from corecase.core.service_links import Link, counted_twice, plain, stands_for
from corecase.core.vocabularies import Vocabulary

MOST_FAMILY: Final = 20
MOST_CASES: Final = 1000


class Among(Vocabulary):
    """The services that a benchmark is made with."""

    REGION = "REGION"
    NATION = "NATION"
    FAMILY = "FAMILY"
    PROGRAMME = "PROGRAMME"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: which service, among which others, as at which day.

    `family` are the services that somebody named, for FAMILY only. `n_services` is how many the
    group has, the service included, where somebody knows it; `assumed_cases` how many cases to
    assume where none are printed, None to assume nothing. Raises InputError for a family that
    is none, or a number out of its range.
    """

    service: str
    as_at: date
    among: Among = Among.PROGRAMME
    family: tuple[str, ...] = ()
    n_services: int | None = None
    assumed_cases: int | None = None

    def __post_init__(self) -> None:
        if not self.service:
            raise InputError("Choose the service that the benchmark is about.")
        if self.among is Among.FAMILY and not self.family:
            raise InputError("A family needs at least one other service; choose whom to compare.")
        if self.among is not Among.FAMILY and self.family:
            raise InputError("Other services are named for a family only; leave them out.")
        if self.service in self.family or len(set(self.family)) != len(self.family):
            raise InputError("A family names other services, each once; correct it.")
        if len(self.family) > MOST_FAMILY:
            raise InputError(f"A family has {MOST_FAMILY} services at most; choose fewer.")
        if self.assumed_cases is not None and not 1 <= self.assumed_cases <= MOST_CASES:
            raise InputError(
                f"Assume from 1 to {MOST_CASES} cases, or none; a number such as 38 is usual."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A service, or one figure of it, that a benchmark could not use, and why."""

    service: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """The record cut to the day and to a service with its group; `whole` is cut to the day alone.

    `others` are the group's other services by name; `words` follow "of": "the London services".
    `n_services` is known for a family, and otherwise as somebody gave it.
    """

    record: Record
    whole: Record
    others: tuple[str, ...]
    words: str
    n_services: int | None
    left_out: tuple[LeftOut, ...]


def circle(
    record: Record, question: Question, nations: Mapping[str, str], links: Iterable[Link] = ()
) -> Circle:
    """The group of a question. `nations` says the nation of a service where its register does.

    By `links` nobody is counted twice: of two services of which one followed the other by the
    day, or is run for it, only the later or the joint one stands in the group, and neither beside
    the service itself. A report on it from before that is on another area, and both stand. Raises
    InputError for a service of which nothing is told by the day, one whose region or nation no
    source gives where that is asked for, and a family of which nothing is told or nobody is left.
    """
    known = record.as_at(question.as_at)
    places = regions(known)
    if question.service not in places:
        raise InputError(
            f"Nothing is told of {question.service} by {day_in_words(question.as_at)}; "
            "choose a later day or another service."
        )
    others, words, left_out = _others(question, places, nations)
    stand = stands_for(links, question.as_at, _reported_on(known, question.service))
    twice = counted_twice(question.service, others, stand)
    others = tuple(name for name in others if name not in twice)
    left_out += tuple(LeftOut(service=name, reason=reason) for name, reason in twice.items())
    kept = {question.service, *others}
    family = question.among is Among.FAMILY
    if family and not others:
        why = " ".join(f"{name} is left out, since {reason}" for name, reason in twice.items())
        raise InputError(f"{why} Choose other services.")
    return Circle(
        record=replace(known, scores=tuple(s for s in known.scores if s.service in kept)),
        whole=known,
        others=others,
        words=words,
        n_services=len(question.family) + 1 - len(twice) if family else question.n_services,
        left_out=left_out,
    )


def _reported_on(record: Record, own: str) -> dict[str, date]:
    """When each service's latest inspection was first told of, by the plain names of services.

    Re-inspections count of the service itself alone.
    """
    first: dict[tuple[str, bool, str], date] = {}
    for one in record.scores:
        if one.service == own or not one.is_reinspection:
            which, day = (
                (one.service, one.is_reinspection, one.inspected),
                one.source.published.last,
            )
            first[which] = min(day, first.get(which, day))
    found: dict[str, date] = {}
    for (service, *_), day in first.items():
        found[plain(service)] = max(day, found.get(plain(service), day))
    return found


def _others(
    question: Question, places: Mapping[str, str], nations: Mapping[str, str]
) -> tuple[tuple[str, ...], str, tuple[LeftOut, ...]]:
    names = [name for name in places if name != question.service]
    if question.among is Among.PROGRAMME:
        return tuple(names), "the services of the programme", ()
    if question.among is Among.FAMILY:
        told = tuple(name for name in question.family if name in places)
        if not told:
            raise InputError(
                f"Nothing is told of {' or '.join(question.family)} by then; choose other services."
            )
        missing = (name for name in question.family if name not in places)
        untold = tuple(LeftOut(service=n, reason="nothing is told of it by then") for n in missing)
        return told, f"{question.service} and the services named beside it", untold
    where = dict(places)
    if question.among is Among.NATION:
        where = {name: nations.get(name) or nation_of(places[name]) for name in places}
    own = where[question.service]
    if not own:
        raise InputError(
            f"No source gives the {question.among.words} of {question.service}; compare it with "
            "the programme, or name a family."
        )
    return (
        tuple(name for name in names if where[name] == own),
        f"the {own} services"
        if question.among is Among.REGION
        else f"the services in {own.title()}",
        tuple(
            LeftOut(service=name, reason=f"no source gives its {question.among.words}")
            for name in names
            if not where[name]
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """One printed score that a benchmark met, what it was used as, and why not where it was not.

    `used_as` is empty for a score that was not used, and `reason` for one that was.
    """

    score: PublishedScore
    used_as: str
    reason: str = ""


def basis(found: Circle, service: str, headline: str) -> tuple[Basis, ...]:
    """Every printed score of a headline in the group, used or not, the service's own first."""
    return tuple(
        row
        for name in (service, *found.others)
        for row in _basis_of(found.record, name, headline, is_own=name == service)
    )


def _basis_of(record: Record, name: str, headline: str, *, is_own: bool) -> Iterator[Basis]:
    told = record.inspections(name, headline)
    standing = record.latest(name, headline, counts_reinspections=is_own)
    for one in told:
        used_as, reason = "", ""
        if one.score is None:
            reason = "sources differ, and none is chosen over the other"
        elif one.score.percent is None:
            reason = "no percentage is printed, only a band"
        elif one == standing:
            used_as = "the service" if is_own else "the group"
        elif is_own:
            used_as = "the service, before"
        elif one.score.is_reinspection:
            reason = "re-inspections stay out of every figure to date"
        else:
            reason = "a later inspection stands for the service"
        for score in one.conflicting or (one.any,):
            yield Basis(score=score, used_as=used_as, reason=reason)
