"""No draft goes to the service in which somebody could be known by what nobody checked."""

from uuid import uuid4

import pytest

from corecase.actions import factual_accuracy, practice_examples, quotations
from corecase.actions.practice_examples import Example
from corecase.core.assessment_states import AssessmentState
from corecase.core.errors import InputError
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import site
from tests.factual_scene import DUE, Scene

pytestmark = pytest.mark.django_db
CRITERION = "CCI-1.1"


@pytest.fixture
def scene() -> Scene:
    return Scene()


def refused(scene: Scene) -> list[str]:
    """Why no round is opened; that there is none afterwards, and the draft still open."""
    with pytest.raises(InputError, match="before the service can be shown the draft") as raised:
        factual_accuracy.open_round(scene.code, due_on=DUE, by=scene.by("lead"), now=site.NOW)
    scene.inspection.refresh_from_db()
    assert scene.inspection.stage == Stage.DRAFTING
    assert not models.FactualRound.objects.exists()
    return [problem.reason for problem in raised.value.problems]


def opened(scene: Scene) -> bool:
    factual_accuracy.open_round(scene.code, due_on=DUE, by=scene.by("lead"), now=site.NOW)
    return models.FactualRound.objects.exists()


def test_words_that_no_second_person_checked(scene: Scene) -> None:
    work = models.CaseAssessment.objects.filter(case__inspection=scene.inspection).first()
    assert work is not None
    work.state = AssessmentState.SUBMITTED
    work.save()
    note = models.CaseNote.objects.create(
        id=uuid4(),
        assessment=work,
        text="Invented words, heard by somebody.",
        is_quotable=True,
        by=scene.assessor,
        at=site.NOW,
    )
    number = quotations.take(
        scene.code,
        note.pk,
        "Invented words",
        criterion=CRITERION,
        by=scene.by("lead"),
        now=site.NOW,
    )
    models.ReportText.objects.create(
        inspection=scene.inspection,
        part="NARRATIVE",
        place="narrative",
        text=f"[[quote:q{number}|Invented words]].",
        status="EDITED",
        by=scene.people["lead"],
        at=site.NOW,
    )
    assert refused(scene) == [
        f"The quotation q{number}, used in narrative, was not checked by a second person."
    ]
    quotations.check(scene.code, number, nobody_known=True, by=scene.by("editor"), now=site.NOW)
    assert opened(scene)


def test_an_example_without_its_second_reader(scene: Scene) -> None:
    said = Example(section="CCI-1", text="Something invented went well.")
    practice_examples.write(scene.code, said, by=scene.by("lead"), now=site.NOW)
    (reason,) = refused(scene)
    assert "was not read by a second person" in reason


def test_a_statement_of_two_that_nobody_confirmed(scene: Scene) -> None:
    group = models.Respondents.objects.create(
        inspection=scene.inspection,
        position=0,
        group="children",
        returned=2,
        by=scene.people["lead"],
        at=site.NOW,
    )
    models.RespondentStatement.objects.create(
        respondents=group,
        position=0,
        text="said that invented things were fine",
        count=1,
        out_of=2,
    )
    (reason,) = refused(scene)
    assert "rests on fewer than five people" in reason


def test_a_finding_about_four_that_nobody_accepted(scene: Scene) -> None:
    last = scene.inspection.cases.filter(standing="SAMPLE").last()
    assert last is not None
    models.SampledCase.objects.filter(pk=last.pk).update(standing="RESERVE")
    said = refused(scene)
    assert said
    assert all("about fewer than five persons, not confirmed yet" in one for one in said)
