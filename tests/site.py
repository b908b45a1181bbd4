"""Builders for tests of the site: people, services, inspections and cases, all invented."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from itertools import count

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.db import connection
from django.test import Client, TransactionTestCase

from corecase.actions import people
from corecase.core import answer_values
from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.frameworks import Framework
from corecase.core.judgements import Answer, Judgement
from corecase.core.people import Actor, Role
from corecase.core.stages import Stage
from corecase.exchange import frameworks
from corecase.store.cases import models

NOW = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
# In service a guess has to be dear; here each would cost a quarter of a second.
Argon2PasswordHasher.time_cost = Argon2PasswordHasher.parallelism = 1
Argon2PasswordHasher.memory_cost = 1024
PASSWORD = "a long invented password"
HASHED = make_password(PASSWORD)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_numbers = count(1)


def service(name: str = "", **fields: object) -> models.Service:
    """An invented service."""
    number = next(_numbers)
    name = name or f"Invented Service {number}"
    return models.Service.objects.create(
        code=f"service-{number}",
        name=name,
        **{"nation": "ENGLAND", "region": "Invented Region", "is_invented": True, **fields},
    )


def programme(framework_id: str = "cci-2009", **fields: object) -> models.Programme:
    """A programme pinned to a shipped framework."""
    number = next(_numbers)
    return models.Programme.objects.create(
        code=f"programme-{number}",
        title=f"Invented Programme {number}",
        **{
            "first_year": 2026,
            "last_year": 2028,
            "regions": ["Invented Region"],
            "framework_id": framework_id,
            "framework_edition": "test",
            "framework_sha256": "0" * 64,
            "framework_text": frameworks.text(framework_id),
            "made_at": NOW,
            **fields,
        },
    )


def inspection(stage: Stage = Stage.PLANNED, **fields: object) -> models.Inspection:
    """An inspection at a stage, of an invented service unless one is given."""
    number = next(_numbers)
    fields.setdefault("service", None)
    if fields["service"] is None:
        fields["service"] = service()
    fields.setdefault("programme", None)
    if fields["programme"] is None:
        fields["programme"] = programme()
    return models.Inspection.objects.create(
        code=f"inspection-{number}",
        stage=stage,
        **{
            "synthetic": "Synthetic: invented for a test.",
            "fieldwork_starts_on": TODAY,
            "fieldwork_ends_on": TODAY + timedelta(days=3),
            "made_at": NOW,
            **fields,
        },
    )


def person(
    role: Role | None = None,
    *,
    inspection: models.Inspection | None = None,
    service: models.Service | None = None,
    home_service: models.Service | None = None,
    name: str = "",
    starts_on: date = TODAY - timedelta(days=30),
    ends_on: date | None = None,
) -> models.Person:
    """Somebody invented, with a role where one is given."""
    number = next(_numbers)
    found = models.Person.objects.create(
        email=f"person{number}@example.org",
        name=name or f"Person {number}",
        password=HASHED,
        home_service=home_service or (service if role and role.is_of_service else None),
        joined_at=NOW - timedelta(days=40),
    )
    if role is not None:
        grant(found, role, inspection=inspection, service=service, on=starts_on, until=ends_on)
    return found


def grant(
    somebody: models.Person,
    role: Role,
    *,
    inspection: models.Inspection | None = None,
    service: models.Service | None = None,
    on: date = TODAY - timedelta(days=30),
    until: date | None = None,
) -> models.Grant:
    """A role held by somebody; of an inspection or a service only where the role is such."""
    return models.Grant.objects.create(
        person=somebody,
        role=role,
        inspection=inspection if role.is_of_inspection else None,
        service=service if role.is_of_service else None,
        starts_on=on,
        ends_on=until,
        granted_at=NOW,
    )


def actor(somebody: models.Person) -> Actor:
    """Somebody as the actions know them today."""
    return people.actor(somebody.pk, today=TODAY)


def somebody(role: Role, **options: object) -> Actor:
    """A new person with a role, as the actions know them."""
    return actor(person(role, **options))  # type: ignore[arg-type]  # as `person` takes them


def client_for(somebody: models.Person) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(somebody, backend="allauth.account.auth_backends.AuthenticationBackend")
    # As the session of somebody who has a second factor says it.
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def second_factor(somebody: models.Person) -> str:
    """Sets up an authenticator app for somebody; its secret."""
    TOTP.activate(somebody, SECRET)
    return SECRET


def sample(
    inspection: models.Inspection, n: int = 4, *, reserves: int = 1, **attributes: str
) -> list[models.SampledCase]:
    """A drawn sample with references S01, S02, …, and reserves after them."""
    by = person(Role.LEAD_INSPECTOR, inspection=inspection)
    caseload = models.Caseload.objects.create(
        inspection=inspection, file_sha256="0" * 64, by=by, at=NOW, is_current=True
    )
    draw = models.SampleDraw.objects.create(
        inspection=inspection, caseload=caseload, record={}, sha256="0" * 64, by=by, at=NOW
    )
    return [
        models.SampledCase.objects.create(
            inspection=inspection,
            draw=draw,
            ref=f"S{position:02}",
            attributes={"sentence": "community", **attributes},
            position=position,
            standing="SAMPLE" if position <= n else "RESERVE",
        )
        for position in range(1, n + reserves + 1)
    ][:n]


def assessment(
    case: models.SampledCase,
    assessor: models.Person,
    *,
    marking: Marking = Marking.FIRST,
    state: AssessmentState = AssessmentState.ALLOCATED,
) -> models.CaseAssessment:
    """Somebody's work on a case."""
    return models.CaseAssessment.objects.create(
        case=case, assessor=assessor, marking=marking, state=state
    )


@contextmanager
def without_triggers() -> Iterator[None]:
    """Takes the audit's triggers away for a moment, as somebody who owns the database could."""
    triggers = import_module("corecase.store.cases.migrations.0002_audit_triggers")
    with connection.schema_editor() as editor:
        triggers.remove(None, editor)
    yield
    with connection.schema_editor() as editor:
        triggers.add(None, editor)


def answered(
    row: models.CaseAssessment,
    framework: Framework,
    *,
    note: str = "",
    but: Mapping[str, str] | None = None,
) -> models.CaseAssessment:
    """The same work with every asked item answered sufficient, save those of `but`.

    `but` gives the text of an answer by item; an empty text leaves it unanswered.
    """
    given: dict[str, Judgement] = {}
    for item in framework.gate_order():
        if not framework.asked(item, row.case.attributes, given):
            continue
        level = item.levels[0] if item.levels else None
        plain = Judgement(
            case_id=row.case.ref,
            item_id=item.id,
            answer=Answer.SUFFICIENT,
            service_value=level,
            assessor_value=level,
        )
        text = (but or {}).get(item.id, answer_values.write(plain))
        judgement = answer_values.read(text, row.case.ref, item.id)
        if judgement:
            given[item.id] = judgement
    texts = [("ANSWER", item, answer_values.write(given[item])) for item in given]
    texts += [("NOTE", item, f"{note} {item}") for item in given if note]
    models.FieldState.objects.bulk_create(
        models.FieldState(assessment=row, item_id=item, field=field, value=value, version=1, at=NOW)
        for field, item, value in texts
    )
    return row


def flushing() -> None:
    """Lets the tests that commit empty the tables afterwards, which the triggers refuse."""
    flush = TransactionTestCase._fixture_teardown

    def flush_without_triggers(case: TransactionTestCase) -> None:
        with without_triggers():
            flush(case)

    TransactionTestCase._fixture_teardown = flush_without_triggers  # type: ignore[method-assign]
