"""Two hundred surveys answered at the same time, each code tried five times: each is kept once."""

from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.db import connection

from corecase.actions import survey_answers
from corecase.core.people import NotAllowedError
from corecase.core.survey_answers import Answers
from corecase.store.surveys.models import SurveyAnswer, SurveyCode, SurveyText
from tests import site, survey_scene

pytestmark = pytest.mark.django_db(transaction=True)
TERMS = survey_scene.terms(site.TODAY)
N_CODES, TRIES, AT_ONCE = 200, 5, 12


def test_each_code_is_answered_once_however_often_it_is_tried() -> None:
    opened = survey_scene.survey(site.TODAY)
    codes = survey_scene.codes(opened, N_CODES)
    # Tries of one code stand beside each other, so that they do meet.
    tries = [(code, turn) for code in codes for turn in range(TRIES)]

    def send(one: tuple[str, int]) -> bool:
        code, turn = one
        answers = Answers(chosen={"heard": ("mostly",)}, texts={"good": f"{code} {turn}"})
        try:
            survey_answers.send(code, "", answers, terms=TERMS)
        except NotAllowedError:
            return False
        return True

    def sent(some: list[tuple[str, int]]) -> int:
        try:
            return sum(map(send, some))
        finally:
            connection.close()

    shares = [tries[place::AT_ONCE] for place in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        n_sent = sum(pool.map(sent, shares))
    assert n_sent == N_CODES
    assert SurveyAnswer.objects.count() == N_CODES
    texts = list(SurveyText.objects.values_list("text", flat=True))
    assert len(texts) == N_CODES
    assert {text.split()[0] for text in texts} == set(codes)
    assert not SurveyCode.objects.exists()


def test_a_device_is_answered_as_often_as_it_was_opened_for() -> None:
    opened = survey_scene.survey(site.TODAY)
    (code,) = survey_scene.codes(opened, 1, n_left=7, is_device=True)
    chance = Random(1)

    def sent(_: int) -> bool:
        answers = Answers(chosen={"heard": (chance.choice(["mostly", "completely"]),)})
        try:
            survey_answers.send(code, "", answers, terms=TERMS)
        except NotAllowedError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(sent, range(20))) == 7
    assert SurveyAnswer.objects.count() == 7
