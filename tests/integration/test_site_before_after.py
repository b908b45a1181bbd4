"""A re-inspection beside the inspection before it: page, annex, and what readers see."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from corecase.actions import before_after as actions
from corecase.actions import (
    changes_since,
    funnels,
    improvement_progress,
    published,
    publishing,
    reports,
)
from corecase.core.before_after import Verdict, stored
from corecase.core.errors import InputError
from corecase.core.people import NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.documents.inspection_report import build
from corecase.documents.model import Heading
from corecase.exchange import frameworks, inspection_folders
from corecase.pipelines.read import read_folder
from corecase.pipelines.render import report_of
from corecase.store.cases import models
from corecase.store.public.models import PublishedVersion
from tests import funnel_scene, improvement_site, publications, site

pytestmark = pytest.mark.django_db

FIGURES = {
    "source": "An invented paper",
    "published": "January 2025",
    "standing": "attributed",
    "inspected": "June 2024",
}
HEADLINES = ("safeguarding", "risk_of_harm", "likelihood_of_reoffending")


@pytest.fixture(autouse=True)
def nothing_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other tests read of equal folders is not known here."""
    monkeypatch.setattr(funnels, "_READ", {})
    changes_since._judged.cache_clear()


@pytest.fixture
def before() -> models.Inspection:
    """An invented inspection with low scores, published."""
    found = funnel_scene.judged(site.programme("cci-2009"), "Anyborough", 8, every=2)
    funnel_scene.published(found)
    return found


@pytest.fixture
def again(before: models.Inspection) -> models.Inspection:
    """Its re-inspection with better ones, which is drafted; the references are the same."""
    found = funnel_scene.judged(
        before.programme, "", 8, every=9, service=before.service, previous=before
    )
    found.stage = Stage.DRAFTING
    found.save()
    return found


def editor(row: models.Inspection) -> models.Person:
    return site.person(Role.EDITOR, inspection=row)


def page(row: models.Inspection) -> actions.Page:
    return actions.page(row.code, by=site.actor(editor(row)), now=site.NOW)


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


def test_every_score_is_read_before_and_after_with_its_counts(again: models.Inspection) -> None:
    found = page(again).changes
    assert found is not None
    framework = frameworks.load("cci-2009")
    assert [row.id for row in found.of("headline")] == [one.id for one in framework.headlines]
    assert len(found.of("criterion")) == len(framework.criteria)
    for row in found.of("headline"):
        assert row.before is not None
        assert row.after is not None
        assert row.verdict is Verdict.IMPROVED
        # Fewer than ten services are published, so that nothing is known of regression.
        assert row.net is None
    assert found.n_common_cases == 8
    assert found.same_cases
    assert any(
        "how much of a change would have come by itself" in one.lower() for one in found.said
    )


def test_the_page_has_tables_picture_and_words_and_says_that_it_is_a_preview(
    again: models.Inspection,
) -> None:
    client = site.client_for(editor(again))
    address = reverse("before_after", args=[again.code])
    said = words(client, address)
    assert "PREVIEW: this inspection is not published" in said
    assert "points higher (95% interval:" in said
    assert "Questions judged both times on the same cases" in said
    picture = client.get(reverse("before_after_chart", args=[again.code]))
    assert picture["Content-Type"] == "image/svg+xml"
    assert b"<title" in picture.content
    small = client.get(reverse("before_after_chart", args=[again.code]), {"narrow": "1"})
    assert small.content != picture.content
    # No score has anything beyond what was to be expected, so there is no column for it.
    assert "Beyond what was to be expected" not in said
    assert models.Consultation.objects.filter(inspection_id=again.pk, what="SCORES").exists()


def test_progress_against_the_plan_stands_beside_the_changes() -> None:
    scene = improvement_site.made()
    ref = improvement_site.action(scene)
    entered = improvement_progress.Entered(
        item=improvement_site.ITEM,
        audited_on=site.TODAY,
        baseline_count=12,
        baseline_out_of=24,
        count=15,
        out_of=22,
    )
    improvement_progress.enter_audit(scene.code, ref, entered, by=scene.quality, now=site.NOW)
    first = scene.inspection
    again = site.inspection(
        Stage.DRAFTING, programme=first.programme, service=first.service, previous=first
    )
    found = page(again)
    assert [(one.area.id, one.n_completed, len(one.audits)) for one in found.planned] == [
        ("1", 0, 1),
        ("2", 0, 0),
    ]
    said = words(site.client_for(editor(again)), reverse("before_after", args=[again.code]))
    assert "0 of 1" in said
    assert "was 12 of 24 (50%), is 15 of 22 (68%): 18 points higher" in said
    assert "not yet distinguishable" in said
    # Who drafts the one after does not read the improvement plan itself, and is not sent there.
    assert not found.may_read_plan
    assert "Read the whole improvement plan" not in said
    chief = site.client_for(site.person(Role.CHIEF_INSPECTOR))
    whole = words(chief, reverse("before_after", args=[again.code]))
    assert "Read the whole improvement plan" in whole


