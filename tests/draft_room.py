"""An invented inspection at drafting, whose figures a test knows and changes."""

from dataclasses import dataclass

from django.test import Client

from corecase.actions import frameworks
from corecase.core.people import Actor, Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import site

SUFFICIENT, INSUFFICIENT = '{"answer":"SUFFICIENT"}', '{"answer":"INSUFFICIENT"}'
CRITERION = "CCI-1.1"


@dataclass(slots=True, kw_only=True)
class Room:
    """The inspection with its people: the lead and the editor write, the chief reads."""

    inspection: models.Inspection
    lead: Actor
    editor: Actor
    chief: Actor

    @property
    def code(self) -> str:
        """The code of the inspection."""
        return self.inspection.code

    @property
    def path(self) -> str:
        """The address of the room "Report"."""
        return f"/inspections/{self.code}/report/"

    def answer(self, item: str, *, n_insufficient: int) -> None:
        """Makes an item insufficient in the first cases, and sufficient in the others."""
        rows = models.FieldState.objects.filter(
            assessment__case__inspection=self.inspection, item_id=item, field="ANSWER"
        ).order_by("assessment__case__position")
        for place, row in enumerate(rows):
            row.value = INSUFFICIENT if place < n_insufficient else SUFFICIENT
            row.save()

    def said(self) -> list[str]:
        """The kinds of the events of the inspection, in their order."""
        rows = models.Event.objects.filter(chain=self.code).order_by("sequence")
        return list(rows.values_list("kind", flat=True))

    def row(self, place: str) -> models.ReportText:
        """What is kept of a place."""
        return models.ReportText.objects.get(inspection=self.inspection, place=place)


def build(n_cases: int = 6, *, stage: Stage = Stage.DRAFTING) -> Room:
    """An inspection with every answer sufficient."""
    inspection = site.inspection(stage)
    assessor = site.person(Role.ASSESSOR, inspection=inspection)
    framework = frameworks.of(inspection)
    for case in site.sample(inspection, n_cases):
        site.answered(site.assessment(case, assessor), framework)
    return Room(
        inspection=inspection,
        lead=site.somebody(Role.LEAD_INSPECTOR, inspection=inspection, name="Lee Lead"),
        editor=site.somebody(Role.EDITOR, inspection=inspection, name="Edi Editor"),
        chief=site.somebody(Role.CHIEF_INSPECTOR, name="Cleo Chief"),
    )


def client(who: Actor) -> Client:
    """A browser in which somebody of the room is signed in."""
    return site.client_for(models.Person.objects.get(pk=who.person_id))
