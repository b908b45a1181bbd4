"""Editions: fixed words with names to fill."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from corecase.core.editions import (
    LETTER_CHAPTERS,
    Edition,
    UncertaintyAnnex,
    chapters_of,
)
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


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            "chapters: [recommendations, sections, data, colophon]",
            "chapters: 'colophon' is no chapter of a report; use foreword,",
        ),
        (
            "chapters: [recommendations, sections, data, data]",
            "chapters: The chapter 'data' stands twice; keep one of them.",
        ),
        (
            "chapters: [recommendations, data]",
            "chapters: The chapter 'sections' is missing; every report has it.",
        ),
        (
            "words: {propsed: suggested}",
            "words: 'propsed' is no word of a report; did you mean proposed?",
        ),
        ("words: {xyzzy: suggested}", "words: 'xyzzy' is no word of a report; remove it."),
        ("findings: [area]", "findings: has to name strength and area, each once"),
    ],
)
def test_an_order_or_a_word_that_cannot_be_is_a_sentence(
    tmp_path: Path, line: str, fault: str
) -> None:
    (found,) = faults(tmp_path, f"{STANDARD}{line}\n")
    assert found.startswith(fault)


def test_an_edition_holds_its_order_its_words_and_its_precedents() -> None:
    edition = editions.from_text(
        f"{STANDARD}chapters: [data, recommendations, sections]\nfindings: [area, strength]\n"
        "words: {proposed: suggested}\n"
        "overall: [{phrase: fair}, {phrase: good, source: a report}]\n"
    )
    assert edition.chapters == ("data", "recommendations", "sections")
    assert edition.findings == ("area", "strength")
    assert (edition.word("proposed"), edition.word("unknown")) == ("suggested", "not known")
    assert [(one.phrase, one.source) for one in edition.overall] == [
        ("fair", ""),
        ("good", "a report"),
    ]


def test_a_word_that_asks_for_what_is_not_known_is_named() -> None:
    edition = editions.from_text(STANDARD + 'words: {section: "{colour}"}\n')
    with pytest.raises(InputError, match="Word 'section' of edition standard asks for 'colour'"):
        edition.word("section", section="Planning")


@pytest.mark.parametrize("name", editions.shipped())
def test_the_text_of_a_shipped_edition_is_that_edition(name: str) -> None:
    assert editions.from_text(editions.text(name)) == editions.load(name)
    assert editions.load(name).chapters == chapters_of(editions.load(name).form)


def test_only_shipped_editions_have_a_text() -> None:
    with pytest.raises(InputError, match="no report edition 'ours'; use cci or sqs or standard"):
        editions.text("ours")
    with pytest.raises(InputError, match="'ours'; use cci, sqs, standard, or the path"):
        editions.load("ours")
    with pytest.raises(InputError, match=r"no report edition 'ours\.yaml'"):
        editions.load("ours.yaml")


def test_a_file_that_is_no_text_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"ours\.yaml is not UTF-8 text"):
        editions.load(str(path))


def test_both_findings_have_a_place() -> None:
    with pytest.raises(InputError, match="order of findings names strength and area, each once"):
        replace(EDITION, findings=("area", "area"))


# Letters


def test_a_letter_has_chapters_and_texts_of_its_own(tmp_path: Path) -> None:
    letter = editions.text("sqs")
    assert editions.from_text(letter).form == "letter"
    ours = letter.replace("form: letter\n", "form: letter\nchapters: [areas, commentary]\n")
    assert editions.from_text(ours).chapters == ("areas", "commentary")
    assert faults(tmp_path, ours.replace("areas, commentary", "areas, sections")) == [
        f"chapters: 'sections' is no chapter of a letter; use {', '.join(LETTER_CHAPTERS)}."
    ]
    assert faults(tmp_path, ours.replace("areas, commentary", "areas")) == [
        "chapters: The chapter 'commentary' is missing; every letter has it."
    ]
    assert faults(tmp_path, letter.replace("  head.to: To\n", "  foreword: Foreword\n")) == [
        "texts: 'foreword' is no text of a letter; remove it",
        "texts: lacks head.to; copy them from the edition sqs",
    ]


def test_a_letter_has_no_intervals() -> None:
    text = editions.text("sqs").replace("form: letter\n", "form: letter\n" + ANNEX)
    with pytest.raises(InputError, match="A letter has no annex of intervals"):
        editions.from_text(text)


# The annex

ANNEX = "uncertainty: {level: 0.95, target: caseload}\n"


@pytest.mark.parametrize("name", ["cci", "standard"])
def test_a_shipped_edition_has_the_annex(name: str) -> None:
    assert editions.load(name).uncertainty == UncertaintyAnnex(level=0.95, target="caseload")


def test_an_edition_without_the_annex_needs_none_of_its_texts() -> None:
    texts = {key for key in editions.from_text(STANDARD).texts if key.startswith("uncertainty")}
    assert len(texts) > 15
    before, _, _ = STANDARD.replace(ANNEX, "").partition("  # The annex")
    edition = editions.from_text(before)
    assert edition.uncertainty is None
    assert not texts & set(edition.texts)


def test_an_edition_with_the_annex_needs_all_of_its_texts(tmp_path: Path) -> None:
    lacking = STANDARD.replace("  uncertainty.headlines:", "  #")
    assert faults(tmp_path, lacking) == [
        "texts: lacks uncertainty.headlines; copy them from the edition standard"
    ]


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ("level: 0.99", "level: A level of 0.99 is not printed; use one of 0.80, 0.90, 0.95."),
        ("target: service", "target: 'service' has to be 'caseload' or 'practice'"),
        ("without_scores: maybe", "without_scores: 'maybe' has to be true or false"),
    ],
)
def test_settings_of_the_annex_that_cannot_be_are_told(
    tmp_path: Path, settings: str, fault: str
) -> None:
    text = STANDARD.replace(ANNEX, f"uncertainty: {{{settings}}}\n")
    assert faults(tmp_path, text) == [f"uncertainty, {fault}"]
