"""Surveys: questionnaires that cannot be built wrong, codes that can be typed, answers read."""

from datetime import date, timedelta

import pytest

from corecase.core import survey_codes, surveys
from corecase.core.errors import InputError
from corecase.core.questionnaires import (
    Choice,
    Language,
    Part,
    Question,
    QuestionKind,
    Questionnaire,
    Wording,
)
from corecase.core.survey_answers import LONGEST, Fault, cleaned, read
from corecase.core.surveys import Group, Period, Way

DAY = date(2026, 11, 2)
YES, NO = (Choice(code=code, wording=Wording(english=code)) for code in ("yes", "no"))
APART = Choice(code="apart", wording=Wording(english="Does not apply"), counts=False)


def question(
    kind: QuestionKind = QuestionKind.ONE,
    choices: tuple[Choice, ...] = (YES, NO, APART),
    name: str = "q",
) -> Question:
    return Question(id=name, kind=kind, wording=Wording(english="Was it?"), choices=choices)


def asking(*questions: Question, welsh: str = "", standing: str = "") -> Questionnaire:
    return Questionnaire(
        id="invented-1",
        group=Group.CHILDREN,
        title=Wording(english="Title", welsh=welsh),
        opening=(),
        parts=(Part(heading=Wording(english="Part"), questions=questions),),
        welsh_standing=standing,
    )


ALL = asking(
    question(),
    question(QuestionKind.SEVERAL, name="several"),
    question(QuestionKind.TEXT, (), "text"),
)


def test_a_wording_is_said_as_easily_and_in_the_language_that_it_has() -> None:
    wording = Wording(english="plain", easy="easy", welsh="plaen", welsh_easy="hawdd")
    assert wording.said() == "plain"
    assert wording.said(easy=True) == "easy"
    assert wording.said(Language.WELSH) == "plaen"
    assert wording.said(Language.WELSH, easy=True) == "hawdd"
    assert Wording(english="plain", welsh="plaen").said(Language.WELSH, easy=True) == "plaen"
    assert Wording(english="plain").said(Language.WELSH, easy=True) == "plain"
    with pytest.raises(InputError, match="needs English"):
        Wording(english=" ")


