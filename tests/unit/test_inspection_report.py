"""The report as data: what it leaves blank, and what a programme without scores prints."""

from itertools import pairwise

from corecase.core.cases import Case
from corecase.core.findings import draft
from corecase.core.frameworks import Framework
from corecase.core.inspections import Inspection
from corecase.core.judgements import Answer, Judgement, Judgements
from corecase.core.scoring import score
from corecase.documents.inspection_report import Report, build
from corecase.documents.model import BarChart, Document, Listing, ScoreBox, plain
from corecase.exchange import editions, frameworks
from tests.builders import framework, judged


def report(asked: Framework, judgements: Judgements, edition: str = "standard") -> Document:
    return build(
        Report(
            framework=asked,
            edition=editions.load(edition),
            inspection=Inspection(service="Invented Town", synthetic="SYNTHETIC: invented."),
            scores=score(asked, judgements),
            findings=draft(asked, judgements),
            recommendations=(),
            cases=tuple(Case(id=case_id) for case_id in judgements.case_ids),
        )
    )


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


def test_the_blank_about_a_reinspection_says_what_suggests_it() -> None:
    weak = Judgements.of(
        Judgement(case_id=f"X-{n}", item_id="CCI-S01", answer=Answer.INSUFFICIENT) for n in range(5)
    )
    labels = [blank.label for blank in report(frameworks.load("cci-2009"), weak, "cci").blanks()]
    assert "whether there will be an early further inspection; suggested by Safeguarding" in labels
