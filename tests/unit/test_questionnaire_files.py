"""Questionnaires that come with Corecase, and the faults that a file is told of."""

import pytest

from corecase.core.errors import InputError, ManyProblems
from corecase.core.questionnaires import Language, QuestionKind
from corecase.core.said import untied
from corecase.core.surveys import Group
from corecase.exchange import questionnaires

GOOD = """\
id: invented-1
group: STAFF
standing: invented
title: {english: Title}
opening: []
scales:
  scale: [{code: "yes", english: "Yes"}, {code: "no", english: "No"}]
parts:
  - heading: {english: Part}
    questions:
      - {id: q, kind: YES_NO, scale: scale, words: {english: "Is it?"}}
"""


@pytest.mark.parametrize("name", questionnaires.shipped())
def test_a_shipped_questionnaire_is_whole_short_and_says_whose_words_it_has(name: str) -> None:
    found = questionnaires.load(name)
    assert found.id == name
    assert found.languages == tuple(Language)
    assert "own wording" in found.standing
    assert "for checking" in found.welsh_standing
    assert found.has_easy(Language.ENGLISH)
    assert 6 <= len(found.questions) <= 12
    assert found.help_lines
    for question in found.questions:
        if question.kind in {QuestionKind.ONE, QuestionKind.YES_NO}:
            assert any(not choice.counts for choice in question.choices), question.id
        # A report ties the count of a statement to its base; other numbers would stand loose.
        words = (question.wording.english, *(one.wording.english for one in question.choices))
        assert not [word for word in words if untied(word, ())]


def test_each_group_is_asked_by_its_newest_version() -> None:
    assert {group: questionnaires.newest(group).group for group in Group} == {
        group: group for group in Group
    }
    with pytest.raises(InputError, match="There is no questionnaire 'others-1'; use children-1"):
        questionnaires.load("others-1")


def test_every_word_of_the_pages_is_there_in_welsh() -> None:
    lacking = [name for name, words in questionnaires.pages().items() if not words.welsh]
    assert not lacking


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("scale: scale", "scale: other", "uses the scale 'other'"),
        ('{code: "no", english: "No"}', '{code: "yes", english: "No"}', "one answer twice"),
        ("kind: YES_NO", "kind: PERHAPS", "q"),
        ("title: {english: Title}", "title: {english: Title, welsh: Teitl}", "no Welsh for"),
    ],
)
def test_the_faults_of_a_file_are_told(old: str, new: str, said: str) -> None:
    assert questionnaires.from_bytes(GOOD.encode(), "x.yaml").languages == (Language.ENGLISH,)
    with pytest.raises(ManyProblems) as refused:
        questionnaires.from_bytes(GOOD.replace(old, new).encode(), "x.yaml")
    assert said in " ".join(map(str, refused.value.problems))
