"""Recommendations of a report: chosen from the library or our own, ordered, edited, removed."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Max

from corecase.actions import authors, door, drafts, editions, frameworks, scores_seen
from corecase.actions.report_particulars import check_seen
from corecase.core.criteria import Recommendation
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, NotAllowedError
from corecase.core.recommendations import choose
from corecase.core.sign_off import Obstacle
from corecase.store.cases.models import Event, Inspection, ReportRecommendation

ROOM = "report_recommendations"


def add_from_library(
    code: str, refs: Sequence[str], *, none_fits: bool = False, by: Actor, now: datetime
) -> None:
    """Takes recommendations of the library into the report, after those that stand there.

    One that stands there already is not taken twice. `none_fits` says that a person looked and
    takes none. Raises InputError for no choice at all and for what the library lacks.
    """
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        if bool(refs) == none_fits:
            raise InputError("Tick the recommendations to take over, or tick that none is taken.")
        taken = {row.ref for row in rows_of(inspection)}
        for recommendation in choose(frameworks.of(inspection), tuple(refs)):
            if recommendation.id not in taken:
                _new(inspection, recommendation, by, now)
        scores_seen.keep(inspection, ROOM)
        editions.keep(inspection)
        content = {"taken": list(refs)}
        write.say(EventKind.RECOMMENDATIONS_CHOSEN, inspection.code, content=content)


def write_own(
    code: str,
    *,
    text: str,
    owners: Sequence[str],
    items: Sequence[str] = (),
    by: Actor,
    now: datetime,
) -> int:
    """Adds a recommendation of our own and returns the number of its page.

    Without items it stands under "Furthermore". Raises InputError for one without words and
    for items that the framework lacks.
    """
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        made = _made(inspection, _free_ref(inspection), text, owners, items)
        row = _new(inspection, made, by, now)
        scores_seen.keep_first(inspection, ROOM)
        editions.keep(inspection)
        _say(write, EventKind.RECOMMENDATION_WRITTEN, row)
    return row.pk


def change(
    code: str,
    number: int,
    *,
    text: str,
    owners: Sequence[str],
    items: Sequence[str],
    seen: str,
    by: Actor,
    now: datetime,
) -> None:
    """Edits a recommendation; one of the library keeps its name and says what is written here.

    Raises InputError as `write_own` does, and for one that somebody else wrote meanwhile.
    """
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        row = _found(inspection, number)
        check_seen(str(row.version), seen)
        made = _made(inspection, row.ref, text, owners, items)
        row.text, row.owners, row.items = made.text, list(made.owners), list(made.items)
        row.version += 1
        row.by_id, row.at = by.person_id, now
        row.save()
        _say(write, EventKind.RECOMMENDATION_WRITTEN, row)


def remove(code: str, number: int, *, seen: str, by: Actor, now: datetime) -> None:
    """Takes a recommendation out of the report; one of the library can be taken over again."""
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        row = _found(inspection, number)
        check_seen(str(row.version), seen)
        _say(write, EventKind.RECOMMENDATION_REMOVED, row)
        row.delete()


def order(code: str, numbers: Sequence[int], *, seen: str, by: Actor, now: datetime) -> None:
    """Puts the recommendations in this order, those under "Furthermore" after the others.

    Whoever does that, or leaves the order as it is, has looked at all of them beside the figures
    of today. `seen` is the order that the writer read. Raises InputError where it is another by
    now, where not each stands in the new one once, and while nobody chose any.
    """
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        rows = {row.pk: row for row in rows_of(inspection)}
        check_seen(version_of(rows.values()), seen)
        if sorted(numbers) != sorted(rows):
            raise InputError("Give each recommendation its place once.")
        if of(inspection) is None:
            raise InputError("Nobody has chosen the recommendations yet; choose them first.")
        for position, number in enumerate(numbers, start=1):
            rows[number].position = position
        ReportRecommendation.objects.bulk_update(rows.values(), ["position"])
        scores_seen.keep(inspection, ROOM)
        content = {"order": [rows[number].ref for number in numbers]}
        write.say(EventKind.RECOMMENDATIONS_CHOSEN, inspection.code, content=content)


def of(inspection: Inspection) -> tuple[Recommendation, ...] | None:
    """The recommendations of a report in the order printed; None while nobody chose.

    None at all is an empty tuple: somebody looked at the proposals and took none.
    """
    rows = rows_of(inspection)
    if not rows and not was_chosen(inspection):
        return None
    return tuple(map(recommendation_of, rows))


def writers(inspection: Inspection) -> set[int]:
    """Everybody who ever chose, wrote, ordered or removed one."""
    return authors.of(
        inspection,
        EventKind.RECOMMENDATIONS_CHOSEN,
        EventKind.RECOMMENDATION_WRITTEN,
        EventKind.RECOMMENDATION_REMOVED,
    )


def obstacles(inspection: Inspection) -> list[Obstacle]:
    """That nobody chose, or looked again; and each recommendation that names nobody responsible."""
    chosen = of(inspection)
    if chosen is None:
        return [Obstacle(text="Nobody has chosen the recommendations.", room=ROOM)]
    found = [
        f"Recommendation {printed} names nobody who is responsible."
        for printed, recommendation in enumerate(chosen, start=1)
        if not recommendation.owners
    ]
    if scores_seen.changed(inspection, ROOM):
        found.append("Scores changed after the recommendations were chosen: look at them again.")
    return [Obstacle(text=text, room=ROOM) for text in found]


def rows_of(inspection: Inspection) -> list[ReportRecommendation]:
    """The rows of an inspection's recommendations in the order printed."""
    rows = ReportRecommendation.objects.filter(inspection=inspection).select_related("by")
    return sorted(rows, key=lambda row: not row.items)


