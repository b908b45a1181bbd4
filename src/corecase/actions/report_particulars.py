"""Particulars of a report: its cover, the phrase, the team, re-inspection and comparators."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from corecase.actions import (
    authors,
    comparator_choices,
    door,
    drafts,
    editions,
    frameworks,
    scores,
    scores_seen,
)
from corecase.core import scoring
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.inspections import Letter, Person, Reinspection
from corecase.core.particulars import ComparatorChoice, Particulars
from corecase.core.people import Actor, Deed
from corecase.core.periods import day_in_words
from corecase.core.reinspections import suggested
from corecase.core.scoring import Score
from corecase.core.sign_off import Obstacle
from corecase.core.teams import TeamRole
from corecase.store.cases.models import Inspection, ReportParticulars

ROOM = "report_particulars"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The particulars as they stand; before anybody wrote them, what is known already.

    `version` is what the next writer sends back. `by` and `at` are blank before a first writer.
    """

    particulars: Particulars
    choice: ComparatorChoice
    version: str
    by: str
    at: datetime | None


def write(
    code: str,
    particulars: Particulars,
    choice: ComparatorChoice,
    *,
    seen: str,
    by: Actor,
    now: datetime,
) -> None:
    """Writes the particulars of a report whose draft is open.

    `seen` is the version that the writer read. Raises InputError for particulars that somebody
    else wrote meanwhile, an attribute that no case has and a headline that there is none of.
    """
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        row = _row(inspection) or ReportParticulars(inspection=inspection, version=0)
        check_seen(str(row.version), seen)
        _check_held(inspection, particulars.sample)
        if choice.entered:
            headlines = frameworks.of(inspection).headlines
            choice.entered.check_headlines(headline.id for headline in headlines)
        _fill(row, particulars)
        comparator_choices.fill(row, choice)
        row.version += 1
        row.by_id, row.at = by.person_id, now
        row.save()
        scores_seen.keep(inspection, ROOM)
        editions.keep(inspection)
        content = [asdict(particulars), row.comparators_from, row.comparators]
        write.say(EventKind.PARTICULARS_WRITTEN, inspection.code, content=content)


def check_may_write(code: str, *, by: Actor) -> None:
    """Raises NotAllowedError for whoever reads the draft and does not write it."""
    door.inspection(code, Deed.DRAFT_WRITE, by=by)


def check_seen(version: str, seen: str) -> None:
    """Raises InputError where something stands in another version than its writer read."""
    if seen != version:
        raise InputError(
            "This was written meanwhile by somebody else: read below what stands now, take over "
            "what is to stay, and save again."
        )


def of(inspection: Inspection) -> Particulars:
    """The particulars of a report; all blank before somebody wrote them."""
    row = _row(inspection)
    return _particulars(row) if row else Particulars()


def standing(inspection: Inspection) -> Standing:
    """The particulars for a page: who wrote them when, or what is known before anybody did."""
    row = _row(inspection)
    if row is None:
        blank = Particulars(team=_team(inspection))
        choice = ComparatorChoice()
        return Standing(particulars=blank, choice=choice, version="0", by="", at=None)
    return Standing(
        particulars=_particulars(row),
        choice=comparator_choices.read(row),
        version=str(row.version),
        by=row.by.name,
        at=row.at,
    )


def suggested_by(inspection: Inspection) -> tuple[Score, ...]:
    """The headlines whose scores suggest a re-inspection; a person decides."""
    framework = frameworks.of(inspection)
    judgements, _ = scores.effective_judgements(inspection)
    return suggested(framework, scoring.score(framework, judgements))


def fieldwork(inspection: Inspection, written: Particulars) -> str:
    """The days of fieldwork as somebody wrote them, else in words; blank while nobody knows."""
    begins, ends = inspection.fieldwork_starts_on, inspection.fieldwork_ends_on
    known = f"{day_in_words(begins)} to {day_in_words(ends)}" if begins and ends else ""
    return written.fieldwork or known


