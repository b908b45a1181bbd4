"""Editions in: the fixed words of a programme's report, from YAML."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Final, Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from corecase.core.editions import (
    Edition,
    Form,
    Precedent,
    UncertaintyAnnex,
    chapters_of,
    check_chapters,
    check_words,
)
from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.sentences import Kind
from corecase.exchange.yaml_files import Document, content_of, parsed, read_document

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]

_Checked = TypeVar("_Checked")
_SHIPPED = files("corecase") / "data" / "editions"
_FULLEST: Final[Mapping[Form, str]] = {"report": "standard", "letter": "sqs"}
"""For each form of report the edition that holds all texts that it uses."""
_ANNEX = "uncertainty"
"""The annex, and what the names of its texts begin with: only editions that have it need them."""

_LATER: Final = frozenset({"next.plan_unset"})
"""Texts that an edition of before them may lack; a report then says nothing in their place."""


class _CoverLine(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: Words
    lang: Language = "en-GB"


def _strengths_first() -> list[Kind]:
    return ["strength", "area"]


class _Precedent(BaseModel):
    model_config = ConfigDict(extra="forbid")
    phrase: Words
    source: str = ""


class _Uncertainty(BaseModel):
    model_config = ConfigDict(extra="forbid")
    level: float = 0.95
    target: Literal["caseload", "practice"] = "caseload"
    without_scores: StrictBool = False

    @field_validator("level")
    @classmethod
    def _level(cls, level: float) -> float:
        _sentence(lambda one: UncertaintyAnnex(level=one), level)
        return level


class EditionFile(BaseModel):
    """The file of an edition."""

    model_config = ConfigDict(extra="forbid")
    id: Words
    cover: list[_CoverLine] = Field(default_factory=list)
    texts: dict[str, Words]
    glossary: dict[str, Words] = Field(default_factory=dict)
    form: Form = "report"
    chapters: list[str] = Field(default_factory=list)
    findings: list[Kind] = Field(default_factory=_strengths_first)
    words: dict[str, str] = Field(default_factory=dict)
    overall: list[_Precedent] = Field(default_factory=list)
    uncertainty: _Uncertainty | None = None

    @field_validator("chapters")
    @classmethod
    def _chapters(cls, chapters: list[str], info: ValidationInfo) -> list[str]:
        form: Form = info.data.get("form", "report")
        _sentence(lambda named: check_chapters(named, form), tuple(chapters))
        return chapters

    @field_validator("words")
    @classmethod
    def _words(cls, words: dict[str, str]) -> dict[str, str]:
        _sentence(check_words, words)
        return words

    @field_validator("findings")
    @classmethod
    def _findings(cls, order: list[Kind]) -> list[Kind]:
        if sorted(order) != ["area", "strength"]:
            raise ValueError("has to name strength and area, each once")
        return order


def _sentence(check: Callable[[_Checked], object], value: _Checked) -> None:
    """Makes a refusal of the core one of this file, with its line."""
    try:
        check(value)
    except InputError as error:
        raise ValueError(str(error)) from None


def shipped() -> tuple[str, ...]:
    """The names of the editions that come with Corecase."""
    return tuple(sorted(p.name.removesuffix(".yaml") for p in _SHIPPED.iterdir()))


def text(name: str) -> str:
    """The text of a shipped edition's file. Raises InputError for a name that is not shipped."""
    if name not in shipped():
        raise InputError(f"There is no report edition {name!r}; use {' or '.join(shipped())}.")
    return (_SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")


def load(name: str) -> Edition:
    """The edition with this name, or in this file.

    Raises InputError naming those that exist, or ManyProblems with every fault of the file.
    """
    if name in shipped():
        return _parsed(text(name), f"{name}.yaml")
    path = Path(name)
    if not name.endswith((".yaml", ".yml")) or not path.is_file():
        raise InputError(
            f"There is no report edition {name!r}; use {', '.join(shipped())}, "
            "or the path of an edition file."
        )
    return _parsed(content_of(path).decode("utf-8", "surrogateescape"), path.name)


def from_text(written: str) -> Edition:
    """The edition in the text of an edition file. Raises ManyProblems with its every fault."""
    return _parsed(written, "edition.yaml")


@lru_cache(maxsize=64)
def _parsed(written: str, source: str) -> Edition:
    """Kept for the next report of the same words: an edition never changes once it is read."""
    document = read_document(written.encode("utf-8", "surrogateescape"), source)
    row = parsed(document, EditionFile)
    fault = ManyProblems.unless_empty(document.source, list(_text_problems(row, document)))
    if fault:
        raise fault
    return Edition(
        id=row.id,
        cover=tuple((line.text, line.lang) for line in row.cover),
        texts=row.texts,
        glossary=row.glossary,
        chapters=tuple(row.chapters) or chapters_of(row.form),
        form=row.form,
        findings=tuple(row.findings),
        words=row.words,
        overall=tuple(Precedent(phrase=one.phrase, source=one.source) for one in row.overall),
        uncertainty=UncertaintyAnnex(**row.uncertainty.model_dump()) if row.uncertainty else None,
    )


def _text_problems(row: EditionFile, document: Document) -> Iterator[Problem]:
    """Texts that no report uses, and those that a report needs and the edition lacks."""
    used, fullest = _used(row.form), _FULLEST[row.form]
    for key in row.texts:
        if key not in used:
            near = get_close_matches(key, used, n=1)
            advice = f"did you mean {near[0]}?" if near else "remove it"
            where = document.where_key(("texts", key))
            yield Problem(where=where, value=key, reason=f"is no text of a {row.form}; {advice}")
    needed = (key for key in used if key not in _LATER and (row.uncertainty or _is_body(key)))
    missing = [key for key in needed if key not in row.texts]
    if missing:
        reason = f"lacks {', '.join(missing)}; copy them from the edition {fullest}"
        yield Problem(where=document.where(("texts",)), reason=reason)


def _is_body(key: str) -> bool:
    """Whether a text is of the report itself and not of the annex."""
    return key.partition(".")[0] != _ANNEX


@cache
def _used(form: Form) -> dict[str, str]:
    """The texts of the edition that holds all that a report of this form uses."""
    name = f"{_FULLEST[form]}.yaml"
    return parsed(read_document((_SHIPPED / name).read_bytes(), name), EditionFile).texts
