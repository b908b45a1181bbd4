"""Two workers, or a worker and a person, who come to one report at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection, transaction

from corecase.actions import publishing, releases, report_versions
from corecase.core.errors import InputError
from corecase.core.people import Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from corecase.store.public.models import PublishedVersion
from tests import signable, site
from tests.signable import DAY, Signable

pytestmark = pytest.mark.django_db(transaction=True)
INSTANT = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)


@pytest.fixture
def released() -> Signable:
    """A report under embargo; what it says is of no moment here."""
    inspection = site.inspection(Stage.SIGN_OFF)
    made = Signable(
        inspection=inspection,
        lead=site.somebody(Role.LEAD_INSPECTOR, inspection=inspection),
        editor=site.somebody(Role.EDITOR, inspection=inspection),
        chief=site.somebody(Role.CHIEF_INSPECTOR),
        other_chief=site.somebody(Role.CHIEF_INSPECTOR),
        manager=site.somebody(Role.PROGRAMME_MANAGER),
    )
    signable.rendered(signable.version_of(made))
    assert signable.released(made) == INSTANT
    return made


def at_once(*calls: Callable[[], object]) -> list[object]:
    """What comes of calls that begin at the same moment, errors of a person's among it."""
    barrier = Barrier(len(calls))

    def one(call: Callable[[], object]) -> object:
        barrier.wait(timeout=20)
        try:
            return call()
        except InputError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def test_two_workers_publish_once(released: Signable) -> None:
    found = at_once(*[lambda: publishing.publish_due(now=INSTANT)] * 2)
    assert {str(one) for one in found} == {"()", f"({released.code!r},)"}
    assert PublishedVersion.objects.count() == 1
    kinds = models.Event.objects.filter(chain=released.code).values_list("kind", flat=True)
    assert list(kinds).count("REPORT_PUBLISHED") == 1
    assert models.StageMove.objects.filter(inspection=released.inspection).count() == 1


def test_a_second_worker_waits_for_the_first(released: Signable) -> None:
    version = models.ReportVersion.objects.get().pk
    with ThreadPoolExecutor(1) as other:

        def second() -> bool:
            try:
                return publishing.publish(version, now=INSTANT)
            finally:
                connection.close()

        with transaction.atomic():
            assert publishing.publish(version, now=INSTANT)
            waiting = other.submit(second)
        assert waiting.result(timeout=20) is False
    assert PublishedVersion.objects.count() == 1
    assert models.Inspection.objects.get(code=released.code).stage == Stage.PUBLISHED


def test_a_release_that_is_taken_back_at_the_last_moment_is_either_published_or_held(
    released: Signable,
) -> None:
    row = report_versions.pending(released.inspection)
    assert row is not None
    seen, before = report_versions.seen_of(row), datetime(2026, 11, 3, 9, 29, 59, tzinfo=UTC)
    at_once(
        lambda: publishing.publish_due(now=INSTANT),
        lambda: releases.cancel(released.code, seen=seen, by=released.manager, now=before),
    )
    row.refresh_from_db()
    is_public = PublishedVersion.objects.exists()
    assert is_public == (row.published_at is not None)
    assert is_public == (row.released_at is not None)
    assert row.publish_on == DAY
