"""What no rule reads is offered with its likeliest kind; what one sign carries is not certain."""

import pytest

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.lines import Line
from corecase.core.reading.read import read
from corecase.core.reading.subjects import services

HEAD = """Core Case Inspection of youth offending work in Greyfield

Fieldwork took place in March 2011. The report was published on 2 June 2011. We examined 50 cases.

"""


def facts(text: str, head: str = HEAD) -> tuple[PrintedFact, ...]:
    lines = [Line(number=n, text=one) for n, one in enumerate(f"{head}{text}".split("\n"), 1)]
    return tuple(one for one in read(lines, "invented") if one.place != "line 3")


def offered(text: str) -> set[str]:
    return {fact.measure for fact in facts(text) if fact.doubt}


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("It went well in 63% of what was looked into.", "headline:unplaced"),
        ("Only 15% were ready.", "headline:unplaced"),
        (
            "Monday 11 March 2013 at 10.30 am\tCouncil Chamber\nReport of:\tChief Officer",
            "date:meeting",
        ),
        (
            "Areas for improvement:\n(1) Plans were late.\n\nASSESSMENT, overall score: 63%",
            "section:0",
        ),
        ("Safeguarding was good enough in 19 of 34 (56%).", "headline:safeguarding"),
        ("No.\tAction\tLead\n1\tPlans\tHead\n2     Files that are read", "action:2"),
        ("What is left is minimal for Safeguarding.", "headline:safeguarding"),
        ("Section\tScore\n1 Assessment and planning\t44%", "section:1"),
        ("Six children filled in a questionnaire. Four of them felt safe.", "survey:children"),
        ("It has 21 points out of a possible 36, never 24.", "total:overall"),
        ("Criterion 1.2 came to 61% for Safeguarding.", "criterion:1.2"),
        ("The section on outcomes scored 57%.", "section:0"),
        (
            "Others in the region scored from 38% to 91% for Safeguarding.",
            "lowest_to_date:safeguarding",
        ),
        (
            "Others in the region scored from 38% to 91% for Safeguarding.",
            "highest_to_date:safeguarding",
        ),
        (
            "Safeguarding scored 58% and Risk of Harm 61, good in most (20 of 61).",
            "headline:risk_of_harm",
        ),
        ("Seventy-two per cent of it was good.", "headline:unplaced"),
        ("The mean for Safeguarding elsewhere was 66%.", "average_to_date:safeguarding"),
        ("Greyfield lies 9% below them all.", "text:claim"),
        ("Seven teams have been inspected.", "count:services"),
        ("The services, 157 in number, are all to be inspected.", "count:commentary"),
        ("With the other four, inspectors saw more.", "count:commentary"),
        ("Inspectors chose 38 for a closer look.", "count:commentary"),
        ("Four fifths, 81% of parents, told inspectors they were content.", "survey:parents"),
        ("All of them knew whom to ask, staff said.", "survey:staff"),
        ("Half of the workers had gone.", "survey:staff"),
        (
            "About 1,840 children lived there in the census; the population is 141,200.",
            "indicator:population",
        ),
        ("There were 48.2 per 1,000 offences.", "indicator:offences_per_1000"),
        ("Offences stood at 39 for each 1,000 of that age.", "indicator:offences_per_1000"),
        ("Under 45%: drastic. 45% to 59%: substantial.", "text:band"),
        ("A plan has to reach the inspectorate within four weeks of publication.", "date:plan_due"),
        ("The inspection was announced last spring.", "date:previous_inspection"),
        ("A visit took place on 4 May.", "date:fieldwork"),
        ("The board made progress by July 2012.", "date:plan_progress"),
        ("Moderate improvement is asked for.", "headline:unplaced"),
        ("Safeguarding fell into the moderate band.", "headline:safeguarding"),
        ('Inspectors went so far as to call it "impressive".', "text:overall"),
        ("Greyfield is among the best.", "text:claim"),
        ("Inspectors came back in May.", "text:reinspection"),
        ("The YJB will keep an eye on it.", "text:monitor"),
        ("The panel then agreed a date for its next meeting.", "text:decision"),
        ("The Chair should see to it that plans are read.", "recommendation:0"),
        ("Inspectors recommend that plans are checked by a manager.", "recommendation:0"),
        ("Inspectors want the service to check its plans each month.", "recommendation:0"),
        ("The report praised how children are seen at home.", "finding:strength"),
        ("Inspectors were worried about plans that nobody reads.", "finding:area"),
        ("The service lies in the South West.", "text:region"),
        ("See paper number CYP/12/4 for more.", "text:code"),
        ("Protecting the public was rated good.", "rating:public"),
        ("It was rated good, with 21 out of 36.", "total:overall"),
        ("It was rated good, and its overall score was 21.", "total:overall"),
        ("Drastic improvement is needed in two respects.", "count:headlines"),
        ("Safeguarding stood at 63 last time.", "headline:safeguarding"),
        ("The mean for Safeguarding elsewhere is sixty-six.", "average_to_date:safeguarding"),
        ("Others run from 37% up to 91% for Safeguarding.", "highest_to_date:safeguarding"),
        ("Greyfield came 4th of 10 in the region.", "text:claim"),
        ("Six parents filled in theirs.", "survey:parents"),
        ("Greyfield was given seven recommendations and Orton four.", "count:recommendations"),
        ("There are five, recommendations that is.", "count:recommendations"),
        ("In Safeguarding it required subst", "headline:safeguarding"),
        ("A neighbouring service is rated unsati", "rating:overall"),
        ("Partnerships and services Good", "rating:partnerships"),
        ("Greyfield had 17 out of 36.", "total:overall"),
        ("Working Note 27", "text:code"),
        ("Press notice 31/10", "text:code"),
        ("Asked again in the House [HL7113]", "text:code"),
        ("Every plan is read twice (Head of Service)", "recommendation:0"),
        ("Area 2: Victims", "action:0"),
        ("Plans are sampled by managers - July 2011", "action:0"),
        ("They saw two areas for improvement: plans that say who does what.", "finding:area"),
        ('They will not withdraw the word "disappointing" now.', "text:overall"),
        ("Region: Northern Border", "text:region"),
        ("Interviews: 41", "count:interviews"),
        ("1.1 assessment of harm 61/63", "criterion:1.1"),
        ("Safeguarding 66% moderate", "headline:safeguarding"),
        ("Action 1. Rewrite what staff are given to read.", "action:0"),
    ],
)
def test_what_no_rule_reads_is_offered(words: str, measure: str) -> None:
    assert measure in offered(words)


