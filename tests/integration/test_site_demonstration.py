"""The demonstration: the published figures again, and something of everything to do."""

from importlib.resources import as_file

import pytest
from pytest_django.fixtures import Settings

from corecase.actions import alerts, comparisons, demonstration, directory, people, scores
from corecase.actions.demonstration_answers import accept_waiting
from corecase.actions.demonstration_cast import CAST
from corecase.actions.demonstration_hartlepool import REFERENCE
from corecase.core.errors import CorecaseError, InputError
from corecase.core.people import Actor, Role
from corecase.core.publications import compare
from corecase.core.scoring import score
from corecase.core.stages import Stage
from corecase.exchange.published import read_printed
from corecase.store.cases import audit, models
from tests import site

pytestmark = pytest.mark.django_db


def by(key: str) -> Actor:
    row = models.Person.objects.get(email__startswith=f"{key}@")
    return people.actor(row.pk, today=site.TODAY)


def inspection(service: str) -> models.Inspection:
    return models.Inspection.objects.get(service__name=service)


def test_the_demonstration_holds_what_it_says(settings: Settings) -> None:
    settings.DEMO = True
    steps: list[str] = []
    assert demonstration.load(now=site.NOW, on_step=steps.append)
    assert len(steps) == 3
    hartlepool, anyborough = inspection("Hartlepool"), inspection("Anyborough")

    # Hartlepool: every printed figure again, nothing invented under a real name.
    judgements, _ = scores.effective_judgements(hartlepool)
    with as_file(REFERENCE / "printed.csv") as path:
        printed = read_printed(path)
    framework = scores.frameworks.of(hartlepool)
    agreed = [row.agrees for row in compare(score(framework, judgements), printed)]
    assert (len(agreed), all(agreed)) == (14, True)
    assert hartlepool.stage == Stage.DRAFTING
    assert hartlepool.synthetic.startswith("SYNTHETIC")
    assert not models.Alert.objects.filter(inspection=hartlepool).exists()
    assert not models.Conflict.objects.filter(assessment__case__inspection=hartlepool).exists()

    # Anyborough: in its fieldwork, with something of everything to do.
    code = anyborough.code
    assert anyborough.stage == Stage.FIELDWORK
    assert alerts.count_line(code, by=by("lead")) == "one alert"
    assert models.Conflict.objects.filter(resolved_at=None).count() == 1
    ref = models.CaseAssessment.objects.get(marking="SECOND", state="SUBMITTED").case.ref
    assert comparisons.compare(code, ref, by=by("lead"), now=site.NOW).n_to_settle > 0
    assert inspection("Otherton").stage == Stage.PLANNED

    # Everybody is there, the audit holds, and nothing is loaded twice.
    assert [name for name, _ in demonstration.listed()] == [part.name for part in CAST]
    assert len(directory.demonstration()) == len(CAST)
    assert audit.verify() == ()
    assert not demonstration.load(now=site.NOW)


def test_the_demonstration_never_meets_other_people() -> None:
    somebody = site.person(Role.ADMINISTRATOR)
    with pytest.raises(InputError, match="not of the demonstration"):
        demonstration.load(now=site.NOW)
    assert list(models.Person.objects.all()) == [somebody]
    assert not models.Programme.objects.exists()
    models.Person.objects.update(is_demonstration=True)
    with pytest.raises(InputError, match="broken off"):
        demonstration.load(now=site.NOW)


def test_a_list_that_is_not_there_is_not_accepted() -> None:
    row = site.inspection(Stage.ANNOUNCED)
    lead = site.somebody(Role.LEAD_INSPECTOR, inspection=row)
    with pytest.raises(CorecaseError, match="No list waits"):
        accept_waiting(row.code, by=lead, now=site.NOW)
