"""The site of the trials that kill workers, prepared and looked at by programs of their own.

`python -m tests.kill_renderings prepare` makes a draft and asks for its report in every format;
`… state` says how far it is; `… expire` lets its lease run out. All print JSON.
"""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

from corecase.cli import site as started

started.start(
    Path(os.environ["CORECASE_HOME"]), os.environ.get("CORECASE_DATABASE_URL", ""), makes_one=True
)

from corecase.actions import audits, renderings  # noqa: E402 after the settings are read
from corecase.store.cases import models  # noqa: E402
from tests import drafted  # noqa: E402


def prepare() -> dict[str, object]:
    """Asks for a report in every format, as many times as are wanted."""
    started.migrate()
    made = drafted.build()
    wanted = renderings.PUBLISHED
    return {"asked": renderings.ask(made.code, wanted, by=made.lead, now=started.now())}


def state() -> dict[str, object]:
    """How far it is, what is there of it, and whether the audit is whole."""
    row = models.Rendering.objects.get()
    told = models.Event.objects.filter(kind__startswith="RENDERING").order_by("id")
    return {
        "state": row.state,
        "step": row.step,
        "attempts": row.attempts,
        "files": {one.name: one.sha256 for one in row.files.all()},
        "events": list(told.values_list("kind", flat=True)),
        "faults": [str(fault) for fault in audits.verify()],
    }


def expire() -> dict[str, object]:
    """Lets the lease of a worker that says nothing more run out now, so that no trial waits."""
    past = started.now() - timedelta(seconds=1)
    return {"expired": models.Rendering.objects.update(leased_until=past)}


if __name__ == "__main__":
    done = {"prepare": prepare, "state": state, "expire": expire}[sys.argv[1]]()
    json.dump(done, sys.stdout)
