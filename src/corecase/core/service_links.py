"""Links of services: which followed another, which is run for several, from when until when.

A link is told by a source, as printed facts are, and is never concluded from names.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corecase.core.errors import InputError
from corecase.core.national_data import Merger
from corecase.core.periods import Period, written_period
from corecase.core.published_scores import STANDINGS
from corecase.core.vocabularies import Vocabulary

_DAYS = "Write a day as 1 April 2012, April 2012 or 2012, or leave it empty where no source says."


class LinkKind(Vocabulary):
    """How a service stands to another."""

    FOLLOWS = "FOLLOWS"
    COVERS = "COVERS"

    @property
    def words(self) -> str:
        """As people read it, between the two services."""
        return "followed" if self is LinkKind.FOLLOWS else "is run for"


class LinkState(Vocabulary):
    """Where an entry stands: entered by one person, released or sent back by a second.

    Whoever entered it may withdraw it before that.
    """

    ENTERED = "ENTERED"
    RELEASED = "RELEASED"
    RETURNED = "RETURNED"
    WITHDRAWN = "WITHDRAWN"

    @property
    def words(self) -> str:
        """As people read it: `"waits for a second person"`."""
        return _STATES[self]


_STATES = {
    LinkState.ENTERED: "waits for a second person",
    LinkState.RELEASED: "released",
    LinkState.RETURNED: "sent back",
    LinkState.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """That `service` took over from `other`, or is run for it and for more, by a source's word.

    `since` and `until` are as the source writes them, empty where it does not say. A service
    that followed another did so on a day, from which there is no way back: it has no `until`.
    """

    service: str
    kind: LinkKind
    other: str
    since: str = ""
    until: str = ""
    source: str
    standing: str = "unverified"

    def __post_init__(self) -> None:
        if not (self.service.strip() and self.other.strip() and self.source.strip()):
            raise InputError("A link needs two services and the source that says it.")
        if plain(self.service) == plain(self.other):
            raise InputError("A link is between two services; name another one.", field="other")
        if self.standing not in STANDINGS:
            raise InputError(f"A standing is one of {', '.join(STANDINGS)}; correct it.")
        for name in ("since", "until"):
            if getattr(self, name) and written_period(getattr(self, name)) is None:
                raise InputError(_DAYS, field=name)
        if self.kind is LinkKind.FOLLOWS and self.until:
            raise InputError(
                "A service follows another from a day on; leave the last day empty, and enter "
                "who followed it in turn as a link of its own.",
                field="until",
            )
        begins, ends = self.first_day, self.last_day
        if begins and ends and ends < begins:
            raise InputError("It ends before it begins; correct one of the days.", field="until")

    @property
    def first_day(self) -> date | None:
        """The first day that it may have held; None where no source says."""
        period = written_period(self.since)
        return period.first if period else None

    @property
    def last_day(self) -> date | None:
        """The last day that it may have held; None where no source says."""
        period = written_period(self.until)
        return period.last if period else None

    @property
    def on_day(self) -> date | None:
        """The day from which it held, where the source says the very day."""
        period = written_period(self.since)
        return period.first if period and period.first == period.last else None

    def holds_on(self, day: date) -> bool:
        """Whether it certainly held on a day. A day that no source says stands in no way."""
        since, until = written_period(self.since), written_period(self.until)
        return (since is None or since.is_over_by(day)) and (until is None or day < until.first)

    @property
    def words(self) -> str:
        """In a sentence: `"Newtown followed Oldtown from April 2012."`."""
        since = f" from {_in_words(self.since)}" if self.since else ""
        until = f" until {_in_words(self.until)}" if self.until else ""
        return f"{self.service} {self.kind.words} {self.other}{since}{until}."


def _in_words(written: str) -> str:
    period = written_period(written)
    return period.words if period else written


def plain(name: str) -> str:
    """The name of a service as it is compared: blanks and capitals make no other one."""
    return " ".join(name.split()).casefold()


def check_fits(new: Link, standing: Iterable[Link]) -> None:
    """Raises InputError where a link stands already in that time, or would lead round to itself.

    A place is run by one joint service at a time. A service that was split may be followed by
    several.
    """
    known = list(standing)
    for one in known:
        if one.kind is new.kind and plain(one.other) == plain(new.other):
            _check_apart(one, new)
    seen, ahead = set(), {plain(new.other)}
    while ahead:
        if plain(new.service) in ahead:
            raise InputError(
                f"{new.service} and {new.other} would each {_ROUND[new.kind]} the other; correct "
                "the link that stands, or name other services.",
                field="other",
            )
        seen |= ahead
        of_kind = (one for one in known if one.kind is new.kind)
        ahead = {plain(one.other) for one in of_kind if plain(one.service) in ahead} - seen


_ROUND: Mapping[LinkKind, str] = {
    LinkKind.FOLLOWS: "have followed",
    LinkKind.COVERS: "be run for",
}


def _check_apart(one: Link, new: Link) -> None:
    if plain(one.service) == plain(new.service):
        if _may_overlap(one, new):
            raise InputError(f"This stands already: {one.words} Correct that link.", field="other")
    elif new.kind is LinkKind.COVERS and _overlap(one, new):
        raise InputError(
            f"In that time another stands: {one.words} Give that one its last day first.",
            field="other",
        )


def _may_overlap(one: Link, other: Link) -> bool:
    """Whether both may have held on one day; a day that no source says is as far as can be."""
    first, second = (
        Period(first=link.first_day or date.min, last=link.last_day or date.max)
        for link in (one, other)
    )
    return first.meets(second)


def _overlap(one: Link, other: Link) -> bool:
    """Whether both certainly held on one day, as `holds_on` says.

    Of two that are told to have changed in one month each has its part of it.
    """
    (since, until), (later, earlier) = _certain(one), _certain(other)
    return max(since, later) < min(until, earlier)


def _certain(link: Link) -> tuple[date, date]:
    """From which day a link certainly held, and from which no longer."""
    since, until = written_period(link.since), written_period(link.until)
    return since.last if since else date.min, until.first if until else date.max


def heir_links(links: Iterable[Link]) -> dict[str, Link]:
    """The link by which each service was followed, by its plain name.

    A service that several followed was split, and has no single heir.
    """
    found: dict[str, Link] = {}
    split: set[str] = set()
    for one in links:
        if one.kind is LinkKind.FOLLOWS:
            name = plain(one.other)
            split |= {name} & found.keys()
            found[name] = one
    return {name: one for name, one in found.items() if name not in split}


def mergers(links: Iterable[Link], codes: Mapping[str, str]) -> tuple[Merger, ...]:
    """Links as mergers of services that are known by a code, under their plain names.

    One whose very day no source says is left out: what it changes could not be told for a day. So
    is a service that was split, whoever else followed it: it has no single heir.
    """
    followed = [one for one in links if one.kind is LinkKind.FOLLOWS]
    pairs = {(plain(one.other), plain(one.service)) for one in followed}
    heirs = Counter(before for before, _ in pairs)
    found = (
        (codes.get(plain(one.service)), codes.get(plain(one.other)), one.on_day)
        for one in followed
        if heirs[plain(one.other)] == 1
    )
    return tuple(
        Merger(service=service, predecessor=before, merged_on=day)
        for service, before, day in found
        if service and before and day
    )


def stands_for(
    links: Iterable[Link], day: date, reported_on: Mapping[str, date]
) -> dict[str, dict[str, str]]:
    """For each service, by its plain name, those that stand for it on a day, and by what link.

    They followed it or are run for it, at any remove, and did so when they were last reported on:
    `reported_on` says that day of each by its plain name, and one without a report stands for
    nobody. The link is the first on the way, in words.
    """
    known = [one for one in links if one.holds_on(day)]
    found: dict[str, dict[str, str]] = {}
    for start in {plain(one.other) for one in known}:
        reached = _reached(start, known)
        held = {
            name: _reached(start, [one for one in known if one.holds_on(reported_on[name])])
            for name in reached
            if name in reported_on
        }
        found[start] = {name: then[name] for name, then in held.items() if name in then}
    return found


def _reached(start: str, links: Sequence[Link]) -> dict[str, str]:
    """The services that are reached from one by links, at any remove, and the first link."""
    reached: dict[str, str] = {}
    ahead = {start: ""}
    while ahead:
        steps = [
            (plain(one.service), ahead[plain(one.other)] or one.words)
            for one in links
            if plain(one.other) in ahead
        ]
        ahead = {name: words for name, words in steps if name not in (start, *reached)}
        reached |= ahead
    return reached


def counted_twice(
    own: str, others: Sequence[str], stand: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    """The services of a group that another of it stands for, or the service itself, and why.

    `stand` is what `stands_for` says of a day.
    """
    of_own = stand.get(plain(own), {})
    found = {
        name: f"it stands for {own}: {of_own[plain(name)]}"
        for name in others
        if plain(name) in of_own
    }
    # One that is left out so leaves nobody else out: of places run together, each stands here.
    left = [name for name in others if name not in found]
    for name in left:
        heirs = stand.get(plain(name), {})
        for other in (own, *left):
            # Where each stands for the other the links say nothing that can be used.
            if plain(other) in heirs and plain(name) not in stand.get(plain(other), {}):
                found[name] = f"{other} stands for it: {heirs[plain(other)]}"
                break
    return found
