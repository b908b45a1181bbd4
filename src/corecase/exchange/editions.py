"""Editions in: the fixed words of a programme's report, from YAML."""

from collections.abc import Iterator
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from corecase.core.editions import Edition
from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.exchange.yaml_files import Document, parsed, read_document, read_file

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]

_SHIPPED = files("corecase") / "data" / "editions"


class _CoverLine(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: Words
    lang: Language = "en-GB"


class EditionFile(BaseModel):
    """The file of an edition."""

    model_config = ConfigDict(extra="forbid")
    id: Words
    cover: list[_CoverLine] = Field(default_factory=list)
    texts: dict[str, Words]
    glossary: dict[str, Words] = Field(default_factory=dict)


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
    document = read_file(Path(str(path)))
    row = parsed(document, EditionFile)
    fault = ManyProblems.unless_empty(document.source, list(_text_problems(row, document)))
    if fault:
        raise fault
    return Edition(
        id=row.id,
        cover=tuple((line.text, line.lang) for line in row.cover),
        texts=row.texts,
        glossary=row.glossary,
    )


def _text_problems(row: EditionFile, document: Document) -> Iterator[Problem]:
    """Texts that no report uses, and those that a report needs and the edition lacks."""
    standard = read_document((_SHIPPED / "standard.yaml").read_bytes(), "standard.yaml")
    used = parsed(standard, EditionFile).texts
    for key in row.texts:
        if key not in used:
            near = get_close_matches(key, used, n=1)
            advice = f"did you mean {near[0]}?" if near else "remove it"
            where = document.where_key(("texts", key))
            yield Problem(where=where, value=key, reason=f"is no text of a report; {advice}")
    missing = [key for key in used if key not in row.texts]
    if missing:
        reason = f"lacks {', '.join(missing)}; copy them from the edition standard"
        yield Problem(where=document.where(("texts",)), reason=reason)
