"""The pages of an improvement plan: what they show, take, refuse, and give as files."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.test import Client

from corecase.actions import (
    improvement_desk,
    improvement_files,
    improvement_oversight,
    improvement_progress,
)
from corecase.core.errors import InputError, ManyProblems
from corecase.core.improvement import Progress
from corecase.core.improvement_steps import StepKind
from corecase.core.people import Actor, NotAllowedError
from corecase.documents import formats, improvement_workbook
from corecase.store.cases import models
from tests import improvement_site, site
from tests.improvement_site import ITEM, PUBLISHED, Scene, step

pytestmark = pytest.mark.django_db
TODAY = site.TODAY


def window(scene: Scene, by: Actor) -> tuple[Client, str]:
    """The browser of somebody, and where the improvement plan is."""
    person = models.Person.objects.get(pk=by.person_id)
    return site.client_for(person), f"/inspections/{scene.code}/improvement-plan/"


def test_the_service_writes_it_page_by_page() -> None:
    scene = improvement_site.made()
    client, root = window(scene, scene.liaison)
    own = {"wording": "Courts are served.", "origin": "own", "links": "A plan\nAnother"}
    assert client.post(f"{root}areas/new/", own).status_code == 302
    action = {"area": "3", "wording": "Agree a rota.", "owner": "team manager", "items": ITEM}
    action["timescale"] = "Jan 27 and March 2027"
    asked = " ".join(client.get(f"{root}areas/3/actions/new/").text.split())
    assert f"<li>{ITEM} " in asked
    assert client.post(f"{root}areas/3/actions/new/", action).status_code == 302
    page = " ".join(client.get(root).text.split())
    assert "Courts are served." in page
    assert "A plan; Another" in page
    assert "31 January 2027" in page
    assert "Recommendation 1 has no action." in page
    shown = client.get(f"{root}actions/3.1/").text
    assert "team manager" in shown
    for address in ("areas/3/", "areas/3/join/", "areas/3/remove/", "actions/3.1/change/"):
        assert client.get(f"{root}{address}").status_code == 200
    assert client.post(f"{root}areas/2/join/", {"into": "1"}).status_code == 302
    assert client.post(f"{root}areas/3/remove/").status_code == 422
    assert client.post(f"{root}actions/3.1/remove/").status_code == 302
    assert client.post(f"{root}areas/3/remove/").status_code == 302
    assert "Area 3 is gone." in client.get(f"{root}history/").text


def test_what_somebody_else_wrote_meanwhile_is_shown_and_nothing_typed_is_lost() -> None:
    scene = improvement_site.made()
    ref = improvement_site.action(scene)
    client, root = window(scene, scene.liaison)
    for address, sent in (
        ("areas/1/", {"wording": "Mine.", "origin": "own", "seen": "9"}),
        (f"actions/{ref}/change/", {"wording": "Mine.", "area": "1", "seen": "9"}),
    ):
        refused = client.post(f"{root}{address}", sent)
        assert refused.status_code == 422
        assert "What stands now" in refused.text
        assert "Mine." in refused.text
        assert client.post(f"{root}{address}", {**sent, "seen": "1"}).status_code == 302


def test_progress_and_a_re_audit_are_typed_in() -> None:
    scene = improvement_site.made()
    ref = improvement_site.action(scene)
    client, root = window(scene, scene.quality)
    there = f"{root}actions/{ref}/"
    said = {"words": "Two files were read.", "day": "2026-11-02", "is_completed": "on"}
    assert client.post(f"{there}progress/", said).status_code == 302
    assert client.post(f"{there}progress/", {**said, "day": "2036-11-02"}).status_code == 422
    counts = {"baseline_count": 12, "baseline_out_of": 30, "count": 22, "out_of": 30}
    audit = {"item": ITEM, "audited_on": "2026-11-02", "source": "Own audit", **counts}
    refused = client.post(f"{there}re-audit/", {**audit, "out_of": 0})
    assert refused.status_code == 422
    assert "of 1 or more for “Cases it applied to now”." in refused.text
    assert client.post(f"{there}re-audit/", audit).status_code == 302
    page = " ".join(client.get(there).text.split())
    assert "Two files were read." in page
    assert "improved" in page
    assert "12 of 30 (40%)" in page
    assert client.post(f"{there}reopen/", {"words": "One was missed."}).status_code == 302


def test_an_action_that_names_no_question_is_not_re_audited() -> None:
    scene = improvement_site.made()
    ref = improvement_site.action(scene, items=())
    client, root = window(scene, scene.liaison)
    assert "names no question" in client.get(f"{root}actions/{ref}/re-audit/").text


def test_the_oversight_body_asks_and_the_service_answers() -> None:
    scene = improvement_site.made()
    ref = improvement_site.action(scene)
    client, root = window(scene, scene.oversight)
    there = f"{root}actions/{ref}/"
    for address in ("view/", "questions/new/"):
        assert client.get(f"{there}{address}").status_code == 200
        assert client.post(f"{there}{address}", {"words": " "}).status_code == 422
        assert client.post(f"{there}{address}", {"words": f"Said {address}"}).status_code == 302
    liaison, _ = window(scene, scene.liaison)
    page = liaison.get(there).text
    assert "Said view/" in page
    number = models.ImprovementQuestion.objects.get().pk
    answered = liaison.post(f"{there}questions/{number}/", {"words": "Two of us."})
    assert answered.status_code == 302
    assert "Two of us." in client.get(there).text
    again = liaison.post(f"{there}questions/{number}/", {"words": "Three of us."})
    assert again.status_code == 422
    assert "Three of us." in again.text


def test_steps_are_recorded_by_whom_they_concern() -> None:
    scene = improvement_site.made()
    models.Programme.objects.update(oversight_body="Invented Board")
    client, root = window(scene, scene.liaison)
    assert "Forwarded to the Invented Board" in client.get(f"{root}steps/").text
    sent = {"kind": "SUBMITTED", "on": "2026-11-02", "body": "Invented service"}
    assert client.post(f"{root}steps/", sent).status_code == 302
    lead, _ = window(scene, scene.lead)
    returned = {"kind": "RETURNED", "on": "2026-11-02", "body": "Invented inspectorate"}
    assert "Say why" in lead.post(f"{root}steps/", returned).text
    assert lead.post(f"{root}steps/", {**returned, "reasons": "No owner."}).status_code == 302
    assert "returned to the service" in client.get(root).text


def test_a_programme_sets_who_oversees_and_the_rule() -> None:
    scene = improvement_site.made()
    client, _ = window(scene, scene.manager)
    address = f"/programmes/{scene.inspection.programme.code}/improvement-plans/"
    assert "Done = completed with evidence" in client.get(address).text
    wrong = client.post(address, {"oversight_body": "Board", "rule": "Red = perhaps"})
    assert wrong.status_code == 422
    assert "is no line of a rule" in wrong.text
    good = {"oversight_body": "Board", "rule": "Green = completed\nRed = otherwise"}
    assert client.post(address, good).status_code == 302
    assert "Green = completed" in client.get(address).text


@pytest.mark.parametrize("ending", ["html", "pdf", "docx", "xlsx"])
def test_it_is_downloaded_in_every_format(ending: str) -> None:
    scene = improvement_site.made()
    improvement_site.action(scene)
    client, root = window(scene, scene.council)
    response = client.get(f"{root}files/{ending}/")
    assert response.status_code == 200
    starts = {"html": b"<!", "pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK"}
    assert response.content.lstrip().startswith(starts[ending])
    assert client.get(f"{root}files/exe/").status_code == 404


def test_a_pack_says_what_changed_since_the_last_meeting() -> None:
    scene = improvement_site.made()
    ref = improvement_site.action(scene)
    improvement_progress.report(
        scene.code, ref, words="Two files.", day=TODAY, by=scene.quality, now=site.NOW
    )
    before = PUBLISHED.date()
    made = {"on": TODAY, "since": before, "by": scene.liaison, "today": TODAY}
    page = improvement_files.pack(scene.code, "html", **made).decode()
    assert "Two files." in page
    assert "Action 1.1 has progress" in page
    client, root = window(scene, scene.council)
    asked = client.get(f"{root}pack/?on={TODAY}&since={before}").text
    assert f"pack/pdf/?on={TODAY}&amp;since={before}" in asked
    assert client.get(f"{root}pack/html/?on={TODAY}").status_code == 200
    assert client.get(f"{root}pack/html/?on=x").status_code == 422


def test_a_pack_tells_of_alerts_to_whoever_may_read_them() -> None:
    scene = improvement_site.made()
    (case,) = site.sample(scene.inspection, 1)
    by = site.person()
    models.Alert.objects.create(
        id="00000000-0000-4000-8000-000000000001",
        inspection=scene.inspection,
        case=case,
        concern="canaryconcern",
        raised_by=by,
        raised_at=site.NOW,
    )
    made = {"on": TODAY, "since": None, "today": TODAY}
    for reader, words in ((scene.liaison, "open"), (scene.council, "nobody")):
        page = improvement_files.pack(scene.code, "html", by=reader, **made).decode()
        assert "canary" not in page
        assert (words == "open") == ("open" in page.partition("Alerts")[2].casefold())


@pytest.mark.parametrize(
    ("on", "since", "field"),
    [
        ("2036-11-02", "", "on"),
        ("2026-10-01", "", "on"),
        ("2026-11-02", "2026-11-02", "since"),
        ("2026-11-02", "2026-10-01", "since"),
    ],
)
def test_a_pack_for_days_that_cannot_be_says_so(on: str, since: str, field: str) -> None:
    scene = improvement_site.made()
    client, root = window(scene, scene.liaison)
    response = client.get(f"{root}pack/?on={on}&since={since}")
    assert response.status_code == 422
    assert f'id="id_{field}-error"' in response.text


def workbook(scene: Scene, **fields: object) -> bytes:
    """The improvement plan as it is downloaded, its first action filled in otherwise."""
    plan = improvement_desk.value_of(improvement_desk.row_of(scene.inspection))
    area = plan.areas[0]
    action = replace(area.actions[0], **fields)  # type: ignore[arg-type]  # fields of an action
    areas = (replace(area, actions=(action,)), *plan.areas[1:])
    built = improvement_workbook.build(replace(plan, areas=areas))
    return formats.render(built, ("xlsx",))["xlsx"]


def test_a_workbook_is_looked_at_and_taken_over() -> None:
    scene = improvement_site.made()
    improvement_site.action(scene)
    read = Progress(words="Two files were read.", on=TODAY, is_done=True)
    content = workbook(scene, owner="head of service", progress=(read,))
    client, root = window(scene, scene.liaison)
    file = BytesIO(content)
    file.name = "plan.xlsx"
    looked = client.post(f"{root}import/", {"file": file})
    assert "Action 1.1 has another owner." in looked.text
    assert scene.plan.version == 2
    preview = improvement_files.preview(scene.code, content, name="plan.xlsx", by=scene.liaison)
    said = {"name": "plan.xlsx", "by": scene.liaison, "now": site.NOW}
    with pytest.raises(InputError, match="changed the improvement plan since"):
        improvement_files.take(scene.code, content, seen="1", **said)
    assert improvement_files.take(scene.code, content, seen=preview.seen, **said) > 1
    row = models.ImprovementAction.objects.get()
    assert (row.owner, row.entries.get().words) == ("head of service", "Two files were read.")
    with pytest.raises(InputError, match="changes nothing"):
        improvement_files.take(scene.code, content, seen="3", **said)


def test_a_word_file_is_read_by_its_words() -> None:
    scene = improvement_site.made()
    improvement_site.action(scene)
    word = improvement_files.file(scene.code, "docx", by=scene.liaison, today=TODAY)
    preview = improvement_files.preview(scene.code, word, name="plan.docx", by=scene.liaison)
    said = [change.words for change in preview.changes]
    assert not [words for words in said if "is new" in words or "is gone" in words]


def test_a_workbook_with_faults_is_refused_with_all_of_them() -> None:
    scene = improvement_site.made()
    improvement_site.action(scene)
    content = workbook(scene, id="1/1", items=("X-1",))
    with pytest.raises(ManyProblems) as refused:
        improvement_files.preview(scene.code, content, name="plan.xlsx", by=scene.liaison)
    assert len(refused.value.problems) == 2
    client, root = window(scene, scene.liaison)
    file = BytesIO(content)
    file.name = "plan.xlsx"
    page = client.post(f"{root}import/", {"file": file})
    assert page.status_code == 422
    assert "X-1" in page.text
    assert scene.plan.version == 2


def test_a_file_that_is_too_large_or_lost_is_refused() -> None:
    scene = improvement_site.made()
    large = b"x" * (improvement_files.MAX_BYTES + 1)
    with pytest.raises(InputError, match="larger than 2 MB"):
        improvement_files.preview(scene.code, large, name="plan.xlsx", by=scene.liaison)
    client, root = window(scene, scene.liaison)
    file = BytesIO(large)
    file.name = "plan.xlsx"
    assert client.post(f"{root}import/", {"file": file}).status_code == 422
    lost = client.post(f"{root}import/take/", {"content": "%", "name": "x", "seen": "1"})
    assert lost.status_code == 422


def test_only_the_service_brings_in_a_file() -> None:
    scene = improvement_site.made()
    improvement_site.action(scene)
    content = workbook(scene)
    for by in (scene.quality, scene.lead, scene.oversight):
        with pytest.raises(NotAllowedError):
            improvement_files.preview(scene.code, content, name="plan.xlsx", by=by)


def test_a_reader_sees_it_without_ways_to_write() -> None:
    scene = improvement_site.made()
    ref = improvement_site.action(scene)
    taken = step(StepKind.SUBMITTED)
    improvement_oversight.take(scene.code, taken, by=scene.liaison, now=site.NOW)
    client, root = window(scene, scene.council)
    for address in ("", f"actions/{ref}/"):
        page = client.get(f"{root}{address}").text
        for way in ("areas/new", "/change/", "/progress/", "/view/", "/steps/"):
            assert way not in page
