"""Taking changes in: each is inserted first, and the database says whether it was known."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction

from corecase.core import operations
from corecase.core.assessment_states import AssessmentState
from corecase.core.audit import EventKind
from corecase.core.operations import Decision, FieldState, Operation, Outcome, Receipt
from corecase.store.cases import models

Target = tuple[str, str]


@dataclass(slots=True, kw_only=True)
class Taking:
    """Changes of one locked case assessment, inside the caller's transaction.

    `item_ids` are the items that they are about: a case has hundreds of fields, a save few.
    """

    row: models.CaseAssessment
    item_ids: Iterable[str]
    by: int
    now: datetime
    has_access: bool
    is_open: bool
    _states: dict[Target, FieldState] = field(default_factory=dict, init=False)
    _changed: set[Target] = field(default_factory=set, init=False)
    _outcomes: set[Outcome] = field(default_factory=set, init=False)
    _stored: dict[str, str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        states = models.FieldState.objects.filter(assessment=self.row)
        fields = ("item_id", "field", "version", "value")
        found = states.filter(item_id__in=set(self.item_ids)).values_list(*fields)
        for item_id, name, version, value in found:
            self._states[item_id, name] = FieldState(version=version, value=value)

    @property
    def kind(self) -> EventKind:
        """What the audit says of these changes: the most that became of any."""
        if self._outcomes == {Outcome.QUARANTINED}:
            return EventKind.OPERATION_QUARANTINED
        if self._outcomes == {Outcome.REFUSED_ID}:
            return EventKind.OPERATION_REFUSED
        return EventKind.CASE_ASSESSMENT_SAVED

    def take(self, operation: Operation) -> Receipt:
        """The receipt of one change: stored with it, or given when it first came."""
        target = (operation.item_id, operation.field.value)
        decision = operations.decide(
            operation,
            self._states.get(target),
            has_access=self.has_access,
            is_open=self.is_open,
        )
        receipt = decision.receipt(operation, self.now)
        try:
            with transaction.atomic():
                stored = self._insert(operation, receipt)
        except IntegrityError:
            return self._known(operation)
        self._outcomes.add(receipt.outcome)
        self._stored[operation.id] = receipt.hash
        self._keep(stored, decision, target)
        return receipt

    def finish(self) -> None:
        """Writes what the fields say now, and that the work has begun."""
        rows = [
            models.FieldState(
                assessment=self.row,
                item_id=item_id,
                field=name,
                value=self._states[item_id, name].value,
                version=self._states[item_id, name].version,
                at=self.now,
            )
            for item_id, name in sorted(self._changed)
        ]
        models.FieldState.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["assessment", "item_id", "field"],
            update_fields=["value", "version", "at"],
        )
        if self._changed and self.row.state == AssessmentState.ALLOCATED:
            self.row.state = AssessmentState.STARTED
            self.row.save(update_fields=["state"])

    @property
    def stored_hashes(self) -> tuple[str, ...]:
        """The hashes of the changes that are stored now and were not before."""
        return tuple(self._stored.values())

    def name_event(self, sequence: int) -> None:
        """Writes beside those changes which event of the audit told of them."""
        models.Operation.objects.filter(pk__in=self._stored).update(event=sequence)

    @staticmethod
    def receipt_of(stored: models.Operation) -> Receipt:
        """The receipt that was given for a stored change."""
        return Receipt(
            operation_id=str(stored.pk),
            outcome=Outcome(stored.outcome),
            version=stored.version,
            hash=stored.sha256,
            at=stored.at,
        )

    def _insert(self, operation: Operation, receipt: Receipt) -> models.Operation:
        return models.Operation.objects.create(
            id=operation.id,
            assessment=self.row,
            item_id=operation.item_id,
            field=operation.field,
            base_version=operation.base_version,
            value=operation.value,
            sha256=receipt.hash,
            device=operation.device,
            sequence=operation.sequence,
            device_time=operation.device_time,
            outcome=receipt.outcome,
            version=receipt.version,
            by_id=self.by,
            at=self.now,
        )

    def _keep(self, stored: models.Operation, decision: Decision, target: Target) -> None:
        state = self._states.get(target)
        if decision.outcome is Outcome.APPLIED and decision.state is not None:
            self._states[target] = decision.state
            self._changed.add(target)
        elif decision.outcome is Outcome.CONFLICT and state is not None:
            models.Conflict.objects.create(
                assessment=self.row,
                operation=stored,
                item_id=stored.item_id,
                field=stored.field,
                standing_value=state.value,
                standing_version=state.version,
                raised_at=self.now,
            )
        elif decision.outcome is Outcome.QUARANTINED:
            models.Quarantine.objects.create(operation=stored, reason=decision.reason)

    def _known(self, operation: Operation) -> Receipt:
        """The receipt of a change whose identifier is taken: by itself, or by another."""
        stored = models.Operation.objects.get(pk=operation.id)
        if stored.sha256 == operation.hash:
            self._outcomes.add(Outcome.REPEATED)
            return self.receipt_of(stored)
        self._outcomes.add(Outcome.REFUSED_ID)
        models.RefusedOperation.objects.get_or_create(
            sha256=operation.hash,
            defaults={
                "assessment": self.row,
                "operation_id": operation.id,
                "record": operation.canonical.decode(),
                "by_id": self.by,
                "at": self.now,
            },
        )
        known = self.receipt_of(stored)
        decision = operations.decide(operation, None, known=known)
        return decision.receipt(operation, self.now)