@pytest.mark.parametrize(
    "words",
    [
        "Turnout was 38% and sickness 9%.",
        "The council spent \u00a3400 on each of its 12 parks.",
        "One is enough. Page 14 of it says so.",
        "Terms such as 60% of cases explain the method.",
    ],
)
def test_what_is_of_other_things_is_left_out(words: str) -> None:
    assert offered(words) == set()


@pytest.mark.parametrize(
    ("rows", "measure"),
    [
        ("Work\tNow\nSafeguarding\t58% (moderate)", "headline:safeguarding"),
        ("Team\tSafeguarding\tRisk of\n\t\tHarm\nOrrin\t58%\t61%", "headline:risk_of_harm"),
        ("What\tHow many\nCases late\t12", "count:commentary"),
        ("What\tHow many\nChildren asked\t12", "survey:children"),
        ("What\tHow many\nPoints\t21", "total:overall"),
        ("What\tHow many\nInvented\t21%", "headline:unplaced"),
        ("No.\tCriterion\tScore\n1.2\tPlanning\t64%", "criterion:1.2"),
        ("Team\tGovernance and partnerships\nOrrin\tpoor", "rating:governance"),
        ("Team\tPublished\nOrrin\tMay 2010", "date:published"),
        ("Team\tSafeguarding\nOrrin (re-inspec-\t58%", "text:reinspection"),
        ("No.\tRecommendation\n1\tPlans are seen by a manager", "recommendation:0"),
        ("Wales low 47%\tWales high 84%\nSafeguarding\tlow 47%", "lowest_to_date:safeguarding"),
        ("Work            Then\nSafeguarding    58%", "headline:safeguarding"),
        ("| Work | Then |\n|---|---|\n| Safeguarding | 58% |", "headline:safeguarding"),
        ("Team\tPoints\tSeen\nOrrin\t31/36\t40%", "total:overall"),
        ("What staff told us\tHow many\nNeeds are met\tall 9", "survey:staff"),
        ("Plans in time\t7 of 9", "count:commentary"),
        (
            "Averages of others\n\nSafeguarding\t66%\nRisk of Harm\t60%",
            "average_to_date:risk_of_harm",
        ),
        (
            "                Score   Others to date\n                        low     high\n"
            "   Safeguarding  70%    35%     90%\n   Risk of Harm  61%    33%     84%",
            "highest_to_date:safeguarding",
        ),
        (
            "Work\tAll\tGreyfield\nLikelihood of re-\noffending\t68%\t78%",
            "headline:likelihood_of_reoffending",
        ),
        ("Measure\tHere\nReoffending after nine months\t0.88", "indicator:reoffending_rate"),
        ("Paper\tWhen\nMonitoring Note 2012/07\tinternal", "text:code"),
    ],
)
def test_cells_that_no_rule_reads_are_offered(rows: str, measure: str) -> None:
    assert measure in offered(rows)


