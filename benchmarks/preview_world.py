"""The site whose previews are measured: the demonstration, with the words of a whole report.

`python -m benchmarks.preview_world` loads it and prints the inspection and a session as JSON.
"""

import json
import os
import sys
from pathlib import Path

from corecase.cli import site as started

started.start(
    Path(os.environ["CORECASE_HOME"]), os.environ.get("CORECASE_DATABASE_URL", ""), makes_one=True
)

from corecase.actions import demonstration  # noqa: E402 after the settings are read
from corecase.core.drafting import Part  # noqa: E402
from corecase.store.cases import models  # noqa: E402
from tests import site  # noqa: E402

_ANNEX = ("wording: invented", "wording: own")
_PARAGRAPH = (
    "Invented words that stand where people write: the work of the service was looked at case by "
    "case, what was found was talked through with the case manager, and what follows from it is "
    "said here at the length at which inspectors write. "
)


def prepare() -> dict[str, str]:
    """The inspection whose report is measured, and the session of its lead inspector."""
    started.migrate()
    demonstration.load(now=started.now())
    inspection = models.Inspection.objects.get(service__name="Hartlepool")
    # A reconstruction gives no intervals: without its mark the report has the whole annex.
    programme = models.Programme.objects.get(inspections=inspection)
    programme.framework_text = programme.framework_text.replace(*_ANNEX)
    programme.save(update_fields=["framework_text"])
    lead = models.Person.objects.get(grants__inspection=inspection, grants__role="LEAD_INSPECTOR")
    texts = {
        "narrative": (Part.NARRATIVE, "\n\n".join([4 * _PARAGRAPH] * 16)),
        "area": (Part.AREA, 16 * _PARAGRAPH),
        "organisation": (Part.ORGANISATION, 16 * _PARAGRAPH),
    }
    for section in ("CCI-1", "CCI-2", "CCI-3"):
        texts[f"commentary/{section}"] = (Part.COMMENTARY, 72 * _PARAGRAPH)
    for place, (part, text) in texts.items():
        models.ReportText.objects.update_or_create(
            inspection=inspection,
            place=place,
            defaults={
                "part": part,
                "text": text,
                "status": "EDITED",
                "version": 1,
                "by": lead,
                "at": started.now(),
            },
        )
    return {"code": inspection.code, "session": site.client_for(lead).cookies["session"].value}


if __name__ == "__main__":
    sys.stdout.write("\n" + json.dumps(prepare()))
