"""A world for tests of permissions: two inspections with everything in them, and everybody.

All of it is invented. Each person stands for a role in one relation to the first inspection,
`here`; `there` is another inspection of another service, with the same rooms.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from http.cookies import SimpleCookie
from time import time
from uuid import UUID, uuid4

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.test import Client
from django.utils import timezone

from corecase.actions import (
    frameworks,
    improvement_desk,
    printed_fact_imports,
    samples,
    service_links,
)
from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.event_kinds import EventKind
from corecase.core.frameworks import Framework
from corecase.core.own_inspections import NOTICE
from corecase.core.people import OPERATOR, Actor, Role
from corecase.core.printed_facts import PrintedFact
from corecase.core.service_links import Link, LinkKind
from corecase.core.stages import Stage
from corecase.exchange import heading_sets
from corecase.exchange.printed_facts import ReadFact
from corecase.store.cases import models
from corecase.store.public import models as public
from tests import case_lists, publications, site, survey_scene

FRAMEWORK = "sqs-2013"
CRITERION, ITEM = "SQS-1", "SQS-A01"
ANSWER = '{"answer":"SUFFICIENT"}'
VISITOR = "visitor.anonymous"
# What only somebody who reads a case may ever see.
CANARY = "canarynote"
CONCERN = "canaryconcern"
NO_CASE = "S01"
IN_CONFLICT = (".conflict", ".merged", ".declared")
"""The relations in which a role of the inspectorate is void."""


@dataclass(slots=True, kw_only=True)
class Work:
    """One case assessment and what hangs on it."""

    assessment: models.CaseAssessment
    note: UUID
    conflict: int
    late: int


@dataclass(slots=True, kw_only=True)
class Room:
    """One inspection with an entry in each of its registers."""

    inspection: models.Inspection
    cases: dict[str, models.SampledCase]
    work: dict[tuple[str, Marking], Work] = field(default_factory=dict)
    numbers: dict[str, int | str | UUID] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class World:
    """Both inspections, and everybody by role and relation: `people["assessor.own_case"]`."""

    here: Room
    there: Room
    people: dict[str, models.Person]
    refs: dict[str, str]
    sessions: dict[str, str] = field(default_factory=dict)

    @property
    def framework(self) -> Framework:
        """What both inspections judge by."""
        return frameworks.of(self.here.inspection)

    def ref(self, who: str) -> str:
        """The case that somebody works on; of those who work on none, the first."""
        return self.refs.get(who, NO_CASE)

    def enter(self, client: Client, who: str) -> None:
        """Makes a browser that of somebody, with nothing kept from whoever had it before."""
        client.cookies = SimpleCookie()
        if who in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]


def build() -> World:
    """The world, and a session for everybody."""
    programme = _programme()
    here, there = (_room(programme) for _ in range(2))
    people, refs = _everybody(here, there)
    markers = {who: people[who] for who in refs}
    _assess(here, refs, markers)
    filler = site.person(Role.ASSESSOR, inspection=there.inspection)
    _assess(there, {"assessor.there": NO_CASE}, {"assessor.there": filler})
    _register(here, people["assessor.own_case"])
    _register(there, filler)
    world = World(here=here, there=there, people=people, refs=refs)
    for who, person in people.items():
        site.second_factor(person)
        RecoveryCodes.activate(person)
        world.sessions[who] = _signed_in(person)
    models.Person.objects.filter(pk=people["visitor.left"].pk).update(
        is_active=False, left_at=site.NOW
    )
    return world


def _signed_in(person: models.Person) -> str:
    """The session of somebody who has just typed their password."""
    client = site.client_for(person)
    session = client.session
    # The tests last longer than such a proof: it is dated ahead.
    proved = {"method": "password", "at": time() + 6 * 3600, "email": person.email}
    session["account_authentication_methods"] = [proved]
    session["account_authentication_methods_user"] = str(person.pk)
    # So is when it was last seen: what each call writes of that is taken back with the call.
    session["seen_at"] = (timezone.now() + timedelta(hours=6)).isoformat()
    session["began_at"] = session["seen_at"]
    session.save()
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def _programme() -> models.Programme:
    pin = frameworks.as_shipped(FRAMEWORK)
    return site.programme(FRAMEWORK, framework_edition=pin.edition, framework_sha256=pin.sha256)


def _room(programme: models.Programme) -> Room:
    """An inspection in fieldwork, whose caseload S01 to S12 is its sample."""
    inspection = case_lists.announced(programme=programme)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    content = case_lists.written().replace(b"H/0", b"S")
    case_lists.accepted(inspection, lead, content)
    choice = samples.Choice(n=12, strata=(), minimum=0)
    words = {"nonce_inspectorate": "heron", "nonce_service": "plover"}
    samples.draw(inspection.code, choice, **words, by=site.actor(lead), now=site.NOW)
    models.Inspection.objects.filter(pk=inspection.pk).update(stage=Stage.FIELDWORK)
    inspection.refresh_from_db()
    return Room(
        inspection=inspection, cases={case.ref: case for case in inspection.cases.order_by("ref")}
    )


def _everybody(here: Room, there: Room) -> tuple[dict[str, models.Person], dict[str, str]]:
    own, other = here.inspection, there.inspection
    service = own.service
    merged, gone = site.service(), site.service()
    models.Predecessor.objects.create(service=service, predecessor=merged, merged_on=site.TODAY)
    people = {
        "visitor.no_role": site.person(),
        "visitor.ended": site.person(
            Role.LEAD_INSPECTOR, inspection=own, ends_on=timezone.localdate() - timedelta(days=1)
        ),
        "visitor.left": site.person(Role.LEAD_INSPECTOR, inspection=own),
        "administrator.any": site.person(Role.ADMINISTRATOR),
        "administrator.conflict": site.person(Role.ADMINISTRATOR, home_service=service),
        "oversight.any": site.person(Role.OVERSIGHT),
    }
    for role in (Role.PROGRAMME_MANAGER, Role.CHIEF_INSPECTOR):
        people[f"{role.lower()}.any"] = site.person(role, home_service=gone)
        people[f"{role.lower()}.conflict"] = site.person(role, home_service=service)
    for role in (Role.LEAD_INSPECTOR, Role.ASSESSOR, Role.LOCAL_ASSESSOR):
        name = role.lower()
        people[f"{name}.own_case"] = site.person(role, inspection=own)
        people[f"{name}.member"] = site.person(role, inspection=own)
        people[f"{name}.other"] = site.person(role, inspection=other)
        people[f"{name}.conflict"] = site.person(role, inspection=own, home_service=service)
        people[f"{name}.merged"] = site.person(role, inspection=own, home_service=merged)
        people[f"{name}.declared"] = _declared(site.person(role, inspection=own), service)
    people["assessor.second"] = site.person(Role.ASSESSOR, inspection=own)
    people["editor.own"] = site.person(Role.EDITOR, inspection=own)
    people["editor.other"] = site.person(Role.EDITOR, inspection=other)
    people["editor.conflict"] = site.person(Role.EDITOR, inspection=own, home_service=service)
    for role in (Role.SERVICE_LIAISON, Role.QUALITY_MANAGER, Role.COUNCIL_OFFICER):
        people[f"{role.lower()}.own"] = site.person(role, service=service)
        people[f"{role.lower()}.other"] = site.person(role, service=other.service)
    both = site.person(Role.SERVICE_LIAISON, service=service)
    site.grant(both, Role.LEAD_INSPECTOR, inspection=own)
    people["service_liaison.and_lead"] = both
    return people, REFS


REFS = {
    "assessor.own_case": "S01",
    "assessor.second": "S01",
    "local_assessor.own_case": "S02",
    "assessor.conflict": "S03",
    "local_assessor.conflict": "S04",
    "lead_inspector.own_case": "S05",
    "lead_inspector.conflict": "S06",
    "assessor.declared": "S07",
    "lead_inspector.declared": "S08",
    "assessor.merged": "S09",
}


def _declared(person: models.Person, service: models.Service) -> models.Person:
    models.DeclaredConflict.objects.create(
        person=person, service=service, reason="x", declared_by=person, declared_at=site.NOW
    )
    return person


def _assess(room: Room, refs: dict[str, str], markers: dict[str, models.Person]) -> None:
    for who, ref in refs.items():
        marking = Marking.SECOND if who.endswith(".second") else Marking.FIRST
        # Nobody in conflict ever wrote here: what was begun before that is kept for the lead.
        wrote = site.person() if who.endswith(IN_CONFLICT) else markers[who]
        row = site.assessment(
            room.cases[ref], markers[who], marking=marking, state=AssessmentState.STARTED
        )
        room.work[ref, marking] = _work(row, wrote)


def _work(row: models.CaseAssessment, by: models.Person) -> Work:
    stamp = {"by": by, "at": site.NOW}
    models.FieldState.objects.create(
        assessment=row, item_id=ITEM, field="ANSWER", value=ANSWER, version=2, at=site.NOW
    )
    models.FieldState.objects.create(
        assessment=row, item_id=ITEM, field="NOTE", value=CANARY, version=1, at=site.NOW
    )
    sent = [
        models.Operation.objects.create(
            id=uuid4(),
            assessment=row,
            item_id=ITEM,
            field="NOTE",
            base_version=0,
            value=f"{CANARY} {outcome}",
            sha256="0" * 64,
            outcome=outcome,
            **stamp,
        )
        for outcome in ("APPLIED", "CONFLICT", "QUARANTINED")
    ]
    note = models.CaseNote.objects.create(id=uuid4(), assessment=row, text=CANARY, **stamp)
    conflict = models.Conflict.objects.create(
        assessment=row,
        operation=sent[1],
        item_id=ITEM,
        field="NOTE",
        standing_value=CANARY,
        standing_version=1,
        raised_at=site.NOW,
    )
    late = models.Quarantine.objects.create(operation=sent[2], reason="frozen")
    return Work(assessment=row, note=note.pk, conflict=conflict.pk, late=late.pk)


def _register(room: Room, assessor: models.Person) -> None:
    """An entry in each register of an inspection."""
    inspection, case = room.inspection, room.cases[NO_CASE]
    somebody = site.person()
    stamp = {"by": somebody, "at": site.NOW}
    contact = site.person(Role.SERVICE_LIAISON, service=inspection.service)
    inspection.contact = contact
    inspection.save()
    evidence = models.EvidenceItem.objects.create(
        inspection=inspection,
        title="Invented document",
        asked_on=site.TODAY,
        received_on=site.TODAY,
    )
    meeting = models.FeedbackMeeting.objects.create(
        inspection=inspection, held_on=site.TODAY, strengths="Invented.", areas="Invented.", **stamp
    )
    models.CaseFeedback.objects.create(
        case=case, good=CANARY, to_look_at=CANARY, given_at=site.NOW, **stamp
    )
    alert = models.Alert.objects.create(
        id=uuid4(),
        inspection=inspection,
        case=case,
        concern=CONCERN,
        raised_by=assessor,
        raised_at=site.NOW,
    )
    member = site.person(Role.ASSESSOR, inspection=inspection)
    models.TeamMember.objects.create(inspection=inspection, person=member, role="ASSESSOR", days=3)
    models.PoolMember.objects.create(person=somebody, home_body="Invented body")
    held = site.grant(somebody, Role.OVERSIGHT)
    invitation = _invitation(f"token-of-{inspection.code}", somebody)
    interview = models.Interview.objects.create(
        inspection=inspection,
        case=case,
        assessor=assessor,
        with_whom="CASE_MANAGER",
        starts_at=site.NOW,
        ends_at=site.NOW + timedelta(hours=1),
    )
    comment = _given_draft(inspection, contact)
    caseload = models.Caseload.objects.get(inspection=inspection)
    refs = list(room.cases)
    models.SecondMarkingDraw.objects.create(
        inspection=inspection,
        seed="seed",
        share_percent=100,
        least=4,
        n_chosen=len(refs),
        frame=refs,
        **stamp,
    )
    room.numbers = {
        "evidence": evidence.pk,
        "feedback": meeting.pk,
        "alert": alert.pk,
        "person": somebody.pk,
        "grant": held.pk,
        "invitation": invitation.pk,
        "token": f"token-of-{inspection.code}",
        "member": member.pk,
        "interview": interview.pk,
        "caseload": caseload.pk,
        **_written(inspection, somebody),
        **_said_beside(inspection, somebody),
        "sheets": survey_scene.two(inspection.code, site.TODAY),
        **_quoted(room, somebody),
        "facts": comment.factual_round.number,
        "comment": comment.pk,
        "preview": _previewed(inspection, somebody),
        **_sent_copy(inspection, somebody),
        **_improving(inspection, somebody),
        "council_report": _reported(inspection, somebody),
        **_by_itself(inspection, somebody),
    }


def _by_itself(inspection: models.Inspection, by: models.Person) -> dict[str, int | str]:
    """A quarterly audit that the service runs on itself, and a complaint about the inspection."""
    pinned = inspection.programme
    own = site.inspection(
        Stage.CASELOAD_RECEIVED,
        service=inspection.service,
        programme=site.programme(FRAMEWORK, owner=inspection.service),
        own_kind="QUARTERLY_AUDIT",
        synthetic=NOTICE,
    )
    models.Programme.objects.filter(pk=own.programme_id).update(
        framework_edition=pinned.framework_edition, framework_sha256=pinned.framework_sha256
    )
    listed = models.Caseload.objects.create(
        inspection=own,
        file_sha256="0" * 64,
        by=by,
        at=site.NOW,
        accepted_by=by,
        accepted_at=site.NOW,
        is_current=True,
    )
    attributes = {"case_manager": "M-1", "sentence": "COMMUNITY"}
    case = {"caseload": listed, "ref": "Q01", "attributes": attributes, "row": 2}
    models.CaseloadRow.objects.create(**case)
    remark = models.Remark.objects.create(
        inspection=inspection,
        kind="COMPLAINT",
        sender="COUNCIL",
        subject="Invented subject",
        words="Invented words.",
        received_on=site.TODAY,
        by=by,
        at=site.NOW,
    )
    return {"own": own.code, "remark": remark.pk, **_printed(by)}


def _printed(by: models.Person) -> dict[str, int | str]:
    """A published text with a fact that waits in the register, and a link that stands."""
    number = 1 + public.PrintedText.objects.count()
    name = f"invented-{number}.txt"
    facts = [ReadFact(fact=PrintedFact(service="Anyborough", measure="rating:overall", said="good",
                                       source=name, doubt="Which year?"))]  # fmt: skip
    actor = Actor(person_id=by.pk, name=by.name)
    brought = printed_fact_imports.bring(name, facts, takes_certain=False, by=actor, now=site.NOW)
    link = Link(service=f"Newtown {number}", kind=LinkKind.FOLLOWS, other="Oldtown", source=name)
    service_links.ship([link], "It is invented.", by=OPERATOR, now=site.NOW)
    return {
        "printed_text": brought.number,
        "printed_fact": public.RegisteredFact.objects.get(text=brought.number).pk,
        "service_link": public.LinkEntry.objects.get(source=name).pk,
    }


def _improving(inspection: models.Inspection, by: models.Person) -> dict[str, int | str]:
    """An improvement plan with two areas, and an action about which something was asked."""
    # Numbered within an inspection: others here than in the other one.
    number = 1 + models.ImprovementPlan.objects.count()
    plan = models.ImprovementPlan.objects.create(
        inspection=inspection,
        title="Invented improvement plan",
        published_on=site.TODAY,
        due_on=site.TODAY + timedelta(days=28),
        report_version=9,
        made_at=site.NOW,
    )
    plan.recommendations.create(position=1, ref="1", text="Invented words.")
    stamp = {"by": by, "at": site.NOW}
    areas = [
        plan.areas.create(
            ref=str(number + place),
            position=place,
            wording="Invented words.",
            origin="own",
            **stamp,
        )
        for place in (0, 10)
    ]
    action = plan.actions.create(
        area=areas[0],
        ref=f"{number}.1",
        position=1,
        wording="Invented words.",
        items=[ITEM],
        **stamp,
    )
    asked = action.questions.create(words="Is it?", role="oversight body", **stamp)
    kind = EventKind.IMPROVEMENT_PLAN_MADE
    improvement_desk.keep(plan, kind, by_id=None, now=site.NOW)
    return {"area": areas[0].ref, "action": action.ref, "question": asked.pk}


def _written(inspection: models.Inspection, by: models.Person) -> dict[str, int | str]:
    """An evidence record, and a paragraph that two people wrote at once."""
    stamp = {"by": by, "at": site.NOW}
    side = {"criterion": CRITERION, "kind": "area"}
    record = inspection.evidence_records.create(
        ref="evidence-1", statement="Invented words.", source="Invented.", **side, **stamp
    )
    text = inspection.texts.create(
        part="FINDING",
        place=f"{CRITERION}/area/own-1",
        text="Invented words.",
        status="EDITED",
        version=1,
        **side,
        **stamp,
    )
    for number, outcome in enumerate(("TAKEN", "ASIDE"), start=1):
        text.versions.create(
            number=number,
            base=0,
            text=f"Invented {number}.",
            status="EDITED",
            outcome=outcome,
            **stamp,
        )
    return {"record": record.pk, "place": text.place}


def _quoted(room: Room, by: models.Person) -> dict[str, int]:
    """Recommendations, a quotation and an example of good practice, all invented."""
    inspection, stamp = room.inspection, {"by": by, "at": site.NOW}
    recommendations = [
        inspection.recommendations.create(
            position=place, ref=f"own-{place}", text="Invented words.", **stamp
        )
        for place in (1, 2)
    ]
    free = [case for case in room.cases.values() if not case.assessments.exists()]
    # The last: site_matrix.prepare needs the first free one.
    work = site.assessment(free[-1], by, state=AssessmentState.SUBMITTED)
    note = models.CaseNote.objects.create(
        id=uuid4(), assessment=work, text=CANARY, is_quotable=True, **stamp
    )
    quotation = inspection.quotations.create(note=note, words=CANARY, criterion=CRITERION, **stamp)
    section = frameworks.of(inspection).sections[0].id
    example = inspection.practice_examples.create(section=section, text="Invented words.", **stamp)
    numbers = {"quotation": quotation.pk, "example": example.pk}
    return {"recommendation": recommendations[0].pk, **numbers}


def _said_beside(inspection: models.Inspection, by: models.Person) -> dict[str, int]:
    """Two indicators, one of them questioned, and two groups of respondents who said something."""
    stamp = {"by": by, "at": site.NOW}
    indicators = [
        inspection.indicators.create(
            position=place,
            name=f"Invented rate {place}",
            unit="percent",
            value=1.08,
            period="2008/2009",
            questions=["Is it?"],
            **stamp,
        )
        for place in range(2)
    ]
    groups = [
        inspection.respondents.create(position=place, group=group, returned=9, **stamp)
        for place, group in enumerate(("Invented neighbours", "Victims"))
    ]
    said = [
        groups[0].statements.create(position=place, text=text, count=3, out_of=4)
        for place, text in enumerate(("felt heard.", "were told why."))
    ]
    numbered = {"indicator": indicators, "respondents": groups, "statement": said}
    return {name: rows[0].pk for name, rows in numbered.items()}


def _sent_copy(inspection: models.Inspection, by: models.Person) -> dict[str, int | str]:
    """A version that was sent to somebody of the distribution list; it is out by now."""
    token = f"copy-of-{inspection.code}"
    out = publications.released(inspection, site.NOW, number=9)
    models.ReportVersion.objects.filter(pk=out.pk).update(published_at=site.NOW)
    recipient = inspection.recipients.create(
        name="Invented reader",
        body="Invented body",
        email="reader@example.org",
        by=by,
        at=site.NOW,
    )
    sent = recipient.dispatches.create(
        version=out,
        email=recipient.email,
        token_sha256=sha256(token.encode()).hexdigest(),
        by=by,
        at=site.NOW,
    )
    return {"recipient": recipient.pk, "dispatch": sent.pk, "copy": token, "version": out.pk}


def _reported(inspection: models.Inspection, by: models.Person) -> int:
    """A report of the council on it, written once."""
    stamp = {"by": by, "at": site.NOW}
    row = inspection.council_reports.create(number=1, headings=heading_sets.text("sefton"), **stamp)
    row.versions.create(number=1, told=inspection.versions.get(number=9), **stamp)
    return row.number


def _previewed(inspection: models.Inspection, by: models.Person) -> int:
    """A preview of the report that is made."""
    stamp = {"state": "DONE", "asked_by": by, "asked_at": site.NOW, "done_at": site.NOW}
    made = models.Rendering.objects.create(
        inspection=inspection, purpose="PREVIEW", formats=["html"], folder=b"", sha256="0", **stamp
    )
    made.files.create(name="report.html", content=b"<p>Invented.</p>", sha256="0")
    return made.pk


def _given_draft(inspection: models.Inspection, contact: models.Person) -> models.FactualComment:
    """A draft that the service checks, made as a page, with one comment on it."""
    stamp = {"state": "DONE", "asked_by": contact, "asked_at": site.NOW, "done_at": site.NOW}
    made = models.Rendering.objects.create(
        inspection=inspection, purpose="FACTS", formats=["html"], folder=b"", sha256="0", **stamp
    )
    made.files.create(name="report.html", content=b"<p>Invented.</p>", sha256="0")
    given = inspection.factual_rounds.create(
        # Rounds are numbered within an inspection: another number here than in the other one.
        number=1 + models.FactualRound.objects.count(),
        due_on=site.TODAY + timedelta(days=14),
        paragraphs=[{"place": "users/1", "heading": "Users", "text": "Invented words."}],
        rendering=made,
        opened_by=contact,
        opened_at=site.NOW,
    )
    return given.comments.create(
        place="users/1", heading="Users", quoted="x", comment="x", by=contact, at=site.NOW
    )


def _invitation(token: str, by: models.Person) -> models.Invitation:
    return models.Invitation.objects.create(
        email=f"{token}@example.org",
        name="Invited",
        role=Role.OVERSIGHT,
        token_sha256=sha256(token.encode()).hexdigest(),
        invited_by=by,
        invited_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=7),
    )
