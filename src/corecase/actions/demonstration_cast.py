"""The people of the demonstration, who exist in demonstration mode only."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final, Self

from django.utils import timezone

from corecase.actions import people
from corecase.core.people import Actor, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Who plays in the demonstration, by the key of their part, and at what time."""

    now: datetime
    actors: dict[str, Actor] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day, where the site is."""
        return timezone.localdate(self.now)

    def by(self, part: str) -> Actor:
        """Somebody, with the roles they hold by now."""
        return people.actor(self.actors[part].person_id, today=self.today)

    def before(self, days: int) -> Self:
        """The same people, so many days earlier."""
        return replace(self, now=self.now - timedelta(days=days))

    def after(self, days: int) -> Self:
        """The same people, so many days later."""
        return replace(self, now=self.now + timedelta(days=days))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One invented person: a role of their own, or a place in the pool of assessors.

    `service` is where they work; those `also_of` are others that they work for.
    """

    key: str
    name: str
    role: Role | None = None
    service: str = ""
    also_of: tuple[str, ...] = ()
    is_in_pool: bool = False
    does: str = ""

    @property
    def email(self) -> str:
        """An address that no mail reaches."""
        return f"{self.key}@demo.example.org"

    @property
    def words(self) -> str:
        """What they do, as people read it."""
        return self.does or (self.role.words if self.role else "")


CAST: Final = (
    Part(key="administrator", name="Ada Admin (demo)", role=Role.ADMINISTRATOR),
    Part(key="manager", name="Mona Manager (demo)", role=Role.PROGRAMME_MANAGER),
    Part(key="chief", name="Cleo Chief (demo)", role=Role.CHIEF_INSPECTOR),
    Part(
        key="lead",
        name="Lee Lead (demo)",
        is_in_pool=True,
        does="lead inspector of every demonstration inspection",
    ),
    Part(key="assessor", name="Asa Assessor (demo)", is_in_pool=True, does="assessor"),
    Part(key="second", name="Sam Second (demo)", is_in_pool=True, does="assessor"),
    Part(
        key="local",
        name="Lou Local (demo)",
        service="Otherton",
        is_in_pool=True,
        does="local assessor, lent by Otherton",
    ),
    Part(key="editor", name="Eddie Editor (demo)", is_in_pool=True, does="editor"),
    Part(
        key="liaison",
        name="Lia Liaison (demo)",
        role=Role.SERVICE_LIAISON,
        service="Anyborough",
    ),
    Part(
        key="otherton",
        name="Olu Otherton (demo)",
        role=Role.SERVICE_LIAISON,
        service="Otherton",
    ),
    Part(
        key="exampleton",
        name="Exa Exampleton (demo)",
        role=Role.SERVICE_LIAISON,
        service="Exampleton",
        also_of=("Sampleford", "Nowhereby"),
        does="service liaison of Exampleton, Sampleford, Nowhereby, Draftborough, Listborough, "
        "Againby and Screenbury",
    ),
    Part(
        key="quality",
        name="Quinn Quality (demo)",
        role=Role.QUALITY_MANAGER,
        service="Anyborough",
        also_of=("Nowhereby",),
        does="quality manager of Anyborough and Nowhereby",
    ),
    Part(
        key="author",
        name="Ari Author (demo)",
        service="Nowhereby",
        does="case manager of Nowhereby, in its self-inspection",
    ),
    Part(
        key="council",
        name="Cass Council (demo)",
        role=Role.COUNCIL_OFFICER,
        service="Anyborough",
        also_of=("Nowhereby",),
        does="council officer of Anyborough and Nowhereby",
    ),
    Part(key="oversight", name="Ollie Oversight (demo)", role=Role.OVERSIGHT),
)
