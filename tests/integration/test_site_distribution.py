"""The distribution list: a letter with a personal link, what is kept of it, and its end."""

import re
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from corecase.actions import (
    copies,
    dispatches,
    distribution,
    publishing,
)
from corecase.actions.distribution import Entry
from corecase.core.errors import InputError
from corecase.core.people import Actor, NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from corecase.web import copy_guesses
from tests import publications, site
from tests.copy_scene import SILENT, UNTIL, added, link, sent

pytestmark = pytest.mark.django_db

KINDS = ("RECIPIENT_ADDED", "RECIPIENT_REMOVED", "REPORT_SENT", "REPORT_LINK_REVOKED")


@pytest.fixture(autouse=True)
def limits_are_fresh() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def inspection() -> models.Inspection:
    return site.inspection(Stage.SIGN_OFF)


@pytest.fixture
def lead(inspection: models.Inspection) -> models.Person:
    return site.person(Role.LEAD_INSPECTOR, inspection=inspection)


@pytest.fixture
def by(lead: models.Person) -> Actor:
    return site.actor(lead)


def events(inspection: models.Inspection) -> list[str]:
    rows = models.Event.objects.filter(chain=inspection.code, kind__in=KINDS)
    return list(rows.order_by("pk").values_list("kind", flat=True))


def test_a_letter_has_a_personal_link_of_which_only_the_hash_is_kept(
    inspection: models.Inspection, by: Actor
) -> None:
    publications.released(inspection, UNTIL)
    token = sent(inspection, by, added(inspection, by))
    row = models.Dispatch.objects.get()
    assert row.token_sha256 == sha256(token.encode()).hexdigest()
    assert len(token) >= 43
    assert token not in str(models.Event.objects.values_list("subject"))
    letter = mail.outbox[0]
    assert letter.to == ["minister@example.org"]
    assert "under embargo until" in letter.body
    assert inspection.service.name in letter.body
    assert not re.search(r"\d+%", letter.body)
    assert events(inspection) == ["RECIPIENT_ADDED", "REPORT_SENT"]


