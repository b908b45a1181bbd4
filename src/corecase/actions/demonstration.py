"""The demonstration: an inspection from its published figures, and invented ones at work.

Everything goes through the actions that people use, so that it holds nothing they could not
have made. Its people exist in demonstration mode only; every case is synthetic and says so.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from corecase.actions import (
    demonstration_again,
    demonstration_anyborough,
    demonstration_drafting,
    demonstration_hartlepool,
    demonstration_own,
    demonstration_register,
    demonstration_reports,
    demonstration_sampling,
    demonstration_screening,
    demonstration_surveys,
    dispatches,
    door,
    people,
    planning,
    pool,
    programmes,
    services,
    teams,
)
from corecase.actions.demonstration_cast import CAST, Stage
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import OPERATOR, Actor, Role
from corecase.core.teams import TeamRole
from corecase.store.cases.models import Grant, Person, Programme

SEED: Final = 2010
HISTORY: Final = timedelta(days=800)
"""Since when everybody holds their role: a service was inspected twice meanwhile."""
Step = Callable[[str], None]


def load(
    *, now: datetime, on_step: Step = lambda _: None, link: dispatches.Link = "/copies/{}/".format
) -> bool:
    """Loads the demonstration into an empty site; whether there was anything to load.

    `link` makes the address of a copy under embargo from its secret. A site that has a
    programme already is left as it is. Raises InputError where somebody is there who is not of
    the demonstration, or where loading it was broken off.
    """
    if Person.objects.filter(is_demonstration=False).exists():
        raise InputError(
            "This home holds people who are not of the demonstration; give the demonstration a "
            "home of its own with --home."
        )
    if Programme.objects.exists():
        return False
    if Person.objects.exists():
        raise InputError(
            "Loading the demonstration into this home was broken off; give it another with --home."
        )
    stage = Stage(now=now)
    on_step("the people of the demonstration")
    _people(stage)
    _services(stage)
    on_step("Hartlepool, from its published figures")
    demonstration_hartlepool.load(stage, seed=SEED)
    on_step("Anyborough, which is invented")
    demonstration_surveys.load(stage, demonstration_anyborough.load(stage, seed=SEED))
    _planned(stage)
    on_step("five more services, which are invented")
    demonstration_reports.load(stage, seed=SEED, link=link)
    demonstration_drafting.load(stage, seed=SEED)
    demonstration_sampling.load(stage, seed=SEED)
    on_step("two more: one inspected again, one screened")
    demonstration_again.load(stage, seed=SEED)
    demonstration_screening.load(stage, seed=SEED)
    demonstration_own.load(stage, seed=SEED)
    on_step("what published texts say of services")
    demonstration_register.load(stage)
    return True


def listed() -> tuple[tuple[str, str], ...]:
    """The people of the demonstration, each with what they do, in the order of the cast."""
    rows = Person.objects.filter(is_demonstration=True).order_by("pk")
    words = {part.email: part.words for part in CAST}
    return tuple((row.name, words.get(row.email, "")) for row in rows)


def _people(stage: Stage) -> None:
    """Everybody, made by the operator; the roles of an inspection come with its team."""
    for part in CAST:
        with door.writing(by=OPERATOR, now=stage.now) as write:
            person = Person(
                email=part.email,
                name=part.name,
                is_demonstration=True,
                joined_at=stage.now - HISTORY,
            )
            person.set_unusable_password()
            person.save()
            stage.actors[part.key] = Actor(person_id=person.pk, name=person.name)
            if part.role is not None and not (
                part.role.is_of_service or part.role.is_of_inspection
            ):
                _grant(stage, person, part.role)
            write.say(EventKind.PERSON_JOINED, door.PEOPLE, person=person.pk)


def _grant(stage: Stage, person: Person, role: Role) -> None:
    Grant.objects.create(
        person=person,
        role=role,
        starts_on=stage.today - HISTORY,
        granted_at=stage.now,
    )


def _services(stage: Stage) -> None:
    """The services, those who work for them, and the pool of assessors."""
    manager = stage.by("manager")
    codes = {
        name: services.add(
            services.Entry(name=name, nation="ENGLAND", region=region, is_invented=invented),
            by=manager,
            now=stage.now,
        )
        for name, region, invented in (
            ("Hartlepool", "North East", False),
            ("Anyborough", "Invented Region", True),
            ("Otherton", "Invented Region", True),
            ("Nowhereby", "Invented Region", True),
            ("Sampleford", "Invented Region", True),
            ("Exampleton", "Invented Region", True),
        )
    }
    admin = stage.by("administrator")
    for part in CAST:
        if part.role in {Role.SERVICE_LIAISON, Role.QUALITY_MANAGER, Role.COUNCIL_OFFICER}:
            for name in (part.service, *part.also_of):
                people.grant(
                    stage.actors[part.key].person_id,
                    part.role,
                    service=codes[name],
                    starts_on=stage.today - HISTORY,
                    by=admin,
                    now=stage.now,
                )
        if part.is_in_pool:
            pool.add(
                part.email,
                pool.Entry(
                    home_body=part.service or "Demonstration inspectorate",
                    home_service=codes.get(part.service, ""),
                    trained_on=stage.today - HISTORY,
                    days_lent=4 if part.service else 0,
                ),
                by=manager,
                now=stage.now,
            )


def _planned(stage: Stage) -> None:
    """An inspection that is only planned, to be taken from its announcement on."""
    manager, today = stage.by("manager"), stage.today
    programme = programmes.create(
        programmes.Draft(
            title="Demonstration screenings",
            first_year=stage.now.year,
            last_year=stage.now.year + 2,
            regions=("Invented Region",),
            framework="sqs-2013",
        ),
        by=manager,
        now=stage.now,
    )
    monday = today + timedelta(days=14 - today.weekday())
    fieldwork = planning.Fieldwork(starts_on=monday)
    code = planning.plan(programme, "otherton", fieldwork, by=manager, now=stage.now)
    part = teams.Part(role=TeamRole.LEAD_INSPECTOR, days=3)
    teams.add(code, stage.actors["lead"].person_id, part, by=manager, now=stage.now)
