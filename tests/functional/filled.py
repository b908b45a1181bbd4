"""Fills a served demonstration with what its pages can show beside what is loaded.

Run as a program with CORECASE_HOME set; prints as JSON where things are. It goes through the
actions, save for what only a browser makes: a session and second factors.
"""

import json
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import django

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402 Django has to be set up first
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: E402
from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from corecase.actions import (  # noqa: E402
    announcements,
    case_feedback,
    council_reports,
    dispatches,
    distribution,
    evidence_records,
    factual_accuracy,
    factual_drafts,
    feedback,
    invitations,
    own_inspections,
    people,
    planning,
    practice_examples,
    printed_fact_imports,
    printed_fact_reviews,
    printed_facts,
    quotations,
    reinspections,
    remarks,
    rendering_work,
    renderings,
    report_desk,
    report_findings,
    report_indicators,
    report_recommendations,
    report_settling,
    report_texts,
    reports,
    respondent_statements,
    respondents,
    samples,
    scores,
    service_links,
    teams,
    uploads,
)
from corecase.actions.demonstration_answers import accept_waiting  # noqa: E402
from corecase.core.caseloads import EligibilityWindow  # noqa: E402
from corecase.core.indicators import Indicator  # noqa: E402
from corecase.core.own_inspections import OwnKind  # noqa: E402
from corecase.core.people import Actor, Role  # noqa: E402
from corecase.core.printed_facts import PrintedFact  # noqa: E402
from corecase.core.reinspections import Decision  # noqa: E402
from corecase.core.remarks import RemarkKind, RemarkOutcome, Sender  # noqa: E402
from corecase.core.service_links import Link, LinkKind  # noqa: E402
from corecase.core.stages import Stage  # noqa: E402
from corecase.core.teams import TeamRole  # noqa: E402
from corecase.exchange import inspection_folders  # noqa: E402
from corecase.exchange.printed_facts import ReadFact  # noqa: E402
from corecase.store.cases.models import (  # noqa: E402
    CaseAssessment,
    CaseNote,
    Dispatch,
    Grant,
    Inspection,
    Invitation,
    Person,
    Programme,
)
from corecase.store.public.models import LinkEntry, RegisteredFact  # noqa: E402
from tests import funnel_scene, publications, site, survey_scene  # noqa: E402

NOW = timezone.now()
TODAY = timezone.localdate()
SCREENINGS = "Demonstration screenings"
LIST = b"Case reference,Order started on,Sentence\n" + b"".join(
    f"X-{number:02},{TODAY - timedelta(days=90):%d/%m/%Y},community\n".encode()
    for number in range(1, 13)
)


def by(key: str) -> Actor:
    """Somebody of the cast, with the roles of today."""
    return people.actor(Person.objects.get(email__startswith=f"{key}@").pk, today=TODAY)


def announced(service: str) -> str:
    """Another screening, announced, with its lead inspector."""
    programme = Programme.objects.get(title=SCREENINGS).code
    monday = TODAY + timedelta(days=35 - TODAY.weekday())
    code = planning.plan(
        programme, service, planning.Fieldwork(starts_on=monday), by=by("manager"), now=NOW
    )
    part = teams.Part(role=TeamRole.LEAD_INSPECTOR, days=3)
    teams.add(code, by("lead").person_id, part, by=by("manager"), now=NOW)
    window = EligibilityWindow(
        first_start=TODAY - timedelta(days=200), last_start=TODAY - timedelta(days=10)
    )
    announcements.announce(code, announcements.Terms(window=window), by=by("lead"), now=NOW)
    uploads.receive(code, file_name="list.csv", content=LIST, by=by("lead"), now=NOW)
    return code


def given_draft(service: str) -> dict[str, object]:
    """A draft that the service checks, with a comment on it and its files made."""
    row = Inspection.objects.get(service__name=service)
    liaison = Grant.objects.create(
        person_id=by("liaison").person_id,
        role=Role.SERVICE_LIAISON,
        service=row.service,
        starts_on=TODAY,
        granted_at=NOW,
    )
    due_on = TODAY + timedelta(days=14)
    _confirm_small_bases(row)
    told = factual_accuracy.open_round(row.code, due_on=due_on, by=by("lead"), now=NOW)
    said = {"by": people.actor(liaison.person_id, today=TODAY), "now": NOW}
    factual_drafts.comment(row.code, told.number, 2, "Invented comment.", **said)
    made = row.factual_rounds.get(number=told.number).rendering
    # The site's own worker may have taken it already.
    while not made.files.filter(name="report.pdf").exists():
        if claimed := rendering_work.claim(now=timezone.now()):
            rendering_work.run(claimed, clock=timezone.now)
        time.sleep(0.1)
    comment = row.factual_rounds.get(number=told.number).comments.get()
    return {"given": [row.code, told.number], "comment": comment.pk}


