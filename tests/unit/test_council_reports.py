"""Council reports: what is missing, what to look at before a meeting, what a minute has to say."""

from dataclasses import replace
from datetime import date

import pytest

from corecase.core.council_facts import (
    Meeting,
    Neighbour,
    Paper,
    PlanFacts,
    PublishedInspection,
    Recommended,
    paragraphs,
)
from corecase.core.council_reports import CouncilReport, Minute, band_of, missing, remarks
from corecase.core.council_sentences import gathered
from corecase.core.errors import InputError
from corecase.core.heading_sets import Content, Decision, HeadingSet, Part, Piece
from corecase.core.improvement_steps import Step, StepKind
from corecase.core.periods import Period
from corecase.core.published_scores import PublishedContext, PublishedScore, Record, Source
from corecase.documents.council_report import build
from corecase.documents.model import Paragraph, plain
from corecase.exchange import frameworks
from tests import improvement_scene

CCI = frameworks.load("cci-2009")
LABELS = {one.id: one.title for one in CCI.headlines}
PRINTED = date(2012, 5, 23)
SOURCE = Source(title="Invented paper", published=Period(first=PRINTED, last=PRINTED))
ALL_COLUMNS = ("lowest", "highest", "average", "own", "family")


def score(percent: int | None = 73, band: str = "", service: str = "Anytown") -> PublishedScore:
    return PublishedScore(
        service=service, headline="safeguarding", percent=percent, band=band, source=SOURCE
    )


def report(
    *kinds: Content,
    scores: tuple[PublishedScore, ...] = (),
    contexts: tuple[PublishedContext, ...] = (),
    paper: Paper | None = None,
    plan: PlanFacts | None = None,
    **inspection: object,
) -> CouncilReport:
    pieces = tuple(
        Piece(kind=kind, columns=ALL_COLUMNS if kind is Content.COMPARATORS else ())
        for kind in kinds
    )
    given: dict[str, object] = {
        "service": "Anytown",
        "source": "Invented paper",
        "record": Record(scores=scores, contexts=contexts),
        "as_at": date(2012, 6, 1),
        **inspection,
    }
    return CouncilReport(
        headings=HeadingSet(
            id="ours",
            title="Ours",
            council="Anytown Council",
            subject="S",
            form="Report",
            decisions=dict.fromkeys(Decision, "Note it."),
            parts=(Part(heading="One", pieces=pieces),),
        ),
        inspection=PublishedInspection(**given),  # type: ignore[arg-type]  # fields by name
        plan=plan or PlanFacts(),
        paper=paper or Paper(),
        framework=CCI,
    )


def test_a_set_says_which_figures_it_lacks() -> None:
    lacking = missing(report(Content.COMPARATORS, Content.SCORES, Content.OUTCOME))
    assert "the lowest score for Safeguarding among the services compared with" in lacking
    assert "a service of the family to compare with" in lacking
    assert "the Safeguarding score of Anytown, as a percentage" in lacking
    assert "the Safeguarding score of Anytown, or its band" in lacking
    assert "the Safeguarding band of Anytown" in lacking
    assert len(set(lacking)) == len(lacking)


def test_a_set_says_which_findings_it_lacks() -> None:
    wanted = (Content.STRENGTHS, Content.AREAS, Content.RECOMMENDATIONS, Content.NEW_PAGE)
    assert missing(report(*wanted)) == (
        "the strengths of the inspection",
        "the areas for improvement of the inspection",
        "the recommendations of the inspection",
    )
    given = report(
        *wanted, strengths=("a",), areas=("b",), recommendations=(Recommended(text="c"),)
    )
    assert missing(given) == ()
    none_of = frozenset({"strengths", "areas", "recommendations"})
    assert missing(report(*wanted, none_of=none_of)) == ()


def test_that_there_are_none_is_said_in_place_of_a_blank() -> None:
    wanted = (Content.STRENGTHS, Content.AREAS, Content.RECOMMENDATIONS)
    blank = build(report(*wanted))
    assert "the areas for improvement that it found" in [one.label for one in blank.blanks()]
    told = build(report(*wanted, none_of=frozenset({"areas", "recommendations"})))
    said = [plain(block.spans) for block in told.blocks if isinstance(block, Paragraph)]
    assert said[:2] == [
        "The inspection's report names no area for improvement.",
        "The inspection's report names no recommendation.",
    ]
    assert [one.label for one in told.blanks()] == ["the strengths that the inspection found"]


