"""The survey site as a process of its own: it runs where no case is, and its role reads none."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from django.db import connection

from corecase.actions import survey_answers
from corecase.config import environment
from corecase.core.errors import InputError
from corecase.core.surveys import Group
from corecase.store.surveys.models import SurveyAnswer, SurveyText
from tests import public_home, site, survey_scene
from tests.public_home import answers, free_port, run, variables
from tests.terminal import Terminal

FILL = """
import sys
import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["corecase.store.surveys.apps.SurveysConfig"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1]}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()
from datetime import date
from pathlib import Path
from django.core.management import call_command

call_command("migrate", verbosity=0)
from tests import survey_scene

Path(sys.argv[1]).with_name("survey.key").write_text(survey_scene.KEY)
opened = survey_scene.survey(date.today())
for code in survey_scene.codes(opened, 3):
    print(code)
print(*survey_scene.codes(opened, 1, n_left=5, is_device=True))
"""

ANSWER = """
import sys
from corecase.config.surveys_wsgi import application
from django.conf import settings
from django.db import connection
from django.test import Client
from tests.survey_scene import GIVEN

assert application is not None
settings.ALLOWED_HOSTS = ["testserver"]
reader = Client()
own, device = sys.argv[1:3]
roads = ["/", f"/{own}/", f"/{own}/en/", f"/{own}/en/easy/", f"/{own}/cy/", f"/{device}/",
         "/thanks/en/", "/thanks/cy/easy/", f"/{device}/thanks/en/",
         "/static/corecase/corecase.css"]
for road in roads:
    response = reader.get(road)
    assert response.status_code == 200, (road, response.status_code)
    assert not response.cookies, road
    response.close()
for step, status in (("check", 200), ("change", 200), ("send", 303), ("send", 404)):
    response = reader.post(f"/{own}/en/", {**GIVEN, "step": step})
    assert response.status_code == status, (step, response.status_code)
assert reader.post(f"/{device}/cy/", GIVEN).status_code == 303
for road in ("/accounts/login/", "/inspections/invented/", "/publications/"):
    assert reader.get(road).status_code == 404, road
known = [name for name in sys.modules
         if name.startswith(("corecase.store.cases", "corecase.store.public", "allauth"))]
assert not known, known
"""

ALONE = """
tables = connection.introspection.table_names()
assert tables and not [name for name in tables if name.startswith("cases_")], tables
print("answered")
"""

REFUSED = """
from django.db import transaction
from django.db.utils import DatabaseError

def is_refused(query):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(query)
    except DatabaseError as error:
        assert "permission denied" in str(error), error
        return True
    return False

