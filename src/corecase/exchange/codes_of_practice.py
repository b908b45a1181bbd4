"""Codes of practice in: what an inspectorate promises and how to comment, from YAML."""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from corecase.core.remarks import CodeOfPractice, Promise, RemarkKind
from corecase.exchange.described_rows import Row
from corecase.exchange.yaml_files import content_of, parsed, read_document

_Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
_SHIPPED = files("corecase") / "data" / "reference" / "code-of-practice.yaml"


class PromiseRow(Row):
    """One promise."""

    heading: _Words
    """A few words above it."""
    text: _Words
    """What is promised."""


class CommentsRow(Row):
    """Where comments are sent; what is empty is shown as a blank."""

    addressee: str = ""
    """Whom to write to."""
    address: list[_Words] = Field(default_factory=list)
    """The lines of the postal address."""
    email: str = ""
    """The e-mail address."""


class CodeOfPracticeFile(Row):
    """The file of a code of practice."""

    title: _Words
    """What it is called."""
    standing: _Words
    """Whose words it is and how well they are known."""
    promises: list[PromiseRow] = Field(min_length=1)
    """What is promised, in order."""
    own_words: str = ""
    """The inspectorate's own code, where it is not what stands in the promises."""
    comments: CommentsRow = Field(default_factory=CommentsRow)
    """Where comments are sent."""
    answer_days: dict[RemarkKind, Annotated[int, Field(ge=1, le=250)]] = Field(default_factory=dict)
    """Working days for an answer, by kind; a kind that is not there has no day."""
    answer_standing: str = ""
    """How well the days are known."""


def load(path: Path | None) -> CodeOfPractice:
    """The code in a file, or the one that comes with Corecase.

    Raises InputError where the file cannot be read, ManyProblems with its every fault.
    """
    if path is None:
        return _parsed(_SHIPPED.read_bytes(), "code-of-practice.yaml")
    return _parsed(content_of(path), path.name)


@lru_cache(maxsize=8)
def _parsed(content: bytes, source: str) -> CodeOfPractice:
    row = parsed(read_document(content, source), CodeOfPracticeFile)
    return CodeOfPractice(
        title=row.title,
        standing=row.standing,
        promises=tuple(Promise(heading=one.heading, text=one.text) for one in row.promises),
        own_words=row.own_words,
        addressee=row.comments.addressee,
        address=tuple(row.comments.address),
        email=row.comments.email,
        answer_days=row.answer_days,
        answer_standing=row.answer_standing,
    )
