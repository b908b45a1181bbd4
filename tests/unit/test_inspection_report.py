"""The report as data: what it leaves blank, and what a programme without scores prints."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from corecase.core.cases import Case
from corecase.core.errors import InputError
from corecase.core.findings import draft
from corecase.core.frameworks import Framework
from corecase.core.inspections import Inspection, Survey
from corecase.core.judgements import Answer, Judgement, Judgements
from corecase.core.scoring import score
from corecase.documents.inspection_report import Report, build
from corecase.documents.model import (
    BarChart,
    Definitions,
    Document,
    Listing,
    Paragraph,
    ScoreBox,
    Table,
    plain,
)
from corecase.exchange import editions, frameworks
from tests.builders import ITEMS, framework, judged

INSPECTION = Inspection(service="Invented Town", synthetic="SYNTHETIC: invented.")


def content(asked: Framework, judgements: Judgements, edition: str = "standard") -> Report:
    return Report(
        framework=asked,
        edition=editions.load(edition),
        inspection=INSPECTION,
        scores=score(asked, judgements),
        findings=draft(asked, judgements),
        recommendations=(),
        cases=tuple(Case(id=case_id) for case_id in judgements.case_ids),
        judgements=judgements,
    )


def report(asked: Framework, judgements: Judgements, edition: str = "standard") -> Document:
    return build(content(asked, judgements, edition))


def sampled(rows: Sequence[dict[str, str]], *listed: str) -> Document:
    """A report on cases with these attributes, of which the inspection lists some to show."""
    cases = tuple(Case(id=f"X-{n}", attributes=row) for n, row in enumerate(rows))
    made = content(framework(), judged({"T-A": "S"}))
    return build(replace(made, cases=cases, inspection=replace(INSPECTION, sample=listed)))


def table(document: Document, table_id: str) -> Table:
    return next(one for one in document.tables() if one.id == table_id)


def rows(document: Document, table_id: str) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in table(document, table_id).rows]


def paragraphs(document: Document) -> list[str]:
    return [plain(block.spans) for block in document.blocks if isinstance(block, Paragraph)]


def screening(n_cases: int) -> Document:
    """The assessment on time in all but five of the cases, under a programme without scores."""
    answers = (Answer.INSUFFICIENT if n < 5 else Answer.SUFFICIENT for n in range(n_cases))
    judgements = Judgements.of(
        Judgement(case_id=f"X-{n}", item_id="SQS-A01", answer=answer)
        for n, answer in enumerate(answers)
    )
    return report(frameworks.load("sqs-2013"), judgements)


def said(document: Document) -> str:
    lists = (block for block in document.blocks if isinstance(block, Listing))
    return "\n".join(plain(entry) for block in lists for entry in block.entries)


def test_a_programme_without_scores_prints_counts_and_no_percentages() -> None:
    document = screening(20)
    assert "three-quarters of the cases (15 of 20)." in said(document)
    assert "%" not in said(document)
    assert not any(isinstance(block, ScoreBox | BarChart) for block in document.blocks if block)


def test_a_programme_with_scores_prints_the_percentage_from_a_base_of_20() -> None:
    asked = framework()
    assert "(15 of 20, 75%)" in said(report(asked, judged({"T-A": "S" * 15 + "I" * 5})))


def test_a_section_of_one_criterion_says_its_title_once() -> None:
    titles = [heading.text for heading in screening(20).headings()]
    assert titles.count("Protecting the public") == 1
    levels = [heading.level for heading in screening(20).headings()]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_what_is_not_known_is_blank_and_labelled() -> None:
    labels = [blank.label for blank in report(framework(), judged({"T-A": "S"})).blanks()]
    assert "the overall phrase, chosen by a person" in labels
    assert "the day of publication is not known" in labels
    assert "not applicable: nothing that was judged applies" in labels


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        (4, "four weeks after this report is published: by 24 February 2010."),
        (1, "one week after this report is published: by 3 February 2010."),
        (None, "an improvement plan that answers the recommendations."),
    ],
)
def test_the_framework_says_when_the_improvement_plan_is_due(weeks: int | None, said: str) -> None:
    asked = replace(framework(), improvement_plan_weeks=weeks)
    published = replace(INSPECTION, published_on=date(2010, 1, 27))
    made = build(replace(content(asked, judged({"T-A": "S"})), inspection=published))
    paragraphs = (plain(block.spans) for block in made.blocks if isinstance(block, Paragraph))
    (found,) = (text for text in paragraphs if "improvement plan" in text)
    assert found.endswith(said)


def test_an_edition_of_before_has_no_words_for_a_plan_without_a_day() -> None:
    written = editions.text("standard")
    start = written.index("  next.plan_unset:")
    older = written[:start] + written[written.index("  next.reinspection:") :]
    edition = editions.from_text(older)
    asked = replace(framework(), improvement_plan_weeks=None)
    made = build(replace(content(asked, judged({"T-A": "S"})), edition=edition))
    assert "next-steps" in {heading.anchor for heading in made.headings()}
    said = " ".join(plain(one.spans) for one in made.blocks if isinstance(one, Paragraph))
    assert "improvement plan that answers" not in said


def test_the_blank_about_a_reinspection_says_what_suggests_it() -> None:
    weak = Judgements.of(
        Judgement(case_id=f"X-{n}", item_id="CCI-S01", answer=Answer.INSUFFICIENT) for n in range(5)
    )
    labels = [blank.label for blank in report(frameworks.load("cci-2009"), weak, "cci").blanks()]
    assert "whether there will be an early further inspection; suggested by Safeguarding" in labels


def test_the_sample_shows_what_a_rule_reads_or_the_inspection_lists() -> None:
    cases = [{"sentence": s, "age": "15", "hobby": "chess"} for s in ("custody", "fine", "fine")]
    shown = {row[0] for row in rows(sampled(cases), "sample")}
    assert shown == {"Sentence"}
    assert {row[0] for row in rows(sampled(cases, "age"), "sample")} == {"Sentence", "Age"}
    assert not any("chess" in chart.alt for chart in sampled(cases, "age").charts())


def test_an_attribute_that_no_case_has_is_refused() -> None:
    with pytest.raises(InputError, match="lists 'agee' under sample, which no case has; the attr"):
        sampled([{"age": "15"}], "agee")


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([str(n % 12) for n in range(100)], True),
        ([str(n % 13) for n in range(100)], False),
        (["a", "b", "c", "c"], True),
        (["a", "b", "c", "d"], False),
        (["a", "b"], True),
    ],
)
def test_an_attribute_that_points_at_single_cases_is_not_shown(
    values: list[str], shown: bool
) -> None:
    document = sampled([{"team": value} for value in values], "team")
    assert ("sample" in {one.id for one in document.tables()}) is shown
    said = any(text.startswith("Team is not shown: it has") for text in paragraphs(document))
    assert said is not shown


def test_a_synthetic_report_has_no_authority_of_an_inspectorate() -> None:
    made = content(framework(), judged({"T-A": "S"}))
    known = replace(INSPECTION, isbn="978-1-84099-267-0", inspectorate="The Inspectorate")
    document = build(replace(made, inspection=known))
    assert document.title.startswith("SYNTHETIC: ")
    assert (document.author, document.synthetic) == ("Corecase", True)
    cover = [plain(line) for line in document.cover.lines]
    assert cover[-1] == "[no ISBN: synthetic]"
    assert not any("978" in line for line in cover)
    real = build(replace(made, inspection=replace(known, synthetic="")))
    assert (real.author, real.synthetic) == ("The Inspectorate", False)
    assert not real.title.startswith("SYNTHETIC")
    assert plain(real.cover.lines[-1]) == "ISBN: 978-1-84099-267-0"


def test_recommendations_that_nobody_chose_are_marked() -> None:
    made = replace(
        content(framework(), judged({"T-A": "S"})),
        recommendations=framework().recommendations,
    )
    notice = "DRAFT: 2 recommendations are proposed and not chosen by a person."
    assert notice not in build(made).notice
    assert "[proposed]" not in said(build(made))
    proposed = build(replace(made, proposed=True))
    assert notice in proposed.notice
    assert said(proposed).count("[proposed]") == 2
    alone = replace(made, proposed=True, recommendations=framework().recommendations[:1])
    assert "DRAFT: one recommendation is proposed" in build(alone).notice


def test_every_item_stands_in_a_table_with_its_judgements() -> None:
    invented = replace(ITEMS[1], wording="invented")
    asked = framework(items=(ITEMS[0], invented, *ITEMS[2:]))
    document = report(asked, judged({"T-A": "SSISSI", "T-B": "SI"}))
    found = rows(document, "items")
    assert [row[1] for row in found] == ["T-A", "T-B", "T-C", "T-D", "T-L"]
    assert found[0] == ["1.1", "T-A", "A", "4", "6", "67%"]
    assert found[1] == ["1.1", "T-B", "B (invented)", "1", "2", "1 of 2"]
    assert found[2] == ["1.2", "T-C", "C", "0", "0", "–"]
    assert found[4][2] == "L (in no score)"
    screened = table(screening(20), "items")
    assert "Percentage" not in screened.header
    assert not any("%" in cell for row in rows(screening(20), "items") for cell in row)


def test_a_score_of_few_cases_prints_its_count_and_no_percentage() -> None:
    document = report(framework(), judged({"T-A": "SSI", "T-B": "SI"}))
    assert "%" not in " ".join(str(row) for row in rows(document, "summary"))
    assert "3 of 5" in [cell for row in rows(document, "summary") for cell in row]
    assert "3 of 5" in said(document)
    assert "60%" not in said(document)


def test_the_report_says_how_it_was_made() -> None:
    asked = framework(strength_from=55, notes=("An invented note.",), sources=("Nobody.",))
    document = report(asked, judged({"T-A": "S"}))
    text = "\n".join(paragraphs(document))
    assert "framework tiny, edition test." in text
    assert "at least 55% of its judgements" in text
    assert "An invented note.\nNobody." in said(document)
    plainer = "\n".join(paragraphs(report(framework(), judged({"T-A": "S"}))))
    assert "Its sources" not in plainer


def test_the_neutral_edition_says_only_what_is_known() -> None:
    made = content(framework(), judged({"T-A": "SSS"}))
    text = "\n".join(paragraphs(build(made))) + said(build(made))
    assert "an examination of practice in 3 cases" in text
    assert "questionnaire" not in text
    assert "drawn" not in text
    surveys = (Survey(group="A", returned=4), Survey(group="B", returned=5))
    asked = build(replace(made, inspection=replace(INSPECTION, surveys=surveys)))
    assert "questionnaires: 9 returned" in said(asked)


def test_the_summary_says_bands_in_one_word_and_a_dash_where_there_is_none() -> None:
    found = {row[0]: row[-1] for row in rows(report(framework(), judged({"T-A": "SI"})), "summary")}
    assert found["1.1 Criterion 1.1"] == "MIDDLE"
    assert found["Section: Planning"] == "–"


def test_a_glossary_without_terms_is_left_out() -> None:
    document = report(framework(), judged({"T-A": "S"}))
    assert not any(heading.anchor == "glossary" for heading in document.headings())
    explained = report(framework(title="The YOS"), judged({"T-A": "S"}), "cci")
    assert any(isinstance(block, Definitions) for block in explained.blocks)
    assert any(heading.anchor == "glossary" for heading in explained.headings())


def test_the_foreword_is_listed_in_the_contents() -> None:
    first = next(h for h in screening(20).headings() if h.in_contents)
    assert first.anchor == "foreword"


def test_the_report_names_the_rule_that_its_bands_follow() -> None:
    for rule, named in (("exact", "the exact score;"), ("printed", "the printed percentage;")):
        document = report(framework(band_on=rule), judged({"T-A": "SI"}))
        shown = (plain(block.spans) for block in document.blocks if isinstance(block, Paragraph))
        assert any(f"The comment is taken from {named}" in text for text in shown)
