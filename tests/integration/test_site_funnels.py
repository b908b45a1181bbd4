"""Funnels of what a programme published: who stands in them, why not, and how the page says it."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corecase.actions import funnels, kept_errors, reports
from corecase.core.errors import InputError
from corecase.core.people import Actor, NotAllowedError, Role
from corecase.core.scoring import Scores
from corecase.exchange import frameworks
from corecase.statistics.practice_errors import RECONSTRUCTED
from corecase.store.cases import models
from corecase.store.public.models import Publication, PublishedScore
from tests import funnel_scene, publications, site
from tests.funnel_scene import judged, published

pytestmark = pytest.mark.django_db

NAMES = ("Weald", "Anyborough", "Mere")
HEADLINES = [one.id for one in funnel_scene.CCI.headlines]


class Scene:
    """Three invented services of one programme, published; `scores` is what each printed."""

    def __init__(self) -> None:
        self.programme = site.programme("cci-2009")
        self.inspections: dict[str, models.Inspection] = {}
        self.scores: dict[str, Scores] = {}
        for place, name in enumerate(NAMES):
            self.add(name, every=3 + place)

    def add(self, name: str, n_cases: int = 6, *, every: int = 4, **fields: object) -> None:
        self.inspections[name] = judged(self.programme, name, n_cases, every=every, **fields)
        self.scores[name] = published(self.inspections[name])


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture(autouse=True)
def nothing_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other tests read of equal folders is not known here."""
    monkeypatch.setattr(funnels, "_READ", {})


def manager() -> Actor:
    return site.somebody(Role.PROGRAMME_MANAGER)


def shown(programme: models.Programme) -> funnels.Funnels:
    return funnels.of_programme(programme.code, by=manager(), now=site.NOW)


def page(programme: models.Programme) -> str:
    client = site.client_for(site.person(Role.CHIEF_INSPECTOR))
    response = client.get(reverse("funnel", args=[programme.code]))
    assert response.status_code == 200
    return unescape(response.content.decode())


def reasons(found: funnels.HeadlineFunnel) -> dict[str, str]:
    return {one.service: one.reason for one in found.left_out}


def test_each_headline_has_its_published_scores_by_name(scene: Scene) -> None:
    found = shown(scene.programme)
    assert (found.n_services, found.n_synthetic, found.as_at) == (3, 3, site.TODAY)
    assert [one.id for one in found.headlines] == HEADLINES
    for one in found.headlines:
        assert [row[0] for row in one.rows] == sorted(NAMES)
        assert one.left_out == ()
        for name, cases, _, score, interval, *_ in one.rows:
            low, high = interval.split(" to ")
            assert float(low[:-1]) < float(score[:-1]) < float(high[:-1])
            (printed,) = (s for s in scene.scores[name].headlines if s.id == one.id)
            assert score == f"{float(printed.figure.share):.1%}"
            assert cases == "6"


def test_the_page_has_words_picture_and_table_and_says_what_it_rests_on(scene: Scene) -> None:
    content, found = page(scene.programme), shown(scene.programme)
    said = " ".join(re.sub(r"<[^>]+>", " ", content).split())
    assert "from 3 services: each with its latest published report, re-inspections left out" in said
    assert "The services are all invented." in said
    assert "sampling variation only" in said
    assert "gives nobody a place" in said
    assert "With fewer than 10 services the lines are made of few differences" in said
    for one in found.headlines:
        assert one.chart is not None
        # The page is as at the day of the browser, and the same but for that.
        for part in one.chart.alt.split("2 November 2026"):
            assert part in said
        assert "The lines allow for sampling and for the usual differences" in one.chart.alt
        assert reverse("funnel_chart", args=[scene.programme.code, one.id]) in content
        for row in one.rows:
            assert " ".join(row) in said