def _confirm_small_bases(row: Inspection) -> None:
    """Accepts the findings about fewer than five persons, as has to be before a round opens."""
    for one in report_findings.paragraphs(report_desk.of(row)):
        if one.awaits_confirmation:
            deed = report_settling.Settling.ACCEPT
            report_settling.settle(row.code, one.place, deed, seen=one.seen, by=by("lead"), now=NOW)


def previewed(service: str) -> dict[str, object]:
    """A preview of the report that is made."""
    row = Inspection.objects.get(service__name=service)
    number = renderings.ask(row.code, renderings.HANDED_OUT, by=by("lead"), now=NOW)
    made = row.renderings.get(pk=number)
    # The site's own worker may have taken it already.
    while not made.files.filter(name="report.pdf").exists():
        if claimed := rendering_work.claim(now=timezone.now()):
            rendering_work.run(claimed, clock=timezone.now)
        time.sleep(0.1)
    return {"preview": [row.code, number]}


def drafted(service: str) -> dict[str, object]:
    """An evidence record in a draft, and a paragraph that two people wrote at once."""
    code, said = Inspection.objects.get(service__name=service).code, {"by": by("lead"), "now": NOW}
    found = evidence_records.Words(statement="Invented words.", source="Invented.")
    record = evidence_records.add(code, "CCI-1.1", "area", found, **said)
    place = "CCI-1.1/area/own-1"
    for text in ("Invented words.", "Other invented words."):
        report_texts.save(code, place, report_texts.Words(text=text), base=0, **said)
    return {"record": [code, record], "text": [code, place]}


def chosen(service: str) -> dict[str, object]:
    """A recommendation, an example to be read by a second person, words of a quotable note."""
    row = Inspection.objects.get(service__name=service)
    said, code = {"by": by("lead"), "now": NOW}, row.code
    Grant.objects.create(
        person_id=by("editor").person_id,
        role=Role.EDITOR,
        inspection=row,
        starts_on=TODAY,
        granted_at=NOW,
    )
    own = report_recommendations.write_own(code, text="invented words", owners=[], **said)
    example = practice_examples.Example(section="CCI-1", text="It was seen in Inventon.")
    number = practice_examples.write(code, example, by=by("editor"), now=NOW)
    work = CaseAssessment.objects.filter(case__inspection=row, case__standing="SAMPLE").first()
    stamp = {"by_id": by("lead").person_id, "at": NOW, "is_quotable": True}
    note = CaseNote.objects.create(id=uuid4(), assessment=work, text="Invented words.", **stamp)
    quotations.take(code, note.pk, "Invented words.", criterion="CCI-1.1", **said)
    return {
        "recommendation": [code, own],
        "example": [code, number],
        "quotable": [code, str(note.pk)],
    }


def signed(service: str) -> dict[str, object]:
    """A version that waits for its release; its small file stands for a report."""
    row = Inspection.objects.get(service__name=service)
    chief = by("chief").person_id
    rendering = row.renderings.create(
        purpose="VERSION",
        state="DONE",
        folder=inspection_folders.zipped(reports.files_of(row, TODAY)),
        sha256="0" * 64,
        asked_by_id=chief,
        asked_at=NOW,
    )
    rendering.files.create(name="report.pdf", content=b"%PDF-1.7", sha256="0" * 64)
    version = row.versions.create(
        number=1,
        rendering=rendering,
        signed_by_id=chief,
        signed_at=NOW,
        publish_on=TODAY + timedelta(days=1),
    )
    return {"version": [row.code, version.pk]}


def said_beside(service: str) -> dict[str, object]:
    """A questioned indicator, and a statement of few respondents, in a draft."""
    code, said = Inspection.objects.get(service__name=service).code, {"by": by("lead"), "now": NOW}
    rate = Indicator(name="Invented reoffending", unit="percent", value=1.08, period="2009")
    group = respondents.write(code, group="Invented neighbours", returned=9, **said)
    statement = respondent_statements.add(
        code, group, text="felt heard.", count=3, out_of=4, **said
    )
    return {
        "indicator": [code, report_indicators.write(code, rate, **said)],
        "respondents": [code, group],
        "statement": [code, statement],
    }