def test_a_row_of_figures_without_names_is_offered_once() -> None:
    found = [
        one for one in facts("A\tB\tC\tD\ninvented\t1%\t2%\t3%\nmeals\t4%\t5%\t6") if one.doubt
    ]
    assert [(one.measure, one.value) for one in found] == [("headline:unplaced", 1)]


@pytest.mark.parametrize(
    ("over", "measure"),
    [
        ("What they liked", "finding:strength"),
        ("Inspectors were worried to find that:", "finding:area"),
        ("They told us that these must change:", "recommendation:1"),
        ("Our action", "action:1"),
        ("We were asked to see to this", "text:decision"),
    ],
)
def test_entries_are_offered_by_the_words_over_them(over: str, measure: str) -> None:
    assert measure in offered(f"{over}\n\n1. plans are seen by a manager\n")


def test_a_short_month_is_kept_by_its_whole_name() -> None:
    assert {one.said for one in facts("The visit began on 5 Dec. 2011.")} >= {"5 December 2011"}


def test_an_entry_that_opens_a_list_leads_its_entries() -> None:
    text = "5. This came out well:\n   - plans are read\n6. This did not:\n   - victims are asked\n"
    found = {one.said: one.measure for one in facts(text) if one.kind == "finding"}
    assert found["plans are read"] == "finding:strength"
    assert found["victims are asked"] == "finding:area"


def test_findings_behind_a_colon_are_offered_one_by_one() -> None:
    found = facts("Good points of it: reports were thorough; victims had been seen at home.")
    assert [one.said for one in found if one.kind == "finding"] == [
        "reports were thorough",
        "victims had been seen at home",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1.1\tThe team was seen in May 2011 and 40 cases were read by inspectors.",
        "\t(a)  the team was seen in May 2011 and 40 cases were read by inspectors",
    ],
)
def test_a_paragraph_that_tabs_set_is_no_row(text: str) -> None:
    assert "count:cases" in {one.measure for one in facts(text)}


@pytest.mark.parametrize(
    ("rows", "measure"),
    [
        ("Team\tSafeguarding\tRisk of Harm\nLong and\nOrrin\t58\t61", "headline:risk_of_harm"),
        ("A\tB\tC\nx\t1\t2\n\nWork\tThen\nSafeguarding\t58%", "headline:safeguarding"),
        (
            "Ref   Area      Safeguarding     Harm\n\n1     Orrin     58%     61%",
            "headline:safeguarding",
        ),
        ("Team\tPublished\nOrrin\t27 July", "date:published"),
        ("Team\tScore\tCases read\nOrrin\t58%\t38", "count:cases"),
        ("Area of work\tRating\nProtecting the public\tUnsati", "rating:public"),
    ],
)
def test_broken_tables_are_offered(rows: str, measure: str) -> None:
    assert measure in offered(rows)