def test_a_plan_that_lives_stands_with_its_day_and_what_bodies_did_with_it() -> None:
    plan = PlanFacts(
        title="Invented plan",
        areas=improvement_scene.PLAN.areas,
        recommendations=improvement_scene.PLAN.recommendations,
        steps=(
            Step(kind=StepKind.ACCEPTED, on=date(2026, 4, 9), body="Inspectorate"),
            Step(kind=StepKind.SUBMITTED, on=date(2026, 3, 27), body="Head of service"),
            Step(kind=StepKind.BOARD_APPROVED, on=date(2026, 3, 20), body="Management board"),
        ),
        stands_on=date(2026, 7, 1),
    )
    made = build(report(Content.STEPS, Content.PLAN, plan=plan))
    (table,) = made.tables()
    assert table.caption == "Invented plan, as it stood on 1 July 2026"
    assert any("Answers recommendation 1." in plain(row[0]) for row in table.rows)
    first = made.blocks[1]
    assert isinstance(first, Paragraph)
    assert plain(first.spans) == (
        "The improvement plan was approved by the management board on 20 March 2026; "
        "submitted to the inspectorate on 27 March 2026 (Head of service); "
        "accepted by the inspectorate on 9 April 2026."
    )
    assert not [one for one in build(report(Content.STEPS)).blocks if isinstance(one, Paragraph)]


def test_nothing_is_missing_for_a_headline_that_is_told_whole() -> None:
    context = PublishedContext(
        headline="safeguarding", source=SOURCE, scope="all", lowest=37, average=67, highest=91
    )
    family = (Neighbour(service="Brook", short="B"),)
    scores = (score(), score(60, service="Brook"))
    told = report(Content.COMPARATORS, scores=scores, contexts=(context,), family=family)
    assert not [one for one in missing(told) if "Safeguarding" in one]
    assert [one.label for one in (*family, Neighbour(service="Croft"))] == ["B", "Croft"]
    only_own = replace(
        told,
        headings=replace(
            told.headings,
            parts=(
                Part(heading="One", pieces=(Piece(kind=Content.COMPARATORS, columns=("own",)),)),
            ),
        ),
    )
    assert not [one for one in missing(only_own) if "Safeguarding" in one]


def test_comparators_on_which_sources_differ_are_not_used() -> None:
    contexts = tuple(
        PublishedContext(headline="safeguarding", source=SOURCE, scope="all", average=average)
        for average in (67, 68)
    )
    assert report(contexts=contexts).context("safeguarding") is None


@pytest.mark.parametrize(
    ("given", "band"),
    [
        (score(73), "MODERATE"),
        (score(44), "DRASTIC"),
        (score(None, "MINIMUM"), "MINIMUM"),
        (score(60, "SUBSTANTIAL"), "SUBSTANTIAL"),
        (score(75), None),
    ],
)
def test_a_band_is_the_printed_one_or_follows_from_the_percentage_unless_at_an_edge(
    given: PublishedScore, band: str | None
) -> None:
    assert band_of(report(scores=(given,)), "safeguarding") == band


def test_a_band_is_not_known_without_a_score_or_without_bands() -> None:
    assert band_of(report(), "safeguarding") is None
    bandless = replace(report(scores=(score(),)), framework=replace(CCI, bands=()))
    assert band_of(bandless, "safeguarding") is None
    printed = replace(report(scores=(score(75),)), framework=replace(CCI, band_on="printed"))
    assert band_of(printed, "safeguarding") == "MINIMUM"


def meeting(day: date | None) -> Paper:
    return Paper(meetings=(Meeting(committee="Cabinet", held_on=day),))


def day(on: date) -> Period:
    return Period(first=on, last=on)


def test_a_plan_that_falls_due_before_the_meeting_is_warned_of() -> None:
    family = (Neighbour(service="Brook"),)
    late = report(published=day(date(2010, 1, 6)), as_at=date(2010, 2, 11), family=family)
    assert remarks(replace(late, paper=meeting(date(2010, 2, 11)))) == (
        "The improvement plan falls due on 3 February 2010, before the committee meets on "
        "11 February 2010: have it approved by other means before that day, and say so in the "
        "report.",
    )
    assert remarks(replace(late, paper=meeting(date(2010, 2, 3))))[0].startswith("The comparison")
    sent = Step(kind=StepKind.SUBMITTED, on=date(2010, 2, 1), body="Head of service")
    submitted = replace(late, plan=PlanFacts(steps=(sent,)), paper=meeting(date(2010, 2, 11)))
    assert remarks(submitted) == (
        "The improvement plan falls due on 3 February 2010, before the committee meets on "
        "11 February 2010, and was submitted on 1 February 2010: say in the report who approved "
        "it before that.",
    )


