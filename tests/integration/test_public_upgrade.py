"""A register from before two people were asked: what was public stays so, and says so."""

from pathlib import Path

from tests.public_home import FILL, run

UPGRADED = (
    FILL.partition('if not url.startswith("postgresql:"):')[0]
    + """
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = ("public", "0007_taken")
call_command("migrate", *BEFORE, verbosity=0)
apps = MigrationExecutor(connection).loader.project_state(BEFORE).apps
make = lambda model, **said: apps.get_model("public", model).objects.create(**said)
at = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
text = make("PrintedText", name="t", sha256="0", state="READ", asked_by=1, asked_at=at, ended_at=at)
for state in ("WAITING", "TAKEN", "REFUSED"):
    fact = make("RegisteredFact", text=text, sha256=state, state=state, service=state,
                measure="rating:overall", said="good", standing="verified", source=state,
                programme="CCI")
    for hour in (10, 11):
        if state != "WAITING":
            make("FactDecision", fact=fact, state=state, reason="r", by=1, at=at.replace(hour=hour))
make("RegisteredFact", text=text, sha256="x", state="TAKEN", service="UNSAID", source="UNSAID",
     measure="rating:overall", said="good", standing="verified")
# Two names that give one address, of which the later in the alphabet was public first.
make("RegisteredFact", text=text, sha256="y", state="TAKEN", service="taken!", source="UNSAID",
     measure="rating:overall", said="good", standing="verified", programme="Cci.")
make("RegisteredFact", text=text, sha256="z", state="TAKEN", service="Nobody", source="UNSAID",
     measure="average_to_date:safeguarding", value="60", standing="verified")
make("RegisteredFact", text=text, sha256="w", state="TAKEN", service="unsaid", source="UNSAID",
     measure="rating:overall", said="good", standing="verified", programme="cci")
make("ServiceLink", service="Joint", kind="COVERS", other="Place", source="p", standing="verified")

call_command("migrate", "public", verbosity=0)
from corecase.store.public.models import FactDecision, LinkEntry, ServiceAddress, ServiceLink
from corecase.store.public.models import ProgrammeAddress, TakenFact, TakenSource

print(*(one.service for one in TakenFact.objects.all()))
print(*(f"{one.source} {one.taken_at:%H:%M}" for one in TakenSource.objects.all()))
print(*(f"{one} {one.given_at:%H:%M}" for one in ServiceAddress.objects.order_by("pk")))
print(*(f"{one} {one.given_at:%H:%M}" for one in ProgrammeAddress.objects.order_by("pk")))
print(FactDecision.objects.filter(state="RELEASED").count())
(link,) = ServiceLink.objects.all()
(entry,) = LinkEntry.objects.all()
print(entry.service, entry.state, entry.decided_by, repr(link.until))

call_command("migrate", *BEFORE, verbosity=0)
print(apps.get_model("public", "TakenFact").objects.count())
"""
)


def test_what_one_person_made_public_stays_public_and_nobody_is_said_to_have_released_it(
    tmp_path: Path,
) -> None:
    done = run(UPGRADED, str(tmp_path / "corecase.sqlite3"), home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "TAKEN UNSAID taken! Nobody unsaid",
        "TAKEN 11:30 UNSAID 09:30",
        "UNSAID: unsaid 09:30 taken!: taken 09:30 TAKEN: taken-2 11:30",
        "Cci.: cci 09:30 cci: cci-2 09:30",
        "0",
        "Joint RELEASED None ''",
        "5",
    ]