def recommendation_of(row: ReportRecommendation) -> Recommendation:
    """What a row says."""
    return Recommendation(
        id=row.ref, text=row.text, owners=tuple(row.owners), items=tuple(row.items)
    )


def was_chosen(inspection: Inspection) -> bool:
    """Whether somebody ever took over recommendations of the library, or said that none fits."""
    kind = EventKind.RECOMMENDATIONS_CHOSEN
    return Event.objects.filter(chain=inspection.code, kind=kind).exists()


def version_of(rows: Iterable[ReportRecommendation]) -> str:
    """The order as one word: what stands where, for its next writer to send back."""
    return "-".join(str(row.pk) for row in rows)


def _found(inspection: Inspection, number: int) -> ReportRecommendation:
    row = ReportRecommendation.objects.filter(inspection=inspection, pk=number).first()
    if row is None:
        raise NotAllowedError("There is no such recommendation.")
    return row


def _made(
    inspection: Inspection, ref: str, text: str, owners: Sequence[str], items: Sequence[str]
) -> Recommendation:
    if not text.strip():
        raise InputError("Write the recommendation.")
    known = frameworks.items_of(inspection)
    for item in items:
        if item not in known:
            raise InputError(
                f"There is no question {item!r} in this inspection; write identifiers as they "
                "stand on the page of a criterion."
            )
    named = tuple(dict.fromkeys(owner.strip() for owner in owners if owner.strip()))
    return Recommendation(
        id=ref, text=text.strip(), owners=named, items=tuple(dict.fromkeys(items))
    )


def _free_ref(inspection: Inspection) -> str:
    library = {r.id for r in frameworks.of(inspection).recommendations}
    rows = ReportRecommendation.objects.filter(inspection=inspection)
    taken = library | set(rows.values_list("ref", flat=True))
    number = 1
    while f"own-{number}" in taken:
        number += 1
    return f"own-{number}"


def _new(
    inspection: Inspection, made: Recommendation, by: Actor, now: datetime
) -> ReportRecommendation:
    rows = ReportRecommendation.objects.filter(inspection=inspection)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    return ReportRecommendation.objects.create(
        inspection=inspection,
        position=last + 1,
        ref=made.id,
        text=made.text,
        owners=list(made.owners),
        items=list(made.items),
        by_id=by.person_id,
        at=now,
    )


def _say(write: door.Writing, kind: EventKind, row: ReportRecommendation) -> None:
    write.say(
        kind,
        row.inspection.code,
        content=[row.text, row.owners, row.items],
        recommendation=row.ref,
    )
