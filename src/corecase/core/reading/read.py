"""A published text into printed facts: every reader in turn, then the checks."""

from collections.abc import Iterable
from dataclasses import replace

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading import (
    bands,
    compared,
    findings,
    indicators,
    net,
    particulars,
    prose,
    ratings,
    recommendations,
    scores,
    surveys,
    tables,
)
from corecase.core.reading.attributed import attributed
from corecase.core.reading.checks import checked
from corecase.core.reading.lines import Line
from corecase.core.reading.record import record_of

_READERS = (
    particulars.particulars,
    scores.boxed,
    tables.tabled,
    prose.written,
    compared.compared,
    bands.spans,
    bands.called,
    ratings.rated,
    recommendations.recommended,
    recommendations.decided,
    surveys.surveyed,
    findings.found,
    findings.commented,
    indicators.indicated,
)
_LEFT_OVER = (prose.UNPLACED, "count:commentary")


def read(
    lines: Iterable[Line], source: str, register: Iterable[str] = ()
) -> tuple[PrintedFact, ...]:
    """What the text says of services, in the order of its places; empty where it says nothing.

    A fact with a doubt waits for a person. `register` are names of services that may help to
    find them; nothing else is taken from it.
    """
    record = record_of(lines, source, register)
    facts = [fact for reader in _READERS for fact in reader(record)]
    facts += attributed(record, facts)
    known = _without_doubles(checked(facts))
    return tuple(sorted((*known, *net.caught(record, known)), key=_order))


_ONCE = "text:reinspection"


def _said_once(facts: Iterable[PrintedFact]) -> Iterable[PrintedFact]:
    """A re-inspection that is told of for certain, or is only spoken of, is one fact."""
    known = sorted(facts, key=_order)
    spoken = [fact for fact in known if fact.measure == _ONCE]
    kept = [fact for fact in spoken if not fact.doubt] or spoken[:1]
    return [fact for fact in known if fact.measure != _ONCE or fact in kept]


def _without_doubles(facts: Iterable[PrintedFact]) -> tuple[PrintedFact, ...]:
    """Each fact once at its place, and no figure left to place where it was placed."""
    known = list(_said_once(facts))
    placed = {(f.place, f.value) for f in known if f.measure not in _LEFT_OVER}
    kept = {
        replace(fact, read_from="", note=""): fact
        for fact in known
        if fact.measure not in _LEFT_OVER or (fact.place, fact.value) not in placed
    }
    return tuple(sorted(kept.values(), key=_order))


def _order(fact: PrintedFact) -> tuple[int, str]:
    digits = "".join(character for character in fact.place if character.isdigit())
    return int(digits or 0), fact.measure
