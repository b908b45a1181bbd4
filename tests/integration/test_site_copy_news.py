"""Who holds a link to a report is told when it goes out at another hour, or is held back."""

from datetime import time

import pytest
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from corecase.actions import distribution, releases, report_versions, sign_off
from corecase.core.people import Actor, Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import publications, site
from tests.copy_scene import SILENT, UNTIL, added, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection() -> models.Inspection:
    return site.inspection(Stage.SIGN_OFF)


@pytest.fixture
def by(inspection: models.Inspection) -> Actor:
    return site.somebody(Role.LEAD_INSPECTOR, inspection=inspection)


def test_who_holds_a_link_is_told_of_another_hour(
    inspection: models.Inspection, by: Actor, settings: Settings
) -> None:
    token, manager = held(inspection, by), site.somebody(Role.PROGRAMME_MANAGER)
    done = moved(inspection, manager, time(18))
    assert (done.untold, len(mail.outbox)) == ((), 2)
    assert mail.outbox[1].to == ["minister@example.org"]
    assert "under embargo until" in mail.outbox[1].body
    assert "18:00" in mail.outbox[1].body
    assert token not in mail.outbox[1].body
    assert moved(inspection, manager, time(18)).untold == ()
    assert len(mail.outbox) == 2, "the hour is the same"
    assert Client().get(f"/copies/{token}/").status_code == 200
    settings.EMAIL_BACKEND = SILENT
    assert moved(inspection, manager, time(17)).untold == ("Invented Minister",)


def test_what_is_held_back_ends_its_links_for_ever(
    inspection: models.Inspection, by: Actor, settings: Settings
) -> None:
    token, manager = held(inspection, by), site.somebody(Role.PROGRAMME_MANAGER)
    assert releases.cancel(inspection.code, seen=seen(inspection), by=manager, now=site.NOW) == ()
    assert "holds back the report" in mail.outbox[1].body
    assert moved(inspection, manager, time(18)).untold == ()
    assert Client().get(f"/copies/{token}/").status_code == 404
    assert len(mail.outbox) == 2, "nobody holds a link"
    (recipient,) = distribution.listed(inspection.code, by=by).recipients
    assert recipient.sent[0].revoked_by == manager.name
    sent(inspection, by, models.Recipient.objects.get().pk)
    settings.EMAIL_BACKEND = SILENT
    chief = site.somebody(Role.CHIEF_INSPECTOR)
    untold = sign_off.withdraw(inspection.code, reason="Wrong.", by=chief, now=site.NOW)
    assert untold == ("Invented Minister",)
    assert not models.Dispatch.objects.filter(revoked_at=None).exists()


def test_the_pages_name_whom_no_letter_told(
    inspection: models.Inspection, by: Actor, settings: Settings
) -> None:
    held(inspection, by)
    manager = site.client_for(site.person(Role.PROGRAMME_MANAGER))
    chief = site.client_for(site.person(Role.CHIEF_INSPECTOR))
    base = f"/inspections/{inspection.code}"
    untold = "The letter to Invented Minister did not leave; tell them yourself."
    settings.EMAIL_BACKEND = SILENT
    for who, road, typed in (
        (manager, "publication/release/", {"hour": "18:00"}),
        (manager, "publication/release/cancel/", {}),
        (chief, "sign-off/withdraw/", {"reason": "Wrong."}),
    ):
        models.Dispatch.objects.update(revoked_at=None, revoked_by=None)
        answer = who.post(f"{base}/{road}", {**typed, "seen": seen(inspection)}, follow=True)
        assert untold in answer.content.decode(), road


def held(inspection: models.Inspection, by: Actor) -> str:
    """The token of a link to a version that goes out in some days."""
    publications.released(inspection, UNTIL)
    return sent(inspection, by, added(inspection, by))


def seen(inspection: models.Inspection) -> str:
    row = report_versions.pending(inspection)
    assert row is not None
    return report_versions.seen_of(row)


def moved(inspection: models.Inspection, by: Actor, hour: time) -> releases.Released:
    return releases.release(inspection.code, hour, seen=seen(inspection), by=by, now=site.NOW)
