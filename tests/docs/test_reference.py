"""The generated pages are fresh and say everything: commands, options, codes, frameworks."""

import re
from pathlib import Path

import click
import pytest

from corecase.cli import exits
from corecase.config import environment
from corecase.exchange import editions, frameworks
from corecase.exchange.inspections import InspectionFile
from tools.build_docs import PAGES, PICTURE, REFERENCE, picture_is_fresh
from tools.reference.commands import commands
from tools.reference.hartlepool_findings import (
    OTHER,
    PERSON,
    RECORD,
    SAME,
    Counterpart,
    counterparts,
)

COMMANDS = dict(commands())


def section(name: str) -> str:
    """What the page of commands says about one of them."""
    page = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    found = [part for part in page.split("\n## ") if part.startswith(f"{name}\n")]
    assert len(found) == 1, f"{name} has no section of its own; run: make docs"
    return found[0]


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_fresh(name: str) -> None:
    committed = (REFERENCE / name).read_text(encoding="utf-8")
    assert committed == PAGES[name](), f"{name} is stale; run: make docs"


def test_the_picture_of_the_readme_shows_the_report_of_today() -> None:
    readme = (REFERENCE.parents[1] / "README.md").read_text(encoding="utf-8")
    assert f"(docs/images/{PICTURE.name})" in readme
    assert picture_is_fresh(), "the picture is stale; run: make docs"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_and_each_option_say_what_they_do(name: str) -> None:
    command, said = COMMANDS[name], section(name)
    assert (command.help or "").split("\n")[0] in said.replace("\n", " ")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts[0]} has no help"
            for spelling in parameter.opts:
                assert f"`{spelling}`" in said
        else:
            assert (parameter.metavar or (parameter.name or "").upper()) in said


def test_every_exit_code_has_its_meaning() -> None:
    named = {name: value for name, value in vars(exits).items() if name.isupper()}
    numbers = {v for name, v in named.items() if isinstance(v, int) and name != "SHOWN"}
    page = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    assert numbers == set(exits.MEANINGS)
    assert all(f"| {code} | {exits.MEANINGS[code]} |" in page for code in numbers)


def test_every_variable_that_the_site_reads_is_a_setting_with_its_meaning() -> None:
    source = Path(environment.__file__).read_text(encoding="utf-8")
    read = re.findall(r'given\.get\("(CORECASE_\w+)"', source)
    assert set(read) == set(environment.VARIABLES)
    page = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    said = re.findall(r"^\| `(CORECASE_\w+)` \| (.+?) \| .+ \|$", page, re.MULTILINE)
    assert dict(said) == dict(environment.VARIABLES)


def test_every_framework_and_edition_is_described() -> None:
    page = (REFERENCE / "frameworks.md").read_text(encoding="utf-8")
    guide = (REFERENCE.parent / "how-to" / "report-edition.md").read_text(encoding="utf-8")
    assert all(f"\n## {name}\n" in page for name in frameworks.shipped())
    assert all(f"`{name}`" in guide for name in editions.shipped())


def test_every_field_of_an_inspection_is_shown_in_the_guide() -> None:
    guide = (REFERENCE.parent / "how-to" / "inspection-folder.md").read_text(encoding="utf-8")
    silent = [name for name in InspectionFile.model_fields if f"\n{name}:" not in guide]
    assert not silent


@pytest.fixture(scope="module")
def published() -> tuple[Counterpart, ...]:
    """Every numbered finding of the published report, with its counterpart."""
    return counterparts()


def test_every_published_finding_is_accounted_for(published: tuple[Counterpart, ...]) -> None:
    assert len(published) == 82
    assert len({row.place for row in published}) == 82
    assert {row.verdict for row in published} <= {SAME, OTHER, RECORD, PERSON}
    assert all(row.said for row in published if row.verdict != PERSON)
    assert not any(row.said for row in published if row.verdict == PERSON)


def test_most_countable_findings_are_drafted_alike(published: tuple[Counterpart, ...]) -> None:
    countable = [row for row in published if row.verdict in (SAME, OTHER)]
    same = sum(row.verdict == SAME for row in countable)
    assert len(countable) >= 60
    assert 5 * same >= 4 * len(countable)
