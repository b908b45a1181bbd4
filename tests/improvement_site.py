"""An invented service whose report is published, its improvement plan, and its people."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from corecase.actions import improvement_areas, improvement_making
from corecase.actions.improvement_areas import ActionWords
from corecase.core.improvement_steps import Step, StepKind
from corecase.core.people import Actor, Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import publications, site

ITEM = "CCI-R01"
PUBLISHED = site.NOW - timedelta(days=10)
DUE = date(2026, 11, 20)
"""Four weeks after the publication: 23 October 2026 and 28 days."""
TEXTS = ("A good assessment is made in every case.", "Managers look at every plan.")


@dataclass(slots=True, kw_only=True)
class Scene:
    """The inspection, published, and somebody of each role."""

    inspection: models.Inspection
    liaison: Actor
    quality: Actor
    council: Actor
    lead: Actor
    manager: Actor
    oversight: Actor

    @property
    def code(self) -> str:
        """The inspection's code."""
        return self.inspection.code

    @property
    def plan(self) -> models.ImprovementPlan:
        """The row of its improvement plan as it is now."""
        return models.ImprovementPlan.objects.get(inspection=self.inspection)

    def stage(self) -> Stage:
        """Where the inspection stands now."""
        return Stage(models.Inspection.objects.get(pk=self.inspection.pk).stage)


def published(
    *,
    framework: str = "cci-2009",
    at: datetime = PUBLISHED,
    n_recommendations: int = 2,
    **fields: object,
) -> Scene:
    """A report that is published; nobody has made its improvement plan yet."""
    inspection = site.inspection(Stage.PUBLISHED, programme=site.programme(framework), **fields)
    writer = site.person(Role.EDITOR, inspection=inspection)
    for place, text in enumerate(TEXTS[:n_recommendations], start=1):
        recommend(inspection, place, text, by=writer)
    version = publications.released(inspection, at)
    models.ReportVersion.objects.filter(pk=version.pk).update(published_at=at)
    service = inspection.service
    return Scene(
        inspection=inspection,
        liaison=site.somebody(Role.SERVICE_LIAISON, service=service),
        quality=site.somebody(Role.QUALITY_MANAGER, service=service),
        council=site.somebody(Role.COUNCIL_OFFICER, service=service),
        lead=site.somebody(Role.LEAD_INSPECTOR, inspection=inspection),
        manager=site.somebody(Role.PROGRAMME_MANAGER),
        oversight=site.somebody(Role.OVERSIGHT),
    )


def recommend(
    inspection: models.Inspection, place: int, text: str, *, by: models.Person
) -> models.ReportRecommendation:
    """A recommendation that stands in the report."""
    return inspection.recommendations.create(
        position=place,
        ref=f"own-{place}",
        text=text,
        owners=["YOS Manager"],
        items=[],
        by=by,
        at=site.NOW,
    )


def made(**options: object) -> Scene:
    """The same with its improvement plan, as the worker makes it at the publication."""
    scene = published(**options)  # type: ignore[arg-type]  # as `published` takes them
    assert improvement_making.make_due(now=PUBLISHED) == (scene.code,)
    return scene


def action(scene: Scene, *, timescale: str = "30 November 2026", **fields: object) -> str:
    """An action in the first area, with everything that an action has; its number."""
    words = ActionWords(
        **{
            "area": "1",
            "wording": "Read two files a month.",
            "owner": "team manager",
            "timescale": timescale,
            "measure": "Nine files of ten are good.",
            "items": (ITEM,),
            **fields,
        }
    )
    return improvement_areas.add_action(scene.code, words, by=scene.liaison, now=PUBLISHED)


def step(kind: StepKind, on: date = site.TODAY, **fields: str) -> Step:
    """A step by an invented body."""
    return Step(kind=kind, on=on, **{"body": "Invented body", **fields})