def test_the_link_shows_the_report_under_embargo_and_each_opening_is_kept(
    inspection: models.Inspection, by: Actor
) -> None:
    publications.released(inspection, UNTIL)
    token = sent(inspection, by, added(inspection, by))
    page = Client().get(f"/copies/{token}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Under embargo until" in text
    assert "in confidence" in text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert page.headers["Cache-Control"] == "no-store"
    for name, content in publications.FILES.items():
        assert f"/copies/{token}/{name}" in text
        response = Client().get(f"/copies/{token}/{name}")
        assert response.content == content
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "under-embargo" in response.headers["Content-Disposition"]
    (recipient,) = distribution.listed(inspection.code, by=by).recipients
    opened = [one.what for one in recipient.sent[0].openings]
    assert opened == ["page", *publications.FILES]


def test_a_link_that_leads_nowhere_says_the_same_whatever_was_wrong(
    inspection: models.Inspection,
    by: Actor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    version = publications.released(inspection, UNTIL)
    token = sent(inspection, by, added(inspection, by))
    answers = {stripped("never-was")}
    assert Client().get(f"/copies/{token}/nothing.pdf").status_code == 404
    with django_assert_num_queries(0):
        assert Client().get(f"/copies/{token}/report.pdf%00").status_code == 404
    stamp = {"released_at": None, "released_by": None, "publish_at": None}
    models.ReportVersion.objects.filter(pk=version.pk).update(**stamp)
    answers.add(stripped(token))
    models.ReportVersion.objects.filter(pk=version.pk).update(
        released_at=site.NOW, released_by=by.person_id, publish_at=UNTIL
    )
    assert Client().get(f"/copies/{token}/").status_code == 200
    withdrawn = {"withdrawn_at": site.NOW, "withdrawn_by": by.person_id}
    models.ReportVersion.objects.filter(pk=version.pk).update(**withdrawn)
    answers.add(stripped(token))
    (recipient,) = distribution.listed(inspection.code, by=by).recipients
    assert not recipient.sent[0].is_open
    assert len(answers) == 1


def stripped(token: str) -> str:
    response = Client().get(f"/copies/{token}/")
    assert response.status_code == 404
    return re.sub(r'nonce="[^"]*"', "", response.content.decode())


def test_a_link_works_until_it_is_ended(inspection: models.Inspection, by: Actor) -> None:
    publications.released(inspection, UNTIL)
    token = sent(inspection, by, added(inspection, by))
    number = models.Dispatch.objects.get().pk
    dispatches.revoke(inspection.code, number, by=by, now=site.NOW)
    assert Client().get(f"/copies/{token}/").status_code == 404
    with pytest.raises(InputError, match="has ended already"):
        dispatches.revoke(inspection.code, number, by=by, now=site.NOW)
    with pytest.raises(NotAllowedError):
        dispatches.revoke(inspection.code, number + 99, by=by, now=site.NOW)
    assert events(inspection)[-1] == "REPORT_LINK_REVOKED"


def test_who_is_sent_it_again_has_one_link_that_works(
    inspection: models.Inspection, by: Actor
) -> None:
    publications.released(inspection, UNTIL)
    number = added(inspection, by)
    first, second = sent(inspection, by, number), sent(inspection, by, number)
    assert Client().get(f"/copies/{first}/").status_code == 404
    assert Client().get(f"/copies/{second}/").status_code == 200
    (recipient,) = distribution.listed(inspection.code, by=by).recipients
    assert [one.is_open for one in recipient.sent] == [False, True]


def test_whoever_is_removed_loses_the_link_and_stays_on_record(
    inspection: models.Inspection, by: Actor
) -> None:
    publications.released(inspection, UNTIL)
    number = added(inspection, by)
    token = sent(inspection, by, number)
    distribution.remove(inspection.code, number, by=by, now=site.NOW)
    assert Client().get(f"/copies/{token}/").status_code == 404
    found = distribution.listed(inspection.code, by=by)
    assert found.recipients == ()
    assert found.former[0].removed_by == by.name
    assert found.former[0].sent[0].revoked_by == by.name
    with pytest.raises(NotAllowedError):
        distribution.remove(inspection.code, number, by=by, now=site.NOW)
    assert added(inspection, by) != number


def test_an_address_stands_once_on_the_list(inspection: models.Inspection, by: Actor) -> None:
    added(inspection, by)
    with pytest.raises(InputError, match="on the list already"):
        added(inspection, by, Entry(name="Other", body="Other", email="minister@example.ORG"))


def test_nothing_is_sent_before_the_release_or_after_the_publication(
    inspection: models.Inspection, by: Actor
) -> None:
    number = added(inspection, by)
    version = publications.released(inspection, None)
    for _ in range(2):
        with pytest.raises(InputError, match="No version is released under embargo"):
            dispatches.send(inspection.code, number, link=link, by=by, now=site.NOW)
        with pytest.raises(InputError, match="No version is released under embargo"):
            dispatches.send_all(inspection.code, link=link, by=by, now=site.NOW)
        assert distribution.listed(inspection.code, by=by).until is None
        stamp = {"released_by": by.person_id, "released_at": site.NOW, "publish_at": UNTIL}
        models.ReportVersion.objects.filter(pk=version.pk).update(published_at=UNTIL, **stamp)
    assert mail.outbox == []


def test_what_could_not_be_sent_is_kept_and_its_link_opens_nothing(
    inspection: models.Inspection, by: Actor, settings: Settings
) -> None:
    publications.released(inspection, UNTIL)
    number = added(inspection, by)
    settings.EMAIL_BACKEND = SILENT
    tokens: list[str] = []

    def noted(token: str) -> str:
        tokens.append(token)
        return link(token)

    with pytest.raises(InputError, match="The letter to Invented Minister did not leave"):
        dispatches.send(inspection.code, number, link=noted, by=by, now=site.NOW)
    found = dispatches.send_all(inspection.code, link=noted, by=by, now=site.NOW)
    assert (found.n_sent, found.failed) == (0, ("Invented Minister",))
    for token in tokens:
        assert Client().get(f"/copies/{token}/").status_code == 404
    (recipient,) = distribution.listed(inspection.code, by=by).recipients
    assert [one.failed for one in recipient.sent] == [dispatches.NOT_TAKEN] * 2
    assert events(inspection)[1:] == ["REPORT_SENT", "REPORT_LINK_REVOKED"] * 2


def test_without_a_mail_server_no_letter_and_no_secret_is_printed(
    inspection: models.Inspection,
    by: Actor,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
) -> None:
    publications.released(inspection, UNTIL)
    number = added(inspection, by)
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    with pytest.raises(InputError, match="no mail server is set"):
        dispatches.send(inspection.code, number, link=link, by=by, now=site.NOW)
    with pytest.raises(InputError, match="no mail server is set"):
        dispatches.send_all(inspection.code, link=link, by=by, now=site.NOW)
    assert not models.Dispatch.objects.exists()
    assert "copies" not in capsys.readouterr().out


def test_everybody_without_a_link_is_sent_one(inspection: models.Inspection, by: Actor) -> None:
    publications.released(inspection, UNTIL)
    sent(inspection, by, added(inspection, by))
    others = [Entry(name=f"R{n}", body="B", email=f"r{n}@example.org") for n in range(3)]
    for other in others:
        added(inspection, by, other)
    assert distribution.listed(inspection.code, by=by).n_waiting == 3
    found = dispatches.send_all(inspection.code, link=link, by=by, now=site.NOW)
    assert (found.n_sent, found.failed, len(mail.outbox)) == (3, (), 4)
    with pytest.raises(InputError, match="Everybody on the list has a link"):
        dispatches.send_all(inspection.code, link=link, by=by, now=site.NOW)


def test_once_published_the_link_leads_to_the_public_page(
    inspection: models.Inspection, by: Actor, settings: Settings
) -> None:
    past = timezone.now() - timedelta(minutes=1)
    publications.released(inspection, past)
    token = sent(inspection, by, added(inspection, by))
    # The instant has come, the worker has not: still under embargo.
    assert not copies.opened(token, now=past).is_public
    publishing.publish_due(now=past)
    settings.PUBLIC_ADDRESS = "https://reports.example.org/"
    response = Client().get(f"/copies/{token}/")
    assert response.status_code == 302
    assert response.headers["Location"] == f"https://reports.example.org/{inspection.code}/"
    settings.PUBLIC_ADDRESS = ""
    text = Client().get(f"/copies/{token}/").content.decode()
    assert "This report is published" in text
    assert "Under embargo" not in text
    saved = Client().get(f"/copies/{token}/report.pdf").headers["Content-Disposition"]
    assert "embargo" not in saved


def test_who_tries_many_links_has_to_wait(inspection: models.Inspection, by: Actor) -> None:
    publications.released(inspection, UNTIL)
    token = sent(inspection, by, added(inspection, by))
    stranger = Client(REMOTE_ADDR="192.0.2.66")
    statuses = [
        stranger.get(f"/copies/guess-{n}/").status_code for n in range(copy_guesses.PER_ADDRESS + 1)
    ]
    assert statuses[-1] == 429
    assert set(statuses[:-1]) == {404}
    # Readers may share the address of somebody who guesses.
    assert stranger.get(f"/copies/{token}/").status_code == 200
    assert stranger.get("/copies/guess/").status_code == 429
    assert Client().get("/copies/guess/").status_code == 404


def test_the_list_is_for_those_who_send(inspection: models.Inspection) -> None:
    for role in (Role.CHIEF_INSPECTOR, Role.EDITOR, Role.ASSESSOR):
        other = site.somebody(role, inspection=inspection)
        with pytest.raises(NotAllowedError):
            distribution.listed(inspection.code, by=other)
        with pytest.raises(NotAllowedError):
            added(inspection, other)
        with pytest.raises(NotAllowedError):
            dispatches.send_all(inspection.code, link=link, by=other, now=site.NOW)