@pytest.mark.parametrize(
    ("kind", "choices", "said"),
    [
        (QuestionKind.ONE, (YES, YES, NO), "one answer twice"),
        (QuestionKind.TEXT, (YES,), "answered in words"),
        (QuestionKind.ONE, (YES, APART), "two or more answers that count"),
        (QuestionKind.YES_NO, (YES, NO, Choice(code="x", wording=YES.wording)), "yes and no"),
    ],
)
def test_choices_fit_the_kind_of_a_question(
    kind: QuestionKind, choices: tuple[Choice, ...], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        question(kind, choices)


def test_a_questionnaire_is_whole_in_each_of_its_languages() -> None:
    assert ALL.languages == (Language.ENGLISH,)
    assert not ALL.has_easy(Language.ENGLISH)
    assert ALL.question("several").kind is QuestionKind.SEVERAL
    with pytest.raises(KeyError):
        ALL.question("other")
    with pytest.raises(InputError, match="no questions"):
        asking()
    with pytest.raises(InputError, match="one question twice"):
        asking(question(), question())
    with pytest.raises(InputError, match="no Welsh for “Part”"):
        asking(question(), welsh="Teitl")
    in_welsh = {"english": "x", "welsh": "y"}
    with pytest.raises(InputError, match="how far its Welsh was checked"):
        Questionnaire(
            id="invented-1",
            group=Group.CHILDREN,
            title=Wording(**in_welsh),
            opening=(),
            parts=(
                Part(
                    heading=Wording(**in_welsh),
                    questions=(
                        Question(
                            id="q",
                            kind=QuestionKind.TEXT,
                            wording=Wording(**in_welsh),
                            hint=Wording(**in_welsh),
                        ),
                    ),
                ),
            ),
        )


def test_a_survey_is_open_from_its_first_day_to_its_last_or_until_it_is_closed() -> None:
    last = DAY + timedelta(days=9)
    period = Period(opened_on=DAY, closes_on=last)
    days = [DAY - timedelta(days=1), DAY, last, last + timedelta(days=1)]
    assert [period.is_open(day) for day in days] == [False, True, True, False]
    assert not Period(opened_on=DAY, closes_on=last, closed_on=DAY).is_open(DAY)
    assert not Period(opened_on=DAY, closes_on=last, stopped_on=DAY).is_open(DAY)
    assert [period.takes_forms(day, 1) for day in days] == [False, True, True, True]
    assert not period.takes_forms(days[-1], 0)
    stopped = Period(opened_on=DAY, closes_on=last, stopped_on=DAY)
    assert stopped.sent_until(1) == DAY + timedelta(days=1)
    assert not stopped.takes_forms(DAY + timedelta(days=2), 1)
    closed = Period(opened_on=DAY, closes_on=last, stopped_on=DAY, closed_on=DAY)
    assert not closed.takes_forms(DAY, 1)
    for wrong in (DAY - timedelta(days=1), DAY + timedelta(days=184)):
        with pytest.raises(InputError, match="half a year") as refused:
            surveys.check_period(DAY, wrong)
        assert refused.value.field == "closes_on"


def test_numbers_of_codes_have_their_bounds() -> None:
    surveys.check_n_codes(1)
    surveys.check_n_codes(surveys.MOST_CODES)
    surveys.check_n_codes(surveys.MOST_ON_A_DEVICE, on_a_device=True)
    for n, on_a_device in ((0, False), (surveys.MOST_CODES + 1, False), (61, True)):
        with pytest.raises(InputError, match="from 1 to"):
            surveys.check_n_codes(n, on_a_device=on_a_device)
    surveys.check_handed_out(5, n_made=5, n_used=5)
    for n_handed_out in (2, 6):
        with pytest.raises(InputError, match="from 3, which came back, to 5") as refused:
            surveys.check_handed_out(n_handed_out, n_made=5, n_used=3)
        assert refused.value.field == "n_handed_out"


def test_groups_and_ways_have_words() -> None:
    assert [one.words for one in Group][-1] == "Case managers"
    assert Way.DEVICE.words == "at a shared device"


@pytest.mark.parametrize("token", [bytes(16), b"\xff" * 16, bytes(range(16))])
def test_a_code_holds_128_bits_and_is_read_however_it_is_typed(token: bytes) -> None:
    code = survey_codes.code_of(token)
    printed = survey_codes.printed(code)
    assert len(code) == 26
    assert printed.count("-") == 6
    spoilt = printed.lower().replace("1", "l").replace("0", "o").replace("-", " – ")
    assert survey_codes.read(printed) == survey_codes.read(spoilt) == code
    assert survey_codes.read(code + "0") == survey_codes.read(code[1:]) == ""
    assert survey_codes.read("U" + code[1:]) == ""
    with pytest.raises(InputError, match="16 bytes, not of 15"):
        survey_codes.code_of(token[1:])


def test_codes_of_different_bytes_differ_and_so_do_hashes_under_different_keys() -> None:
    made = {survey_codes.code_of(number.to_bytes(16, "big")) for number in range(2**10)}
    assert len(made) == 2**10
    one = made.pop()
    assert len(survey_codes.hashed(one, "key")) == 64
    assert survey_codes.hashed(one, "key") != survey_codes.hashed(one, "other")


def test_answers_are_read_by_question() -> None:
    found = read(ALL, {"q": ["yes"], "several": ["no", "yes"], "text": [" Words. "], "x": ["y"]})
    assert found.answers.chosen == {"q": ("yes",), "several": ("yes", "no")}
    assert found.answers.texts == {"text": "Words."}
    assert not found.faults
    assert not read(ALL, {"q": [""], "text": ["A word."]}).faults


@pytest.mark.parametrize(
    ("sent", "faults", "chosen"),
    [
        ({}, {"q": Fault.NOTHING}, {}),
        ({"text": [" \x00\u202e "]}, {"q": Fault.NOTHING}, {}),
        ({"q": ["maybe"]}, {"q": Fault.UNKNOWN}, {}),
        ({"q": ["yes", "no"]}, {"q": Fault.TOO_MANY}, {}),
        ({"several": ["yes", "apart"]}, {"several": Fault.TOO_MANY}, {"several": ("yes", "apart")}),
        ({"several": ["yes", "other"]}, {"several": Fault.UNKNOWN}, {"several": ("yes",)}),
    ],
)
def test_what_cannot_be_an_answer_is_said(
    sent: dict[str, list[str]], faults: dict[str, Fault], chosen: dict[str, tuple[str, ...]]
) -> None:
    found = read(ALL, sent)
    assert found.faults == faults
    assert found.answers.chosen == chosen


def test_words_keep_their_lines_and_lose_what_prints_nothing() -> None:
    assert cleaned("one\r\ntwo\rthree\tfour\x00\u202e\ud800\ufeff ") == "one\ntwo\nthree four"
    long = "x" * (LONGEST + 1)
    found = read(ALL, {"text": [long]})
    assert found.faults == {"text": Fault.TOO_LONG}
    assert found.answers.texts == {"text": long}, "nothing typed is lost"
    assert not read(ALL, {"text": [long[1:]]}).faults
