"""One word for each idea: the glossary defines a word once and can be looked up."""

import re
from pathlib import Path

GLOSSARY = Path(__file__).parents[2] / "GLOSSARY.md"
ENTRY = re.compile(r"^- \*\*(?P<word>.+?)\*\*: (?P<meaning>.+)$")


def entries() -> list[tuple[str, str]]:
    """Every word with its meaning, in order."""
    rows = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line[:1] == "-"]
    found = [ENTRY.match(row) for row in rows]
    assert all(found), [row for row, match in zip(rows, found, strict=True) if not match]
    return [(match["word"], match["meaning"]) for match in found if match]


def test_every_word_is_defined_once() -> None:
    words = [word.lower() for word, _ in entries()]
    assert len(words) >= 40
    assert sorted(set(words)) == sorted(words)


def test_words_are_in_alphabetical_order() -> None:
    words = [word.lower().replace("-", "") for word, _ in entries()]
    assert words == sorted(words)


def test_a_meaning_is_one_sentence_that_does_not_begin_with_its_word() -> None:
    odd = [
        word
        for word, meaning in entries()
        if not meaning.endswith(".") or ". " in meaning or meaning.lower().startswith(word.lower())
    ]
    assert not odd


def test_the_words_of_the_field_are_there() -> None:
    field = {"item", "criterion", "judgement", "sample", "case assessment", "score", "band"}
    assert field <= {word for word, _ in entries()}
