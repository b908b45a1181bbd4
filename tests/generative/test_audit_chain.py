"""A thousand ways to tamper with an audit, each found; a thousand honest chains, all silent."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from corecase.core.audit import (
    GENESIS,
    Event,
    EventKind,
    Head,
    Unreadable,
    digest,
    event_of,
    link,
    verify,
)

KEY = b"a key that exists only in tests"
OTHER_KEY = b"a key that somebody guessed"
BEGAN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
KINDS = tuple(EventKind)
N_TRIALS = 1000

Entry = tuple[Event | Unreadable, str]
Chain = list[tuple[Event, str]]
Tampering = Callable[[Chain, random.Random], list[Entry]]


def linked(events: list[Event], key: bytes) -> Chain:
    """The events with their hashes, as an honest program writes them."""
    chain: Chain = []
    previous = GENESIS
    for event in events:
        previous = link(event, previous, key)
        chain.append((event, previous))
    return chain


def made(chance: random.Random, name: str = "inspection-1") -> Chain:
    """An honest chain of 2 to 12 events."""
    events = [
        Event(
            chain=name,
            sequence=number,
            kind=chance.choice(KINDS),
            by=f"person-{chance.randint(1, 9)}",
            at=BEGAN + timedelta(seconds=number, microseconds=chance.randint(0, 999_999)),
            subject={"case_assessment": str(chance.randint(1, 85))},
            digest=digest({"n": chance.random()}, KEY),
        )
        for number in range(1, chance.randint(2, 12) + 1)
    ]
    return linked(events, KEY)


def head(chain: Chain) -> Head:
    event, found = chain[-1]
    return Head(chain=event.chain, sequence=event.sequence, hash=found)


def changed(event: Event, chance: random.Random) -> Event:
    """The event with one of its fields altered."""
    return chance.choice(
        [
            replace(event, by=event.by + "0"),
            replace(event, kind=KINDS[KINDS.index(event.kind) - 1]),
            replace(event, at=event.at + timedelta(microseconds=1)),
            replace(event, digest=digest("something else", KEY)),
            replace(event, digest=""),
            replace(event, subject={"case_assessment": "86"}),
            replace(event, subject={**event.subject, "item": "1"}),
            replace(event, chain="inspection-2"),
        ]
    )


def edit(chain: Chain, chance: random.Random) -> list[Entry]:
    place = chance.randrange(len(chain))
    event, found = chain[place]
    return [*chain[:place], (changed(event, chance), found), *chain[place + 1 :]]


def edit_hash(chain: Chain, chance: random.Random) -> list[Entry]:
    place = chance.randrange(len(chain))
    event, found = chain[place]
    other = found[:-1] + ("0" if found[-1] != "0" else "1")
    return [*chain[:place], (event, other), *chain[place + 1 :]]


def spoil(chain: Chain, chance: random.Random) -> list[Entry]:
    place = chance.randrange(len(chain))
    event, found = chain[place]
    record = event.to_record()
    record[chance.choice(["at", "by", "kind", "subject", "digest"])] = "no such thing"
    return [*chain[:place], (event_of(record), found), *chain[place + 1 :]]


def delete(chain: Chain, chance: random.Random) -> list[Entry]:
    place = chance.randrange(len(chain) - 1)
    return [*chain[:place], *chain[place + 1 :]]


def delete_and_renumber(chain: Chain, chance: random.Random) -> list[Entry]:
    left = delete(chain, chance)
    return [
        (replace(event, sequence=number), found)
        for number, (event, found) in enumerate(left, start=1)
        if isinstance(event, Event)
    ]


def insert(chain: Chain, chance: random.Random) -> list[Entry]:
    place = chance.randrange(len(chain) + 1)
    event = replace(chance.choice(chain)[0], sequence=place + 1)
    return [*chain[:place], (event, chance.randbytes(32).hex()), *chain[place:]]


def repeat(chain: Chain, chance: random.Random) -> list[Entry]:
    place = chance.randrange(len(chain))
    return [*chain[: place + 1], *chain[place:]]


def swap(chain: Chain, chance: random.Random) -> list[Entry]:
    one, other = sorted(chance.sample(range(len(chain)), 2))
    swapped: list[Entry] = list(chain)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    return swapped


def swap_content(chain: Chain, chance: random.Random) -> list[Entry]:
    """Two events change places and keep the sequence and the hash of the place."""
    one, other = chance.sample(range(len(chain)), 2)
    swapped: list[Entry] = list(chain)
    for here, there in ((one, other), (other, one)):
        moved = replace(chain[there][0], sequence=chain[here][0].sequence)
        swapped[here] = (moved, chain[here][1])
    return swapped


def cut(chain: Chain, chance: random.Random) -> list[Entry]:
    """The tail is gone; with luck, the whole chain."""
    return list(chain[: chance.randrange(len(chain))])


def cut_and_grow(chain: Chain, chance: random.Random) -> list[Entry]:
    """The tail is replaced by as many other events, linked with the right key."""
    keep = chance.randrange(len(chain))
    events = [event for event, _ in chain]
    events[keep:] = [replace(event, by="somebody-else") for event in events[keep:]]
    return list(linked(events, KEY))


def rewrite_without_key(chain: Chain, chance: random.Random) -> list[Entry]:
    events = [event for event, _ in chain]
    place = chance.randrange(len(events))
    events[place] = replace(events[place], by="somebody-else")
    return list(linked(events, OTHER_KEY))


def rewrite_with_key(chain: Chain, chance: random.Random) -> list[Entry]:
    events = [event for event, _ in chain]
    place = chance.randrange(len(events))
    events[place] = replace(events[place], by="somebody-else")
    return list(linked(events, KEY))


TAMPERINGS: tuple[Tampering, ...] = (
    edit,
    edit_hash,
    spoil,
    delete,
    delete_and_renumber,
    insert,
    repeat,
    swap,
    swap_content,
    cut,
    cut_and_grow,
    rewrite_without_key,
    rewrite_with_key,
)
NEED_AN_ANCHOR = (cut, cut_and_grow, rewrite_with_key)


def test_a_thousand_tamperings_are_all_detected() -> None:
    missed = []
    for trial in range(N_TRIALS):
        chance = random.Random(trial)
        chain = made(chance)
        tampering = TAMPERINGS[trial % len(TAMPERINGS)]
        if not verify(tampering(chain, chance), KEY, [head(chain)]):
            missed.append((trial, tampering.__name__))
    assert not missed


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda tampering: tampering.__name__)
def test_only_what_leaves_a_whole_chain_needs_the_anchor(tampering: Tampering) -> None:
    silent = 0
    for trial in range(50):
        chance = random.Random(trial)
        silent += not verify(tampering(made(chance), chance), KEY)
    assert silent == (50 if tampering in NEED_AN_ANCHOR else 0)


def test_a_thousand_honest_chains_are_silent() -> None:
    for trial in range(N_TRIALS):
        chance = random.Random(trial)
        chain, other = made(chance), made(chance, "inspection-2")
        earlier = head(chain[: chance.randint(1, len(chain))])
        started = Head(chain="inspection-3", sequence=0, hash=GENESIS)
        mixed: list[Entry] = [*chain, *other]
        assert verify(mixed, KEY, [head(chain), earlier, head(other), started]) == ()


def test_one_edit_of_one_event_is_one_fault() -> None:
    for trial in range(50):
        chance = random.Random(trial)
        chain = made(chance)
        place = chance.randrange(len(chain))
        event, found = chain[place]
        entries: list[Entry] = [*chain]
        entries[place] = (replace(event, by="somebody-else"), found)
        (fault,) = verify(entries, KEY, [head(chain)])
        assert fault.sequence == place + 1
