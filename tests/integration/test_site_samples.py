"""A sample from its plan to its replacements: one recorded draw that anybody can repeat."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from corecase.actions import (
    caseloads,
    replacements,
    sample_charts,
    sample_lists,
    sample_plans,
    samples,
    stages,
)
from corecase.cli import exits
from corecase.core.assessment_states import AssessmentState
from corecase.core.draw_records import broken_links, from_record
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import NotAllowedError, Role
from corecase.core.replacements import MissingReason, ReplacementReason
from corecase.core.stages import Stage
from corecase.exchange import frameworks
from corecase.store.cases import models
from tests import case_lists, site
from tests.terminal import Terminal

pytestmark = pytest.mark.django_db

TRANSFERRED, SUB_JUDICE = ReplacementReason.TRANSFERRED, ReplacementReason.SUB_JUDICE
AWAY = MissingReason.CASE_MANAGER_AWAY


@pytest.fixture
def inspection() -> models.Inspection:
    return case_lists.announced()


@pytest.fixture
def lead(inspection: models.Inspection) -> models.Person:
    """The lead, with a caseload of 12 accepted: 4 in custody, 8 in the community."""
    found = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    case_lists.accepted(inspection, found)
    return found


def drawn(
    inspection: models.Inspection, lead: models.Person, n: int = 6, *strata: str, minimum: int = 0
) -> None:
    """Draws a sample with fixed words."""
    samples.draw(
        inspection.code,
        samples.Choice(n=n, strata=strata, minimum=minimum),
        nonce_inspectorate="heron",
        nonce_service="plover",
        by=site.actor(lead),
        now=site.NOW,
    )
    inspection.refresh_from_db()


def shown(inspection: models.Inspection, lead: models.Person) -> sample_lists.SamplePage:
    return sample_lists.sample(inspection.code, by=site.actor(lead), now=site.NOW)


def address(inspection: models.Inspection, rest: str = "") -> str:
    return f"/inspections/{inspection.code}/sample/{rest}"


def text(page: HttpResponse) -> str:
    return " ".join(page.content.decode().split())


def test_a_draw_makes_cases_in_order_with_a_record_that_repeats_it(
    inspection: models.Inspection, lead: models.Person
) -> None:
    drawn(inspection, lead, 6, "sentence")
    made = models.SampleDraw.objects.get()
    record = from_record(made.record)
    assert record.seed == (
        f"2026-11-02|{inspection.service.code}|{inspection.programme.code}|"
        f"{record.frame_sha256}|heron|plover"
    )
    rows = list(models.SampledCase.objects.filter(inspection=inspection))
    assert [row.ref for row in rows] == [*record.sample, *record.reserves]
    assert [row.position for row in rows] == list(range(1, 13))
    assert [row.standing for row in rows] == ["SAMPLE"] * 6 + ["RESERVE"] * 6
    assert {row.stratum for row in rows} == {"custody", "community"}
    assert sum(row.stratum == "custody" for row in rows[:6]) == 2
    assert samples.replay(inspection.code, by=site.actor(lead)).differences == ()
    assert inspection.stage == Stage.SAMPLE_DRAWN
    event = models.Event.objects.filter(chain=inspection.code).latest("sequence")
    assert event.kind == EventKind.SAMPLE_DRAWN
    assert json.loads(event.subject) == {"draw": made.sha256, "frame": record.frame_sha256}


def test_a_case_has_the_attributes_that_rules_read(
    inspection: models.Inspection, lead: models.Person
) -> None:
    drawn(inspection, lead)
    case = models.SampledCase.objects.get(inspection=inspection, ref="H-012")
    assert case.attributes == {
        "sentence": "custody",
        "sex": "female",
        "ethnicity_group": "white",
        "team": "South",
    }
    assert case.stratum == "all cases"


@pytest.mark.parametrize("balance", [(), ("sex", "team")])
def test_a_draw_of_the_site_is_repeated_by_the_command_from_its_two_files(
    inspection: models.Inspection,
    lead: models.Person,
    terminal: Terminal,
    tmp_path: Path,
    balance: tuple[str, ...],
) -> None:
    samples.draw(
        inspection.code,
        samples.Choice(n=6, strata=("sentence",), balance=balance),
        nonce_inspectorate="heron",
        nonce_service="plover",
        by=site.actor(lead),
        now=site.NOW,
    )
    client = site.client_for(lead)
    for name in ("record.json", "case-list.tsv"):
        page = client.get(address(inspection, name))
        assert "attachment" in page.headers["Content-Disposition"]
        (tmp_path / name).write_bytes(page.content)
    record, listed = tmp_path / "record.json", tmp_path / "case-list.tsv"
    assert (
        sha256(listed.read_bytes()).hexdigest() == json.loads(record.read_bytes())["frame_sha256"]
    )
    done = terminal.run("sample", "replay", str(record), str(listed))
    assert done.code == exits.OK
    assert "The draw repeats: the same 6 cases and 6 reserves" in done.out
    listed.write_text(listed.read_text(encoding="utf-8").replace("North", "South"), "utf-8")
    assert terminal.run("sample", "replay", str(record), str(listed)).code == exits.NOT_REPRODUCED


def test_who_may_not_read_the_caseload_is_offered_no_case_list(
    inspection: models.Inspection, lead: models.Person
) -> None:
    drawn(inspection, lead)
    assert "case-list.tsv" in text(site.client_for(lead).get(address(inspection)))
    planner = site.person(Role.PROGRAMME_MANAGER)
    assert "case-list.tsv" not in text(site.client_for(planner).get(address(inspection)))
    assert site.client_for(planner).get(address(inspection, "case-list.tsv")).status_code == 404


def test_the_same_words_draw_the_same_sample(
    inspection: models.Inspection, lead: models.Person
) -> None:
    drawn(inspection, lead, 6, "sentence")
    first = samples.record(inspection.code, by=site.actor(lead), now=site.NOW)
    samples.withdraw(inspection.code, reason="A slip.", by=site.actor(lead), now=site.NOW)
    drawn(inspection, lead, 6, "sentence")
    again = json.loads(samples.record(inspection.code, by=site.actor(lead), now=site.NOW))
    assert again["groups"] == json.loads(first)["groups"]
    assert again["previous_sha256"] == json.loads(first)["sha256"]
    made = models.SampleDraw.objects.order_by("id")
    assert broken_links(from_record(one.record) for one in made) == ()


def test_there_is_one_draw_and_it_needs_a_caseload(inspection: models.Inspection) -> None:
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    with pytest.raises(InputError, match="no accepted caseload yet"):
        drawn(inspection, lead)
    by = site.actor(lead)
    plan = sample_plans.plan(inspection.code, choice=samples.Choice(n=1), by=by, now=site.NOW)
    assert (plan.n_population, plan.shares, plan.proposals) == (0, (), ())
    assert "no accepted caseload yet" in plan.refusal
    assert shown(inspection, lead).facts is None
    assert sample_lists.comparison(inspection.code, by=by) is None
    with pytest.raises(InputError, match="nothing to compare yet"):
        sample_charts.chart(inspection.code, by=by)
    with pytest.raises(InputError, match="No sample is drawn yet"):
        samples.replay(inspection.code, by=by)
    case_lists.accepted(inspection, lead)
    drawn(inspection, lead)
    with pytest.raises(InputError, match="A sample is drawn already"):
        drawn(inspection, lead)


def test_a_plan_shows_what_the_draw_gives(
    inspection: models.Inspection, lead: models.Person
) -> None:
    choice = samples.Choice(n=5, strata=("sentence", "sex"), minimum=1)
    plan = sample_plans.plan(inspection.code, choice=choice, by=site.actor(lead), now=site.NOW)
    assert [(one.stratum, one.n_population, one.n_drawn) for one in plan.shares] == [
        ("community, female", 2, 1),
        ("community, male", 6, 2),
        ("custody, female", 1, 1),
        ("custody, male", 3, 1),
    ]
    assert [one.name for one in plan.attributes] == ["sentence", "sex", "team"]
    assert plan.seed.split("|")[3] == plan.frame_sha256
    drawn(inspection, lead, 5, "sentence", "sex", minimum=1)
    record = from_record(models.SampleDraw.objects.get().record)
    assert [group.n_drawn for group in record.groups] == [1, 2, 1, 1]
    with pytest.raises(InputError, match="Choose attributes of the case list"):
        sample_plans.plan(
            case_again(inspection).code,
            choice=samples.Choice(n=1, strata=("case_id",)),
            by=site.actor(lead),
            now=site.NOW,
        )


def case_again(inspection: models.Inspection) -> models.Inspection:
    """The inspection without its draw."""
    draw = models.SampleDraw.objects.get()
    draw.cases.all().delete()
    draw.delete()
    return inspection


def test_a_balanced_sample_is_planned_drawn_and_replayed(
    inspection: models.Inspection, lead: models.Person
) -> None:
    client, plan = site.client_for(lead), address(inspection, "plan/")
    asked = {"size": "OWN", "own": "4", "balance": ["sex", "team"], "strata": ["sentence"]}
    found = sample_plans.plan(
        inspection.code,
        choice=samples.Choice(n=3, balance=("sex", "team")),
        by=site.actor(lead),
        now=site.NOW,
    )
    assert found.left_to_chance == (
        "sex female: 3 of 12 cases, so that fewer than one is expected in the sample; it is left "
        "to chance.",
    )
    assert "is left to chance" in text(client.get(plan, {**asked, "own": "3"}))
    assert 'name="balance" value="team"' in text(client.get(plan, asked))
    page = client.post(plan, {**asked, "nonce_inspectorate": "heron"}, follow=True)
    assert "balanced on several attributes at once, by the cube method" in text(page)
    assert "sex, team" in text(page)
    record = from_record(models.SampleDraw.objects.get().record)
    assert record.method == "CUBE_1"
    assert record.balance is not None
    assert record.balance.attributes == ("sex", "team")
    assert [group.n_drawn for group in record.groups] == [3, 1]
    assert samples.replay(inspection.code, by=site.actor(lead)).differences == ()
    assert "The same draw." in text(client.get(address(inspection, "replay/")))


def test_only_attributes_of_the_list_are_balanced_on(
    inspection: models.Inspection, lead: models.Person
) -> None:
    with pytest.raises(InputError, match="to balance on"):
        sample_plans.plan(
            inspection.code,
            choice=samples.Choice(n=3, balance=("case_id",)),
            by=site.actor(lead),
            now=site.NOW,
        )


def test_a_changed_record_caseload_or_case_is_told(
    inspection: models.Inspection, lead: models.Person
) -> None:
    drawn(inspection, lead, 6, "sentence")
    by = site.actor(lead)
    first = models.SampledCase.objects.get(inspection=inspection, position=1)
    models.SampledCase.objects.filter(pk=first.pk).update(ref="H-999")
    assert samples.replay(inspection.code, by=by).differences == (
        "The cases of the inspection are not those of the record, in its order.",
    )
    models.SampledCase.objects.filter(pk=first.pk).update(ref=first.ref)
    models.SampleDraw.objects.update(sha256="1" * 64)
    assert samples.replay(inspection.code, by=by).differences == (
        "The record is not the one whose hash was kept at the draw.",
    )
    models.CaseloadRow.objects.filter(ref="H-001").delete()
    said = samples.replay(inspection.code, by=by).differences
    assert said[0] == "This case list is not the one that the sample was drawn from."
    made = models.SampleDraw.objects.get()
    models.SampleDraw.objects.update(record={**made.record, "n": 5})
    page = site.client_for(lead).get(address(inspection, "replay/"))
    assert "does not give what is recorded" in text(page)


def test_a_draw_is_withdrawn_with_a_reason_before_a_case_is_assessed(
    inspection: models.Inspection, lead: models.Person
) -> None:
    drawn(inspection, lead)
    by = site.actor(lead)
    case = models.SampledCase.objects.filter(inspection=inspection, standing="SAMPLE")[0]
    replacements.replace(inspection.code, case.ref, reason=TRANSFERRED, by=by, now=site.NOW)
    other = models.SampledCase.objects.filter(inspection=inspection, standing="SAMPLE")[1]
    assessment = site.assessment(other, site.person(Role.ASSESSOR, inspection=inspection))
    models.Allocation.objects.create(
        assessment=assessment, assessor=assessment.assessor, by=lead, at=site.NOW
    )
    with pytest.raises(InputError, match="Say why"):
        samples.withdraw(inspection.code, reason="", by=by, now=site.NOW)
    samples.withdraw(inspection.code, reason="The list was wrong.", by=by, now=site.NOW)
    inspection.refresh_from_db()
    assert inspection.stage == Stage.CASELOAD_RECEIVED
    assert not models.SampledCase.objects.exists()
    page = shown(inspection, lead)
    assert [(one.reason, one.by) for one in page.withdrawn] == [("The list was wrong.", lead.name)]
    case_lists.accepted(inspection, lead, case_lists.written(9))
    drawn(inspection, lead, 3)
    assert len(shown(inspection, lead).cases) == 3


def test_a_draw_stands_once_something_hangs_on_it(
    inspection: models.Inspection, lead: models.Person
) -> None:
    drawn(inspection, lead)
    by = site.actor(lead)
    case = models.SampledCase.objects.filter(inspection=inspection)[0]
    assessment = site.assessment(
        case, site.person(Role.ASSESSOR, inspection=inspection), state=AssessmentState.STARTED
    )
    with pytest.raises(InputError, match="A case assessment has begun"):
        samples.withdraw(inspection.code, reason="A slip.", by=by, now=site.NOW)
    assessment.state = AssessmentState.ALLOCATED
    assessment.save()
    models.AgreedAnswer.objects.create(case=case, item_id="X", value="", by=lead, at=site.NOW)
    with pytest.raises(InputError, match="hangs on a case"):
        samples.withdraw(inspection.code, reason="A slip.", by=by, now=site.NOW)
    assert models.SampleDraw.objects.get().withdrawn_at is None


def test_a_draw_is_withdrawn_after_a_step_back_and_not_in_the_field(
    inspection: models.Inspection, lead: models.Person
) -> None:
    drawn(inspection, lead)
    by = site.actor(lead)
    models.Inspection.objects.filter(pk=inspection.pk).update(stage=Stage.FIELDWORK)
    with pytest.raises(InputError, match="The fieldwork has begun"):
        samples.withdraw(inspection.code, reason="A slip.", by=by, now=site.NOW)
    models.Inspection.objects.filter(pk=inspection.pk).update(stage=Stage.SAMPLE_DRAWN)
    stages.move(inspection.code, Stage.CASELOAD_RECEIVED, reason="A slip.", by=by, now=site.NOW)
    samples.withdraw(inspection.code, reason="A slip.", by=by, now=site.NOW)
    assert inspection.moves.count() == 3


def test_the_next_reserve_of_the_stratum_stands_in(
    inspection: models.Inspection, lead: models.Person
) -> None:
    drawn(inspection, lead, 6, "sentence")
    by = site.actor(lead)
    record = from_record(models.SampleDraw.objects.get().record)
    custody = next(group for group in record.groups if group.values == ("CUSTODY",))
    first, second = custody.sample
    offered = replacements.replaceable(inspection.code, first, by=by, now=site.NOW)
    assert (offered.reserve, offered.refusal) == (custody.reserves[0], "")
    replacements.miss(inspection.code, first, reason=AWAY, note="Back in May.", by=by, now=site.NOW)
    for ref in (second, first):
        replacements.replace(
            inspection.code, ref, reason=SUB_JUDICE, note="Told by the court.", by=by, now=site.NOW
        )
    page = shown(inspection, lead)
    standing = {case.ref: case for case in (*page.cases, *page.reserves)}
    assert standing[second].by_ref == custody.reserves[0]
    assert standing[first].by_ref == custody.reserves[1]
    assert standing[first].reason == "before a court, so that it cannot be discussed"
    assert standing[custody.reserves[0]].for_ref == second
    assert "2 of 6 cases were replaced, which is more than one in ten" in page.notices[0]
    offered = replacements.replaceable(inspection.code, custody.reserves[0], by=by, now=site.NOW)
    assert "No reserve is left" in offered.refusal
    with pytest.raises(InputError, match="No reserve is left"):
        replacements.replace(
            inspection.code, custody.reserves[0], reason=TRANSFERRED, by=by, now=site.NOW
        )
    assert samples.replay(inspection.code, by=by).differences == ()


def test_who_had_the_case_and_has_not_begun_has_the_reserve(
    inspection: models.Inspection, lead: models.Person
) -> None:
    drawn(inspection, lead, 6, "sentence")
    record = from_record(models.SampleDraw.objects.get().record)
    custody = next(group for group in record.groups if group.values == ("CUSTODY",))
    case = models.SampledCase.objects.get(ref=custody.sample[0])
    row = site.assessment(case, site.person(Role.ASSESSOR, inspection=inspection))
    by = site.actor(lead)
    replacements.replace(inspection.code, case.ref, reason=TRANSFERRED, by=by, now=site.NOW)
    row.refresh_from_db()
    assert row.case.ref == custody.reserves[0]


def test_a_missing_case_stays_in_the_sample_and_can_be_found(
    inspection: models.Inspection, lead: models.Person
) -> None:
    drawn(inspection, lead)
    by, ref = site.actor(lead), shown(inspection, lead).cases[0].ref
    with pytest.raises(InputError, match="is not marked as missing"):
        replacements.find(inspection.code, ref, by=by, now=site.NOW)
    replacements.miss(inspection.code, ref, reason=AWAY, by=by, now=site.NOW)
    page = shown(inspection, lead)
    assert (page.cases[0].standing, page.cases[0].reason) == ("MISSING", "the case manager is away")
    assert "1 of 6 cases could not be assessed" in page.notices[0]
    assert replacements.replaceable(inspection.code, ref, by=by, now=site.NOW).is_missing
    with pytest.raises(InputError, match="marked as missing once"):
        replacements.miss(inspection.code, ref, reason=AWAY, by=by, now=site.NOW)
    replacements.find(inspection.code, ref, by=by, now=site.NOW)
    assert shown(inspection, lead).cases[0].standing == "SAMPLE"
    kinds = models.Event.objects.order_by("sequence").values_list("kind", flat=True)
    assert list(kinds)[-2:] == [EventKind.CASE_MISSED, EventKind.CASE_FOUND]


def test_a_case_that_is_judged_or_not_in_the_field_stays(
    inspection: models.Inspection, lead: models.Person
) -> None:
    drawn(inspection, lead)
    by, ref = site.actor(lead), shown(inspection, lead).cases[0].ref
    reserve = shown(inspection, lead).reserves[0].ref
    with pytest.raises(InputError, match="is not in the sample"):
        replacements.replace(inspection.code, reserve, reason=TRANSFERRED, by=by, now=site.NOW)
    site.assessment(
        models.SampledCase.objects.get(ref=ref),
        site.person(Role.ASSESSOR, inspection=inspection),
        state=AssessmentState.SUBMITTED,
    )
    for act in (
        lambda: replacements.replace(inspection.code, ref, reason=TRANSFERRED, by=by, now=site.NOW),
        lambda: replacements.miss(inspection.code, ref, reason=AWAY, by=by, now=site.NOW),
    ):
        with pytest.raises(InputError, match="has been assessed"):
            act()
    models.Inspection.objects.update(stage=Stage.DRAFTING)
    assert (
        "end of fieldwork"
        in replacements.replaceable(inspection.code, ref, by=by, now=site.NOW).refusal
    )


def test_the_sample_is_compared_with_its_caseload(
    inspection: models.Inspection, lead: models.Person
) -> None:
    drawn(inspection, lead, 6, "sentence")
    found = sample_lists.comparison(inspection.code, by=site.actor(lead))
    assert found is not None
    assert re.fullmatch(
        r"within one case of the expected number on [2-4] of 4 attributes", found.headline
    )
    sentence = found.attributes[0]
    assert [
        (level.words, str(level.sampled), str(level.caseload)) for level in sentence.levels
    ] == [
        ("custody", "2 of 6", "4 of 12"),
        ("community", "4 of 6", "8 of 12"),
    ]
    level = sentence.levels[0]
    assert (level.expected, level.above, level.is_within_one_case, level.p) == (2, 0, True, 1)


def test_without_attributes_or_cases_there_is_nothing_to_compare(
    inspection: models.Inspection,
) -> None:
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    case_lists.accepted(inspection, lead, b"Case ref,Start date\nH1,01/03/2026\nH2,02/03/2026\n")
    drawn(inspection, lead, 1)
    assert shown(inspection, lead).comparison is None


def test_a_value_that_nobody_recorded_comes_last(inspection: models.Inspection) -> None:
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    more = "H/90,01/03/2026,custody,,,"
    case_lists.accepted(inspection, lead, case_lists.written(4, more=more))
    drawn(inspection, lead, 5)
    found = sample_lists.comparison(inspection.code, by=site.actor(lead))
    assert found is not None
    words = {one.words: [level.words for level in one.levels] for one in found.attributes}
    assert words["Sex"] == ["female", "male", "not known"]
    assert words["Team"] == ["North", "South", "not known"]


def test_the_chart_has_a_title_and_a_description(
    inspection: models.Inspection, lead: models.Person
) -> None:
    drawn(inspection, lead, 6, "sentence")
    page = site.client_for(lead).get(address(inspection, "chart.svg"))
    assert page.headers["Content-Type"] == "image/svg+xml"
    drawing = page.content.decode()
    assert "<title id=" in drawing
    assert "within one case of the expected number" in drawing
    narrow = site.client_for(lead).get(address(inspection, "chart.svg?narrow=1")).content.decode()
    assert 'width="217.5pt"' in narrow
    assert "style" not in narrow
    # A strict content policy would block styles where the picture is opened by itself.
    assert "style" not in drawing
    assert 'fill="#1f5a8c"' in drawing
    ElementTree.fromstring(drawing)


def reads(code: str) -> tuple[Callable[..., object], ...]:
    return (
        lambda by: sample_lists.sample(code, by=by, now=site.NOW),
        lambda by: sample_lists.comparison(code, by=by),
        lambda by: sample_charts.chart(code, by=by),
        lambda by: samples.record(code, by=by, now=site.NOW),
        lambda by: samples.case_list(code, by=by, now=site.NOW),
        lambda by: samples.replay(code, by=by),
    )


def writes(code: str, ref: str) -> tuple[Callable[..., object], ...]:
    now = site.NOW
    return (
        lambda by: sample_plans.plan(code, by=by, now=now),
        lambda by: samples.draw(
            code, samples.Choice(n=1), nonce_inspectorate="a", nonce_service="b", by=by, now=now
        ),
        lambda by: samples.withdraw(code, reason="r", by=by, now=now),
        lambda by: replacements.replaceable(code, ref, by=by, now=now),
        lambda by: replacements.replace(code, ref, reason=TRANSFERRED, by=by, now=now),
        lambda by: replacements.miss(code, ref, reason=AWAY, by=by, now=now),
        lambda by: replacements.find(code, ref, by=by, now=now),
    )


def test_the_service_reads_the_sample_and_the_lead_alone_draws(
    inspection: models.Inspection, lead: models.Person
) -> None:
    drawn(inspection, lead)
    ref = shown(inspection, lead).cases[0].ref
    liaison = site.somebody(Role.SERVICE_LIAISON, service=inspection.service)
    for read in reads(inspection.code):
        read(liaison)
    others = (
        site.somebody(Role.ASSESSOR, inspection=inspection),
        site.somebody(Role.SERVICE_LIAISON, service=site.service()),
        site.somebody(Role.LEAD_INSPECTOR, inspection=site.inspection()),
    )
    for other in others:
        for call in (*reads(inspection.code), *writes(inspection.code, ref)):
            with pytest.raises(NotAllowedError):
                call(other)
    for write in writes(inspection.code, ref):
        with pytest.raises(NotAllowedError):
            write(liaison)
    with pytest.raises(NotAllowedError):
        replacements.replaceable(inspection.code, "H-999", by=site.actor(lead), now=site.NOW)
    page = text(
        site.client_for(models.Person.objects.get(pk=liaison.person_id)).get(address(inspection))
    )
    assert ref in page
    assert "Withdraw" not in page
    assert "Replace" not in page


def test_cases_that_are_shown_are_logged(
    inspection: models.Inspection, lead: models.Person
) -> None:
    drawn(inspection, lead)
    by, ref = site.actor(lead), shown(inspection, lead).cases[0].ref
    samples.record(inspection.code, by=by, now=site.NOW)
    reserve = replacements.replaceable(inspection.code, ref, by=by, now=site.NOW).reserve
    logged = list(models.Consultation.objects.order_by("id").values_list("what", "ref"))
    assert len(logged) == 12 + 12 + 2
    assert logged[-2:] == [("SAMPLE", ref), ("SAMPLE", reserve)]
    assert {what for what, _ in logged} == {"SAMPLE", "DRAW_RECORD"}


def test_a_stratum_that_gets_no_case_is_said(
    inspection: models.Inspection, lead: models.Person
) -> None:
    plan = address(inspection, "plan/")
    asked = {"size": "OWN", "own": "1", "strata": ["sentence", "sex"], "minimum": "0"}
    page = text(site.client_for(lead).get(plan, asked))
    said = "1 case of custody, female gets none; give a minimum of 1 if they should be represented."
    assert said in page
    assert "3 cases of custody, male get none;" in page
    assert "The sizes 38, 62 and 85 were seen" in page
    everything = {**asked, "own": "12"}
    assert "give a minimum of 1" not in text(site.client_for(lead).get(plan, everything))


@pytest.mark.parametrize(
    ("prefix", "said"),
    [("SQS", "The sizes 14 and 20 were seen"), ("OWN", "No size is known for inspections by")],
)
def test_a_plan_offers_the_sizes_of_its_framework(
    inspection: models.Inspection, lead: models.Person, prefix: str, said: str
) -> None:
    programme = inspection.programme
    written = programme.framework_text if prefix == "OWN" else frameworks.text("sqs-2013")
    programme.framework_text = written.replace("CCI-", "OWN-").replace("prefix: CCI", "prefix: OWN")
    programme.save()
    page = text(site.client_for(lead).get(address(inspection, "plan/")))
    assert said in page
    assert "38, 62" not in page


def test_the_whole_way_through_the_pages(
    inspection: models.Inspection, lead: models.Person
) -> None:
    client = site.client_for(lead)
    assert "Plan and draw the sample" in text(client.get(address(inspection)))
    plan = address(inspection, "plan/")
    assert "12 cases may be drawn" in text(client.get(plan))
    asked = {"size": "OWN", "own": "6", "strata": ["sentence"], "minimum": "1"}
    assert "What each stratum gives" in text(client.get(plan, asked))
    assert not models.SampleDraw.objects.exists()
    page = client.post(plan, asked)
    assert (
        page.status_code,
        "Enter a word or number that the service does not know." in text(page),
    ) == (422, True)
    page = client.post(plan, {**asked, "nonce_inspectorate": "a|b"})
    assert "without | and without line breaks" in text(page)
    page = client.post(plan, {**asked, "nonce_inspectorate": "heron"}, follow=True)
    assert "the sample is drawn" in text(page)
    record = json.loads(client.get(address(inspection, "record.json")).content)
    assert re.fullmatch("[0-9a-f]{32}", record["seed"].split("|")[5])
    assert "A sample is drawn already" in text(client.get(plan, asked))
    assert "The same draw." in text(client.get(address(inspection, "replay/")))
    ref = record["groups"][0]["cases"][0]
    for step in ("replace/", "missing/"):
        page = client.post(address(inspection, f"{ref}/{step}"), {})
        assert (page.status_code, "Choose the reason." in text(page)) == (422, True)
    page = client.post(
        address(inspection, f"{ref}/missing/"), {"reason": "FILE_MISSING"}, follow=True
    )
    assert f"case {ref} is marked as missing" in text(page)
    assert "can be assessed after all" in text(client.get(address(inspection, f"{ref}/missing/")))
    page = client.post(address(inspection, f"{ref}/found/"), follow=True)
    assert "can be assessed again" in text(page)
    page = client.post(
        address(inspection, f"{ref}/replace/"), {"reason": "TRANSFERRED"}, follow=True
    )
    assert f"stands in for case {ref}" in text(page)
    page = client.get(address(inspection, f"{ref}/replace/"))
    assert "is not in the sample" in text(page)
    withdraw = address(inspection, "withdraw/")
    assert client.post(withdraw, {}).status_code == 422
    assert client.get(withdraw).status_code == 200
    page = client.post(withdraw, {"reason": "The list was wrong."}, follow=True)
    assert "Draws that were withdrawn" in text(page)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"size": "OWN"}, "Enter how many cases are drawn."),
        ({"size": "OWN", "own": "13"}, "13 cases cannot be drawn from 12"),
        ({"size": "MARGIN", "confidence": "80"}, "Enter a confidence and a margin"),
        ({"size": "MARGIN", "confidence": "0", "margin": "5"}, "must lie between 0% and 100%"),
        ({"size": "85"}, "Select a valid choice"),
        ({"size": ""}, "Choose how many cases are drawn."),
        ({"size": "OWN", "own": "2", "strata": ["sentence"], "minimum": "2"}, "its minimum of 2"),
    ],
)
def test_a_choice_that_cannot_be_met_is_told(
    inspection: models.Inspection, lead: models.Person, asked: dict[str, str], sentence: str
) -> None:
    page = site.client_for(lead).get(address(inspection, "plan/"), asked)
    assert (page.status_code, sentence in text(page)) == (422, True)


def test_a_size_from_confidence_and_margin(
    inspection: models.Inspection, lead: models.Person
) -> None:
    asked = {"size": "MARGIN", "confidence": "80", "margin": "20", "minimum": "0"}
    page = text(site.client_for(lead).get(address(inspection, "plan/"), asked))
    assert '<td class="govuk-table__cell">6</td></tr>' in page


def test_the_pages_take_few_queries_however_many_cases(
    inspection: models.Inspection, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    case_lists.accepted(inspection, lead, case_lists.written(120))
    client = site.client_for(lead)
    with django_assert_max_num_queries(24):
        client.get(address(inspection, "plan/"), {"size": "38"})
    drawn(inspection, lead, 38, "sentence", "sex")
    with django_assert_max_num_queries(24):
        assert client.get(address(inspection)).status_code == 200


def test_a_stranger_is_led_to_sign_in(inspection: models.Inspection) -> None:
    for rest in ("", "plan/", "replay/", "record.json", "chart.svg", "withdraw/"):
        page = Client().get(address(inspection, rest))
        assert page.headers["Location"].startswith("/accounts/login/")


def test_a_caseload_that_is_drawn_from_stands(
    inspection: models.Inspection, lead: models.Person
) -> None:
    drawn(inspection, lead)
    overview = caseloads.overview(inspection.code, by=site.actor(lead))
    assert "The sample is drawn, so its caseload stands" in overview.refusal
