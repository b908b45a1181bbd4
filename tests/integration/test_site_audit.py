"""The stored audit: every tampering is found, honest chains are silent, triggers refuse."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django.fixtures import Settings

from corecase.core.audit import GENESIS, Event, FaultKind, Head, digest, link
from corecase.core.event_kinds import EventKind
from corecase.store.cases import audit, models
from tests import site

pytestmark = pytest.mark.django_db

N_TRIALS = 1000
CHAINS = ("inspection-a", "inspection-b", "programmes")
LENGTHS = (7, 2, 5)
OTHER_KEY = b"a key that somebody guessed"
KINDS = tuple(EventKind)


def honest(chain: str, n: int, chance: random.Random) -> None:
    """Appends n events to a chain, as the actions do, and anchors each."""
    for _ in range(n):
        audit.append(
            chain,
            chance.choice(KINDS),
            by=str(chance.randint(1, 9)),
            at=site.NOW + timedelta(microseconds=chance.randint(1, 10**9)),
            subject={"case": str(chance.randint(1, 85)), "operations": str(chance.randint(1, 4))},
            content=chance.choice([None, {"answer": "SUFFICIENT"}]),
        )
        # The tests' own transaction never commits, and anchors are written on commit.
        head = models.Chain.objects.get(id=chain)
        audit.anchor(Head(chain=chain, sequence=head.sequence, hash=head.hash))


@pytest.fixture
def stored(settings: Settings, tmp_path: Path) -> None:
    """Three honest chains in the database, anchored, and the triggers out of the way.

    Whoever owns the database can take the triggers away; the chain has to tell all the same.
    """
    settings.ANCHORS = tmp_path
    chance = random.Random(1)
    for chain, n in zip(CHAINS, LENGTHS, strict=True):
        honest(chain, n, chance)
    triggers = import_module("corecase.store.cases.migrations.0002_audit_triggers")
    with connection.cursor() as cursor:
        triggers.remove(None, SimpleNamespace(connection=connection, execute=cursor.execute))


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


Tampering = Callable[[list[models.Event], random.Random], None]


def edit_a_column(rows: list[models.Event], chance: random.Random) -> None:
    """One column of one entry says something else."""
    row = chance.choice(rows)
    column = chance.choice(["chain", "sequence", "kind", "by", "at", "subject", "digest", "hash"])
    other: dict[str, object] = {
        "chain": chance.choice([f"{row.chain}x", "elsewhere", ""]),
        "sequence": row.sequence + 100,
        "kind": chance.choice([KINDS[KINDS.index(EventKind(row.kind)) - 1].value, "NO_SUCH", ""]),
        "by": chance.choice([f"{row.by}0", "", "somebody else"]),
        "at": chance.choice([row.at.replace("2026", "2025"), "yesterday", ""]),
        "subject": chance.choice(
            [json.dumps({**json.loads(row.subject), "case": "86"}), "{}", "[]", "not json", ""]
        ),
        "digest": digest({"answer": "INSUFFICIENT"}, audit.key()),
        "hash": chance.choice([chance.randbytes(32).hex(), "", GENESIS]),
    }
    models.Event.objects.filter(pk=row.pk).update(**{column: other[column]})


def delete_an_entry(rows: list[models.Event], chance: random.Random) -> None:
    """An entry is gone and a gap stays."""
    models.Event.objects.filter(pk=chance.choice(rows).pk).delete()


def delete_and_close_the_gap(rows: list[models.Event], chance: random.Random) -> None:
    """An entry is gone and those after it are renumbered."""
    place = chance.randrange(len(rows))
    models.Event.objects.filter(pk=rows[place].pk).delete()
    for row in rows[place + 1 :]:
        models.Event.objects.filter(pk=row.pk).update(sequence=row.sequence - 1)


def insert_an_entry(rows: list[models.Event], chance: random.Random) -> None:
    """An entry that nobody wrote stands among the others, or after the last."""
    place = chance.randrange(len(rows) + 1)
    for row in reversed(rows[place:]):
        models.Event.objects.filter(pk=row.pk).update(sequence=row.sequence + 1)
    model = chance.choice(rows)
    model.pk, model.sequence, model.hash = None, place + 1, chance.choice([model.hash, "0" * 64])
    model.save(force_insert=True)


def swap_two_entries(rows: list[models.Event], chance: random.Random) -> None:
    """Two entries change places; with luck their hashes stay where they were."""
    one, other = chance.sample(rows, 2)
    keeps_hash = chance.random() < 0.5
    models.Event.objects.filter(pk=one.pk).update(sequence=0)
    for row, place in ((other, one), (one, other)):
        hashed = {"hash": place.hash} if keeps_hash else {}
        models.Event.objects.filter(pk=row.pk).update(sequence=place.sequence, **hashed)


def rename_the_chain(rows: list[models.Event], chance: random.Random) -> None:
    """A whole chain is given another name: its events are said to be of elsewhere."""
    name = chance.choice(["a-elsewhere", "z-elsewhere"])
    models.Event.objects.filter(chain=rows[0].chain).update(chain=name)


def cut_the_tail(rows: list[models.Event], chance: random.Random) -> None:
    """The last entries are gone, at times all of them, and the head with them."""
    keep = chance.randrange(len(rows))
    chain = rows[0].chain
    models.Event.objects.filter(chain=chain, sequence__gt=keep).delete()
    last = rows[keep - 1].hash if keep else GENESIS
    models.Chain.objects.filter(id=chain).update(sequence=keep, hash=last)


def rewritten(rows: list[models.Event], chance: random.Random, key: bytes) -> None:
    """From some entry on, somebody else did it all; every hash is computed again."""
    begins, previous = chance.randrange(len(rows)), GENESIS
    for row, (event, _) in zip(rows, audit.entries(rows[0].chain), strict=True):
        assert isinstance(event, Event)
        if row.sequence > begins:
            row.by = "999"
            event = Event(
                chain=event.chain,
                sequence=event.sequence,
                kind=event.kind,
                by=row.by,
                at=event.at,
                subject=event.subject,
                digest=event.digest,
            )
            row.hash = link(event, previous, key)
            row.save()
        previous = row.hash
    models.Chain.objects.filter(id=rows[0].chain).update(hash=previous)


def rewrite_without_the_key(rows: list[models.Event], chance: random.Random) -> None:
    """A rewrite by somebody who has the database only."""
    rewritten(rows, chance, OTHER_KEY)


def rewrite_with_the_key(rows: list[models.Event], chance: random.Random) -> None:
    """A rewrite by somebody who has the key too: only what was anchored outside tells."""
    rewritten(rows, chance, audit.key())


TAMPERINGS: tuple[Tampering, ...] = (
    edit_a_column,
    edit_a_column,
    edit_a_column,
    delete_an_entry,
    delete_and_close_the_gap,
    insert_an_entry,
    swap_two_entries,
    rename_the_chain,
    cut_the_tail,
    rewrite_without_the_key,
    rewrite_with_the_key,
)
WITHOUT_A_TRACE = (cut_the_tail, rewrite_with_the_key, delete_and_close_the_gap)


@pytest.mark.usefixtures("stored")
def test_a_thousand_tamperings_of_the_database_are_all_detected() -> None:
    assert audit.verify() == ()
    missed = []
    for trial in range(N_TRIALS):
        chance = random.Random(trial)
        tampering = TAMPERINGS[trial % len(TAMPERINGS)]
        chain = chance.choice(CHAINS)
        with undone():
            tampering(list(models.Event.objects.filter(chain=chain).order_by("sequence")), chance)
            faults = audit.verify()
        if not faults:
            missed.append((trial, tampering.__name__, chain))
    assert not missed
    assert audit.verify() == ()


@pytest.mark.usefixtures("stored")
def test_without_anchors_a_cut_tail_and_a_rewrite_with_the_key_would_pass(
    settings: Settings, tmp_path: Path
) -> None:
    settings.ANCHORS = tmp_path / "none"
    for tampering in (cut_the_tail, rewrite_with_the_key):
        with undone():
            tampering(list(models.Event.objects.filter(chain=CHAINS[0])), random.Random(3))
            assert audit.verify() == ()


@pytest.mark.usefixtures("stored")
def test_a_rewrite_is_called_one() -> None:
    with undone():
        rewrite_with_the_key(list(models.Event.objects.filter(chain=CHAINS[0])), random.Random(2))
        assert {fault.kind for fault in audit.verify()} == {FaultKind.REWRITTEN}


def test_a_thousand_honest_chains_are_silent(settings: Settings, tmp_path: Path) -> None:
    settings.ANCHORS = tmp_path
    chance = random.Random(5)
    for number in range(N_TRIALS):
        honest(f"inspection-{number}", chance.randint(1, 4), chance)
    assert models.Chain.objects.count() == N_TRIALS
    assert len(list(audit.anchored())) == models.Event.objects.count() > N_TRIALS
    assert audit.verify() == ()


@pytest.mark.parametrize("table", ["cases_event", "cases_consultation"])
@pytest.mark.parametrize("deed", ["update {} set by = '7'", "delete from {}", "truncate {}"])
def test_the_database_refuses_to_change_what_it_logged(table: str, deed: str) -> None:
    if deed.startswith("truncate") and connection.vendor != "postgresql":
        deed = "delete from {} where 1 = 1"  # how SQLite truncates, and it still asks the trigger
    models.Consultation.objects.create(by=1, at=site.NOW, what="CASE", ref="S01")
    audit.append("people", EventKind.PERSON_LEFT, by="1", at=site.NOW, subject={"person": "1"})
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(table))
    assert models.Consultation.objects.get().by == 1
    assert models.Event.objects.get().by == "1"


WAYS = ("insert or replace into", "insert into")


@pytest.mark.parametrize("way", WAYS)
def test_an_insert_cannot_write_over_what_was_logged(way: str) -> None:
    audit.append("people", EventKind.PERSON_LEFT, by="1", at=site.NOW, subject={"person": "1"})
    models.Consultation.objects.create(pk=5, by=1, at=site.NOW, what="CASE")
    event = "'people', 1, 'PERSON_LEFT', '9', '', '{}', '', ''"
    consultation = "5, 9, '2026-01-01', '', '', ''"
    deeds = {
        f"cases_event (chain, sequence, kind, by, at, subject, digest, hash) values ({event})": (
            "on conflict (chain, sequence) do update set by = '9'"
        ),
        f"cases_consultation (id, by, at, what, ref, reason) values ({consultation})": (
            "on conflict (id) do update set by = 9"
        ),
    }
    if way.startswith("insert or replace") and connection.vendor == "postgresql":
        way = WAYS[1]
    for deed, conflict in deeds.items():
        words = f"{way} {deed}" if "replace" in way else f"{way} {deed} {conflict}"
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(words)
    assert models.Event.objects.get().by == "1"
    assert models.Consultation.objects.get().by == 1
