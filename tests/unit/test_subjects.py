"""Whom a text is about: one service, several or none."""

import pytest

from corecase.core.reading.subjects import services

TITLE = "Core Case Inspection of youth offending work in Greyfield"
SAFE = "Safeguarding was good enough in {}% of cases."


@pytest.mark.parametrize(
    "texts",
    [
        [TITLE, SAFE.format(62)],
        [TITLE, "It is one of the six teams in the region.", SAFE.format(62)],
        [TITLE, "It compares well with other services, Marlow, Orton and Pell among them."],
        [TITLE, "Reports on four teams came out.", SAFE.format(62)],
        [TITLE, "Improvement was needed in all three areas of practice."],
        [TITLE, "Greyfield", "1.3 Partnerships and services were good."],
        ["GREYFIELD COUNCIL", "Report to Cabinet", "The service was inspected in May 2011."],
    ],
)
def test_a_text_about_one_service_has_it_as_its_subject(texts: list[str]) -> None:
    assert services(texts).subject == "Greyfield"


@pytest.mark.parametrize(
    "texts",
    [
        ["Youth Offending Teams: Greyfield", "I am told that all six teams were inspected."],
        [TITLE, "How four teams fared", SAFE.format(62)],
        ["Greyfield Council", "It is asked how each youth offending team was last assessed."],
        [TITLE, "Full Joint Inspection: Orton", "It was good.", "Core Case Inspection: Pell"],
        [
            "The Youth Offending Services of Greyfield Council, Orton Council and Pell Council.",
            "Inspection reports on Greyfield, Orton and Pell are published today.",
        ],
        [
            "Reports are out today.",
            "GREYFIELD",
            "In Greyfield it was good.",
            "ORTON",
            "In Orton not.",
        ],
        ["The Core Case Inspections of Greyfield, Orton, and Pell & Marl were in May 2011."],
        [
            "Greyfield Youth Offending Service and Orton Youth Offending Service",
            "GREYFIELD comes out best, and its work was found good enough in most of the cases.",
            "ORTON was looked at in the spring, and less of its work was found to be good enough.",
        ],
    ],
)
def test_a_text_about_several_services_has_no_subject(texts: list[str]) -> None:
    found = services(texts)
    assert found.subject == ""
    assert not found.is_sure


def test_rows_of_scores_name_services() -> None:
    rows = [("Team", "Safe", "Harm"), ("Orton (1)", "62%", "58%"), ("Pell", "71%", "64%")]
    found = services(["Results of youth offending teams", "Orton 62% 58%"], rows=rows)
    assert found.named == ("Orton", "Pell")
    assert found.subject == ""
    one = services([TITLE], rows=[("Risk of Harm", "62%", "58%"), ("Average", "62%", "58%")])
    assert one.named == ("Greyfield",)


def test_half_a_joint_name_is_not_sure() -> None:
    council = ["PELL COUNCIL", "The Orton and Pell Youth Offending Service was inspected."]
    assert not services([*council, "Pell pays for half of it, and Pell alone."]).is_sure


def test_a_text_without_a_service_has_no_subject() -> None:
    assert services(["Scores were better than before."]) == services([])
    assert services([]).named == ()