def writers(inspection: Inspection) -> set[int]:
    """Everybody who ever wrote the particulars."""
    return authors.of(inspection, EventKind.PARTICULARS_WRITTEN)


def obstacles(inspection: Inspection) -> list[Obstacle]:
    """What is blank, or was written on other figures, before the report is signed.

    An ISBN may be missing from what is synthetic.
    """
    written = of(inspection)
    if editions.parsed(inspection).form == "letter":
        return _of_letter(written.letter or Letter())
    asked = {
        "The overall phrase of the foreword": written.overall,
        "The name and title of the chief inspector": written.chief,
        "The month of publication": written.month,
    }
    if not inspection.synthetic:
        asked["The ISBN"] = written.isbn
    blank = [f"{words} is blank." for words, value in asked.items() if not value]
    if written.reinspection is None:
        blank.append(
            "The scores suggest a re-inspection, and nobody has decided on it."
            if suggested_by(inspection)
            else "Nobody has decided whether a re-inspection is planned."
        )
    if scores_seen.changed(inspection, ROOM):
        blank.append(
            "Scores changed after the particulars were written: look at the overall phrase and "
            "the re-inspection again."
        )
    return [Obstacle(text=text, room=ROOM) for text in blank]


def _of_letter(letter: Letter) -> list[Obstacle]:
    """What is blank of a letter; a copy list may be empty."""
    asked = {
        "To whom the letter goes": letter.to,
        "From whom the letter is": letter.sender,
        "The lead inspector for questions": letter.lead,
        "How to reach the lead inspector": letter.contact,
        "Where a copy on paper is asked for": letter.print_contact,
    }
    blank = [words for words, value in asked.items() if not value]
    return [Obstacle(text=f"{words} is blank.", room=ROOM) for words in blank]


def _row(inspection: Inspection) -> ReportParticulars | None:
    return ReportParticulars.objects.filter(inspection=inspection).select_related("by").first()


def _team(inspection: Inspection) -> tuple[Person, ...]:
    """The team of the inspection, as whoever writes the particulars finds it."""
    rows = inspection.team.filter(left_on=None).select_related("person")
    return tuple(
        Person(role=TeamRole(row.role).words.capitalize(), name=row.person.name) for row in rows
    )


def _particulars(row: ReportParticulars) -> Particulars:
    decision = None
    if row.reinspection_planned is not None:
        decision = Reinspection(
            planned=row.reinspection_planned,
            reason=row.reinspection_reason,
            when=row.reinspection_when,
        )
    return Particulars(
        **{name: getattr(row, name) for name in _PLAIN},
        sample=tuple(row.sample),
        team=tuple(Person(role=role, name=name) for role, name in row.team),
        reinspection=decision,
        letter=_letter(row.letter),
    )


def _letter(kept: dict[str, Any]) -> Letter | None:
    return Letter(**{**kept, "copies": tuple(kept["copies"])}) if kept else None


_PLAIN = ("isbn", "inspectorate", "chief", "year", "month", "fieldwork", "overall")


def _fill(row: ReportParticulars, particulars: Particulars) -> None:
    for name in _PLAIN:
        setattr(row, name, getattr(particulars, name))
    decision = particulars.reinspection
    row.reinspection_planned = decision.planned if decision else None
    row.reinspection_reason = decision.reason if decision else ""
    row.reinspection_when = decision.when if decision else ""
    row.sample = list(particulars.sample)
    row.team = [[person.role, person.name] for person in particulars.team]
    letter = particulars.letter
    row.letter = {**asdict(letter), "copies": list(letter.copies)} if letter else {}


def _check_held(inspection: Inspection, sample: tuple[str, ...]) -> None:
    held = {name for case in scores.cases_of(inspection) for name in case.attributes}
    for name in sample:
        if name not in held:
            raise InputError(
                f"No case of the sample has the attribute {name!r}; leave it out.", field="sample"
            )
