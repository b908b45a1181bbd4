"""Whatever two to five writers send, in whatever order and however often: nothing is lost.

`Server` does what a database does with `decide`; `Histories` drives it with writers that hold
stale versions, repeat themselves, send late and lose their access.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from corecase.core.operations import (
    Field,
    FieldState,
    Operation,
    Outcome,
    Receipt,
    decide,
    resolve,
)

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
Target = tuple[str, str, Field]


@dataclass
class Server:
    """What a store keeps: the state and the history of each field, and all that is undecided."""

    states: dict[Target, FieldState] = field(default_factory=dict)
    history: dict[Target, list[str]] = field(default_factory=dict)
    conflicts: list[Operation] = field(default_factory=list)
    settled: list[Operation] = field(default_factory=list)
    quarantine: list[Operation] = field(default_factory=list)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    is_open: bool = True

    def receive(self, sent: Operation, has_access: bool) -> Receipt:
        known = self.receipts.get(sent.id)
        current = self.states.get(sent.target)
        decision = decide(sent, current, known=known, has_access=has_access, is_open=self.is_open)
        if decision.outcome is Outcome.APPLIED:
            assert decision.state
            assert sent.base_version == decision.version - 1, "nothing is overwritten unseen"
            self.write(sent.target, decision.state)
        else:
            assert decision.state == current
        if decision.outcome is Outcome.UNCHANGED:
            assert sent.value == (current.value if current else "")
        if decision.outcome is Outcome.CONFLICT:
            assert sent.base_version < decision.version
            self.conflicts.append(sent)
        if decision.outcome in (Outcome.QUARANTINED, Outcome.REFUSED_ID):
            self.quarantine.append(sent)
        if known:
            assert decision.outcome in (Outcome.REPEATED, Outcome.REFUSED_ID)
            return known
        return self.receipts.setdefault(sent.id, decision.receipt(sent, NOW))

    def write(self, target: Target, state: FieldState) -> None:
        past = self.history.setdefault(target, [])
        assert state.version == len(past) + 1, "a version is never skipped and never used twice"
        past.append(state.value)
        self.states[target] = state

    def settle(self, place: int, keep_sent: bool) -> None:
        conflict = self.conflicts.pop(place % len(self.conflicts))
        current = self.states[conflict.target]
        value = conflict.value if keep_sent else current.value
        self.write(conflict.target, resolve(current, seen_version=current.version, value=value))
        self.settled.append(conflict)

    def holds(self, sent: Operation) -> bool:
        """Whether what was sent can still be read: in the history or where it is undecided."""
        past = ["", *self.history.get(sent.target, [])]  # a field begins empty, as version 0
        return sent in (*self.conflicts, *self.settled, *self.quarantine) or sent.value in past


@dataclass
class Writer:
    """A browser: the versions that it last saw, and how far it has counted."""

    device: str
    seen: dict[Target, int] = field(default_factory=dict)
    n_sent: int = 0

    def write(self, item: str, kind: Field, value: str) -> Operation:
        self.n_sent += 1
        return Operation(
            id=str(UUID(int=int(self.device) * 10_000 + self.n_sent)),
            device=self.device,
            sequence=self.n_sent,
            case_assessment_id="17",
            item_id=item,
            field=kind,
            base_version=self.seen.get(("17", item, kind), 0),
            value=value,
        )


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["write"] * 4 + ["send", "send", "repeat", "read", "forge", "settle"]),
        st.integers(min_value=0, max_value=4),  # who
        st.integers(min_value=0, max_value=50),  # which
        st.sampled_from(["T-A", "T-B"]),
        st.sampled_from([Field.NOTE, Field.FOUND_IN]),
        st.sampled_from(["", "a", "b", "c", "d"]),
        st.booleans(),  # whether access stands, whether a conflict is settled for what was sent
    ),
    max_size=40,
)


@dataclass
class Histories:
    """One history: what was written and not yet sent may arrive late and out of order."""

    writers: list[Writer]
    server: Server = field(default_factory=Server)
    pending: list[Operation] = field(default_factory=list)
    sent: list[Operation] = field(default_factory=list)

    def send(self, operation: Operation, has_access: bool) -> None:
        receipt = self.server.receive(operation, has_access)
        self.sent.append(operation)
        writer = self.writers[int(operation.device)]
        seen = writer.seen.get(operation.target, 0)
        writer.seen[operation.target] = max(seen, receipt.version)

    def step(
        self, what: str, who: int, which: int, item: str, kind: Field, value: str, flag: bool
    ) -> None:
        writer = self.writers[who % len(self.writers)]
        if what == "write":
            self.pending.append(writer.write(item, kind, value))
        elif what == "read":
            writer.seen |= {target: s.version for target, s in self.server.states.items()}
        elif what == "send" and self.pending:
            self.send(self.pending.pop(which % len(self.pending)), flag)
        elif what == "repeat" and self.sent:
            self.send(self.sent[which % len(self.sent)], flag)
        elif what == "forge" and self.sent:
            self.send(replace(self.sent[which % len(self.sent)], value=value + "!"), flag)
        elif what == "settle" and self.server.conflicts:
            self.server.settle(which, flag)


@settings(max_examples=max(300, settings().max_examples))  # more in the long trials
@given(st.integers(min_value=2, max_value=5), STEPS)
def test_every_value_sent_is_current_in_history_or_undecided(
    n_writers: int, steps: list[tuple[str, int, int, str, Field, str, bool]]
) -> None:
    run = Histories(writers=[Writer(device=str(number)) for number in range(n_writers)])
    for step in steps:
        run.step(*step)
    run.server.is_open = bool(len(steps) % 3)
    for operation in run.pending:
        run.send(operation, has_access=True)
    assert all(run.server.holds(operation) for operation in run.sent)
    for target, state in run.server.states.items():
        assert run.server.history[target][-1] == state.value


@given(st.integers(min_value=2, max_value=5), STEPS)
def test_sending_everything_again_changes_nothing(
    n_writers: int, steps: list[tuple[str, int, int, str, Field, str, bool]]
) -> None:
    run = Histories(writers=[Writer(device=str(number)) for number in range(n_writers)])
    for step in steps:
        run.step(*step)
    before = (dict(run.server.states), list(run.server.conflicts), dict(run.server.receipts))
    firsts = {operation.id: operation for operation in reversed(run.sent)}
    for operation in firsts.values():
        receipt = run.server.receive(operation, has_access=False)
        assert receipt == run.server.receipts[operation.id]
    assert before == (run.server.states, run.server.conflicts, run.server.receipts)


@given(st.permutations(["a", "b", "c", "d"]))
def test_of_writers_from_one_version_the_first_is_applied_and_the_others_are_kept(
    values: list[str],
) -> None:
    server = Server()
    for device, value in enumerate(values):
        server.receive(Writer(device=str(device)).write("T-A", Field.NOTE, value), True)
    assert server.states["17", "T-A", Field.NOTE] == FieldState(version=1, value=values[0])
    assert [conflict.value for conflict in server.conflicts] == values[1:]


@given(st.lists(st.sampled_from(["T-A", "T-B", "T-C"]), unique=True, min_size=2))
def test_other_fields_never_conflict(items: list[str]) -> None:
    server = Server()
    for device, item in enumerate(items):
        writer = Writer(device=str(device))
        for kind in (Field.NOTE, Field.FOUND_IN):
            server.receive(writer.write(item, kind, "seen"), True)
    assert not server.conflicts
    assert len(server.states) == 2 * len(items)
