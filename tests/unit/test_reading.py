"""What is read of invented texts, fact by fact: a question mark is for a person to decide."""

from pathlib import Path

import pytest

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.lines import LONGEST_PASSAGE, Line, cleaned, passages
from corecase.core.reading.names import placed
from corecase.core.reading.read import read
from corecase.core.reading.record import record_of
from corecase.core.reading.vocabulary import mended

FOLDER = Path(__file__).parents[1] / "spec" / "reading"
TEXTS = sorted(FOLDER.glob("*.txt"))


def shown(fact: PrintedFact) -> str:
    """A fact in short: its line, its measure, its figure, the beginning of its words."""
    figure = "" if fact.value is None else f" {fact.value:f}"
    figure += "" if fact.most is None else f"-{fact.most:f}"
    figure += "" if fact.out_of is None else f"/{fact.out_of}"
    figure += f" {fact.unit}" if fact.unit else ""
    words = f" {fact.said[:20].strip()}" if fact.said else ""
    return f"{fact.place[5:]} {fact.measure}{figure}{words}{' ?' if fact.doubt else ''}"


def lines(text: str) -> list[Line]:
    return [Line(number=number, text=line) for number, line in enumerate(text.split("\n"), 1)]


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
def test_every_fact_of_an_invented_text(path: Path) -> None:
    says = path.with_suffix(".says").read_text(encoding="utf-8").splitlines()
    text = path.read_text(encoding="utf-8")
    assert [shown(fact) for fact in read(lines(text), "invented")] == says


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The Anyborough Council Report", "Anyborough"),
        ("ANYBOROUGH-ON-SEA", "Anyborough-on-Sea"),
        ("Our Safeguarding", ""),
        ("Kent &", "Kent"),
        ("SCF Business Plan", ""),
    ],
)
def test_a_place_is_known_by_the_words_around_it(words: str, name: str) -> None:
    assert placed(words) == name


def test_no_lines_say_nothing() -> None:
    assert read([], "empty") == ()


def test_signs_that_no_register_keeps_are_taken_out_of_words() -> None:
    (made,) = passages(lines("Safe\ufffe\nguarding\0 on\x0ctime"))
    assert made.text == "Safe-guarding on time"


def test_a_paragraph_without_an_end_is_read_in_parts() -> None:
    made = passages(Line(number=n, text="words that go on and on, " * 3) for n in range(1, 400))
    assert len(made) > 2
    assert max(len(one.text) for one in made) < 2 * LONGEST_PASSAGE


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("Averag e of Safe guarding", "Average of Safeguarding"),
        ("Likeliho\ufffdd and Safegu\ufffdrding", "Likelihood and Safeguarding"),
        ("Twenty-\ufffdve, the \ufffdrst", "Twenty-five, the first"),
        ("Re-inspec\ufffdion", "Re-inspection"),
        ("\ufffdnd, \ufffdre", "\ufffdnd, \ufffdre"),
        ("\ufffd\ufffd and Nobod\ufffd", "\ufffd\ufffd and Nobod\ufffd"),
    ],
)
def test_words_of_the_field_are_made_whole_and_no_others(printed: str, whole: str) -> None:
    assert mended(printed) == whole


def test_a_place_in_a_mended_passage_is_still_its_line() -> None:
    (passage,) = passages(
        [Line(number=4, text="The Averag e of this one"), Line(number=5, text="and 58%")]
    )
    assert passage.text == "The Average of this one and 58%"
    assert passage.line_at(passage.text.index("58%")).number == 5


