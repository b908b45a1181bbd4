"""Crosswalks in: which questions and scores of two frameworks a file holds alike."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from corecase.core.crosswalks import Crosswalk, Edition, Pair
from corecase.core.errors import InputError
from corecase.exchange.yaml_files import parsed, read_document, read_file


class _Edition(BaseModel):
    model_config = ConfigDict(extra="forbid")
    framework: str
    edition: str


class _Pair(BaseModel):
    model_config = ConfigDict(extra="forbid")
    before: str
    after: str
    standing: Literal["verified", "our own", "unverified", "invented"] = "unverified"
    note: str = ""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: str
    before: _Edition
    after: _Edition
    pairs: list[_Pair]


def read(path: Path) -> Crosswalk:
    """The crosswalk in a YAML file.

    Raises ManyProblems with every field that is wrong, and InputError where the file cannot be
    read or its pairs make no crosswalk.
    """
    return _crosswalk(parsed(read_file(path), _File), path.name)


def from_content(content: bytes, name: str) -> Crosswalk:
    """The same from the content of a file. Raises as `read` does."""
    return _crosswalk(parsed(read_document(content, name), _File), name)


def _crosswalk(file: _File, name: str) -> Crosswalk:
    try:
        return Crosswalk(
            title=file.title,
            before=Edition(framework=file.before.framework, edition=file.before.edition),
            after=Edition(framework=file.after.framework, edition=file.after.edition),
            pairs=tuple(
                Pair(before=one.before, after=one.after, standing=one.standing, note=one.note)
                for one in file.pairs
            ),
        )
    except InputError as error:
        raise InputError(f"{name}: {error}") from None
