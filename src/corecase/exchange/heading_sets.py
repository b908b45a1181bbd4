"""Heading sets in: under which headings a council reports, from YAML."""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from corecase.core import heading_sets
from corecase.core.errors import InputError, ManyProblems
from corecase.core.heading_sets import Content, Decision, HeadingSet, Part, Piece
from corecase.exchange.yaml_files import Document, content_of, parsed, read_document

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Asked = Literal["note", "approve", "acknowledge"]

_SHIPPED = files("corecase") / "data" / "council-reports"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Field(_Row):
    """A line of a covering sheet: its label, and the name of its value."""

    label: Words
    value: Words


class _Piece(_Row):
    """One thing under a heading; which fields count depends on its kind."""

    kind: str
    name: str = Field(
        default="",
        description="The entry of the council's words, the kind of implication, the title of "
        "a table, or the first heading of the table of money.",
    )
    words: str = Field(default="", description="Our words, or the line before a list or a table.")
    numbered: str = Field(
        default="", description="What stands before each paragraph; # is its number, as in 1.#."
    )
    hint: str = Field(default="", description="What the council is asked to write here.")
    own: str = Field(default="", description="What heads the service's own column.")
    owners: bool = Field(default=True, description="Whether recommendations name their owners.")
    fields: list[_Field] = Field(default_factory=list)
    columns: list[Words] = Field(
        default_factory=list,
        description="Of comparators: lowest, highest, average, own, family. Of objectives: the "
        "headings.",
    )
    rows: list[Words] = Field(
        default_factory=list,
        description="Objectives, rows of the table of money (with : at the end: a heading in it), "
        "or what to call the headlines.",
    )
    years: list[Words] = Field(default_factory=list)

    @field_validator("kind")
    @classmethod
    def _kind(cls, kind: str) -> str:
        known = [one.value.lower() for one in Content]
        if kind not in known:
            raise ValueError(f"is no kind of content; use {', '.join(known)}")
        return kind


class _Part(_Row):
    """A heading with what stands under it; without a heading it goes on under the one before."""

    heading: str = ""
    number: str = Field(default="", description="What is printed before the heading.")
    level: int = 1
    pieces: list[_Piece] = Field(default_factory=list)


class HeadingSetFile(_Row):
    """The file of a heading set."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    title: Words
    council: Words
    subject: Words = Field(description="The title of the report.")
    form: Words = Field(description="What stands over the title, such as Report to Cabinet.")
    above: list[Words] = Field(default_factory=list, description="Lines over all of it.")
    asks: Asked = Field(default="note", description="The decision usually asked for.")
    decisions: dict[Asked, Words] = Field(description="The words for each of the three.")
    parts: list[_Part]
    sources: list[Words] = Field(default_factory=list)


def shipped() -> tuple[str, ...]:
    """The names of the heading sets that come with Corecase."""
    return tuple(sorted(p.name.removesuffix(".yaml") for p in _SHIPPED.iterdir()))


def load(name: str) -> HeadingSet:
    """The heading set with this name, or in this file.

    Raises InputError naming those that exist, or ManyProblems with every fault of the file.
    """
    if name in shipped():
        return _parsed(text(name).encode("utf-8"), f"{name}.yaml")
    path = Path(name)
    if not name.endswith((".yaml", ".yml")) or not path.is_file():
        raise InputError(
            f"There is no heading set {name!r}; use {', '.join(shipped())}, or the path of a "
            "file of your own."
        )
    return from_content(content_of(path), path.name)


def text(name: str) -> str:
    """The text of a shipped set's file. Raises InputError for a name that is not shipped."""
    if name not in shipped():
        raise InputError(f"There is no heading set {name!r}; use {', '.join(shipped())}.")
    return (_SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")


def from_content(content: bytes, source: str) -> HeadingSet:
    """The heading set in a file's content. Raises ManyProblems with its every fault."""
    return _parsed(content, source)


@lru_cache(maxsize=64)
def _parsed(content: bytes, source: str) -> HeadingSet:
    """Kept for the next report of the same headings: a set never changes once it is read."""
    document = read_document(content, source)
    row = parsed(document, HeadingSetFile)
    return _checked(row, document)


def _checked(row: HeadingSetFile, document: Document) -> HeadingSet:
    try:
        return HeadingSet(
            id=row.id,
            title=row.title,
            council=row.council,
            subject=row.subject,
            form=row.form,
            above=tuple(row.above),
            asks=Decision(row.asks.upper()),
            decisions={Decision(d.upper()): words for d, words in row.decisions.items()},
            parts=tuple(map(_part, row.parts)),
            sources=tuple(row.sources),
        )
    except ManyProblems as error:
        raise ManyProblems(document.source, error.problems) from None


def _part(row: _Part) -> Part:
    return Part(
        heading=row.heading.strip(),
        number=row.number.strip(),
        level=row.level,
        pieces=tuple(map(_piece, row.pieces)),
    )


def _piece(row: _Piece) -> Piece:
    return Piece(
        kind=Content(row.kind.upper()),
        name=row.name.strip(),
        words=row.words.strip(),
        numbered=row.numbered.strip(),
        hint=row.hint.strip(),
        own=row.own.strip(),
        owners=row.owners,
        fields=tuple(heading_sets.Field(label=one.label, value=one.value) for one in row.fields),
        columns=tuple(row.columns),
        rows=tuple(row.rows),
        years=tuple(row.years),
    )
