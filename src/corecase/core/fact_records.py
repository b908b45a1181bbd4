"""Printed facts as the record of published scores that comparisons are made from.

A fact that no comparison can use is left out with the reason, never dropped in silence.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from corecase.core.errors import InputError
from corecase.core.periods import written_period
from corecase.core.printed_facts import PrintedFact
from corecase.core.published_scores import PublishedContext, PublishedScore, Record, Source
from corecase.core.service_links import plain

_TO_DATE: Final = ("lowest_to_date", "average_to_date", "highest_to_date")
_AGAIN: Final = re.compile(r"re-?inspection", re.IGNORECASE)
_NOT_IN_SLUGS: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRead:
    """A printed fact that stands in no record, and why."""

    fact: PrintedFact
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The record of one programme, and the facts of it that it cannot hold."""

    record: Record
    not_read: tuple[NotRead, ...]


def slug(name: str) -> str:
    """A name as the part of an address: `"stockton-on-tees"`; "-" where no letter is left."""
    return _NOT_IN_SLUGS.sub("-", name.casefold().replace("&", " and ")).strip("-") or "-"


def recorded(facts: Iterable[PrintedFact], programme: str = "") -> Recorded:
    """The headlines and figures to date of a programme's facts; of all where none is given.

    In other capitals or with other spaces it is the same programme.

    A percentage that is not whole, or whose source has no readable day, is left out with the
    reason: comparisons are made of what was certainly known on a day.
    """
    scores: list[PublishedScore] = []
    to_date: dict[tuple[str, str, str, str, str], list[PrintedFact]] = {}
    not_read: list[NotRead] = []
    for fact in facts:
        if programme and plain(fact.programme) != plain(programme):
            continue
        if fact.kind not in ("headline", *_TO_DATE):
            continue
        try:
            _source(fact)
            if fact.kind == "headline":
                scores.append(_score(fact))
            else:
                _whole(fact)
                place = (fact.key, fact.source, fact.published, fact.scope, fact.service)
                to_date.setdefault(place, []).append(fact)
        except InputError as error:
            not_read.append(NotRead(fact=fact, reason=str(error)))
    contexts: list[PublishedContext] = []
    for group in to_date.values():
        try:
            contexts.append(_context(group))
        except InputError as error:
            not_read += [NotRead(fact=fact, reason=str(error)) for fact in group]
    record = Record(scores=tuple(scores), contexts=tuple(contexts))
    return Recorded(record=record, not_read=tuple(not_read))


def regions(record: Record) -> dict[str, str]:
    """The region of each service, empty where no source gives it, in the order of names."""
    found: dict[str, str] = {}
    for score in sorted(record.scores, key=lambda one: one.service):
        found[score.service] = found.get(score.service) or score.region
    return found


def in_words(written: str) -> str:
    """A day, month, year or span as people read it: "October 2009" of "2009-10"; else as told."""
    periods = [written_period(part) for part in written.split("/")]
    words = [period.words for period in periods if period]
    return " to ".join(words) if len(words) == len(periods) else written


def programmes(facts: Iterable[PrintedFact]) -> Iterator[str]:
    """The programmes that facts name, each once, by name."""
    return iter(sorted({fact.programme for fact in facts if fact.programme}))


def _source(fact: PrintedFact) -> Source:
    published = written_period(fact.published)
    if published is None:
        raise InputError("no day, month or year of publication is printed")
    return Source(
        title=fact.source or "source not named", published=published, standing=fact.standing
    )


def _whole(fact: PrintedFact) -> int | None:
    """The percentage; None where only words are printed."""
    if fact.most is not None:
        raise InputError("its words leave a range open")
    if fact.value is None:
        return None
    if fact.value != int(fact.value):
        raise InputError("it is printed with a fraction, and comparisons take whole percentages")
    return int(fact.value)


def _score(fact: PrintedFact) -> PublishedScore:
    return PublishedScore(
        service=fact.service,
        headline=fact.key,
        percent=_whole(fact),
        source=_source(fact),
        band=fact.said,
        programme=fact.programme,
        region=fact.region,
        inspected=in_words(fact.inspected),
        is_reinspection=bool(_AGAIN.search(fact.kind_of_inspection)),
        n_cases=fact.cases or None,
    )


def _context(group: list[PrintedFact]) -> PublishedContext:
    first = group[0]
    values = {fact.kind: _whole(fact) for fact in group}
    return PublishedContext(
        headline=first.key,
        source=_source(first),
        scope=first.scope or "services inspected so far",
        scope_understood=first.scope_understood,
        n_services=first.services,
        lowest=values.get("lowest_to_date"),
        average=values.get("average_to_date"),
        highest=values.get("highest_to_date"),
    )
