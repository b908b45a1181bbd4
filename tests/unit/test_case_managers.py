"""What case managers say: each of them counted once, whatever cases they hold."""

from pathlib import Path

import pytest

from corecase.core.case_managers import Said, ViewAnswer, ViewFigure, counted
from corecase.core.criteria import View
from corecase.core.errors import InputError, ManyProblems
from corecase.core.figures import Figure
from corecase.exchange import frameworks, views
from tests.made_files import write_text

ASKED = (
    View(id="T-V1", topic="support", question="Are you supported?", finding="felt supported"),
    View(id="T-V2", topic="skills", question="Are you trained?", finding="felt trained"),
)


def answer(manager: str, said: Said, view: str = "T-V1") -> ViewAnswer:
    return ViewAnswer(manager=manager, view=view, said=said)


def test_each_case_manager_is_counted_once_and_not_applicable_in_no_base() -> None:
    answers = [
        answer("CM1", Said.YES),
        answer("CM2", Said.NO),
        answer("CM3", Said.NOT_APPLICABLE),
    ]
    assert counted(ASKED, answers) == (ViewFigure(id="T-V1", figure=Figure(count=1, out_of=2)),)
    assert counted(ASKED, []) == ()
    assert counted(ASKED, [answer("CM3", Said.NOT_APPLICABLE)]) == ()


def test_a_second_answer_of_one_person_is_no_second_person() -> None:
    with pytest.raises(InputError, match="cm1 has two answers to T-V1; ask each case manager once"):
        counted(ASKED, [answer("CM1", Said.YES), answer("cm1", Said.YES)])


def test_a_question_that_is_not_asked_is_named() -> None:
    with pytest.raises(InputError, match="'T-V9' is no question to case managers; use T-V1, T-V2"):
        counted(ASKED, [answer("CM1", Said.YES, "T-V9")])
    with pytest.raises(InputError, match="use none: this framework asks them nothing"):
        counted((), [answer("CM1", Said.YES)])


@pytest.mark.parametrize(
    ("manager", "refusal"),
    [("", "Give each case manager a code"), ("Jo Bloggs", "looks like a name")],
)
def test_a_case_manager_has_a_code_and_no_name(manager: str, refusal: str) -> None:
    with pytest.raises(InputError, match=refusal):
        answer(manager, Said.YES)


@pytest.mark.parametrize(
    ("out_of", "confirmed", "awaits"), [(4, False, True), (4, True, False), (5, False, False)]
)
def test_a_figure_of_few_people_awaits_a_person(out_of: int, confirmed: bool, awaits: bool) -> None:
    figure = Figure(count=1, out_of=out_of)
    assert ViewFigure(id="T-V1", figure=figure, confirmed=confirmed).awaits_confirmation is awaits


# The form


def test_the_form_is_read_back(tmp_path: Path) -> None:
    path = write_text(tmp_path / "views.csv", views.form(ASKED) + "CM1,Yes,\nCM2,n/a,no\n")
    assert views.read(path, ASKED) == (
        answer("CM1", Said.YES),
        answer("CM2", Said.NOT_APPLICABLE),
        answer("CM2", Said.NO, "T-V2"),
    )


def test_every_fault_of_the_form_is_told(tmp_path: Path) -> None:
    path = write_text(tmp_path / "views.csv", views.form(ASKED) + "CM1,perhaps,\nJo Bloggs,yes,\n")
    with pytest.raises(ManyProblems) as raised:
        views.read(path, ASKED)
    assert [str(one) for one in raised.value.problems] == [
        "row 2: T-V1 is answered yes, no or not applicable; not 'perhaps'.",
        "row 3: The case manager's code looks like a name; write a code or initials.",
    ]


@pytest.mark.parametrize(
    ("headings", "wrong"),
    [("name,T-V1", "has the column 'name'"), ("T-V1,T-V2", "lacks the column case_manager")],
)
def test_a_form_with_other_columns_is_refused(tmp_path: Path, headings: str, wrong: str) -> None:
    path = write_text(tmp_path / "views.csv", f"{headings}\nCM1,yes\n")
    with pytest.raises(InputError, match=f"{wrong}; its columns are case_manager, T-V1, T-V2"):
        views.read(path, ASKED)


def test_the_screening_sets_views_beside_its_items() -> None:
    framework = frameworks.load("sqs-2013")
    beside = {view.id: view.beside for view in framework.views}
    assert beside["SQS-V2"] == ("SQS-B08", "SQS-C07")
    assert framework.management is not None
    assert framework.management.title == "Operational management"
    assert frameworks.load("cci-2009").management is None
    without = framework.overlaid(note="Without.", leaves_out=["SQS-B08"])
    assert next(v for v in without.views if v.id == "SQS-V2").beside == ("SQS-C07",)


def test_a_view_beside_nothing_known_is_refused(tmp_path: Path) -> None:
    text = frameworks.text("sqs-2013").replace("beside: [SQS-M02]", "beside: [SQS-M99]")
    with pytest.raises(ManyProblems) as raised:
        frameworks.load(write_text(tmp_path / "ours.yaml", text))
    (fault,) = raised.value.problems
    assert "'SQS-M99' is not an item of this framework" in str(fault)