HEAD = """Inspection of youth offending work in Greyfield

Fieldwork was undertaken in March 2011. The report was published on 2 June 2011. We examined 50
cases.

"""
NO_SCORES = """\
The score for Safeguarding was not 85% as the newspaper said but 58%.
In our own audit Safeguarding was scored at 90%.
The service's self-assessment rated Safeguarding at 88%.
Of Safeguarding referrals, 34% were judged to be good enough.
Nationally, Safeguarding was done well enough 67% of the time.
Inspectors judged that 12% of Safeguarding work was very poor.
The Chair said that at least 75% for Safeguarding had been achieved.
The score rose by 17% for Safeguarding.
Health staff scored 45% on safeguarding training.
The Ofsted inspection of children's homes judged Safeguarding to be good at 80%.
Neighbouring Redvale scored 75% for Safeguarding.
Redvale scored 75% for Safeguarding.
42% of children had a Safeguarding plan, inspectors found.
Safeguarding was scored at 41% by the previous inspection in 2008.
Across the 12 services, Safeguarding scores averaged 66%, and in Greyfield 58%.
If more plans had been made, Safeguarding would have scored 70%.
The average is 67% for Safeguarding, 62% for Risk of Harm and 69% for Likelihood of Reoffending.
Of the teams seen so far, Safeguarding scored 67% and Risk of Harm 62%.
Safeguarding was dealt with well enough in 19 of 34 cases (56%).
The criteria were Risk of Harm (59%) and Safeguarding (78%).
Substantial improvement is required nationally; Safeguarding scored 47%.
Two services had better scores for Safeguarding, at 81% and 79%.
The press put Safeguarding at 47%, which we do not recognise.
The target is a score of 75% for Safeguarding."""
SCORES = {
    "Safeguarding scored 58%, lower than Risk of Harm at 62%.": {58, 62},
    "Safeguarding 58% (average 66%, lowest 40%, highest 90%).": {58},
    "The Safeguarding score was 58% against 62% for Risk of Harm.": {58},
    "Greyfield scored 58% for Safeguarding and 62% for Risk of Harm.": {58, 62},
    "Safeguarding was done well enough 58% the time.": {58},
}

NO_BANDS = """\
Minimum improvement was needed in Redvale for Safeguarding.
The council will seek substantial improvement in Safeguarding next year.
There has been substantial improvement in Safeguarding since 2008.
Substantial improvement was made to Risk of Harm work.
A moderate improvement in Safeguarding was noted by members.
Drastic improvement is no longer required in Safeguarding."""


def certain_scores(sentence: str) -> set[int]:
    facts = read(lines(HEAD + sentence), "invented")
    return {int(f.value) for f in facts if f.kind == "headline" and f.value and not f.doubt}


@pytest.mark.parametrize("sentence", NO_SCORES.splitlines())
def test_a_figure_that_is_no_score_of_the_inspection_is_never_given_as_one(sentence: str) -> None:
    assert certain_scores(sentence) == set()


@pytest.mark.parametrize("sentence", SCORES)
def test_a_figure_that_is_plainly_a_score_is_given(sentence: str) -> None:
    assert certain_scores(sentence) == SCORES[sentence]


@pytest.mark.parametrize("sentence", NO_BANDS.splitlines())
def test_improvement_that_nobody_asks_for_is_no_band(sentence: str) -> None:
    facts = read(lines(HEAD + sentence), "invented")
    assert [fact for fact in facts if fact.kind == "headline" and not fact.doubt] == []


def test_a_band_that_is_asked_for_is_given() -> None:
    said = "Safeguarding needs substantial improvement and Risk of Harm needs drastic improvement."
    facts = read(lines(HEAD + said), "invented")
    assert {(f.key, f.said) for f in facts if f.kind == "headline" and not f.doubt} == {
        ("safeguarding", "SUBSTANTIAL"),
        ("risk_of_harm", "DRASTIC"),
    }


@pytest.mark.parametrize(
    ("said", "is_again"),
    [
        ("Re-inspection of Youth Offending Work", True),
        ("Outcome of the (re-)inspection in May", True),
        ("We shall return for a re-inspection in a year", False),
        ("No reinspection was needed", False),
        ("Youth offending: re-inspection to follow", False),
    ],
)
def test_a_return_that_is_only_announced_makes_no_re_inspection(said: str, is_again: bool) -> None:
    assert record_of(lines(said), "invented").is_again is is_again


INSPECTED = """Core Case Inspection of youth offending work in Ambleford

Inspectors visited in May 2010.

"""
JOINT = """Full Joint Inspection of youth offending work in Ambleford

Inspectors visited in May 2014.

"""
TODAYS = "Inspection of youth justice services in Ambleford\n\nPublished 4 May 2021\n\n"


