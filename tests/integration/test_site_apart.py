"""Surveys and publications stand apart: they migrate and work where no table of cases is."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=[
        "corecase.store.surveys.apps.SurveysConfig",
        "corecase.store.public.apps.PublicConfig",
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1]}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()
from datetime import date
from django.core.management import call_command
from django.db import connection

call_command("migrate", verbosity=0)
call_command("check")
call_command("makemigrations", check=True, dry_run=True, verbosity=0)

from corecase.store.public.models import Publication
from corecase.store.surveys.models import Survey

day = date(2026, 11, 2)
Survey.objects.create(inspection_code="invented", group="CHILDREN", opened_on=day, closes_on=day)
Publication.objects.create(
    code="invented",
    service="Invented Service",
    programme="Invented",
    programme_code="invented",
    published_on=day,
)
assert Survey.objects.get().group == "CHILDREN"
assert Publication.objects.get().service == "Invented Service"
tables = connection.introspection.table_names()
assert tables and not [name for name in tables if name.startswith("cases_")], tables
known = [name for name in sys.modules if name.startswith("corecase.store.cases")]
assert not known, known
print("apart")
"""


def test_surveys_and_publications_work_without_the_tables_of_cases(tmp_path: Path) -> None:
    variables = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, str(tmp_path / "apart.sqlite3")],
        capture_output=True,
        text=True,
        check=False,
        env=variables,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("apart")
