"""Self-inspection: run by the service, marked as its own, and kept out of what inspectors make."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from corecase.actions import (
    allocations,
    assessments,
    calibrations,
    case_feedback,
    directory,
    frameworks,
    inspections,
    invitations,
    own_draws,
    own_exports,
    own_guests,
    own_inspections,
    people,
    planning,
    programmes,
    published,
    samples,
    scores,
    series,
    stages,
    teams,
    uploads,
)
from corecase.actions.demonstration_answers import accept_waiting
from corecase.actions.invitations import Offer
from corecase.actions.published import Asked
from corecase.core.errors import InputError
from corecase.core.own_inspections import NOTICE, OwnKind
from corecase.core.people import Actor, Deed, NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.core.teams import TeamRole
from corecase.store.cases import models
from tests import funnel_scene, site

pytestmark = pytest.mark.django_db

DRAFT = own_inspections.Draft(
    kind=OwnKind.MINI_INSPECTION,
    framework="cci-2009",
    starts_on=site.TODAY,
    ends_on=site.TODAY + timedelta(days=4),
    first_start=site.TODAY - timedelta(days=200),
    last_start=site.TODAY - timedelta(days=10),
)
LIST = b"Case reference,Order started on,Sentence,Case manager\n" + b"".join(
    f"X-{number},{site.TODAY - timedelta(days=90):%d/%m/%Y},community,M-{number % 3}\n".encode()
    for number in range(1, 8)
)
SENT = {"now": site.NOW}


class Scene:
    """A service with its quality manager, a case manager, a colleague, and inspectors."""

    def __init__(self) -> None:
        self.service = site.service()
        self.quality = site.somebody(Role.QUALITY_MANAGER, service=self.service)
        self.author = site.person(home_service=self.service)
        self.peer = site.person(home_service=self.service)
        self.chief = site.somebody(Role.CHIEF_INSPECTOR)
        self.manager = site.somebody(Role.PROGRAMME_MANAGER)

    def planned(self, **fields: Any) -> models.Inspection:
        draft = replace(DRAFT, **fields)
        code = own_inspections.plan(self.service.code, draft, by=self.quality, **SENT)
        return models.Inspection.objects.get(code=code)

    def listed(self, row: models.Inspection) -> None:
        uploads.receive(row.code, file_name="x.csv", content=LIST, by=self.quality, **SENT)
        accept_waiting(row.code, by=self.quality, now=site.NOW)

    def judged(self, row: models.Inspection, **but: Any) -> None:
        """The sample, judged by the author."""
        self.listed(row)
        words = {"nonce_inspectorate": "one", "nonce_service": "two"}
        samples.draw(row.code, samples.Choice(n=5), by=self.quality, **words, **SENT)
        part = teams.Part(role=TeamRole.ASSESSOR, days=2)
        teams.add(row.code, self.author.email, part, by=self.quality, **SENT)
        refs = tuple(row.cases.filter(standing="SAMPLE").values_list("ref", flat=True))
        allocations.allocate(row.code, refs, self.author.pk, by=self.quality, **SENT)
        for work in models.CaseAssessment.objects.filter(case__inspection=row):
            site.answered(work, frameworks.of(row), **but)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_service_plans_judges_and_gives_feedback_by_itself(scene: Scene) -> None:
    row = scene.planned()
    assert row.synthetic.startswith(NOTICE)
    assert row.programme.owner == scene.service
    scene.judged(row)
    found = scores.preview(row.code, by=scene.quality, now=site.NOW)
    assert found.scores.all
    assert found.synthetic.startswith(NOTICE)
    ref = row.cases.filter(standing="SAMPLE").first().ref
    said = {"good": "Good.", "to_look_at": "More."}
    case_feedback.write_case_sheet(row.code, ref, **said, by=scene.quality, **SENT)
    author = site.actor(scene.author)
    with pytest.raises(NotAllowedError):
        case_feedback.case_sheet(row.code, ref, by=author, now=site.NOW)
    case_feedback.give_case_sheet(row.code, ref, by=scene.quality, **SENT)
    sheet = case_feedback.case_sheet(row.code, ref, by=author, now=site.NOW)
    assert sheet
    assert sheet.to_look_at == "More."
    assert own_inspections.page(row.code, by=scene.quality).n_given == 1
    with pytest.raises(NotAllowedError):
        case_feedback.case_sheet(row.code, ref, by=site.actor(scene.peer), now=site.NOW)
    # The programme is made once for a framework.
    assert scene.planned().programme == row.programme
    listed = own_inspections.of_service(scene.service.code, by=scene.quality)
    assert len(listed.listed) == 2
    assert own_inspections.services(by=scene.quality) == ((scene.service.code, scene.service.name),)


def test_nobody_of_the_inspectorate_sees_it_until_it_is_shared(scene: Scene) -> None:
    row = scene.planned()
    scene.judged(row)
    own = site.actor(site.person(Role.CHIEF_INSPECTOR, home_service=scene.service))
    elsewhere = site.somebody(Role.QUALITY_MANAGER, service=site.service())
    lead = site.somebody(Role.LEAD_INSPECTOR, inspection=row)
    for outsider in (scene.chief, scene.manager, own, elsewhere, lead):
        assert not inspections.deeds_on(row.code, by=outsider)
        assert row.code not in [one.code for one in inspections.listed(by=outsider)]
    own_inspections.share(row.code, shown=True, by=scene.quality, **SENT)
    assert inspections.deeds_on(row.code, by=scene.chief) == {
        Deed.INSPECTION_READ,
        Deed.SCORES_PREVIEW,
    }
    assert [one.code for one in inspections.listed(by=scene.manager)] == [row.code]
    assert scores.preview(row.code, by=scene.chief, now=site.NOW).synthetic.startswith(NOTICE)
    for outsider in (own, elsewhere, lead):
        assert not inspections.deeds_on(row.code, by=outsider)
        assert row.code not in [one.code for one in inspections.listed(by=outsider)]
    assert own_inspections.page(row.code, by=scene.quality).shared_by == scene.quality.name
    own_inspections.share(row.code, shown=False, by=scene.quality, **SENT)
    assert not inspections.deeds_on(row.code, by=scene.chief)
    kinds = models.Event.objects.filter(chain=row.code).values_list("kind", flat=True)
    assert {"OWN_INSPECTION_SHARED", "OWN_INSPECTION_HIDDEN"} <= set(kinds)


def test_it_stays_out_of_everything_that_inspectors_compare_and_publish(scene: Scene) -> None:
    row = scene.planned()
    scene.judged(row)
    own_inspections.share(row.code, shown=True, by=scene.quality, **SENT)
    code, manager = row.programme.code, scene.manager
    assert code not in [one.code for one in programmes.listed(by=manager)]
    register = series.register(Asked(), by=manager, now=site.NOW)
    assert code not in [one.code for one in register.series]
    for reach in (
        lambda: programmes.one(code, by=manager),
        lambda: planning.plan(
            code, scene.service.code, planning.Fieldwork(), by=manager, now=site.NOW
        ),
        lambda: series.count_reinspections(code, counts=True, by=manager, now=site.NOW),
    ):
        with pytest.raises(NotAllowedError):
            reach()
    administrator = site.somebody(Role.ADMINISTRATOR)
    assert row.code not in [one.code for one in directory.inspections(by=administrator)]
    for stage in (Stage.FIELDWORK, Stage.MODERATION):
        stages.move(row.code, stage, by=scene.quality, **SENT)
    with pytest.raises(InputError, match="never published"):
        stages.move(row.code, Stage.DRAFTING, by=scene.quality, **SENT)
    leads_to_a_report = {deed for deed in Deed if deed.startswith(("DRAFT", "FACTS", "REPORT"))}
    everybody = (scene.quality, scene.chief, manager, site.actor(scene.author))
    for somebody in everybody:
        assert not inspections.deeds_on(row.code, by=somebody) & leads_to_a_report
    assert not published.listed(Asked(), now=site.NOW).reports


def test_its_team_is_the_services_and_its_guests(scene: Scene) -> None:
    row = scene.planned()
    said = {"by": scene.quality, **SENT}
    guest = teams.Part(role=TeamRole.LOCAL_ASSESSOR, days=1)
    teams.add(row.code, site.person().email, guest, **said)
    part = teams.Part(role=TeamRole.LEAD_INSPECTOR, days=1)
    with pytest.raises(InputError, match="run by the quality manager"):
        teams.add(row.code, scene.peer.email, part, **said)
    inspector = site.person(Role.ASSESSOR, inspection=site.inspection())
    with pytest.raises(InputError, match="inspects for the inspectorate"):
        teams.add(row.code, inspector.email, guest, **said)
    administrator = site.somebody(Role.ADMINISTRATOR)
    with pytest.raises(InputError, match="run by the quality manager"):
        people.grant(
            scene.peer.pk,
            Role.EDITOR,
            inspection=row.code,
            starts_on=site.TODAY,
            by=administrator,
            now=site.NOW,
        )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"framework": "no-such"}, "framework from the list"),
        ({"criteria": ("CCI-9.9",)}, "no criterion"),
        ({"kind": OwnKind.THEMATIC_REVIEW}, "Choose the criteria"),
        ({"ends_on": date(2026, 1, 1)}, "ends before"),
        ({"last_start": date(2020, 1, 1)}, "before the first"),
        ({"last_start": site.TODAY}, "before the work begins"),
    ],
)
def test_what_cannot_be_planned_is_refused(scene: Scene, fields: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        scene.planned(**fields)
    assert not models.Inspection.objects.exclude(own_kind="").exists()


def test_nobody_else_plans_and_an_inspection_is_no_self_inspection(scene: Scene) -> None:
    for outsider in (scene.chief, site.somebody(Role.QUALITY_MANAGER, service=site.service())):
        with pytest.raises(NotAllowedError):
            own_inspections.plan(scene.service.code, DRAFT, by=outsider, **SENT)
    with pytest.raises(NotAllowedError):
        own_inspections.choices("no-such", by=scene.quality)
    real = site.inspection(Stage.ANNOUNCED, service=scene.service)
    with pytest.raises(NotAllowedError):
        own_inspections.page(real.code, by=scene.quality)


def test_a_thematic_review_asks_and_scores_its_criteria_alone(scene: Scene) -> None:
    row = scene.planned(kind=OwnKind.THEMATIC_REVIEW, criteria=("CCI-1.1",))
    scene.judged(row)
    found = scores.preview(row.code, by=scene.quality, now=site.NOW).scores
    assert [one.id for one in found.criteria] == ["CCI-1.1"]
    assert not found.headlines
    assert own_inspections.page(row.code, by=scene.quality).criteria[0].startswith("1.1")
    judgements, cases = assessments.judgements(row.code, by=scene.quality)
    assert len(cases) == 5
    assert {one.item_id for one in judgements} == {i.id for i in frameworks.of(row).items}


def test_a_quarterly_audit_takes_a_case_of_each_manager_and_skips_the_last(scene: Scene) -> None:
    said = {"word": "heron", "by": scene.quality, **SENT}
    first = scene.planned(kind=OwnKind.QUARTERLY_AUDIT)
    assert own_draws.plan(first.code, by=scene.quality).refusal
    scene.listed(first)
    ahead = own_draws.plan(first.code, by=scene.quality)
    assert (ahead.n_cases, ahead.n_managers, ahead.n_audited) == (7, 3, 0)
    assert own_draws.draw(first.code, **said) == ()
    drawn = set(first.cases.filter(standing="SAMPLE").values_list("ref", flat=True))
    managers = [row.attributes["case_manager"] for row in first.cases.filter(ref__in=drawn)]
    assert sorted(managers) == ["M-0", "M-1", "M-2"]
    assert not samples.replay(first.code, by=scene.quality).differences
    ninety = timedelta(days=90)
    again = scene.planned(
        kind=OwnKind.QUARTERLY_AUDIT,
        starts_on=site.TODAY + ninety,
        ends_on=site.TODAY + ninety,
    )
    scene.listed(again)
    assert own_draws.plan(again.code, by=scene.quality).n_audited == 3
    own_draws.draw(again.code, **said)
    later = set(again.cases.filter(standing="SAMPLE").values_list("ref", flat=True))
    assert not drawn & later
    assert not samples.replay(again.code, by=scene.quality).differences
    with pytest.raises(InputError, match="drawn already"):
        own_draws.draw(again.code, **said)
    with pytest.raises(InputError, match="Only a quarterly audit"):
        own_draws.plan(scene.planned().code, by=scene.quality)
    row = scene.planned(kind=OwnKind.QUARTERLY_AUDIT)
    assert own_draws.plan(row.code, by=scene.quality).quarter == "2026 Q4", "a later audit is none"
    models.Inspection.objects.filter(pk=row.pk).update(fieldwork_starts_on=None)
    models.Inspection.objects.filter(pk=row.pk).update(fieldwork_ends_on=None)
    with pytest.raises(InputError, match="first day"):
        own_draws.plan(row.code, by=scene.quality)
    waiting = calibrations.page(row.code, by=scene.quality, now=site.NOW)
    assert waiting.fault == calibrations.NONE_YET


def guests(row: models.Inspection) -> list[tuple[str, str, date | None]]:
    rows = models.Invitation.objects.filter(inspection=row)
    return list(rows.values_list("email", "role", "ends_on"))


def test_the_quality_manager_invites_guests_of_a_partner_agency(scene: Scene) -> None:
    row = scene.planned()
    last = site.TODAY + timedelta(days=30)
    sent: dict[str, Any] = {
        "name": "Invented Guest",
        "ends_on": last,
        "link": lambda token: f"https://corecase.example.org/{token}",
        "by": scene.quality,
        **SENT,
    }
    own_guests.invite(row.code, email="Guest@example.org", **sent)
    assert guests(row) == [("guest@example.org", "LOCAL_ASSESSOR", last)]
    assert len(mail.outbox) == 1
    known = site.person()
    own_guests.invite(row.code, email=known.email, **sent)
    given = models.Grant.objects.get(person=known)
    assert (given.role, given.inspection, given.ends_on) == ("LOCAL_ASSESSOR", row, last)
    for day in (site.TODAY - timedelta(days=1), site.TODAY + timedelta(days=184)):
        with pytest.raises(InputError, match="half a year ahead") as refused:
            own_guests.invite(row.code, email="x@example.org", **{**sent, "ends_on": day})
        assert refused.value.field == "ends_on"
    for who in (scene.manager, scene.chief, site.actor(scene.author)):
        with pytest.raises(NotAllowedError):
            own_guests.invite(row.code, email="x@example.org", **{**sent, "by": who})
    inspection = site.inspection(Stage.FIELDWORK, service=scene.service)
    with pytest.raises(NotAllowedError):
        own_guests.invite(inspection.code, email="x@example.org", **sent)
    inspector = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    with pytest.raises(InputError, match="inspections of the inspectorate") as unwanted:
        own_guests.invite(row.code, email=inspector.email, **sent)
    assert unwanted.value.field == "email"
    assert len(guests(row)) == 1


def test_an_administrator_lets_no_inspector_into_one(scene: Scene) -> None:
    row = scene.planned()
    inspector = site.person(Role.CHIEF_INSPECTOR)
    said: dict[str, Any] = {"by": site.actor(site.person(Role.ADMINISTRATOR)), "now": site.NOW}
    for role in (Role.ASSESSOR, Role.LOCAL_ASSESSOR):
        with pytest.raises(InputError, match="inspections of the inspectorate"):
            people.grant(inspector.pk, role, inspection=row.code, starts_on=site.TODAY, **said)
    other = site.person()
    people.grant(other.pk, Role.ASSESSOR, inspection=row.code, starts_on=site.TODAY, **said)
    assert models.Grant.objects.filter(inspection=row, person__in=(inspector, other)).count() == 1


@pytest.mark.parametrize("is_guest_first", [True, False])
def test_who_became_an_inspector_joins_no_self_inspection(
    scene: Scene, is_guest_first: bool
) -> None:
    row = scene.planned()
    offer = Offer(
        email="both@example.org",
        name="Invented Both",
        role=Role.LOCAL_ASSESSOR,
        inspection=row.code,
    )
    chief = replace(offer, role=Role.CHIEF_INSPECTOR, inspection="")
    said: dict[str, Any] = {"by": site.actor(site.person(Role.ADMINISTRATOR)), "now": site.NOW}
    for one in (offer, chief) if is_guest_first else (chief, offer):
        token = invitations.invite(one, link=str, **said)
    joined = invitations.accept(token, "an invented pass phrase", now=site.NOW)
    held = models.Grant.objects.filter(person=joined).values_list("role", flat=True)
    assert list(held) == ["CHIEF_INSPECTOR"]


def test_a_guest_is_invited_on_a_page(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: site.NOW)
    row = scene.planned()
    client = site.client_for(models.Person.objects.get(pk=scene.quality.person_id))
    at = reverse("own_guest", args=[row.code])
    assert at in client.get(reverse("own_inspection", args=[row.code])).content.decode()
    assert "Invite a guest reviewer" in client.get(at).content.decode()
    typed = {"name": "Invented Guest", "email": "guest@example.org", "ends_on": "2020-01-01"}
    refused = client.post(at, typed)
    assert refused.status_code == 422
    assert "half a year ahead" in refused.content.decode()
    assert client.post(at, {**typed, "ends_on": "2026-12-01"}).status_code == 302
    assert "/invitations/" in str(mail.outbox[0].body) or "http" in str(mail.outbox[0].body)
    assert len(guests(row)) == 1


def test_an_export_names_no_case_and_stays_the_same_only_when_asked(scene: Scene) -> None:
    row = scene.planned()
    said = {"by": scene.quality, **SENT}
    asked: dict[str, Any] = {"form": "csv", "stays": False, **said}
    with pytest.raises(InputError, match="Nothing is judged"):
        own_exports.export(scene.service.code, key="k" * 32, **asked)
    with pytest.raises(InputError, match="form of the file"):
        own_exports.export(scene.service.code, key="k" * 32, **{**asked, "form": "doc"})
    scene.judged(row)
    files = [
        own_exports.export(scene.service.code, key=key * 32, **asked)[1] for key in ("k", "l", "k")
    ]
    assert files[0] == files[2] != files[1]
    kept = [
        own_exports.export(scene.service.code, key=key * 32, **{**asked, "stays": True})[1]
        for key in ("k", "l")
    ]
    assert kept[0] == kept[1]
    with zipfile.ZipFile(io.BytesIO(files[0])) as archive:
        text = archive.read("judgements.csv").decode()
        meaning = archive.read("data-dictionary.csv").decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    judgements, _ = assessments.judgements(row.code, by=scene.quality)
    assert len(rows) == len(list(judgements)) > 500
    assert len({one["case"] for one in rows}) == 5
    assert {one["source"] for one in rows} == {NOTICE}
    assert all(f"\n{name}," in meaning for name in rows[0])
    assert "X-" not in text
    assert scene.author.name not in text
    for form, start in (("xlsx", b"PK"), ("parquet", b"PK")):
        name, content = own_exports.export(
            scene.service.code, key="k" * 32, **{**asked, "form": form}
        )
        assert content.startswith(start)
        assert form in name
    assert models.Consultation.objects.filter(what="JUDGEMENTS", inspection_id=row.pk).count() >= 5
    with pytest.raises(NotAllowedError):
        own_exports.export(scene.service.code, key="k" * 32, **{**asked, "by": scene.chief})


def test_calibration_waits_for_the_next_published_inspection_and_then_says_how_far(
    scene: Scene,
) -> None:
    row = scene.planned()
    ask = {"by": scene.quality, "now": site.NOW}
    assert calibrations.page(row.code, **ask).fault == calibrations.NONE_YET
    scene.judged(row)
    real = funnel_scene.judged(site.programme("cci-2009"), "", service=scene.service, every=2)
    models.Inspection.objects.filter(pk=real.pk).update(
        fieldwork_starts_on=site.TODAY + timedelta(days=30), fieldwork_ends_on=None
    )
    assert calibrations.page(row.code, **ask).fault == calibrations.NONE_YET
    funnel_scene.published(real)
    found = calibrations.page(row.code, **ask)
    assert found.found is not None, found.fault
    assert len(found.found.rows) == len(frameworks.of(row).criteria)
    assert found.against == real.programme.title
    assert "points" in found.found.rows[0].difference
    narrow = scene.planned(kind=OwnKind.THEMATIC_REVIEW, criteria=("CCI-1.1",))
    scene.judged(narrow)
    review = calibrations.page(narrow.code, **ask).found
    assert review
    assert [one.id for one in review.rows] == ["CCI-1.1"]


def test_its_pages_say_whose_it_is_and_lead_on(scene: Scene) -> None:
    quality: Actor = scene.quality
    browser = site.client_for(models.Person.objects.get(pk=quality.person_id))
    start = f"/services/{scene.service.code}/self-inspections"
    assert "Self-inspections" in browser.get("/").text
    assert "cci-2009" in browser.get(f"{start}/new/").text
    days = {
        "starts_on": "2026-11-02",
        "ends_on": "2026-11-06",
        "first_start": "2026-04-01",
        "last_start": "2026-10-01",
    }
    sent = {"framework": "cci-2009", "kind": "QUARTERLY_AUDIT", **days}
    refused = browser.post(f"{start}/new/", {**sent, "last_start": "2026-03-01"})
    assert refused.status_code == 422
    assert "before the first" in refused.text
    made = browser.post(f"{start}/new/", sent)
    code = models.Inspection.objects.get(own_kind="QUARTERLY_AUDIT").code
    assert made.headers["Location"] == f"/inspections/{code}/self/"
    row = models.Inspection.objects.get(code=code)
    scene.listed(row)
    rooms = ("self/", "self/quarterly-draw/", "self/calibration/", "team/", "caseload/", "cases/")
    for room in (*rooms, "second-marking/", "scores/", "feedback/", "progress/", ""):
        page = browser.get(f"/inspections/{code}/{room}")
        assert page.status_code == 200, room
        assert NOTICE in page.text, room
    drawn = browser.post(f"/inspections/{code}/self/quarterly-draw/", {"word": "heron"})
    assert drawn.headers["Location"] == f"/inspections/{code}/sample/"
    assert NOTICE in browser.get(f"/inspections/{code}/sample/").text
    browser.post(f"/inspections/{code}/self/share/", {"shown": "yes"})
    assert "Stop sharing" in browser.get(f"/inspections/{code}/self/").text
    empty = browser.post(f"{start}/export/", {"form": "csv"})
    assert "Nothing is judged" in empty.text
    other = scene.planned()
    scene.judged(other)
    file = browser.post(f"{start}/export/", {"form": "xlsx"})
    assert file.headers["Content-Disposition"].endswith('.xlsx"')
