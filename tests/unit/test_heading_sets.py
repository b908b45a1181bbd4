"""Heading sets: what is refused, what the council is asked for, files with every fault listed."""

from pathlib import Path

import pytest

from corecase.core.errors import InputError, ManyProblems
from corecase.core.heading_sets import (
    Content,
    Decision,
    Field,
    HeadingSet,
    Part,
    Piece,
    check_words,
    split_words,
)
from corecase.exchange import heading_sets

DECISIONS = dict.fromkeys(Decision, "Note it.")


def headings(*parts: Part, **other: object) -> HeadingSet:
    given: dict[str, object] = {
        "id": "ours",
        "title": "Ours",
        "council": "Anytown Council",
        "subject": "{team}",
        "form": "Report",
        "decisions": DECISIONS,
        "parts": parts,
    }
    return HeadingSet(**(given | other))  # type: ignore[arg-type]  # fields by name


def part(*pieces: Piece, heading: str = "One", level: int = 1) -> Part:
    return Part(heading=heading, level=level, pieces=pieces)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: headings(), "parts: is empty; give the headings in order"),
        (lambda: headings(part(), decisions={}), "lacks the words for note, approve, acknowledge"),
        (lambda: headings(part(), subject="{nobody}"), "{nobody} is filled by no fact; use {serv"),
        (lambda: headings(part(heading="{x}")), "{x} is filled by no fact"),
        (lambda: headings(part(level=2)), "part 1 (One): has the level 2 after level 0"),
        (lambda: headings(part(Piece(kind=Content.WORDS))), "part 1 (One), words: needs words"),
        (lambda: headings(part(Piece(kind=Content.TEXT), heading="")), "part 1, text: needs name"),
        (
            lambda: headings(part(Piece(kind=Content.TEXT, name="Two words"))),
            "'Two words' has to begin with a small letter",
        ),
        (
            lambda: headings(
                part(Piece(kind=Content.FIELDS, fields=(Field(label="To", value="To whom"),)))
            ),
            "'To whom' is no name of a value",
        ),
        (
            lambda: headings(part(Piece(kind=Content.COMPARATORS, columns=("best",)))),
            "'best' is no column of a comparator table; use lowest, highest, average, own, family",
        ),
        (
            lambda: headings(part(Piece(kind=Content.MONEY, name="M", rows=("a", "a", ":", ":")))),
            "'a' stands twice in rows",
        ),
    ],
)
def test_a_set_that_cannot_be_printed_is_refused(made: object, said: str) -> None:
    with pytest.raises(ManyProblems) as refused:
        made()  # type: ignore[operator]  # a function of the table
    assert said in "\n".join(map(str, refused.value.problems))


def test_what_the_council_is_asked_for_stands_once_and_in_order() -> None:
    known = Field(label="DATE", value="dates")
    ours = Field(label="WARDS", value="wards")
    twice = Piece(kind=Content.FIELDS, fields=(known, ours))
    made = headings(
        part(twice, Piece(kind=Content.IMPLICATION, name="legal", hint="what the law asks")),
        part(twice, Piece(kind=Content.TEXT, name="summary"), Piece(kind=Content.CONSULTATION)),
        part(Piece(kind=Content.INTERESTS, name="interests"), Piece(kind=Content.SCORES)),
    )
    assert [piece.entry for piece in made.entries()] == [
        "legal_implications",
        "summary",
        "consultation",
        "interests",
    ]
    assert [piece.asked_for for piece in made.entries()][:2] == ["what the law asks", "summary"]
    assert made.fields() == (ours,)
    assert made.first(Content.SCORES) is not None
    assert made.first(Content.MONEY) is None


def test_words_are_split_at_what_is_filled_in() -> None:
    assert split_words("In {inspected}.") == ("In ", "inspected", ".")
    check_words("In {inspected}, by {inspectorate}.")
    with pytest.raises(InputError, match="filled by no fact"):
        check_words("{inspector}")


def test_the_three_sets_that_come_with_corecase_are_sound() -> None:
    assert heading_sets.shipped() == ("essex", "sefton", "stockton")
    for name in heading_sets.shipped():
        made = heading_sets.load(name)
        assert made.id == name
        assert made.sources
        assert heading_sets.load(name) is made


def test_every_fault_of_a_file_is_listed_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(
        "id: ours\ntitle: Ours\ncouncil: Anytown\nsubject: S\nform: Report\n"
        "decisions: {note: Note it.}\n"
        "parts:\n- heading: One\n  pieces:\n  - {kind: song}\n  - {kind: text, nam: x}\n",
        encoding="utf-8",
    )
    with pytest.raises(ManyProblems) as refused:
        heading_sets.load(str(path))
    said = "\n".join(map(str, refused.value.problems))
    assert "line 10, part 1, piece 1, kind: is no kind of content; use words, text" in said
    assert "line 11" in said
    assert len(refused.value.problems) == 2


def test_a_file_that_parses_is_still_checked_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(
        "id: ours\ntitle: Ours\ncouncil: Anytown\nsubject: S\nform: Report\n"
        "decisions: {note: Note it.}\nparts: [{heading: One}]\n",
        encoding="utf-8",
    )
    with pytest.raises(ManyProblems, match=r"ours\.yaml has 1 problem") as refused:
        heading_sets.load(str(path))
    assert "lacks the words for approve, acknowledge" in str(refused.value.problems[0])


def test_a_name_that_is_no_set_says_which_there_are() -> None:
    with pytest.raises(InputError, match="use essex, sefton, stockton, or the path"):
        heading_sets.load("nowhere")