def test_what_was_to_be_expected_is_taken_off_once_enough_services_are_published(
    again: models.Inspection, before: models.Inspection
) -> None:
    for place in range(9):
        made = funnel_scene.judged(before.programme, f"Service {place}", 6, every=3 + place % 4)
        funnel_scene.published(made)
    # Of a service that scored everything no logit can be taken.
    full = funnel_scene.judged(before.programme, "Full", 2, every=1000, spread=False)
    funnel_scene.published(full)
    rows = page(again).changes
    assert rows is not None
    for row in rows.of("headline"):
        assert row.net is not None
        assert row.expected is not None
        assert row.raw is not None
        assert row.net.share < row.raw.share
    first = funnels.first_scores(before.programme, site.TODAY)
    assert {len(scored) for scored in first.values()} == {10}


def test_without_one_before_the_page_says_what_to_do(before: models.Inspection) -> None:
    before.stage = Stage.DRAFTING
    before.save()
    found = page(before)
    assert found.fault == changes_since.NONE_BEFORE
    assert found.chart is None
    assert changes_since.for_report(before, site.TODAY) is None
    with pytest.raises(InputError, match="No inspection before this one is linked"):
        actions.picture(before.code, by=site.actor(editor(before)), now=site.NOW)


def test_an_inspection_before_that_is_not_published_is_not_compared(
    again: models.Inspection,
) -> None:
    models.ReportVersion.objects.update(
        withdrawn_at=site.NOW, withdrawn_by=site.person(), published_at=None
    )
    assert page(again).fault == changes_since.NOT_PUBLISHED
    assert changes_since.for_report(again, site.TODAY) is None


def test_a_folder_that_was_changed_is_not_read(again: models.Inspection) -> None:
    models.Rendering.objects.update(folder=b"another")
    assert "not the one that was signed" in page(again).fault


def test_without_a_judgement_nothing_is_compared(before: models.Inspection) -> None:
    empty = site.inspection(
        Stage.DRAFTING, programme=before.programme, service=before.service, previous=before
    )
    assert page(empty).fault == "Nothing of this inspection is judged yet."


def test_figures_that_somebody_published_stand_before_without_an_interval(
    before: models.Inspection,
) -> None:
    before.stage = Stage.DRAFTING
    before.save()
    client = site.client_for(editor(before))
    address = reverse("before_after_figures", args=[before.code])
    refused = client.post(address, FIGURES)
    assert refused.status_code == 422
    assert "percentage of at least one headline" in refused.content.decode()
    sent = {**FIGURES, "percent-safeguarding": "38", "percent-risk_of_harm": "36"}
    assert (
        "when that was published"
        in client.post(address, {**sent, "published": "long ago"}).content.decode()
    )
    assert client.post(address, sent).status_code == 302
    assert 'value="38"' in client.get(address).content.decode()
    said = words(client, reverse("before_after", args=[before.code]))
    assert "Before: June 2024." in said
    assert "not weighed: only percentages are printed" in said
    assert "An invented paper; attributed." in said
    found = page(before)
    assert found.changes is not None
    assert [row.before_percent for row in found.changes.of("headline")] == [38, 36, None]
    assert changes_since.for_report(before, site.TODAY) is not None
    with pytest.raises(InputError, match="nothing to draw"):
        actions.picture(before.code, by=site.actor(editor(before)), now=site.NOW)
    models.EarlierFigures.objects.update(published="long ago")
    with pytest.raises(InputError, match="Enter again when"):
        changes_since.of(models.Inspection.objects.get(pk=before.pk), site.TODAY)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"source": " "}, "where the figures are printed"),
        ({"standing": "sure"}, "how well the figures are known"),
        ({"percents": {"safeguarding": 101}}, "from 0 to 100"),
        ({"percents": {"nothing": 10}}, "is no headline"),
    ],
)
def test_figures_that_are_none_are_refused(
    before: models.Inspection, wrong: dict[str, object], message: str
) -> None:
    before.stage = Stage.DRAFTING
    before.save()
    with pytest.raises(InputError, match=message):
        actions.write_figures(
            before.code,
            actions.Figures(**{**FIGURES, "percents": {"safeguarding": 38}, **wrong}),  # type: ignore[arg-type]  # a mapping of texts
            by=site.actor(editor(before)),
            now=site.NOW,
        )