def test_the_picture_has_title_and_description_and_no_style(scene: Scene) -> None:
    client = site.client_for(site.person(Role.PROGRAMME_MANAGER))
    address = reverse("funnel_chart", args=[scene.programme.code, HEADLINES[0]])
    response = client.get(address)
    assert response.headers["Content-Type"] == "image/svg+xml"
    picture = response.content.decode()
    assert "<title" in picture
    assert "scores of 3 services" in picture
    assert "style" not in picture
    assert client.get(address.replace(HEADLINES[0], "nothing")).status_code == 404


def test_scores_are_those_of_the_register_and_errors_those_frozen(scene: Scene) -> None:
    before = shown(scene.programme)
    models.FieldState.objects.update(value=funnel_scene.INSUFFICIENT)
    assert shown(scene.programme) == before
    Publication.objects.filter(service="Mere").update(service="Mere and Fen")
    names = [row[0] for row in shown(scene.programme).headlines[0].rows]
    assert names == ["Anyborough", "Mere and Fen", "Weald"]


def test_errors_kept_at_the_signing_are_those_of_the_frozen_folder(scene: Scene) -> None:
    read_before = shown(scene.programme)
    for code, inspection in scene.inspections.items():
        row = models.ReportVersion.objects.get(inspection=inspection)
        errors = kept_errors.of_report(reports.built(inspection, site.TODAY))
        row.scores = [{**one, kept_errors.ERROR: errors[one["score"]]} for one in row.scores]
        row.save()
        assert kept_errors.printed(row.scores[0]).keys() == {*row.scores[0]} - {"error"}, code
    funnels._READ.clear()
    assert shown(scene.programme) == read_before
    assert funnels._READ == {}


def test_a_corrected_version_stands_in_place_of_the_first(scene: Scene) -> None:
    before = shown(scene.programme)
    models.FieldState.objects.filter(
        assessment__case__inspection=scene.inspections["Mere"],
        item_id__in=funnel_scene.FREE[::2],
        field="ANSWER",
    ).update(value=funnel_scene.INSUFFICIENT)
    correction = models.Correction.objects.create(
        inspection=scene.inspections["Mere"],
        reason="Invented.",
        opened_by=site.person(),
        opened_at=site.NOW,
    )
    published(scene.inspections["Mere"], number=2, correction=correction)
    rows, was = shown(scene.programme).headlines[0].rows, before.headlines[0].rows
    assert [row[0] for row in rows] == sorted(NAMES)
    assert [row[3] == old[3] for row, old in zip(rows, was, strict=True)] == [True, False, True]


def test_re_inspections_stand_in_it_only_where_the_programme_counts_them(scene: Scene) -> None:
    first = scene.inspections["Weald"]
    again = judged(scene.programme, "", 6, every=2, service=first.service, previous=first)
    scores = published(again)
    Publication.objects.filter(code=first.code).update(published_on="2026-01-05")
    printed = f"{float(scores.headlines[0].figure.share):.1%}"
    assert shown(scene.programme).headlines[0].rows[2][3] != printed
    models.Programme.objects.filter(pk=scene.programme.pk).update(counts_reinspections=True)
    found = shown(scene.programme)
    assert found.n_services == 3
    assert found.headlines[0].rows[2][3] == printed
    assert "re-inspections counted" in page(scene.programme)


def test_a_service_that_cannot_stand_in_it_is_named_with_the_reason(scene: Scene) -> None:
    scene.add("Few", 4)
    scene.add("Alike", spread=False)
    elsewhere = publications.entry("elsewhere", site.NOW, service="Elsewhere")
    Publication.objects.filter(pk=elsewhere.pk).update(programme_code=scene.programme.code)
    publications.version(elsewhere)
    PublishedScore.objects.filter(version__publication__service="Weald", score=HEADLINES[0]).update(
        count=0, out_of=0
    )
    found = shown(scene.programme)
    assert found.n_services == 5
    assert reasons(found.headlines[0]) == {
        "Alike": "its cases show no spread",
        "Elsewhere": funnels.NOT_HELD,
        "Few": "fewer than 5 applicable cases",
        "Weald": "nothing behind this score applied",
    }
    assert "Elsewhere: its judgements are not held here" in page(scene.programme)


