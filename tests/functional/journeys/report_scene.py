"""Inspections of the demonstration at drafting, for the journeys of a report.

Run as a program with CORECASE_HOME set; prints as JSON the code of each, by its service. One is
as the demonstration has it, with nothing written; the others are written to the end.
"""

import json
import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402 Django has to be set up first

from corecase.actions import demonstration_drafting, demonstration_writing  # noqa: E402
from corecase.actions.demonstration_cast import CAST, Stage  # noqa: E402
from corecase.core.people import Actor  # noqa: E402
from corecase.core.report_versions import usual_day  # noqa: E402
from corecase.store.cases.models import Inspection, Person  # noqa: E402

WRITTEN = ("Plainton", "Keyton")
"""The first is signed for the same day, the second for the day that is offered."""


def main() -> None:
    """Adds what is not there yet, and says where it is."""
    people = {person.email: person for person in Person.objects.all()}
    actors = {
        part.key: Actor(person_id=people[part.email].pk, name=part.name)
        for part in CAST
        if part.email in people
    }
    stage = Stage(now=timezone.now(), actors=actors)
    days = dict(zip(WRITTEN, (stage.today, usual_day(stage.today)), strict=True))
    for seed, service in enumerate((demonstration_drafting.SERVICE, *WRITTEN)):
        if not Inspection.objects.filter(service__name=service).exists():
            code = demonstration_drafting.load(stage, seed=seed, service=service)
            if service in days:
                demonstration_writing.write(stage, code, published_on=days[service])
    json.dump(dict(Inspection.objects.values_list("service__name", "code")), sys.stdout)


if __name__ == "__main__":
    main()