def test_nobody_enters_figures_beside_an_inspection_that_is_held_here(
    again: models.Inspection,
) -> None:
    figures = actions.Figures(**FIGURES, percents={"safeguarding": 38})
    with pytest.raises(InputError, match="its own figures are compared"):
        actions.write_figures(again.code, figures, by=site.actor(editor(again)), now=site.NOW)
    with pytest.raises(NotAllowedError):
        actions.check_may_write(again.code, by=site.somebody(Role.CHIEF_INSPECTOR))


CROSSWALK = """\
title: Invented
before: {framework: cci-2009, edition: "EDITION"}
after: {framework: cci-2009, edition: another}
pairs:
- {before: safeguarding, after: safeguarding, standing: invented}
- {before: CCI-R01, after: CCI-R01, standing: invented}
"""


@pytest.fixture
def other(before: models.Inspection) -> models.Inspection:
    """A re-inspection under another edition of the framework."""
    programme = site.programme("cci-2009")
    text = programme.framework_text
    edition = frameworks.load("cci-2009").edition
    programme.framework_text = text.replace(edition, "another", 1)
    programme.framework_edition = "another"
    programme.save()
    found = funnel_scene.judged(programme, "", 8, every=9, service=before.service, previous=before)
    found.stage = Stage.DRAFTING
    found.save()
    return found


def test_another_edition_is_compared_in_words_until_somebody_gives_a_crosswalk(
    other: models.Inspection,
) -> None:
    found = page(other)
    assert "ask different questions; give a crosswalk" in found.fault
    assert found.needs_crosswalk
    client = site.client_for(editor(other))
    address = reverse("before_after_crosswalk", args=[other.code])
    bad = SimpleUploadedFile("walk.yaml", CROSSWALK.encode())
    refused = client.post(address, {"file": bad})
    assert refused.status_code == 422
    assert "is not what was inspected" in unescape(refused.content.decode())
    large = SimpleUploadedFile("walk.yaml", b"x" * (2**20 + 1))
    assert "larger than 1 MB" in client.post(address, {"file": large}).content.decode()
    text = CROSSWALK.replace("EDITION", frameworks.load("cci-2009").edition)
    good = SimpleUploadedFile("walk.yaml", text.encode())
    assert client.post(address, {"file": good}).status_code == 302
    found = page(other)
    assert found.fault == ""
    assert found.crosswalk is not None
    assert found.crosswalk.name == "walk.yaml"
    assert found.changes is not None
    first = found.changes.of("headline")
    assert first[0].basis == "held alike by the crosswalk (invented)"
    assert any(one.startswith("Scores that have nothing") for one in found.changes.said)
    assert "Now: walk.yaml" in words(client, address)


def test_one_edition_needs_no_crosswalk(again: models.Inspection) -> None:
    by = site.actor(editor(again))
    with pytest.raises(InputError, match="no crosswalk is needed"):
        actions.keep_crosswalk(again.code, "walk.yaml", b"", by=by, now=site.NOW)


def test_the_report_has_an_annex_and_its_folder_the_values(
    again: models.Inspection, tmp_path: Path
) -> None:
    material = reports.material(again, site.TODAY)
    assert material.inspection.changes is not None
    content = inspection_folders.zipped(inspection_folders.files(material))
    inspection_folders.unzipped(content, tmp_path)
    folder = read_folder(tmp_path)
    assert folder.inspection.changes == material.inspection.changes
    document = build(report_of(folder, preview=True))
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings[-1] == "Annex: Before and after"
    kept = stored(material.inspection.changes)
    assert [row[0] for row in kept["rows"]] == [
        one.title for one in frameworks.load("cci-2009").headlines
    ]


def test_readers_see_what_was_kept_with_the_version(again: models.Inspection) -> None:
    changes = changes_since.of(again, site.TODAY)
    version = publications.released(again, site.NOW)
    version.changes = stored(changes)
    version.save()
    again.stage = Stage.SIGN_OFF
    again.save()
    publishing.publish_due(now=site.NOW)
    assert PublishedVersion.objects.get(publication__code=again.code).changes == stored(changes)
    shown = published.one(again.code, now=site.NOW + timedelta(minutes=1)).current.changes
    assert shown is not None
    assert not shown.has_net
    assert [row.verdict for row in shown.rows] == ["improved"] * 3
    # Without an inspection before nothing is shown.
    first = published.one(again.previous.code, now=site.NOW).current  # type: ignore[union-attr]  # it has one
    assert first.changes is None


def test_what_is_not_published_is_no_side_of_a_comparison() -> None:
    with pytest.raises(InputError, match="is not published"):
        changes_since.published_side(site.inspection())
