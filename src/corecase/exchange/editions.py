"""Editions in: the fixed words of a programme's report, from YAML."""

from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corecase.core.editions import Edition
from corecase.core.errors import InputError
from corecase.exchange.yaml_files import parse_file

_SHIPPED = files("corecase") / "data" / "editions"


class _CoverLine(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: str
    lang: str = "en-GB"


class EditionFile(BaseModel):
    """The file of an edition."""

    model_config = ConfigDict(extra="forbid")
    id: str
    cover: list[_CoverLine] = Field(default_factory=list)
    texts: dict[str, str]
    glossary: dict[str, str] = Field(default_factory=dict)


def shipped() -> tuple[str, ...]:
    """The names of the editions that come with Corecase."""
    return tuple(sorted(p.name.removesuffix(".yaml") for p in _SHIPPED.iterdir()))


def load(name: str) -> Edition:
    """The edition with this name, or in this file.

    Raises InputError naming those that exist, or ManyProblems with every fault of the file.
    """
    path = Path(name) if name.endswith((".yaml", ".yml")) else _SHIPPED / f"{name}.yaml"
    if not path.is_file():
        raise InputError(
            f"There is no report edition {name!r}; use {', '.join(shipped())}, "
            "or the path of an edition file."
        )
    row = parse_file(Path(str(path)), EditionFile)
    return Edition(
        id=row.id,
        cover=tuple((line.text, line.lang) for line in row.cover),
        texts=row.texts,
        glossary=row.glossary,
    )