@pytest.mark.parametrize(
    ("begins", "words", "measure"),
    [
        (INSPECTED, "Young people scored 63% in a test on Safeguarding.", "headline"),
        (INSPECTED, "Safeguarding: 63% (provisional)", "headline"),
        (INSPECTED, "Without more staff, Safeguarding will need drastic improvement.", "headline"),
        (INSPECTED, "At least 30 of the 56 cases had a plan.", "count:commentary"),
        (INSPECTED, "At the last inspection 30 of 56 cases had a plan.", "count:commentary"),
        (INSPECTED, "We expect that 15 of 20 cases will be seen.", "count:commentary"),
        (INSPECTED, "63% for Safeguarding in the first print of the report.", "count:commentary"),
        (INSPECTED, "Two boys aged 15 and 16 were in custody.", "count:custody_cases"),
        (JOINT, "Protecting the public was satisfactory and is now poor.", "rating"),
        (JOINT, "Protecting the public was poor in 2011.", "rating"),
        (TODAYS, "Redvale was rated Outstanding overall.", "rating"),
        (TODAYS, "Ambleford scored 21 out of 36, up from 14 out of 36.", "rating"),
        (TODAYS, "Redvale scored 21 out of 36.", "total"),
        (TODAYS, "In 2018 the service scored 21 out of 36.", "total"),
    ],
)
def test_what_only_looks_like_a_fact_is_not_taken_for_certain(
    begins: str, words: str, measure: str
) -> None:
    found = read(lines(begins + words), "invented")
    assert [one for one in found if one.measure.startswith(measure) and not one.doubt] == []


def test_the_day_of_an_earlier_report_is_not_that_of_this_one() -> None:
    text = "The report of the earlier inspection was published on 3 May 2009."
    record = record_of(lines(f"{INSPECTED}{text} Ours was published on 4 June 2011."), "invented")
    assert record.published == "4 June 2011"


def test_a_band_of_may_is_certain_and_one_that_may_be_is_not() -> None:
    said = "Safeguarding required substantial improvement"
    found = [read(lines(f"{INSPECTED}In May 2010 {said}."), "invented")]
    found.append(read(lines(f"{INSPECTED}Safeguarding may require substantial improvement."), "x"))
    doubts = [[one.doubt for one in facts if one.kind == "headline"] for facts in found]
    assert [list(map(bool, one)) for one in doubts] == [[False], [True]]


def test_a_heading_below_a_long_entry_of_a_list_begins_its_own_part() -> None:
    text = """1.3 Safeguarding
Strengths:
(1) Schools had been asked about the child in nearly all of the cases.
Areas for improvement:
(1) The post was vacant.
Recommendations
(1) the post is filled (Primary Care Trust)
(2) referrals are made (Case Managers)"""
    found = read(lines(f"{INSPECTED}{text}"), "invented")
    told = [(one.measure, one.owner) for one in found if one.kind in ("finding", "recommendation")]
    assert told == [
        ("finding:strength", ""),
        ("finding:area", ""),
        ("recommendation:1", "Primary Care Trust"),
        ("recommendation:2", "Case Managers"),
    ]


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Core Case Inspection: Ambleford", "Ambleford"),
        ("Report on: Ambleford", "Ambleford"),
        ("Core Case Inspection of the youth offending team that serves Ambleford", "Ambleford"),
        ("Core Case Inspection of youth work in England and Wales: Ambleford", "Ambleford"),
        ("Reports published this spring: our inspectors were in Ambleford", ""),
        ("How the Ambleford Youth Offending Service was inspected", "Ambleford"),
        ("Youth offending teams in Ambleford, Redvale and Orrin", ""),
    ],
)
def test_whom_a_title_is_about(title: str, subject: str) -> None:
    assert record_of(lines(title), "invented").subject == subject


def test_an_owner_in_the_midst_of_a_recommendation_is_for_a_person() -> None:
    text = (
        "Core Case Inspection of youth offending work in Ambleford\n\n"
        "Recommendations\n\n1. the work is done well (Head of Service) and in good time."
    )
    (fact,) = (one for one in read(lines(text), "invented") if one.kind == "recommendation")
    assert (fact.owner, fact.doubt[:14]) == ("", "Several are na")


def test_what_was_announced_is_no_second_inspection() -> None:
    text = (
        "Youth offending work in Ambleford\n\nInspectors were in Ambleford in May 2010.\n\n"
        "HMI Probation will come back for a re-inspection in June 2011."
    )
    days = {
        f.said: f.measure for f in read(lines(text), "invented") if f.measure.startswith("date")
    }
    assert days["May 2010"] == "date:fieldwork"
    assert days["June 2011"] == "date:reinspection"


