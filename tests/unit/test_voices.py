"""Whose words a text is in."""

import pytest

from corecase.core.reading.voices import is_first_hand


@pytest.mark.parametrize(
    "passages",
    [
        ("HM Inspectorate of Probation", "Ref: 14", "Safeguarding 61%"),
        ("To: Chair of the Management Board", "Seven plans were late."),
        ("Report of the Core Case Inspection of youth offending work in Merrow",),
        ("Youth offending work in Merrow", "We visited Merrow in June and read 38 cases."),
        ("Youth offending work in Merrow", "ISBN 978-1-84099-000-0"),
        ("Youth offending work in Merrow", "It was sound.", "HM Chief Inspector of Probation"),
    ],
)
def test_the_inspectors_speak(passages: tuple[str, ...]) -> None:
    assert is_first_hand(passages)


@pytest.mark.parametrize(
    "passages",
    [
        (),
        ("Merrow Youth Offending Service", "Inspectors visited in June and read 38 cases."),
        ("HM Inspectorate of Probation", "NEWS RELEASE", "We visited Merrow in June."),
        ("Report to: Cabinet", "Core Case Inspection of Merrow", "We looked at 38 cases."),
        ("Minutes of the panel", "ISBN 978-1-84099-000-0"),
        ("Merrow Advertiser", '"We inspected 38 cases," the Chief Inspector said.'),
        ("Merrow Advertiser", "The letter says ‘we looked at 38 cases’ and leaves it there."),
        ("Merrow Advertiser", "The children's verdict: 'We visited and didn't like it.'"),
        ("Merrow Advertiser", "We have read the report, and it is a poor one."),
        ("Merrow County Council", "Core Case Inspection of Merrow Youth Offending Service"),
        ("Merrow Echo", "Inspection of youth service damns the town"),
        ("Inspection of youth service damns the town",),
        ("Youth service news", "Our inspection took place in May. We reviewed our plans."),
        ("From: Head of Service", "To: Chair of the Council"),
        ("Merrow Council", "The Chief Inspector of Probation came in June."),
    ],
)
def test_somebody_else_tells_of_them(passages: tuple[str, ...]) -> None:
    assert not is_first_hand(passages)


def test_what_stands_late_in_a_report_does_not_make_it_somebody_elses() -> None:
    report = ("HM Inspectorate of Probation", *("Work was sound.",) * 30)
    assert is_first_hand((*report, "Copy to: Lead Member; Clerk of the Committee"))
    assert not is_first_hand((*report[:10], "Copy to: Lead Member; Clerk of the Committee"))