def test_a_meeting_before_publication_or_before_the_comparison_is_questioned() -> None:
    early = report(published=day(date(2012, 5, 23)), paper=meeting(date(2012, 5, 22)))
    # Compared with nobody, it has no day as which that could be wrong.
    assert len(remarks(early)) == 1
    context = PublishedContext(headline="safeguarding", source=SOURCE, scope="all", average=67)
    record = Record(scores=(), contexts=(context,))
    said = remarks(replace(early, inspection=replace(early.inspection, record=record)))
    assert "before the inspection's report is published" in said[0]
    assert "The comparison is as at 1 June 2012, after the meeting" in said[1]


def test_a_recommendation_that_no_action_answers_is_named() -> None:
    plan = PlanFacts(
        areas=improvement_scene.PLAN.areas[:1],
        recommendations=improvement_scene.PLAN.recommendations,
    )
    assert "answers recommendation 2 yet" in remarks(report(plan=plan))[-1]
    none = replace(plan, areas=())
    assert "answers recommendations 1, 2 yet" in remarks(report(plan=none))[-1]


def test_without_a_day_of_publication_or_of_a_meeting_that_is_said() -> None:
    assert "No committee has a date yet" in remarks(report())[0]
    unknown = report(paper=meeting(date(2012, 6, 19)))
    assert "When the improvement plan falls due is not known" in remarks(unknown)[0]
    month = Period(first=date(2012, 6, 1), last=date(2012, 6, 30))
    told = replace(unknown, plan=PlanFacts(due=month))
    assert told.plan_due_on == date(2012, 6, 30)
    assert remarks(told) == ()
    vague = report(published=month, paper=meeting(date(2012, 7, 19)))
    assert vague.plan_due_on is None


def test_the_decision_is_the_councils_choice_or_the_usual_one() -> None:
    assert report().decision is Decision.NOTE
    assert report(paper=Paper(decision=Decision.APPROVE)).decision is Decision.APPROVE


def test_the_first_meeting_is_the_earliest_that_has_a_day() -> None:
    meetings = (
        Meeting(committee="Scrutiny", held_on=date(2011, 2, 8)),
        Meeting(committee="Cabinet Member", held_on=date(2011, 1, 18)),
        Meeting(committee="Board"),
    )
    assert Paper(meetings=meetings).first_meeting == date(2011, 1, 18)


def test_facts_that_say_nothing_or_an_impact_that_there_is_not_are_refused() -> None:
    with pytest.raises(InputError, match="need the service and their source"):
        report(source="")
    with pytest.raises(InputError, match="positive, neutral, negative; not 'good'"):
        Paper(objectives={"1": "good"})


def test_a_minute_opens_the_report_on_progress() -> None:
    given = Minute(
        decision=Decision.ACKNOWLEDGE,
        committee="Cabinet Member",
        decided_on=date(2011, 1, 18),
        progress_on=date(2011, 9, 30),
    )
    assert not given.is_overdue(date(2011, 9, 30))
    assert given.is_overdue(date(2011, 10, 1))
    assert not given.is_overdue(date(2011, 10, 1), reported_on=date(2011, 9, 1))
    with pytest.raises(InputError, match="Progress is reported after the decision"):
        replace(given, progress_on=date(2011, 1, 18))
    with pytest.raises(InputError, match="Name the committee"):
        replace(given, committee=" ")


def test_entered_words_become_paragraphs_and_lists() -> None:
    written = "\n One\n goes on.\n\n- first\n- second\n goes on\n\nTwo\n"
    assert paragraphs(written) == ("One goes on.", "- first", "- second goes on", "Two")
    assert paragraphs(" \n") == ()


def test_the_same_said_of_neighbouring_headlines_is_said_once() -> None:
    from corecase.core.claims import Allowed, Claim, Standpoint, Verdict

    point = Standpoint(as_at=date(2012, 6, 19), group="all", n_services=None)

    def said(headline: str, what: str) -> Allowed:
        label = f"{LABELS[headline]} " if headline else ""
        return Allowed(
            claim=Claim.ABOVE_AVERAGE,
            service="Anytown",
            headline=headline,
            verdict=Verdict.SAID,
            sentence=f"The {label}score of Anytown is {what}.",
            standpoint=point,
        )

    every = [said(name, "above") for name in LABELS]
    assert gathered(every, LABELS) == ("In each headline: the score of Anytown is above.",)
    two = [*every[:2], said("likelihood_of_reoffending", "below"), said("", "whole")]
    assert gathered(two, LABELS) == (
        "In Safeguarding and Public Protection - Risk of Harm: the score of Anytown is above.",
        "The Public Protection - Likelihood of Reoffending score of Anytown is below.",
        "The score of Anytown is whole.",
    )
    assert gathered((), LABELS) == ()
