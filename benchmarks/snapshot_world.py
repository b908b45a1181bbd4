"""A site on SQLite with a country's published reports, whose snapshot is timed; prints JSON."""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from corecase.cli import site as started

started.start(Path(os.environ["CORECASE_HOME"]), makes_one=True)

from django.db import transaction  # noqa: E402 after the settings are read

from benchmarks.national_alone import most_memory  # noqa: E402
from corecase.actions import publishing, snapshots  # noqa: E402
from corecase.core.stages import Stage  # noqa: E402
from corecase.exchange import inspection_folders  # noqa: E402
from corecase.exchange.frameworks import from_text  # noqa: E402
from tests import publications, site  # noqa: E402

N_SERVICES = 157
WORDS = ("sufficient", "insufficient", "not applicable")


def prepare(n_judgements: int) -> None:
    """The services, each with a report that is published."""
    started.migrate()
    programme = site.programme()
    items = [item.id for item in from_text(programme.framework_text).items]
    n_cases = round(n_judgements / N_SERVICES / len(items))
    chance = Random(20126)
    with transaction.atomic():
        for number in range(N_SERVICES):
            inspection = site.inspection(Stage.SIGN_OFF, programme=programme)
            cases = [f"S{number}-{case}" for case in range(n_cases)]
            rows = [
                f"{case},{item},{answer},,,\n"
                for case in cases
                for item, answer in zip(items, chance.choices(WORDS, k=len(items)), strict=True)
            ]
            files = {
                "framework.yaml": programme.framework_text,
                "synthetic-judgements.csv": "case_id,item_id,answer,,,\n" + "".join(rows),
                "synthetic-cases.csv": "case_id,sentence,sex,age_at_start\n"
                + "".join(f"{case},CUSTODY,MALE,16\n" for case in cases),
            }
            folder = inspection_folders.zipped({n: t.encode() for n, t in files.items()})
            publications.released(inspection, site.NOW, folder=folder)
    publishing.publish_due(now=site.NOW)


def main() -> None:
    """Writes the snapshot, once."""
    prepare(int(sys.argv[1]))
    into = Path(os.environ["CORECASE_HOME"]) / "snapshots"
    began = perf_counter()
    made = snapshots.write(into, key="invented-key-to-measure", now=site.NOW + timedelta(days=1))
    seconds = perf_counter() - began
    told = {
        "seconds": seconds,
        "n_judgements": made.manifest.n_judgements,
        "n_versions": made.manifest.n_versions,
        "mb": most_memory(),
    }
    sys.stdout.write("\n" + json.dumps(told))


if __name__ == "__main__":
    main()
