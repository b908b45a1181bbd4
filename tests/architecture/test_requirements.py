"""The pinned requirements: hashes and nothing else, and no older than what the project asks."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.architecture.tree import ROOT

FILES = {"runtime.txt": ["build"], "dev.txt": ["build", "dev"]}
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.]+)(?: ; (?P<marker>.+?))? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
COMMENT = re.compile(r" *#.*")

Pins = dict[str, set[Version]]


def lines(name: str) -> list[str]:
    """The lines of a requirements file."""
    return (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()


def pins(name: str) -> Pins:
    """Every pinned package with its versions: more than one where they differ by Python."""
    found: Pins = {}
    for line in lines(name):
        if pin := PIN.fullmatch(line):
            found.setdefault(pin["name"], set()).add(Version(pin["version"]))
    return found


def asked(groups: list[str]) -> Iterator[Requirement]:
    """What pyproject.toml asks for directly."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    texts = [*project["project"]["dependencies"]]
    for extra in project["project"]["optional-dependencies"].values():
        texts += extra
    for group in groups:
        texts += project["dependency-groups"][group]
    return (Requirement(text) for text in texts)


@pytest.mark.parametrize("name", FILES)
def test_a_requirements_file_holds_pins_and_hashes_only(name: str) -> None:
    other = [
        line
        for line in lines(name)
        if not (PIN.fullmatch(line) or HASH.fullmatch(line) or COMMENT.fullmatch(line))
    ]
    assert not other
    assert not [line for line in lines(name) if "://" in line]


@pytest.mark.parametrize("name", FILES)
def test_every_pin_carries_a_hash(name: str) -> None:
    text = lines(name)
    bare = [
        line
        for line, after in zip(text, [*text[1:], ""], strict=True)
        if PIN.fullmatch(line) and not HASH.fullmatch(after)
    ]
    assert pins(name)
    assert not bare


@pytest.mark.parametrize(("name", "groups"), FILES.items(), ids=FILES)
def test_everything_the_project_asks_for_is_pinned_as_asked(name: str, groups: list[str]) -> None:
    pinned = pins(name)
    stale = [
        str(requirement)
        for requirement in asked(groups)
        if not (versions := pinned.get(canonicalize_name(requirement.name)))
        or not all(requirement.specifier.contains(version) for version in versions)
    ]
    assert not stale, "run: make requirements"


def test_a_pin_is_there_because_somebody_asks_for_it() -> None:
    direct = {canonicalize_name(r.name) for r in asked(FILES["dev.txt"])}
    reasons: dict[str, list[str]] = {}
    for line in lines("dev.txt"):
        if pin := PIN.fullmatch(line):
            name = pin["name"]
            reasons[name] = []
        elif line.startswith("    #"):
            reasons[name].append(line)
    claimed = {name for name, why in reasons.items() if "pyproject.toml" in " ".join(why)}
    assert claimed == direct, "run: make requirements"


def test_development_runs_on_the_versions_that_users_install() -> None:
    runtime, dev = pins("runtime.txt"), pins("dev.txt")
    assert {name: dev.get(name) for name in runtime} == runtime
