"""Respondents: the groups who answered questionnaires, and how many came back from each."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.db.models import Prefetch

from corecase.actions import authors, door, drafts, frameworks, report_desk
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.figures import Figure
from corecase.core.inspections import Survey, SurveyStatement
from corecase.core.people import Actor, NotAllowedError
from corecase.core.positions import moved
from corecase.core.respondents import loose_numbers, printed, remarks
from corecase.core.sign_off import Obstacle
from corecase.store.cases.models import Inspection, Respondents, RespondentStatement

LARGEST: Final = 100_000
"""More questionnaires than any service could have returned: a slip of a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a number of a group said, as it is printed, and what to look at in it.

    `version` is what its next writer sends back, so that nothing is written over unread.
    `beside` are the other statements of its group.
    """

    number: int
    statement: SurveyStatement
    confirmed_by: str
    confirmed_at: datetime | None
    version: str
    beside: tuple[SurveyStatement, ...] = ()

    @property
    def printed(self) -> str:
        """As the report says it."""
        return printed(self.statement)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What to look at before it is printed."""
        return remarks(self.statement, self.beside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of respondents with its statements, in the order in which they are printed."""

    number: int
    group: str
    returned: int
    statements: tuple[Statement, ...]
    version: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Everybody who answered, by group; `asks_case_managers` where the framework does."""

    heading: report_desk.Heading
    groups: tuple[Group, ...]
    asks_case_managers: bool = False

    @property
    def n_returned(self) -> int:
        """How many questionnaires came back from all groups."""
        return sum(group.returned for group in self.groups)


def listed(code: str, *, by: Actor) -> Groups:
    """Every group of the draft with what it said, for whoever may read it."""
    inspection = drafts.readable(code, by=by)
    return Groups(
        heading=report_desk.heading(inspection, by=by),
        groups=tuple(_group(row) for row in rows_of(inspection)),
        asks_case_managers=bool(frameworks.of(inspection).views),
    )


def group(code: str, number: int, *, by: Actor) -> Group:
    """One group with its statements; NotAllowedError where it is not there."""
    return _group(row_of(drafts.readable(code, by=by), number))


def write(
    code: str,
    *,
    group: str,
    returned: int,
    number: int | None = None,
    seen: str = "",
    by: Actor,
    now: datetime,
) -> int:
    """Enters a group at the end, or changes one, and returns its number.

    Raises InputError for a group that stands already, for fewer questionnaires than one of its
    statements counts, and for a group that somebody else changed meanwhile.
    """
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        rows = rows_of(inspection)
        if number is None:
            place = rows[-1].position + 1 if rows else 0
            row = Respondents(inspection=inspection, position=place, version=0)
        else:
            row = row_of(inspection, number)
            check_seen(row, seen)
        _check_single(rows, group, number)
        _check_returned(row, returned)
        row.group, row.returned = group, returned
        touch(row, by=by, now=now)
        write.say(
            EventKind.RESPONDENTS_WRITTEN,
            inspection.code,
            content=[group, returned],
            respondents=row.pk,
        )
    return row.pk


def remove(code: str, number: int, *, seen: str, by: Actor, now: datetime) -> None:
    """Takes a group with all its statements out of the report.

    Raises InputError where the group or a statement was changed meanwhile.
    """
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        row = row_of(inspection, number)
        check_seen(row, seen)
        row.statements.all().delete()
        row.delete()
        write.say(EventKind.RESPONDENTS_REMOVED, inspection.code, respondents=number)


def move(code: str, number: int, *, up: bool, by: Actor, now: datetime) -> None:
    """Prints a group one place earlier or later; the first and the last stay at the end."""
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        ordered = moved(rows_of(inspection), row_of(inspection, number), up=up)
        for place, row in enumerate(ordered):
            row.position = place
        Respondents.objects.bulk_update(ordered, ["position"])
        write.say(
            EventKind.RESPONDENTS_WRITTEN,
            inspection.code,
            content=[row.pk for row in ordered],
            respondents=number,
        )


def of(inspection: Inspection) -> tuple[Survey, ...]:
    """What respondents said, as the report prints it."""
    return tuple(
        Survey(
            group=row.group,
            returned=row.returned,
            statements=tuple(statement_of(one) for one in row.statements.all()),
        )
        for row in rows_of(inspection)
    )


def obstacles(inspection: Inspection) -> list[Obstacle]:
    """Statements about fewer than five that nobody confirmed, and numbers without a base."""
    found = []
    for survey in of(inspection):
        for one in survey.statements:
            said = f"{survey.group}: “{printed(one)}”"
            if one.awaits_confirmation:
                text = f"{said} rests on fewer than five people: confirm that it can be printed."
                found.append(Obstacle(text=text, room="report_respondents"))
            if loose_numbers(one):
                text = f"{said} says a number without its base: give the count and the base."
                found.append(Obstacle(text=text, room="report_respondents"))
    return found


def writers(inspection: Inspection) -> set[int]:
    """Everybody who ever wrote, confirmed, moved or removed something here."""
    return authors.of(
        inspection,
        EventKind.RESPONDENTS_WRITTEN,
        EventKind.RESPONDENTS_REMOVED,
        EventKind.STATEMENT_CONFIRMED,
    )


def rows_of(inspection: Inspection) -> list[Respondents]:
    """The groups in their order, with their statements. For actions only."""
    said = RespondentStatement.objects.select_related("confirmed_by")
    rows = Respondents.objects.filter(inspection=inspection).select_related("by")
    return list(rows.prefetch_related(Prefetch("statements", said)))


def row_of(inspection: Inspection, number: int) -> Respondents:
    """One group; NotAllowedError where it is not there. For actions only."""
    for row in rows_of(inspection):
        if row.pk == number:
            return row
    raise NotAllowedError("There is no such group.")


def statement_of(row: RespondentStatement) -> SurveyStatement:
    """The statement of a row."""
    figure = None
    if row.count is not None and row.out_of is not None:
        figure = Figure(count=row.count, out_of=row.out_of)
    return SurveyStatement(text=row.text, figure=figure, confirmed=row.confirmed_at is not None)


def shown(row: RespondentStatement) -> Statement:
    """A statement with its numbers and who confirmed it."""
    return Statement(
        number=row.pk,
        statement=statement_of(row),
        confirmed_by=row.confirmed_by.name if row.confirmed_by else "",
        confirmed_at=row.confirmed_at,
        version=_version(row),
    )


def _version(row: RespondentStatement) -> str:
    said = (row.text, row.count, row.out_of, row.confirmed_at)
    return sha256(repr(said).encode()).hexdigest()[:16]


def touch(row: Respondents, *, by: Actor, now: datetime) -> None:
    """Saves a group as changed by somebody now. For actions only, within a write."""
    row.version += 1
    row.by_id, row.at = by.person_id, now
    row.save()


def check_seen(row: Respondents, seen: str) -> None:
    """Raises InputError where a group is not as its writer read it."""
    if seen != str(row.version):
        raise InputError(
            "This group was changed meanwhile: read below what stands now, take over what is to "
            "stay, and save again."
        )


def _check_single(rows: list[Respondents], group: str, number: int | None) -> None:
    if any(row.group.casefold() == group.casefold() and row.pk != number for row in rows):
        raise InputError("This group stands already; change that one.", field="group")


def _check_returned(row: Respondents, returned: int) -> None:
    bases = [one.out_of or 0 for one in row.statements.all()] if row.pk else []
    most = max(bases, default=0)
    if not most <= returned <= LARGEST:
        low = f"from {most:,}, the largest base of its statements," if most else "from 0"
        raise InputError(f"Enter a number {low} to {LARGEST:,}.", field="returned")


def _group(row: Respondents) -> Group:
    said = [(one.pk, statement_of(one)) for one in row.statements.all()]
    return Group(
        number=row.pk,
        group=row.group,
        returned=row.returned,
        statements=tuple(
            replace(shown(one), beside=tuple(other for pk, other in said if pk != one.pk))
            for one in row.statements.all()
        ),
        version=str(row.version),
        by=row.by.name,
        at=row.at,
    )