def test_a_paragraph_below_recommendations_is_offered_where_it_asks_for_something() -> None:
    text = "Recommendations in short\n\nThe board {} the service an office. It is a small one."
    assert "recommendation:0" in offered(text.format("should give"))
    assert "recommendation:0" not in offered(text.format("gave"))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Ofsted found that 30 of 50 cases were good.", "count:commentary"),
        ("An internal audit read 30 cases.", "count:cases"),
        ("In 2008 it was 30 of 56 cases.", "count:commentary"),
        ("Inspectors visited Redmoor YOS in March 2011.", "date:fieldwork"),
        ("Inspectors held over 40 interviews.", "count:interviews"),
        ("The inspection was to be held in May 2010.", "date:fieldwork"),
        ("The inspection took place on 7, 8 and 9 April 2011.", "date:fieldwork"),
        ("The strategy was published on 3 May 2011.", "date:published"),
        ("A team of five works there.", "count:team"),
        ("It was presented to the Board for approval on 3 July 2011.", "date:plan_approval"),
        ("Safeguarding scored 58% when Aldwick led it.", "headline"),
        ("Safeguarding scored 58% in 2008.", "headline"),
        ("Redmoor YOS asked why Safeguarding scored 58%.", "headline"),
        ("A headline of 58% for Safeguarding was denied; it scored less.", "headline"),
        ("Six of the eight criteria required drastic improvement.", "count:criteria"),
        ("The service is among the best in the region.", "text:claim"),
        ("The previous core case inspection took place in May 2008.", "date:fieldwork"),
        ("Aldwick was first inspected in May 2010.", "date:previous_inspection"),
        ("Aldwick, which shares our team, read 30 cases.", "count:cases"),
        ("The report on Aldwick was published on 4 May 2011.", "date:published"),
        ("1.2 Planning: Good, with 64% of cases.", "criterion"),
    ],
)
def test_one_weak_sign_makes_nothing_certain(words: str, kind: str) -> None:
    assert [one for one in facts(words) if one.measure.startswith(kind) and not one.doubt] == []


REPORT = """Strengths:
(1) {}
"""


@pytest.mark.parametrize(
    ("words", "certain"),
    [
        ("Parents are seen at home.", [None]),
        ("Every parent is seen at home.", []),
        ("In half of the cases (25 of 50) parents were seen.", [25]),
        ("In 30 cases parents were seen, in half twice.", [15]),
        ("In 30 of 50 cases parents were seen, and in 12 cases twice.", [30]),
        ("Parents were seen in 30 of 50 cases, compared with 12 of 40 last year.", []),
        ("In most cases, 12 of 50, parents were seen.", [12]),
        ("In most cases (12 of 50) parents were seen.", [12]),
        ("Half of the nine parents were seen.", []),
    ],
)
def test_a_finding_is_certain_where_its_amount_and_base_are(
    words: str, certain: list[int | None]
) -> None:
    found = [one for one in facts(REPORT.format(words)) if one.kind == "finding"]
    assert found
    assert [one.value for one in found if not one.doubt] == certain


def test_a_table_of_ratings_below_the_name_of_another_inspection_is_not_certain() -> None:
    head = "Full Joint Inspection of youth offending work in Greyfield\n\n"
    text = "The previous inspection rated these:\n\nProtecting the public\tpoor\nCourt work\tgood"
    found = [one for one in facts(text, head=head) if one.kind == "rating"]
    assert {one.key for one in found} == {"public", "court"}
    assert all(one.doubt for one in found)


def test_pieces_of_one_line_are_read_as_the_lines_that_they_stand_for() -> None:
    text = (
        "1.1 Risk of Harm to others   Score: 53%   Comment: SUBSTANTIAL improvement required\n"
        "Strengths: (1) Plans are made. (2) Parents are seen.\n"
    )
    certain = [(f.place, f.measure) for f in facts(text) if not f.doubt and f.place > "line 4"]
    assert certain == [
        ("line 5", "criterion:1.1"),
        ("line 6", "finding:strength"),
        ("line 6", "finding:strength"),
    ]


def test_what_stands_below_another_service_is_not_certain() -> None:
    text = "Redmoor Youth Offending Service\n\nSafeguarding score: 58%\n\nGreyfield\n\n{}"
    found = facts(text.format("Risk of Harm score: 61%"))
    assert {(one.value, bool(one.doubt)) for one in found if one.kind == "headline"} == {
        (58, True),
        (61, False),
    }


