"""The demonstration keeps to itself: it never meets other people, and invents no list."""

import pytest

from corecase.actions import demonstration
from corecase.actions.demonstration_answers import accept_waiting
from corecase.core.errors import CorecaseError, InputError
from corecase.core.people import Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import site

pytestmark = pytest.mark.django_db


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
