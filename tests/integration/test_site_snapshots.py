"""Snapshots of what is published: what they hold, what they never hold, and who writes them."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from pytest_django.fixtures import Settings

from corecase.actions import publishing, snapshots
from corecase.core.cases import Case
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.national_questions import Grouping, Mergers, NationalQuestion, Reinspections
from corecase.core.scoring import score
from corecase.core.stages import Stage
from corecase.engines import manifests
from corecase.engines.columns import TABLES
from corecase.engines.dataset import Dataset
from corecase.exchange import inspection_folders
from corecase.exchange.case_files import cases_text, judgements_text
from corecase.exchange.frameworks import load
from corecase.pipelines import national
from corecase.store.cases import models
from corecase.worker.loop import Worker
from tests import builders, publications, site

pytestmark = pytest.mark.django_db

KEY = "invented-key-of-a-test"
CCI = load("cci-2009")
ITEM, OTHER = (item.id for item in CCI.items[:2])
LATER = site.NOW + timedelta(days=3)
SECRETS = ("Canary", "case-manager-canary", "WHITE", "VERY_HIGH", "remark", "canaryref")


def folder(answers: str, *, framework: str = "") -> bytes:
    """The archive of a version: what each case answers to the first item; "." is unanswered."""
    named = {f"canaryref{n}": answer for n, answer in enumerate(answers)}
    given = [
        builders.judgement(ref, ITEM, answer) for ref, answer in named.items() if answer != "."
    ]
    cases = tuple(
        Case(
            id=ref,
            attributes={
                "sentence": "custody",
                "sex": "FEMALE" if n % 2 else "MALE",
                "age_at_start": "16",
                "ethnicity_group": "WHITE",
                "rosh_level": "VERY_HIGH",
                "case_manager": "case-manager-canary",
                "team": "Canary",
            },
        )
        for n, ref in enumerate(named)
    )
    judged = builders.Judgements.of(given, cases=named)
    texts = {
        "framework.yaml": framework or models.Programme.objects.all()[0].framework_text,
        "synthetic-judgements.csv": judgements_text(judged, first_item=ITEM),
        "synthetic-cases.csv": cases_text(cases),
        "inspection.yaml": "service: Canary remark\n",
    }
    return inspection_folders.zipped({name: text.encode() for name, text in texts.items()})


def published(answers: str = "SSI", *, days: int = 0, **fields: Any) -> models.Inspection:
    """An inspection whose report is published, as the worker publishes it."""
    inspection = site.inspection(Stage.SIGN_OFF, **fields)
    version(inspection, folder(answers), days=days)
    return inspection


def version(inspection: models.Inspection, made_of: bytes, *, days: int = 0, **fields: Any) -> None:
    at = site.NOW + timedelta(days=days)
    publications.released(inspection, at, folder=made_of, **fields)
    assert publishing.publish_due(now=at) == (inspection.code,)


def written(parent: Path) -> Dataset:
    return snapshots.write(parent, key=KEY, now=LATER)


def asked(programme: models.Programme, **parts: Any) -> NationalQuestion:
    values = {"scores": (ITEM,), "as_at": LATER.date(), "by": (Grouping.INSPECTION,)} | parts
    return NationalQuestion(programme=programme.code, **values)


def figures(data: Dataset, question: NationalQuestion) -> dict[tuple[str, ...], Figure]:
    """The figures of a question, alike by both engines."""
    found = {}
    for engine in ("reference", "duckdb"):
        answer = national.ask(data.path, question, engine=engine).answer
        found[engine] = {row.group: row.figure for row in answer.rows}
    assert found["reference"] == found["duckdb"]
    return found["duckdb"]


def test_a_snapshot_holds_the_judgements_as_they_were_signed(tmp_path: Path) -> None:
    programme = site.programme()
    one = published("SSIN.", programme=programme)
    two = published("II", programme=programme)
    data = written(tmp_path)
    assert (data.manifest.n_versions, data.manifest.n_cases) == (2, 7)
    assert data.manifest.n_judgements == 6
    assert data.manifest.left_out == ()
    found = figures(data, asked(programme))
    assert found == {
        (one.code,): Figure(count=2, out_of=3),
        (two.code,): Figure(count=0, out_of=2),
    }
    (frozen,) = data.framework_texts().values()
    national_values = data.national({0: CCI})
    assert frozen == programme.framework_text
    # Versions stand by the code of their inspection, whatever was made first.
    (key,) = (version.key for version in data.versions() if version.inspection == one.code)
    judged = national_values.judgements[key]
    assert score(CCI, judged).items[ITEM] == Figure(count=2, out_of=3)


def test_the_columns_are_those_of_the_dictionary_and_nothing_of_a_person_is_in_them(
    tmp_path: Path,
) -> None:
    published(service=site.service("Anyborough"))
    data = written(tmp_path)
    files = {path.stem for path in data.path.glob("*.parquet")}
    assert files == set(TABLES)
    for table, columns in TABLES.items():
        assert pq.read_schema(data.file(table)).names == list(columns)
        content = str(data.rows(table))
        assert not [word for word in SECRETS if word in content], table
    assert set(TABLES["cases"]) == {"version", "case", "sentence", "sex", "age_group"}
    assert set(TABLES["judgements"]) == {"version", "case", "item", "answer"}
    assert not [w for p in data.path.rglob("*") if p.is_file() for w in SECRETS
                if w.encode() in p.read_bytes()]  # fmt: skip
    assert {row["age_group"] for row in data.rows("cases")} == {"15_TO_17"}
    assert {row["sentence"] for row in data.rows("cases")} == {"CUSTODY"}


def test_cases_are_numbered_by_pseudonyms_of_this_snapshot_alone(tmp_path: Path) -> None:
    published("SIN.SINSSI")
    answers = []
    for key in (KEY, f"another-{KEY}"):
        data = snapshots.write(tmp_path / key, key=key, now=LATER)
        by_case = sorted((row["case"], row["answer"]) for row in data.rows("judgements"))
        answers.append([answer for _, answer in by_case])
    first, second = answers
    assert sorted(first) == sorted(second)
    assert first != second


def test_a_corrected_version_stands_from_its_day_with_the_same_cases(tmp_path: Path) -> None:
    programme = site.programme()
    inspection = published("SSI", programme=programme)
    correction = models.Correction.objects.create(
        inspection=inspection, reason="A slip.", opened_by=site.person(), opened_at=site.NOW
    )
    corrected = {"report.html": b"<!doctype html>"}
    version(inspection, folder("III"), days=2, number=2, correction=correction, files=corrected)
    data = written(tmp_path)
    day = site.TODAY
    assert [one.stood(day) for one in data.versions()] == [True, False]
    cases = [{row["case"] for row in data.rows("cases") if row["version"] == n} for n in (0, 1)]
    assert cases[0] == cases[1]
    for days, count in ((1, 2), (2, 0)):
        question = asked(programme, as_at=day + timedelta(days=days))
        assert figures(data, question) == {(inspection.code,): Figure(count=count, out_of=3)}
    assert figures(data, asked(programme, as_at=day - timedelta(days=1))) == {}


def test_mergers_and_reinspections_of_the_store_are_asked_about(tmp_path: Path) -> None:
    programme = site.programme()
    old, heir = site.service("Old"), site.service("Heir")
    models.Predecessor.objects.create(service=heir, predecessor=old, merged_on=date(2026, 11, 3))
    first = published("SSS", programme=programme, service=old)
    again = published("III", days=1, programme=programme, service=old, previous=first)
    data = written(tmp_path)
    question = asked(programme, by=(Grouping.SERVICE,))
    assert figures(data, question) == {(heir.code,): Figure(count=3, out_of=3)}
    counted = asked(
        programme,
        by=(Grouping.SERVICE, Grouping.INSPECTION),
        mergers=Mergers.AS_INSPECTED,
        reinspections=Reinspections.COUNTED,
    )
    assert figures(data, counted) == {(old.code, again.code): Figure(count=0, out_of=3)}
    before = asked(programme, by=(Grouping.SERVICE,), as_at=date(2026, 11, 2))
    assert figures(data, before) == {(old.code,): Figure(count=3, out_of=3)}


def test_what_cannot_be_read_is_left_out_and_named(tmp_path: Path) -> None:
    good = published()
    bad = {
        "nothing": b"",
        "no archive": b"no archive",
        "no framework": inspection_folders.zipped({"judgements.csv": b"case_id,item_id,answer\n"}),
        "no case": folder(""),
        "no answer": inspection_folders.zipped(
            {"framework.yaml": b"", "judgements.csv": b"case_id,item_id,answer\nC1,Q1,perhaps\n"}
        ),
        "a row too short": inspection_folders.zipped(
            {"framework.yaml": b"", "judgements.csv": b"case_id,item_id,answer\nC1,Q1\n"}
        ),
        "no text": inspection_folders.zipped(
            {"framework.yaml": b"", "judgements.csv": b"case_id,item_id,answer\nC1,\xff,x\n"}
        ),
    }
    codes = []
    for content in bad.values():
        inspection = site.inspection(Stage.SIGN_OFF)
        version(inspection, content)
        codes.append(inspection.code)
    unlisted = published()
    publications.Publication.objects.filter(code=unlisted.code).update(service_code="gone")
    data = written(tmp_path)
    assert [one.inspection for one in data.versions()] == [good.code]
    assert [line.partition(" ")[0] for line in data.manifest.left_out] == sorted(
        [*codes, unlisted.code]
    )


def test_a_snapshot_is_never_written_twice(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Nothing is published yet"):
        written(tmp_path)
    published()
    data = written(tmp_path)
    with pytest.raises(InputError, match="nothing was published since"):
        written(tmp_path)
    events = models.Event.objects.filter(kind="SNAPSHOT_WRITTEN")
    (event,) = events
    assert data.manifest.sha256 in str(event.subject)
    published()
    assert written(tmp_path).path != data.path


def test_the_worker_writes_one_where_something_was_published(
    tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.HOME = tmp_path
    assert snapshots.write_due(key=KEY, now=LATER) is None
    published()
    Worker(now=lambda: LATER).drain()
    newest = manifests.newest(tmp_path / snapshots.FOLDER)
    assert newest is not None
    assert newest.n_versions == 1
    assert snapshots.write_due(key=KEY, now=LATER + timedelta(days=1)) is None
    published(days=1)
    made = snapshots.write_due(key=KEY, now=LATER + timedelta(days=1))
    assert made is not None
    assert manifests.newest(tmp_path / snapshots.FOLDER) == made.manifest
    (made.path / "manifest.json").chmod(0o600)
    (made.path / "manifest.json").write_text("no manifest", encoding="utf-8")
    assert snapshots.write_due(key=KEY, now=LATER + timedelta(days=1)) is None
    assert "No snapshot was written" in caplog.text
    # Its place is taken for the day; the next one does not wait for somebody to remove it.
    again = snapshots.write_due(key=KEY, now=LATER + timedelta(days=2))
    assert again is not None
    assert manifests.newest(tmp_path / snapshots.FOLDER) == again.manifest


def test_what_the_worker_left_out_stands_in_its_log(
    tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.HOME = tmp_path
    published()
    bad = site.inspection(Stage.SIGN_OFF)
    version(bad, b"no archive")
    assert snapshots.write_due(key=KEY, now=LATER) is not None
    assert f"Left out of the snapshot: {bad.code} version 1" in caplog.text


def test_old_snapshots_go_but_those_that_a_kept_answer_names(
    tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.HOME, settings.SNAPSHOTS = tmp_path, 2
    made = []
    for day in range(4):
        published(days=day)
        written_now = snapshots.write_due(key=KEY, now=LATER + timedelta(days=day))
        assert written_now is not None
        made.append(written_now)
    (tmp_path / snapshots.ANSWERS).mkdir()
    kept = {"snapshot": {"sha256": made[0].manifest.sha256}}
    (tmp_path / snapshots.ANSWERS / "committee.json").write_text(json.dumps(kept))
    (tmp_path / snapshots.ANSWERS / "other.json").write_text("[]")
    damaged = tmp_path / snapshots.FOLDER / "damaged"
    damaged.mkdir()
    (damaged / "manifest.json").write_text("no manifest")
    assert snapshots.remove_old(keep=0) == ()
    Worker(now=lambda: LATER + timedelta(days=3)).drain()
    standing = {path.name for path in (tmp_path / snapshots.FOLDER).iterdir()}
    assert standing == {made[0].path.name, made[2].path.name, made[3].path.name, "damaged"}
    assert "other.json names no snapshot" in caplog.text
    # What cannot be removed stays for the next time, and nothing stops.
    (tmp_path / snapshots.FOLDER / f".snapshot-removed-{made[2].path.name}").mkdir()
    (tmp_path / snapshots.FOLDER / f".snapshot-removed-{made[2].path.name}" / "in the way").touch()
    assert snapshots.remove_old(keep=1) == ()
    assert f"The snapshot {made[2].path.name} was not removed" in caplog.text