def test_a_reconstruction_has_no_funnel_and_each_headline_says_why() -> None:
    text = frameworks.text("cci-2009")
    invented = text.replace("- id: CCI-R01\n", "- id: CCI-R01\n  wording: invented\n", 1)
    programme = site.programme("cci-2009", framework_text=invented)
    for name in NAMES[:2]:
        published(judged(programme, name))
    for one in shown(programme).headlines:
        assert reasons(one) == dict.fromkeys(sorted(NAMES[:2]), RECONSTRUCTED)
        assert one.fault == "A funnel needs 2 services or more; there are 0."


def test_with_too_few_services_the_page_says_how_many_are_needed_and_nothing_else() -> None:
    programme = site.programme("cci-2009")
    assert "there are 0." in page(programme)
    published(judged(programme, "Weald"))
    content = page(programme)
    assert "A funnel needs 2 services or more" in content
    assert "there is 1." in content
    for absent in ("<table", "<img", "How to read", "Weald"):
        assert absent not in content.partition("<main")[2]
    with pytest.raises(InputError, match="needs 2 services or more; there is 1"):
        funnels.picture(programme.code, HEADLINES[0], by=manager(), now=site.NOW)


def test_scores_without_a_line_between_them_have_no_funnel(scene: Scene) -> None:
    PublishedScore.objects.filter(score=HEADLINES[0]).update(count=5, out_of=5)
    first, *others = shown(scene.programme).headlines
    assert first.fault.startswith("A funnel around 0% or 100% has no lines")
    assert first.rows == ()
    assert all(one.chart for one in others)
    assert first.fault in page(scene.programme)
    with pytest.raises(InputError, match="around 0% or 100%"):
        funnels.picture(scene.programme.code, HEADLINES[0], by=manager(), now=site.NOW)


def test_services_of_one_name_are_told_apart(scene: Scene) -> None:
    Publication.objects.filter(service="Mere").update(service="Weald")
    names = [row[0] for row in shown(scene.programme).headlines[0].rows]
    codes = sorted(scene.inspections[name].service.code for name in ("Mere", "Weald"))
    assert names == ["Anyborough", *sorted(f"Weald ({code})" for code in codes)]


def test_a_damaged_folder_is_not_held(scene: Scene) -> None:
    rendering = models.ReportVersion.objects.get(inspection=scene.inspections["Mere"]).rendering
    models.Rendering.objects.filter(pk=rendering.pk).update(folder=b"damaged", sha256="1" * 64)
    found = shown(scene.programme)
    assert found.n_services == 2
    assert reasons(found.headlines[0]) == {"Mere": funnels.NOT_HELD}


def test_it_is_for_whoever_reads_the_register(scene: Scene) -> None:
    for role in (Role.ADMINISTRATOR, Role.OVERSIGHT):
        with pytest.raises(NotAllowedError):
            funnels.of_programme(scene.programme.code, by=site.somebody(role), now=site.NOW)
    with pytest.raises(NotAllowedError):
        funnels.of_programme("nothing", by=manager(), now=site.NOW)


def test_the_register_leads_to_it(scene: Scene) -> None:
    client = site.client_for(site.person(Role.CHIEF_INSPECTOR))
    content = client.get(reverse("publications")).content.decode()
    assert reverse("funnel", args=[scene.programme.code]) in content


def test_more_services_take_no_more_queries(scene: Scene) -> None:
    def n_queries() -> int:
        by = manager()
        with CaptureQueriesContext(connection) as caught:
            funnels.of_programme(scene.programme.code, by=by, now=site.NOW)
        return len(caught)

    first = n_queries()
    again = n_queries()
    scene.add("Oakham")
    scene.add("Riverby", every=5)
    assert n_queries() == first <= 7
    assert n_queries() == again < first
