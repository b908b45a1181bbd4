"""The annex of a report: how sure its scores are, where an edition has it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from corecase.core.cases import Case
from corecase.core.drawn_samples import DrawnSample, StratumSize
from corecase.core.editions import Edition, UncertaintyAnnex
from corecase.core.frameworks import Framework
from corecase.core.inspections import Inspection
from corecase.core.judgements import Judgements
from corecase.core.scoring import score
from corecase.documents.inspection_report import Report, build
from corecase.documents.model import Document, Heading, Listing, PageBreak, Table, plain
from corecase.documents.paragraphs import paragraphs
from corecase.documents.plots import IntervalChart
from corecase.exchange import editions
from tests.builders import ITEMS, finished, framework, item

PLACE = "Annex: How sure the scores are"
HALF = {"T-A": "SI" * 10, "T-D": "SSII" * 5}
DRAWN = DrawnSample(n_population=60)
STANDARD = editions.load("standard")


def document(
    answers: Mapping[str, str] = HALF,
    *,
    asked: Framework | None = None,
    drawn: DrawnSample | None = DRAWN,
    edition: Edition = STANDARD,
    synthetic: str = "",
    kinds: tuple[str, ...] = (),
) -> Document:
    asked, judgements = (
        asked or framework(),
        finished(answers) if answers else Judgements({"X": {}}),
    )
    kinds = kinds or ("fine",) * len(judgements.case_ids)
    return build(
        Report(
            framework=asked,
            edition=edition,
            inspection=Inspection(service="Invented Town", synthetic=synthetic, drawn=drawn),
            scores=score(asked, judgements),
            findings=(),
            recommendations=(),
            cases=tuple(
                Case(id=case_id, attributes={"sentence": kind})
                for case_id, kind in zip(judgements.case_ids, kinds, strict=True)
            ),
            judgements=judgements,
        )
    )


def annex(made: Document) -> str:
    return "\n".join(one.text for one in paragraphs(made) if one.heading == PLACE)


def table(made: Document, name: str) -> Table:
    return next(one for one in made.tables() if one.id == name)


def rows(made: Document, name: str) -> dict[str, list[str]]:
    found = [[plain(cell) for cell in row] for row in table(made, name).rows]
    return {first: rest for first, *rest in found}


def test_the_annex_stands_behind_the_last_chapter_on_a_page_of_its_own() -> None:
    made = document()
    last = [block for block in made.blocks if isinstance(block, Heading) and block.level == 1][-1]
    assert last.label == PLACE
    assert isinstance(made.blocks[made.blocks.index(last) - 1], PageBreak)
    assert "added by Corecase" in annex(made)


def test_it_says_how_many_were_assessed_of_how_many_at_which_level() -> None:
    said = annex(document())
    assert "We assessed 20 cases of the 60 that could have been drawn." in said
    assert "at a level of 95%: of every 100 intervals made in this way, about 95 hold" in said
    assert "Sampling variation only." in said


def test_each_headline_has_a_sentence() -> None:
    made = document()
    listed = [plain(entry) for b in made.blocks if isinstance(b, Listing) for entry in b.entries]
    assert (
        "Safety: with 20 cases, 95 times in 100 the score for the whole caseload is within about "
        "18 points of 50%."
    ) in listed
    lopsided = annex(document({"T-A": "S" * 19 + "I"}))
    assert (
        "95 times in 100 the score for the whole caseload lies in the range 79% to 99%" in lopsided
    )


def test_the_table_has_every_score_with_its_base_its_interval_and_its_band() -> None:
    made = document()
    assert table(made, "uncertainty").header == (
        *("Score", "Judgements", "Percentage", "Interval", "Probability of its comment", "Remark"),
    )
    found = rows(made, "uncertainty")
    assert found["Safety"] == [
        "10 of 20",
        "50%",
        "32% to 68%",
        "69%",
        "close to the boundary with LOW",
    ]
    assert found["Section: Outcomes"] == ["10 of 20", "50%", "32% to 68%", "–", "–"]
    assert found["1.2 Criterion 1.2"][2:] == ["–", "–", "–"]


def test_the_chart_has_the_same_figures_in_words() -> None:
    made = document()
    chart = next(one for one in made.charts() if one.id == "uncertainty-chart")
    assert isinstance(chart, IntervalChart)
    assert all(row.low < row.value < row.high for row in chart.rows)
    assert "1.2 Criterion 1.2" not in [row.label for row in chart.rows]
    assert "Safety 50%, 32% to 68%;" in chart.alt
    assert chart.table is table(made, "uncertainty")
    # The axis shows where the intervals lie, so the lowest and the highest band begin off it.
    assert (chart.start, chart.end) == (30, 70)
    assert [name for _, name in chart.lines] == ["MIDDLE"]


def test_a_score_close_to_a_boundary_names_the_band_beyond() -> None:
    found = rows(document({"T-A": "S" * 15 + "I" * 5}), "uncertainty")
    assert found["Safety"][-1] == "close to the boundary with MIDDLE"


def test_a_framework_without_bands_has_no_probability() -> None:
    made = document(asked=framework(bands=()))
    assert "Probability of its comment" not in table(made, "uncertainty").header
    assert rows(made, "uncertainty")["Safety"][-1] == "–"
    assert "probability" not in annex(made)


@pytest.mark.parametrize(
    ("answers", "drawn", "said"),
    [
        (HALF, None, "We assessed 20 cases. How they were chosen, and from how many, is not known"),
        (HALF, None, "no finite population correction"),
        (
            HALF,
            DrawnSample(n_population=20),
            "We assessed 20 cases: all that could have been drawn",
        ),
        ({"T-A": "SI"}, DRAWN, "No score has five cases behind it."),
        ({"T-A": "S"}, DRAWN, "We assessed 1 case of the 60 that could have been drawn."),
        ({}, DRAWN, "We assessed 0 cases."),
    ],
)
def test_what_keeps_intervals_away_is_said(
    answers: Mapping[str, str], drawn: DrawnSample | None, said: str
) -> None:
    made = document(answers, drawn=drawn)
    assert said in annex(made)
    has_chart = any(
        isinstance(b, IntervalChart) and b.id == "uncertainty-chart" for b in made.blocks
    )
    assert has_chart is (answers is HALF and drawn is None)


def test_strata_are_said_by_their_attributes_and_never_by_their_cases() -> None:
    strata = tuple(
        StratumSize(values=(name,), n_population=n) for name, n in (("custody", 10), ("fine", 50))
    )
    drawn = DrawnSample(n_population=60, by=("sentence",), strata=strata)
    kinds = ("custody",) + ("fine",) * 19
    said = annex(document(drawn=drawn, kinds=kinds))
    assert "They were drawn group by group, by sentence." in said
    assert "A group with too few assessed cases is counted together with another." in said
    assert "custody" not in said
    halves = ("custody",) * 10 + ("fine",) * 10
    made = document({"T-A": "S" * 10 + "I" * 10}, drawn=drawn, kinds=halves)
    assert rows(made, "uncertainty")["Safety"][-1].startswith("weighted: 17%")
    assert "Weighted: the groups of cases were not drawn alike." in annex(made)
    assert "Weighted:" not in annex(document())
    assert "Safety: with 20 cases, 95 times in 100 the score for the whole caseload lies" in annex(
        made
    )
    (chart,) = (one for one in made.charts() if one.id == "uncertainty-chart")
    assert "Safety 50%, " in chart.alt


def test_half_judged_cases_of_a_preview_stand_behind_no_interval() -> None:
    begun = {"T-A": HALF["T-A"] + "S", "T-D": HALF["T-D"] + "."}
    made = document(begun)
    said = annex(made)
    assert "We assessed 20 cases of the 60" in said
    assert "1 case more has some of its answers, which count in the scores and in no" in said
    assert "the score for the whole caseload lies in the range 32% to 68%" in said
    two = annex(document({"T-A": HALF["T-A"] + "SS", "T-D": HALF["T-D"] + ".."}))
    assert "2 cases more have some of their answers" in two
    assert "some of" not in annex(document())


def test_missing_cases_are_shown_at_their_worst_and_their_best() -> None:
    made = document(drawn=replace(DRAWN, missing=(Case(id="gone"),)))
    assert "Of the sample, 1 case could not be assessed." in annex(made)
    assert rows(made, "missing")["Section: Outcomes"] == ["50%", "48%", "52%"]
    assert "missing" not in [one.id for one in document().tables()]


# Editions


def edition(**settings: object) -> Edition:
    return replace(STANDARD, uncertainty=UncertaintyAnnex(**settings))  # type: ignore[arg-type]


def test_an_edition_may_leave_it_out() -> None:
    made = document(edition=replace(STANDARD, uncertainty=None))
    assert not annex(made)
    assert "uncertainty" not in [heading.anchor for heading in made.headings()]


def test_an_edition_chooses_level_and_target() -> None:
    said = annex(document(edition=edition(level=0.8, target="practice")))
    assert "at a level of 80%: of every 100 intervals made in this way, about 80" in said
    assert "80 times in 100 the score for how the service works is within about" in said


def test_a_programme_without_scores_has_none_unless_its_edition_says_so() -> None:
    silent = framework(prints_scores=False, bands=())
    assert not annex(document(asked=silent))
    said = annex(document(asked=silent, edition=edition(without_scores=True)))
    assert "Safety: with 20 cases" in said


def test_a_reconstruction_has_no_intervals_and_says_why() -> None:
    asked = framework(items=(*ITEMS, item("X", wording="invented")))
    made = document(asked=asked, drawn=DRAWN, synthetic="SYNTHETIC.")
    assert "is a setting and not a finding" in annex(made)
    assert "times in 100" not in annex(made)
    assert "uncertainty" not in [one.id for one in made.tables()]


def test_invented_cases_say_nothing_about_a_real_service() -> None:
    assert "They say nothing about any real service." in annex(document(synthetic="SYNTHETIC."))
    assert "any real service" not in annex(document())