def test_what_stands_below_the_name_of_a_service_is_its_own() -> None:
    text = (
        "Reports on youth offending work in Ambleford, in Redvale and in Orrin & Lea are"
        " published today.\n\nREDVALE\n\nSix recommendations are made.\n\nHow they compare\n\n"
        "Two recommendations are common to them.\n\nTable 1: Ambleford\n\nOne recommendation."
    )
    told = {f.value: f.service for f in read(lines(text), "invented") if "recomm" in f.measure}
    assert told[6] == "Redvale"
    assert told[2] == ""


def test_bands_told_behind_what_they_span_are_not_given_to_the_next() -> None:
    text = "A score from 60 to 74 is called moderate, one from 45 to 59 substantial."
    spans = [(f.value, f.said) for f in read(lines(text), "invented") if f.measure == "text:band"]
    assert spans == [(60, "MODERATE"), (45, "SUBSTANTIAL")]


def test_a_day_of_approval_is_certain_where_it_is_told_whose() -> None:
    told, untold = (
        next(
            one
            for one in read(lines(f"{INSPECTED}{text}"), "invented")
            if "approval" in one.measure
        )
        for text in (
            "The improvement plan is to be approved by the Management Board on 3 May 2012.",
            "The improvement plan is to be approved on 3 May 2012.",
        )
    )
    assert (told.scope, told.doubt) == ("Management Board", "")
    assert (untold.scope, bool(untold.doubt)) == ("", True)


def test_a_raised_figure_is_the_mark_of_a_note() -> None:
    assert cleaned("substantial\u00b9 in 52%\u00b2 of them") == "substantial in 52% of them"


def test_a_band_that_is_cut_leaves_open_whose_the_next_is() -> None:
    text = "MODERATE improvement is required in Safeguarding, {} improvement in Risk of Harm."
    whole, cut = (
        {
            fact.measure
            for fact in read(lines(f"{INSPECTED}{text.format(band)}"), "invented")
            if not fact.doubt
        }
        for band in ("SUBSTANTIAL", "SUBSTAN")
    )
    assert {"headline:safeguarding", "headline:risk_of_harm"} <= whole
    assert {"headline:safeguarding", "headline:risk_of_harm"}.isdisjoint(cut)


def test_an_earlier_inspection_is_known_by_the_whole_day_of_its_column() -> None:
    table = "Headline\tAmbleford, April 2008\tAmbleford\nSafeguarding\t43%\t69%"
    found = [one for one in read(lines(f"{INSPECTED}{table}"), "invented") if one.value == 43]
    assert [one.inspected for one in found] == ["April 2008"]


def test_questionnaires_that_came_back_are_counted() -> None:
    text = "Questionnaires came back from 14 young people."
    found = [one for one in read(lines(f"{INSPECTED}{text}"), "invented") if one.kind == "survey"]
    assert [(one.measure, one.value) for one in found] == [("survey:children_returned", 14)]


LETTER = """Short Quality Screening (SQS) of youth offending work in Ambleford

We visited in May 2013.

Commentary

"""
COUNTS = {
    "Plans were good enough in 22 of 30 cases.": True,
    "What was done less well: plans were poor in 8 of 30 cases.": False,
    "At the best services plans are good in 90% of cases.": False,
    "All case managers said so. Two of those six found it helpful.": False,
}


@pytest.mark.parametrize("sentence", COUNTS)
def test_a_count_is_certain_where_it_says_of_what_it_is(sentence: str) -> None:
    made = read(lines(f"{LETTER}{sentence}"), "invented")
    certain = [fact.measure for fact in made if fact.kind == "count" and not fact.doubt]
    assert (certain == ["count:commentary"]) is COUNTS[sentence]


def test_a_score_of_a_section_begins_its_own_passage() -> None:
    text = "(3) Of 20 files only seven told us\nOverall score for quality of delivery work: 51%"
    assert [one.text for one in passages(lines(text))][1].startswith("Overall score")


def test_a_figure_behind_the_number_of_a_criterion_is_no_headline_for_certain() -> None:
    text = "2.3 Safeguarding was done well enough 58% of the time."
    made = read(lines(f"{HEAD}{text}"), "invented")
    assert [fact for fact in made if fact.kind == "headline" and not fact.doubt] == []


OTHERS = {
    "A further 20 cases were looked at by others.": "count:cases",
    "The improvement plan of the housing service was due on 30 June 2011.": "date:plan_due",
    "The paper CCI/09/011 is that of Westerby.": "text:code",
    "Recommendation 1: that Westerby checks its files (Head of Service)": "recommendation:1",
    "Our annual report was published on 12 July 2010.": "date:published",
}


