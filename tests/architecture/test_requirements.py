"""The pinned requirements: hashes and nothing else, and no older than what the project asks."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.architecture.tree import ROOT

FILES = {"runtime.txt": ["build"], "dev.txt": ["build", "dev"], "spark.txt": ["build", "dev"]}
EXTRAS = {"runtime.txt": ["postgres"], "dev.txt": ["postgres"], "spark.txt": ["postgres", "spark"]}
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


def asked(name: str) -> Iterator[Requirement]:
    """What pyproject.toml asks for directly, for a requirements file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    texts = [*project["project"]["dependencies"]]
    for extra in EXTRAS[name]:
        texts += project["project"]["optional-dependencies"][extra]
    for group in FILES[name]:
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


def test_every_extra_has_its_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["project"]["optional-dependencies"]) == set(EXTRAS["spark.txt"])


@pytest.mark.parametrize("name", FILES)
def test_everything_the_project_asks_for_is_pinned_as_asked(name: str) -> None:
    pinned = pins(name)
    stale = [
        str(requirement)
        for requirement in asked(name)
        if not (versions := pinned.get(canonicalize_name(requirement.name)))
        or not all(requirement.specifier.contains(version) for version in versions)
    ]
    assert not stale, "run: make requirements"


@pytest.mark.parametrize("file", ["dev.txt", "spark.txt"])
def test_a_pin_is_there_because_somebody_asks_for_it(file: str) -> None:
    direct = {canonicalize_name(r.name) for r in asked(file)}
    reasons: dict[str, list[str]] = {}
    for line in lines(file):
        if pin := PIN.fullmatch(line):
            name = pin["name"]
            reasons[name] = []
        elif line.startswith("    #"):
            reasons[name].append(line)
    claimed = {name for name, why in reasons.items() if "pyproject.toml" in " ".join(why)}
    assert claimed == direct, "run: make requirements"


def test_development_runs_on_the_versions_that_users_install() -> None:
    runtime, dev, spark = pins("runtime.txt"), pins("dev.txt"), pins("spark.txt")
    assert {name: dev.get(name) for name in runtime} == runtime
    assert {name: spark.get(name) for name in dev} == dev
    assert set(spark) - set(dev) == {"pyspark", "py4j"}