def surveyed(service: str) -> dict[str, object]:
    """An open survey with sheets that were handed out, and a closed one of another group."""
    code = Inspection.objects.get(service__name=service).code
    sheets = survey_scene.two(code, TODAY)
    return {
        "survey": [code, "children"],
        "survey_sheets": [code, "children", sheets],
        "survey_closed": [code, "victims"],
    }


def sent_copy(code: str) -> dict[str, object]:
    """A version under embargo, sent to somebody of the distribution list, and a register."""
    said = {"by": by("lead"), "now": NOW}
    publications.released(Inspection.objects.get(code=code), NOW + timedelta(days=9))
    reader = distribution.Entry(name="Reader", body="Invented body", email="reader@example.org")
    number = distribution.add(code, reader, **said)
    tokens: list[str] = []
    dispatches.send(code, number, link=lambda token: tokens.append(token) or token, **said)
    programme = Programme.objects.get(title=SCREENINGS)
    published = publications.entry(
        "invented-report", NOW, programme=programme.title, programme_code=programme.code
    )
    publications.version(published, at=NOW - timedelta(days=1))
    publications.version(published, number=2, at=NOW, reason="Invented reason.")
    dispatch = Dispatch.objects.get(recipient_id=number).pk
    return {"recipient": [code, number], "dispatch": [code, dispatch], "copy": tokens[0]}


def funnelled() -> dict[str, object]:
    """A programme of which three services are published with their judgements."""
    programme = site.programme("cci-2009")
    for place, name in enumerate(("Inventon", "Inventham", "Inventley")):
        funnel_scene.published(funnel_scene.judged(programme, f"{name} (demo)", every=3 + place))
    return {"funnelled": programme.code}


def inspected_again() -> dict[str, object]:
    """One of these services inspected again, after a decision, and drafted."""
    before = Inspection.objects.get(service__name="Inventon (demo)")
    decision = Decision(planned=True, reason="Invented reason.", month=date(TODAY.year + 1, 1, 1))
    for _ in range(2):
        reinspections.decide(before.code, decision, by=by("chief"), now=NOW)
    again = funnel_scene.judged(
        before.programme, "", every=9, service=before.service, previous=before
    )
    Inspection.objects.filter(pk=again.pk).update(stage=Stage.DRAFTING)
    return {"before": before.code, "again": again.code}


def by_itself() -> dict[str, object]:
    """A quarterly audit of a service's own, with a list to draw from."""
    service, said = "anyborough", {"by": by("quality"), "now": NOW}
    draft = own_inspections.Draft(
        kind=OwnKind.QUARTERLY_AUDIT,
        framework="cci-2009",
        starts_on=TODAY,
        ends_on=TODAY,
        first_start=TODAY - timedelta(days=200),
        last_start=TODAY - timedelta(days=10),
    )
    code = own_inspections.plan(service, draft, **said)
    heading, *rows = LIST.splitlines()
    content = b"\n".join((heading + b",Case manager", *(row + b",M-1" for row in rows)))
    uploads.receive(code, file_name="list.csv", content=content, **said)
    accept_waiting(code, **said)
    return {"own_service": [service], "own": [code]}


def remarked() -> dict[str, object]:
    """A complaint that is overdue and one that is answered."""
    said = {"by": by("manager"), "now": NOW}
    numbers = [
        remarks.receive(
            remarks.Received(
                kind=RemarkKind.COMPLAINT,
                sender=Sender.COUNCIL,
                subject="Invented subject",
                words="Invented words.",
                received_on=TODAY - timedelta(days=90),
            ),
            **said,
        )
        for _ in range(3)
    ]
    answer = {"answered_on": TODAY, "outcome": RemarkOutcome.UPHELD, "answer": "Invented answer."}
    for number in numbers[1:]:
        remarks.answer(number, **answer, **said)
    return {"remark": numbers[0]}


def printed() -> dict[str, object]:
    """A text with facts that wait, one of them doubted and one against what is public.

    Another's facts wait for a second person: a new one, a correction and one to be taken out.
    """
    said = {"source": "Invented paper", "place": "page 2", "read_from": "invented words"}
    headline = {"service": "Sefton", "measure": "headline:safeguarding", "value": Decimal(30)}
    facts = [
        ReadFact(fact=PrintedFact(**headline, unit="%", inspected="June 2009", **said)),
        ReadFact(fact=PrintedFact(**headline, unit="%", doubt="Of which inspection?", **said)),
    ]
    brought = printed_fact_imports.bring(
        "invented-paper.txt", facts, takes_certain=False, by=by("manager"), now=NOW
    )
    row = RegisteredFact.objects.filter(text=brought.number).order_by("pk").first()
    due(said)
    link = LinkEntry.objects.filter(state="RELEASED").order_by("pk").first()
    return {"printed_text": brought.number, "printed_fact": row.pk, "service_link": link.pk}


