"""The inspections that printed facts tell of, with what each looked at again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from corecase.core.fact_conflicts import Choice, KeptFact, by_inspection
from corecase.core.periods import written_span
from corecase.core.printed_facts import PrintedFact
from corecase.core.service_links import Link, heir_links, plain

KINDS: Final = frozenset({"headline", "section", "criterion", "rating", "total"})
"""The kinds of fact that say how an inspection ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldInspection:
    """One inspection of a service as sources tell of it; what they do not tell is empty.

    `facts` are those that are used. `looks_at_again` is the inspection before, where this one is
    told to be a re-inspection and one before it is told of.
    """

    service: str
    programme: str
    kind: str
    inspected: str
    published: str
    facts: tuple[PrintedFact, ...]
    looks_at_again: "ToldInspection | None" = None

    @property
    def is_reinspection(self) -> bool:
        """Whether a source says that it was one, or the second one."""
        return "re-inspection" in self.kind.casefold() or "reinspection" in self.kind.casefold()


def inspections(
    choices: Iterable[Choice], links: Iterable[Link] = ()
) -> tuple[ToldInspection, ...]:
    """The inspections that facts in use tell of, by service, each after what it looks at again.

    A re-inspection before which none of its service is told of looks again at the last one of
    the only service that it followed, where a link says so.
    """
    used = [one.chosen for one in choices if one.chosen and one.chosen.fact.kind in KINDS]
    told = {
        name: sorted(map(_told, by_inspection(list(of_service))), key=_order)
        for name, of_service in groupby(sorted(used, key=_service), key=_service)
    }
    followed = _followed(links)
    found: list[ToldInspection] = []
    for name, mine in told.items():
        before = {one.programme: one for one in told.get(followed.get(name, ""), ())}
        for one in mine:
            linked = one
            if one.is_reinspection and one.programme in before:
                linked = replace(one, looks_at_again=before[one.programme])
            before[one.programme] = linked
            found.append(linked)
    return tuple(found)


def _followed(links: Iterable[Link]) -> dict[str, str]:
    """The service that each one followed, by plain names, where it followed one alone."""
    found: dict[str, list[str]] = {}
    for before, one in heir_links(links).items():
        found.setdefault(plain(one.service), []).append(before)
    return {name: before[0] for name, before in found.items() if len(before) == 1}


def _told(group: list[KeptFact]) -> ToldInspection:
    facts = tuple(one.fact for one in sorted(group, key=lambda one: one.fact.measure))

    def first(name: str) -> str:
        return next((said for fact in facts if (said := getattr(fact, name))), "")

    return ToldInspection(
        service=first("service"),
        programme=first("programme"),
        kind=first("kind_of_inspection"),
        inspected=first("inspected"),
        published=first("published"),
        facts=facts,
    )


def _order(one: ToldInspection) -> tuple[bool, bool, date]:
    """A first inspection before a re-inspection, a second one last; then by the days told."""
    days = written_span(one.inspected) or written_span(one.published)
    is_second = one.kind.casefold().startswith("second")
    return one.is_reinspection, is_second, days.first if days else date.max


def _service(one: KeptFact) -> str:
    return plain(one.fact.service)
