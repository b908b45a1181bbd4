"""Draftborough in the demonstration: an invented service whose report is still to be written.

Every case is judged and agreed, two notes may be quoted, and nobody has written a word of the
draft: the tutorial takes it from here to its publication.
"""

from typing import Final

from corecase.actions import demonstration_invented, people, programmes, services
from corecase.actions.demonstration_cast import Stage
from corecase.actions.demonstration_invented import Work
from corecase.core.people import Role

SERVICE: Final = "Draftborough"
FIELDWORK_AGO: Final = 40
WORK: Final = Work(n_cases=12)
"""So many that few of its findings rest on fewer than five persons."""


def load(stage: Stage, *, seed: int, service: str = SERVICE) -> str:
    """Loads the inspection of an invented service up to its drafting; returns its code."""
    begun = stage.before(FIELDWORK_AGO)
    programme, short = own_programme(begun, "Demonstration of drafting", service)
    return demonstration_invented.judged(stage, programme, short, seed=seed, work=WORK)


def own_programme(
    stage: Stage, title: str, service: str, framework: str = "cci-2009"
) -> tuple[str, str]:
    """A programme for one invented service with its liaison; the codes of both."""
    manager, region = stage.by("manager"), "Invented Region"
    entry = services.Entry(name=service, nation="ENGLAND", region=region, is_invented=True)
    short = services.add(entry, by=manager, now=stage.now)
    people.grant(
        stage.actors["exampleton"].person_id,
        Role.SERVICE_LIAISON,
        service=short,
        starts_on=stage.today,
        by=stage.by("administrator"),
        now=stage.now,
    )
    draft = programmes.Draft(
        title=title,
        first_year=stage.today.year,
        last_year=stage.today.year + 2,
        regions=(region,),
        framework=framework,
    )
    return programmes.create(draft, by=manager, now=stage.now), short
