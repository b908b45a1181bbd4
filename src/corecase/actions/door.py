"""The door that every read and every write goes through: permission, transaction, audit."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from corecase.core.audit import EventKind
from corecase.core.errors import CorecaseError
from corecase.core.people import (
    AFTER_PUBLICATION,
    Actor,
    Deed,
    NotAllowedError,
    Reach,
    Subject,
    check_may,
    reach,
)
from corecase.core.stages import PUBLISHED_STAGES, Stage
from corecase.store.cases import audit
from corecase.store.cases.models import (
    CaseAssessment,
    Consultation,
    Inspection,
    Predecessor,
    SampledCase,
)

PEOPLE = "people"
PROGRAMMES = "programmes"
HOUSE = "house"
REGISTER = "register"


class Writing:
    """A write under way: it has to say one event before it may be committed."""

    def __init__(self, by: Actor, now: datetime) -> None:
        self._by, self._now = by, now
        self._said = False

    def say(self, kind: EventKind, chain: str, *, content: object = None, **subject: object) -> int:
        """Appends the event; its number in the chain.

        `subject` are identifiers; of `content` only a digest is kept.
        """
        if self._said:
            raise CorecaseError(f"A write says one event; {kind} is its second.")
        self._said = True
        return audit.append(
            chain,
            kind,
            by=str(self._by.person_id),
            at=self._now,
            subject={name: str(value) for name, value in subject.items()},
            content=content,
        )

    def check_said(self) -> None:
        """Raises CorecaseError where nothing was said."""
        if not self._said:
            raise CorecaseError("A write ended without its audit event.")


@contextmanager
def writing(*, by: Actor, now: datetime) -> Iterator[Writing]:
    """One transaction with one audit event; both are there afterwards, or neither."""
    with transaction.atomic():
        write = Writing(by, now)
        yield write
        write.check_said()


def subject_of(inspection: Inspection, assessor_id: int | None = None) -> Subject:
    """What the table of permissions asks about an inspection."""
    service, pairs = inspection.service_id, _merged_pairs()
    return Subject(
        inspection_id=inspection.pk,
        service_ids=frozenset({service}.union(*(pair for pair in pairs if service in pair))),
        merged_ids=merged_with({service}, pairs),
        assessor_id=assessor_id,
        is_announced=inspection.stage != Stage.PLANNED,
        is_published=inspection.stage in PUBLISHED_STAGES,
        is_own_work=bool(inspection.own_kind),
        is_shared=inspection.own_shared_at is not None,
    )


def merged_with(service_ids: Iterable[int], pairs: list[set[int]] | None = None) -> frozenset[int]:
    """These services and every one that took them over or that they took over, at any remove.

    `pairs` saves the query where the caller knows who was merged with whom.
    """
    known, size = set(service_ids), 0
    pairs = _merged_pairs() if pairs is None else pairs
    while len(known) > size:
        size = len(known)
        known = known.union(*(pair for pair in pairs if known & pair))
    return frozenset(known)


def _merged_pairs() -> list[set[int]]:
    """Each two services that became one; they are few."""
    return [set(pair) for pair in Predecessor.objects.values_list("service_id", "predecessor_id")]


def inspection(code: str, deed: Deed, *, by: Actor, lock: bool = False) -> Inspection:
    """The inspection, if this person may do this to it; else NotAllowedError.

    `lock` holds its row until the transaction ends, so that two moves cannot cross.
    """
    rows = Inspection.objects.select_related("programme", "service")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(code=code).first()
    if found is None:
        raise NotAllowedError("There is no such inspection.")
    check_may(by, deed, subject_of(found))
    return found


def case(code: str, ref: str, deed: Deed, *, by: Actor) -> SampledCase:
    """A case of the inspection, if this person may do this to it as part of the inspection.

    For a deed of the relation "own case" the assessor is whoever holds an assessment of it.
    """
    found = (
        SampledCase.objects.select_related("inspection__programme", "inspection__service")
        .filter(inspection__code=code, ref=ref)
        .first()
    )
    if found is None:
        raise NotAllowedError("There is no such case.")
    mine = CaseAssessment.objects.filter(case=found, assessor_id=by.person_id).exists()
    check_may(by, deed, subject_of(found.inspection, by.person_id if mine else None))
    return found


def assessment(assessment_id: int, deed: Deed, *, by: Actor, lock: bool = False) -> CaseAssessment:
    """A case assessment, if this person may do this to it; else NotAllowedError."""
    rows = CaseAssessment.objects.select_related(
        "case__inspection__programme", "case__inspection__service"
    )
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=assessment_id).first()
    if found is None:
        raise NotAllowedError("There is no such case assessment.")
    check_may(by, deed, subject_of(found.case.inspection, found.assessor_id))
    return found


def inspections_within(where: Reach) -> QuerySet[Inspection]:
    """The inspections that a reach covers."""
    mine = _of_services(where.service_ids) & ~Q(stage=Stage.PLANNED)
    inspecting = Q(pk__in=where.inspection_ids)
    if where.everywhere:
        inspecting = Q()
    # In conflict at any remove, in a query more where there is a conflict at all.
    own = Q(service_id__in=where.conflicts and merged_with(where.conflicts))
    rows = Inspection.objects.select_related("programme", "service")
    theirs = Q(pk__in=where.own_inspection_ids) | _of_services(where.own_service_ids)
    if where.shared:
        theirs |= Q(own_shared_at__isnull=False) & ~own
    is_inspection = Q(own_kind="")
    return rows.filter((is_inspection & (mine | (inspecting & ~own))) | (~is_inspection & theirs))


def _of_services(ids: frozenset[int]) -> Q:
    """Inspections of these services and of those merged with them, as in `service_ids`."""
    if not ids:
        return Q(pk__in=())
    merged = Predecessor.objects
    after = merged.filter(predecessor_id__in=ids).values("service_id")
    before = merged.filter(service_id__in=ids).values("predecessor_id")
    return Q(service_id__in=ids) | Q(service_id__in=after) | Q(service_id__in=before)


def inspections_for(deed: Deed, *, by: Actor) -> QuerySet[Inspection]:
    """The inspections on which this person may do this."""
    rows = inspections_within(reach(by, deed))
    return rows.filter(stage__in=PUBLISHED_STAGES) if deed in AFTER_PUBLICATION else rows


def consulted(
    what: str, *refs: str, inspection: Inspection, by: Actor, now: datetime, reason: str = ""
) -> None:
    """Logs that case-level data was looked at: one row a case, written in one batch."""
    Consultation.objects.bulk_create(
        Consultation(
            by=by.person_id, at=now, inspection_id=inspection.pk, what=what, ref=ref, reason=reason
        )
        for ref in refs
    )
