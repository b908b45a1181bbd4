"""The site of the kill trials, prepared and looked at by programs of their own.

`python -m tests.kill_site prepare` makes people with a case assessment each and signs them in;
`… found` says what the database holds in the end. Both print JSON.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from corecase.cli import site as started

started.start(
    Path(os.environ["CORECASE_HOME"]), os.environ.get("CORECASE_DATABASE_URL", ""), makes_one=True
)

from django.db import connection  # noqa: E402 after the settings are read

from corecase.actions import audits, frameworks  # noqa: E402
from corecase.core.audit import digest  # noqa: E402
from corecase.core.event_kinds import EventKind  # noqa: E402
from corecase.core.people import Role  # noqa: E402
from corecase.core.stages import Stage  # noqa: E402
from corecase.store.cases import audit, models  # noqa: E402
from tests import site  # noqa: E402

WRITERS = 4


def prepare() -> Iterator[dict[str, object]]:
    """A writer each: the session, the case assessment, and the items that it may judge."""
    started.migrate()
    inspection = site.inspection(Stage.FIELDWORK)
    items = frameworks.items_of(inspection).values()
    for case in site.sample(inspection, WRITERS):
        assessor = site.person(Role.ASSESSOR, inspection=inspection)
        yield {
            "path": f"/inspections/{inspection.code}/cases/{case.ref}/operations/",
            "session": site.client_for(assessor).cookies["session"].value,
            "assessment": str(site.assessment(case, assessor).pk),
            "items": [item.id for item in items if not item.levels][:12],
        }


def found() -> dict[str, object]:
    """Every change and state that is stored, the changes that no event tells of, the faults."""
    told = set(
        models.Event.objects.filter(kind=EventKind.CASE_ASSESSMENT_SAVED).values_list("digest")
    )
    operations = models.Operation.objects.values_list("pk", "sha256", "outcome", "version")
    untold = [sha for _, sha, _, _ in operations if (digest([sha], audit.key()),) not in told]
    states = models.FieldState.objects.values_list("assessment_id", "item_id", "version", "value")
    return {
        "operations": {
            str(pk): [sha, outcome, version] for pk, sha, outcome, version in operations
        },
        "states": {f"{at}/{item}": [version, value] for at, item, version, value in states},
        "n_events": len(told),
        "untold": untold,
        "faults": [str(fault) for fault in audits.verify()],
        "is_whole": is_whole(),
    }


def is_whole() -> bool:
    """Whether the database finds no damage in itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Reads every row; a page whose checksum is wrong is an error.
            cursor.execute("SELECT sum(length(o::text)) FROM cases_operation o")
            return True
        cursor.execute("PRAGMA integrity_check")
        return bool(cursor.fetchone()[0] == "ok")


if __name__ == "__main__":
    json.dump(list(prepare()) if sys.argv[1] == "prepare" else found(), sys.stdout)