def due(said: dict[str, object]) -> None:
    """Facts and a link that the manager decided about, for the chief inspector."""
    new = ReadFact(
        fact=PrintedFact(service="Sefton", measure="rating:overall", said="good", **said)
    )
    printed_fact_imports.bring(
        "invented-news.txt", [new], takes_certain=True, by=by("manager"), now=NOW
    )
    public = RegisteredFact.objects.filter(service="Hartlepool", measure__startswith="headline:")
    first, second = public.filter(public_since__isnull=False).order_by("pk")[:2]
    (kept,) = printed_facts.kept(RegisteredFact.objects.filter(pk=first.pk))
    printed_fact_reviews.correct(
        first.pk,
        replace(kept.fact, note="Invented."),
        reason="Invented.",
        by=by("manager"),
        now=NOW,
    )
    printed_fact_reviews.refuse([second.pk], reason="Invented.", by=by("manager"), now=NOW)
    link = Link(service="Newtown", kind=LinkKind.FOLLOWS, other="Oldtown", source="Invented paper")
    service_links.enter(link, by=by("manager"), now=NOW)


def secured() -> dict[str, object]:
    """Somebody with every kind of second factor, just signed in."""
    person = Person.objects.create(
        email="secured@example.org",
        name="Sia Secured (demo)",
        password=make_password("a long invented password"),
        joined_at=NOW,
    )
    Grant.objects.create(person=person, role=Role.CHIEF_INSPECTOR, starts_on=TODAY, granted_at=NOW)
    TOTP.activate(person, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)
    passkey = Authenticator.objects.create(
        user=person,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Laptop", "credential": {"clientExtensionResults": {}}},
    )
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["second_factor"] = True
    session["account_authentication_methods_user"] = str(person.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": NOW.timestamp() + 3600, "reauthenticated": True}
    ]
    session.save()
    return {"session": session.session_key, "passkey": passkey.pk}


def council_reported() -> list[object]:
    """A council report on a published inspection: where it stands."""
    officer = by("exampleton")
    code = council_reports.listed(by=officer, now=NOW)[0].code
    number = council_reports.begin(code, headings="sefton", by=officer, now=NOW)
    paper = {"meetings": [{"committee": "Invented committee", "date": str(TODAY)}]}
    council_reports.write(code, number, content={"paper": paper}, seen="0", by=officer, now=NOW)
    return [code, number]


def main() -> None:
    """Fills the site and prints where things are."""
    admin = by("administrator")
    code = Inspection.objects.get(service__name="Anyborough").code
    offer = invitations.Offer(
        email="new@example.org", name="Nia New (demo)", role=Role.CHIEF_INSPECTOR
    )
    token = invitations.invite(offer, link=lambda token: token, by=admin, now=NOW)
    waiting, drawable = announced("anyborough"), announced("otherton")
    accept_waiting(drawable, by=by("lead"), now=NOW)
    meeting = feedback.write_meeting(
        code,
        held_on=TODAY,
        attendance="Head of service",
        strengths="Invented strength.",
        areas="Invented area.",
        with_figures=True,
        by=by("lead"),
        now=NOW,
    )
    ref = scores.cases_of(Inspection.objects.get(code=code))[0].id
    case_feedback.write_case_sheet(
        code, ref, good="Invented.", to_look_at="Invented.", by=by("lead"), now=NOW
    )
    withdrawn = announced("otherton")
    accept_waiting(withdrawn, by=by("lead"), now=NOW)
    samples.draw(
        withdrawn,
        samples.Choice(n=6),
        nonce_inspectorate="one",
        nonce_service="two",
        by=by("lead"),
        now=NOW,
    )
    json.dump(
        {
            "token": token,
            "invitation": Invitation.objects.get(email="new@example.org").pk,
            "waiting": waiting,
            "drawable": drawable,
            "drawn": withdrawn,
            "meeting": meeting,
            "sheet": ref,
            **drafted("Hartlepool"),
            **given_draft("Hartlepool"),
            **said_beside("Hartlepool"),
            **surveyed("Hartlepool"),
            **chosen("Hartlepool"),
            **previewed("Hartlepool"),
            **signed("Hartlepool"),
            **sent_copy(drawable),
            **funnelled(),
            **inspected_again(),
            **by_itself(),
            **remarked(),
            **printed(),
            **secured(),
            "council": council_reported(),
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