@pytest.mark.parametrize("sentence", OTHERS)
def test_what_is_said_of_others_is_offered(sentence: str) -> None:
    made = read(lines(f"{HEAD}{sentence}"), "invented")
    told = [one for one in made if one.measure == OTHERS[sentence] and one.place != "line 3"]
    assert told
    assert all(one.doubt for one in told)


def test_a_list_that_begins_anew_below_another_heading_is_offered() -> None:
    text = """Recommendations
(1) plans are made (YOS Manager)
(2) plans are kept (YOS Manager)
Also read
(1) files are checked (YOS Manager)
(2) files are closed (YOS Manager)"""
    made = [one for one in read(lines(f"{HEAD}{text}"), "invented") if one.kind == "recommendation"]
    doubts = {one.said.partition(" (")[0]: bool(one.doubt) for one in made}
    assert doubts == {
        "plans are made": False,
        "plans are kept": False,
        "files are checked": True,
        "files are closed": True,
    }


def test_a_joint_service_is_one_where_the_text_says_so() -> None:
    text = """Core Case Inspection of youth offending work in Orrin & Tarn

Orrin has 70,000 people and Tarn 48,000. They have run one Youth Offending Team between them."""
    assert record_of(lines(text), "invented").subject == "Orrin & Tarn"
    apart = text.replace("one Youth Offending Team between them", "a team each")
    assert record_of(lines(apart), "invented").subject == ""


def test_a_sentence_below_the_number_of_a_criterion_is_no_box() -> None:
    boxed, told, short = (
        [one for one in read(lines(f"{HEAD}1.2 Planning\n\n{text}"), "invented") if one.value == 67]
        for text in (
            "Score: 67%",
            "In a street poll by the town's own traders 67% of those asked felt quite safe.",
            "It is 67% in most such towns.",
        )
    )
    assert [one.measure for one in boxed if not one.doubt] == ["criterion:1.2"]
    assert [one.measure for one in (*told, *short) if not one.doubt] == []


def test_cases_in_custody_are_counted_and_not_their_base() -> None:
    made = read(lines(f"{HEAD}Seven of the 46 were custody cases."), "invented")
    found = [one.value for one in made if one.measure == "count:custody_cases" and not one.doubt]
    assert found == [7]


def test_a_service_alone_on_the_line_below_the_title() -> None:
    text = "Core Case Inspection of youth offending work\n\n{}\n\nThe roads to Ambleford are long."
    assert record_of(lines(text.format("Ambleford")), "invented").subject == "Ambleford"
    assert record_of(lines(text.format("Foreword")), "invented").subject == ""


def test_lines_without_marks_below_what_was_liked_are_offered() -> None:
    text = """What they liked

Reports for court that were clear

Strong links with the health trust"""
    made = read(lines(f"{HEAD}{text}"), "invented")
    found = [one.said for one in made if one.measure == "finding:strength" and one.doubt]
    assert found == ["Reports for court that were clear", "Strong links with the health trust"]


FOUND = {
    "Plans were good enough in 20 of 24 cases.": True,
    "Nationally 68% of plans are good enough.": False,
    "The service's own audit found 20 of 22 plans to be good.": False,
    "If all goes well, 30 of 36 plans will be on time.": False,
    "Reports were late in 7 of 10 cases at the first inspection.": False,
    "The manager believed that 18 of 20 plans were good.": False,
    "Links with the police, who cut crime by 12%.": False,
}


@pytest.mark.parametrize("sentence", FOUND)
def test_a_figure_in_a_finding_is_asked_as_other_counts_are(sentence: str) -> None:
    made = read(lines(f"{HEAD}Strengths\n\n(1) {sentence}"), "invented")
    found = [one for one in made if one.kind == "finding" and one.value is not None]
    assert found
    assert [one for one in found if not one.doubt] == (found if FOUND[sentence] else [])


def test_numbered_entries_without_a_stop_are_no_sections() -> None:
    text = "Recommendations\n\n1. Plans are made on time\n\n2. Parents take part in plans"
    made = read(lines(f"{HEAD}{text}"), "invented")
    assert {one.measure for one in made if one.kind == "recommendation"} == {
        "recommendation:1",
        "recommendation:2",
    }
    assert [one for one in made if one.measure == "text:title" and one.place != "line 1"] == []