open_to_it = {"surveys_survey", "surveys_surveycode"}
tables = set(sys.argv[3].split(","))
assert {"cases_inspection", "cases_person", "surveys_surveyanswer"} <= tables
read = {name for name in tables if not is_refused(f'SELECT 1 FROM "{name}" LIMIT 1')}
assert read == open_to_it, read
emptied = {name for name in tables if not is_refused(f'DELETE FROM "{name}" WHERE false')}
assert emptied == {"surveys_surveycode"}, emptied
changed = {name for name in tables if not is_refused(f'LOCK TABLE "{name}" IN EXCLUSIVE MODE')}
assert changed == {"surveys_surveycode"}, changed
assert is_refused("UPDATE surveys_surveycode SET code_hash = code_hash")
assert is_refused("UPDATE surveys_survey SET closed_on = NULL")
print("refused")
"""


@pytest.fixture
def home(tmp_path: Path) -> tuple[Path, list[str]]:
    """A home with an invented survey, three codes, and one of a device."""
    filled = run(FILL, str(tmp_path / "corecase.sqlite3"), home=tmp_path)
    assert filled.returncode == 0, filled.stderr
    return tmp_path, filled.stdout.split()


def command(*arguments: str, home: Path) -> list[str]:
    """What starts the survey site of a home."""
    return [sys.executable, "-m", "corecase", "surveys", "--home", str(home), *arguments]


def asked(road: str, **form: str) -> tuple[int, str]:
    """The status and the page of an address, a form sent where one is given."""
    data = urlencode(form).encode() if form else None
    try:
        with urlopen(Request(road, data=data), timeout=10) as response:
            return response.status, response.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()


def test_every_page_works_where_no_table_of_a_case_is(home: tuple[Path, list[str]]) -> None:
    folder, (own, *_, device) = home
    done = run(ANSWER + ALONE, own, device, home=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "answered"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="roles are PostgreSQL's")
def test_the_role_of_the_process_can_read_no_case_and_no_answer(tmp_path: Path) -> None:
    opened = survey_scene.survey(site.TODAY, Group.CHILDREN)
    opened.closes_on = opened.closes_on.replace(year=2100)
    opened.save()
    (own,) = survey_scene.codes(opened, 1)
    (device,) = survey_scene.codes(opened, 1, n_left=5, is_device=True)
    (tmp_path / "survey.key").write_text(survey_scene.KEY, encoding="ascii")
    told, role = connection.settings_dict, f"survey_site_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'invented'")
        cursor.execute(survey_answers.rights(role))
    url = f"postgresql://{role}:invented@{told['HOST']}:{told['PORT']}/{told['NAME']}"
    tables = ",".join(connection.introspection.table_names())
    try:
        program = f"import os; os.environ['CORECASE_DATABASE_URL'] = {url!r}\n{ANSWER}{REFUSED}"
        done = run(program, own, device, tables, home=tmp_path)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP OWNED BY {role}")
            cursor.execute(f"DROP ROLE {role}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "refused"
    assert SurveyAnswer.objects.count() == 2
    assert SurveyText.objects.count() == 2


def test_the_command_answers_and_says_no_code_to_anybody(home: tuple[Path, list[str]]) -> None:
    folder, (own, *_) = home
    port = free_port()
    at = f"http://localhost:{port}"
    with subprocess.Popen(
        command("--port", str(port), home=folder),
        env=variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as started:
        assert started.stdout is not None
        first = started.stdout.readline()
        assert at in first
        assert "Invented Service" in asked(f"{at}/{own}/")[1]
        status, page = asked(f"{at}/{own}/en/", step="send", heard="mostly")
        assert (status, "Thank you" in page) == (200, True)
        assert asked(f"{at}/{own}/")[0] == 404
        assert asked(f"{at}/{own}/en/?{'x' * 9000}")[0] >= 400, "gunicorn itself refuses it"
        started.send_signal(signal.SIGTERM)
        said = first + "".join(started.communicate(timeout=30))
    assert own not in said
    assert not re.search(r"127\.0\.0\.1(?!:)|GET|POST", said), said


def test_the_command_ends_with_its_parent_and_checks(home: tuple[Path, list[str]]) -> None:
    folder, _ = home
    port = free_port()
    asking = command("--port", str(port), "--with-parent", home=folder)
    starts = f"import subprocess; subprocess.run({asking!r})"
    with subprocess.Popen(
        [sys.executable, "-c", starts], env=variables(), stdout=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None
        assert f"http://localhost:{port}/" in started.stdout.readline()
        started.kill()
    until = time.monotonic() + 20
    while answers(port):
        assert time.monotonic() < until
        time.sleep(0.2)
    done = subprocess.run(
        command("--check", home=folder), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "Surveys can be answered.\n"), done.stderr


def test_it_does_not_start_without_its_tables(tmp_path: Path, terminal: Terminal) -> None:
    public_home.fill_with_another_table(tmp_path)
    done = run("import corecase.config.surveys_wsgi", home=tmp_path)
    assert done.returncode == 3
    assert "start the site once with: corecase serve" in done.stderr
    typed = terminal.run("surveys", "--home", str(tmp_path / "nowhere"))
    assert typed.code == 3


def test_the_rights_of_its_role_are_printed(home: tuple[Path, list[str]]) -> None:
    done = subprocess.run(
        command("--rights", "survey_site", home=home[0]), capture_output=True, text=True, check=True
    )
    assert done.stdout == survey_answers.rights("survey_site") + "\n"


def test_the_staff_site_learns_where_surveys_are_answered() -> None:
    read = environment.read({"CORECASE_SURVEY_ADDRESS": "https://survey.example.org"})
    assert read.survey_address == "https://survey.example.org/"
    assert read.survey_grace == 1
    assert environment.read({"CORECASE_SURVEY_GRACE": "0"}).survey_grace == 0
    for wrong in ("15", "-1", "\u00b2", "a day", ""):
        with pytest.raises(InputError, match="a number from 0 to 14"):
            environment.read({"CORECASE_SURVEY_GRACE": wrong})