@pytest.mark.parametrize(
    ("head", "doubts"),
    [
        ("The inspection took place in May 2010. The inspection took place in June 2010.", True),
        ("Inspectors came back in May 2010. The inspection took place in May 2010.", True),
        ("The inspection took place in May 2010.", False),
    ],
)
def test_a_score_is_certain_where_its_inspection_is(head: str, doubts: bool) -> None:
    title = "Core Case Inspection of youth offending work in Greyfield\n\n"
    found = facts("\n\nSafeguarding score: 58%", head=f"{title}{head}")
    assert [bool(one.doubt) for one in found if one.kind == "headline"] == [doubts]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("2.1 Planning Good 64%", "criterion:2.1"),
        ("The full joint inspection took place in May 2010.", "date:fieldwork"),
    ],
)
def test_what_may_be_of_another_kind_of_inspection_is_not_certain(text: str, measure: str) -> None:
    head = "Core Case Inspection of youth offending work in Greyfield\n\n"
    found = [one for one in facts(f"\n\n{text}", head=head) if one.measure == measure]
    assert found
    assert all(one.doubt for one in found)


@pytest.mark.parametrize(
    ("row", "band"),
    [
        ("Safeguarding\t58%\tMODERATE", "MODERATE"),
        ("Safeguarding\t41%\tDRASTIC\t58%\tMODERATE", "DRASTIC"),
    ],
)
def test_a_band_is_that_of_the_figure_before_it(row: str, band: str) -> None:
    heads = "Work\tScore\tComment" + "\tScore\tComment" * (row.count("%") - 1)
    found = [one for one in facts(f"{heads}\n{row}\nRisk of Harm\t1%") if one.value in (41, 58)]
    assert found[0].said == band


@pytest.mark.parametrize(
    ("texts", "subject", "is_sure"),
    [
        (["Minutes of the Redvale Youth Justice Board"], "Redvale", False),
        (["The Children's Scrutiny Committee of Wexmere County Council"], "Wexmere", False),
        (["ELLERBY COUNCIL", "The inspection of Ellerby", "Orrin Council"], "Ellerby", True),
        (["FERNLEIGH'S youth offending team", "In Fernleigh"], "Fernleigh", True),
        (["Inspection of youth offending work in North Redvale"], "North Redvale", True),
        (["Inspection of youth offending work in Ynys M\u00f4n"], "Ynys M\u00f4n", True),
        (["Inspection of youth offending work in the East Midlands"], "", False),
        (["Inspection of youth offending work in Orrin & Bray", "At Orrin", "At Bray"], "", False),
        (
            [
                "Orrin & Bray YOT",
                "Inspection of youth offending work in Orrin & Bray",
                "At Orrin",
                "At Bray",
            ],
            "Orrin & Bray",
            True,
        ),
    ],
)
def test_whom_a_text_is_about(texts: list[str], subject: str, is_sure: bool) -> None:
    found = services(texts)
    assert (found.subject, found.is_sure) == (subject, is_sure)


def test_of_two_services_the_longer_name_holds_the_shorter() -> None:
    found = services(["Inspection of youth offending work in Orrin and Bray", "Bray Council"])
    assert found.in_words("In Orrin and Bray") == ("Orrin and Bray",)


def test_a_mark_that_stands_well_before_its_words_begins_an_entry() -> None:
    made = facts("What needs to get better\n\n  i.    Plans should be written.\n  ii.   Read them.")
    assert [fact.said for fact in made if fact.measure == "finding:area"] == [
        "Plans should be written",
        "Read them",
    ]


@pytest.mark.parametrize(("above", "is_certain"), [("", True), ("Report to: Cabinet\n\n", False)])
def test_what_others_tell_of_the_inspectors_is_offered(above: str, is_certain: bool) -> None:
    text = f"{above}{HEAD}Greyfield scored 58% for Safeguarding."
    made = read([Line(number=n, text=one) for n, one in enumerate(text.split("\n"), 1)], "invented")
    found = {fact.measure: not fact.doubt for fact in made}
    assert found["headline:safeguarding"] is is_certain
    assert found["count:cases"] is is_certain
    assert found["date:fieldwork"] is is_certain
    assert found["date:published"] is is_certain
