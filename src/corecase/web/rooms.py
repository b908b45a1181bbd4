"""The rooms of an inspection: the pages that its navigation leads to."""

from dataclasses import dataclass
from typing import Final

from django.urls import NoReverseMatch, reverse

from corecase.actions import inspections
from corecase.core.people import Actor, Deed

ROOMS: Final = (
    ("inspection", "Overview", Deed.INSPECTION_READ),
    ("own_inspection", "Self-inspection", Deed.OWN_PLAN),
    ("timetable", "Timetable", Deed.INSPECTION_READ),
    ("evidence", "Evidence", Deed.INSPECTION_READ),
    ("team", "Team", Deed.TEAM_READ),
    ("diary", "Diary", Deed.TEAM_READ),
    ("caseload", "Caseload", Deed.CASELOAD_READ),
    ("sample", "Sample", Deed.SAMPLE_READ),
    ("cases", "Cases", Deed.CASES_LIST),
    ("alerts", "Alerts", Deed.ALERT_READ),
    ("second_marking", "Second marking", Deed.CASES_LIST),
    ("moderation", "Moderation", Deed.MODERATE),
    ("progress", "Progress", Deed.PROGRESS_READ),
    ("feedback", "Feedback", Deed.FEEDBACK_READ),
    ("report", "Report", Deed.DRAFT_READ),
    ("factual_accuracy", "Factual accuracy", Deed.FACTS_READ),
    ("publication", "Publication", Deed.PUBLICATION_READ),
    ("audit", "Audit", Deed.AUDIT_READ),
    ("improvement_plan", "Improvement plan", Deed.IMPROVEMENT_READ),
    ("reinspection", "Re-inspection", Deed.PUBLICATION_READ),
)
"""The name of each room's address, its words, and the deed that opens it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One link of the navigation."""

    name: str
    words: str
    href: str


def rooms(code: str, actor: Actor) -> tuple[Room, ...]:
    """The rooms of this inspection that exist and that somebody may enter, in their order."""
    open_to = inspections.deeds_on(code, by=actor)
    return tuple(
        Room(name=name, words=words, href=reverse(name, args=[code]))
        for name, words, deed in ROOMS
        if deed in open_to and has_url(name, code)
    )


def has_url(name: str, *arguments: object) -> bool:
    """Whether there is an address of this name for these arguments."""
    try:
        reverse(name, args=arguments)
    except NoReverseMatch:
        return False
    return True
