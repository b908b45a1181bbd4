"""Editions: fixed words with names to fill."""

from importlib.resources import files
from pathlib import Path

import pytest

from corecase.core.editions import Edition
from corecase.core.errors import InputError, ManyProblems
from corecase.exchange import editions
from tests.made_files import write_text

STANDARD = (files("corecase") / "data" / "editions" / "standard.yaml").read_text(encoding="utf-8")

EDITION = Edition(
    id="test",
    cover=(),
    texts={
        "lead": "We inspected {service}.",
        "braces": "{{kept}}",
        "unnamed": "We inspected {}.",
        "unclosed": "We inspected {service.",
        "deep": "We inspected {service.name}.",
    },
    glossary={},
)


def test_words_are_filled() -> None:
    assert EDITION.text("lead", service="Anytown") == "We inspected Anytown."
    assert EDITION.text("braces") == "{kept}"


def test_a_text_that_is_missing_is_named() -> None:
    with pytest.raises(InputError, match="Edition test has no text 'tail'; add it to its file"):
        EDITION.text("tail")


def test_a_name_that_nothing_fills_is_named() -> None:
    with pytest.raises(InputError, match="Text 'lead' of edition test asks for 'service'"):
        EDITION.text("lead")


@pytest.mark.parametrize("key", ["unnamed", "unclosed", "deep"])
def test_braces_that_hold_no_name_are_a_sentence(key: str) -> None:
    with pytest.raises(InputError, match=f"Text '{key}' of edition test has braces"):
        EDITION.text(key, service="Anytown")


# Files


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(ManyProblems) as raised:
        editions.load(str(write_text(folder / "ours.yaml", text)))
    return [str(problem).partition(", ")[2] for problem in raised.value.problems]


@pytest.mark.parametrize("name", editions.shipped())
def test_a_shipped_edition_is_complete(name: str) -> None:
    assert editions.load(name).id == name


def test_a_text_that_no_report_uses_is_refused_and_all_missing_are_told(tmp_path: Path) -> None:
    text = STANDARD.replace("  strengths:", "  strenghts:").replace("  next:", "  colour:")
    assert faults(tmp_path, text) == [
        "texts: 'colour' is no text of a report; remove it",
        "texts: 'strenghts' is no text of a report; did you mean strengths?",
        "texts: lacks next, strengths; copy them from the edition standard",
    ]


def test_a_heading_without_words_is_refused(tmp_path: Path) -> None:
    empty = STANDARD.replace("  strengths: Strengths", '  strengths: " "')
    assert faults(tmp_path, empty) == ["texts, strengths: ' ' must not be empty"]


@pytest.mark.parametrize("tag", ["en-GB", "cy", "zh-Hant"])
def test_a_line_of_the_cover_has_its_language(tmp_path: Path, tag: str) -> None:
    text = STANDARD.replace("cover: []", f"cover: [{{text: Archwiliad, lang: {tag}}}]")
    edition = editions.load(str(write_text(tmp_path / "ours.yaml", text)))
    assert edition.cover == (("Archwiliad", tag),)


def test_what_is_no_language_is_refused(tmp_path: Path) -> None:
    text = STANDARD.replace("cover: []", "cover: [{text: Archwiliad, lang: Welsh language}]")
    assert faults(tmp_path, text) == [
        "cover line 1, lang: 'Welsh language' has to be the tag of a language, such as en-GB or cy"
    ]
