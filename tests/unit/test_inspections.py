"""Inspections: what cannot be said of one, and how an indicator prints."""

from pathlib import Path

import pytest

from corecase.core.cases import Case
from corecase.core.drawn_samples import DrawnSample, StratumSize
from corecase.core.errors import InputError, ManyProblems
from corecase.core.figures import Figure
from corecase.core.inspections import Comparator, Indicator, Inspection, SurveyStatement, Unit
from corecase.exchange.inspections import read
from tests.made_files import write_text


def test_only_the_service_is_needed() -> None:
    assert Inspection(service="Anytown").recommendations is None
    with pytest.raises(InputError, match="needs the name of the service"):
        Inspection(service="")


def test_the_number_of_a_report_is_checked() -> None:
    assert Inspection(service="Anytown", isbn="978-1-84099-267-0").isbn
    with pytest.raises(InputError, match="a digit is wrong"):
        Inspection(service="Anytown", isbn="978-1-84099-267-1")


@pytest.mark.parametrize(
    ("lowest", "average", "highest", "stands"),
    [
        (38, 63, 82, True),
        (0, 0, 100, True),
        (50, 50, 50, True),
        (64, 63, 82, False),
        (38, 83, 82, False),
        (-1, 63, 82, False),
        (38, 63, 101, False),
    ],
)
def test_a_comparator_is_in_order(lowest: int, average: int, highest: int, stands: bool) -> None:
    parts = {"lowest": lowest, "average": average, "highest": highest}
    if stands:
        assert Comparator(headline="safety", **parts).average == average
    else:
        with pytest.raises(InputError, match="comparator of safety needs lowest, average and hig"):
            Comparator(headline="safety", **parts)


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (77.8, "percent", "77.8%"),
        (80.0, "percent", "80%"),
        (1.08, "per person", "1.08 per person"),
        (14.5, "per 1,000", "14.5 per 1,000"),
        (12345.0, "count", "12,345"),
        (0.1 + 0.2, "per person", "0.3 per person"),
    ],
)
def test_an_indicator_prints_with_its_unit(value: float, unit: Unit, printed: str) -> None:
    indicator = Indicator(name="Work", value=value, unit=unit, period="2009", comparator=value)
    assert indicator.printed == printed
    assert indicator.comparator_printed == printed


def test_an_indicator_without_comparator_prints_none() -> None:
    assert Indicator(name="Work", value=1, unit="count", period="2009").comparator_printed == ""


@pytest.mark.parametrize(
    ("out_of", "confirmed", "awaits"), [(4, False, True), (4, True, False), (5, False, False)]
)
def test_an_answer_of_fewer_than_five_awaits_confirmation(
    out_of: int, confirmed: bool, awaits: bool
) -> None:
    figure = Figure(count=1, out_of=out_of)
    said = SurveyStatement(text="felt safe.", figure=figure, confirmed=confirmed)
    assert said.awaits_confirmation is awaits
    assert not SurveyStatement(text="All felt safe.").awaits_confirmation


# Files

SURVEY = """\
service: Anytown
surveys:
- group: Victims
  returned: 20
  statements:
  - {text: knew why they had to come, count: 18, out_of: 20}
  - {text: were listened to, count: 3}
"""


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(ManyProblems) as raised:
        read(write_text(folder / "inspection.yaml", text))
    return [str(problem) for problem in raised.value.problems]


def test_every_figure_that_cannot_be_is_told_with_its_place(tmp_path: Path) -> None:
    text = SURVEY.replace("count: 18", "count: 21") + "isbn: 978-1-84099-267-1\n"
    rows = "{headline: safety, lowest: 50, highest: 40, average: 45}"
    text += f"comparators: {{scope: all, as_at: May, rows: [{rows}]}}"
    assert faults(tmp_path, text) == [
        "line 8, isbn: ISBN '978-1-84099-267-1' ends in 1 where its check digit is 0; a digit is "
        "wrong.",
        "line 9, comparators, row 1: The comparator of safety needs lowest, average and highest "
        "in that order, from 0 to 100.",
        "line 6, survey 1, statement 1: counts 21 of 20; count lies from 0 to out_of",
        "line 7, survey 1, statement 2: gives count or out_of alone; it needs both, or neither",
    ]


def test_what_a_sample_was_drawn_from_is_read(tmp_path: Path) -> None:
    text = """\
service: Anytown
drawn:
  n_population: 12
  by: [sentence]
  strata:
  - {values: [custody], n_population: 4}
  - {values: [""], n_population: 8}
  missing:
  - {id: X-9, attributes: {sentence: custody}}
"""
    inspection, _ = read(write_text(tmp_path / "inspection.yaml", text))
    assert inspection.drawn == DrawnSample(
        n_population=12,
        by=("sentence",),
        strata=(
            StratumSize(values=("custody",), n_population=4),
            StratumSize(values=("",), n_population=8),
        ),
        missing=(Case(id="X-9", attributes={"sentence": "custody"}),),
    )
    assert inspection.missing_ids == ("X-9",)
    assert Inspection(service="Anytown").missing_ids == ()
    wrong = text.replace("n_population: 8", "n_population: 9").replace("id: X-9", "name: X-9")
    assert faults(tmp_path, wrong) == [
        "line 9, drawn, missing case 1, id: is missing",
        "line 9, drawn, missing case 1: 'name' is not a field here; the fields are id, attributes",
    ]
    assert faults(tmp_path, wrong.replace("name: X-9", "id: X-9")) == [
        "line 2, drawn: The strata have 13 cases together and 12 could be drawn; correct one of "
        "them."
    ]


def test_no_more_people_answer_than_questionnaires_came_back(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, SURVEY.replace("count: 3}", "count: 3, out_of: 21}"))
    assert fault == (
        "line 3, survey 1: has 20 returned, but statement 2 counts out of 21; correct one of them"
    )
    good = write_text(tmp_path / "i.yaml", SURVEY.replace("count: 3}", "count: 3, out_of: 20}"))
    assert read(good)[0].surveys[0].statements[1].figure == Figure(count=3, out_of=20)


def test_people_who_are_only_named_are_shown_how_to_be_written(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "service: Anytown\nteam:\n- Assessor\n")
    assert fault == (
        "line 3, team, entry 1: 'Assessor' has to be a mapping of fields; write {role: Assessor}"
    )
