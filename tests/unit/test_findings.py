"""Findings: drafted from figures, edited as marked text, and put back beside today's data."""

from dataclasses import replace
from typing import Any

import pytest

from corecase.core.changes import Change, changes
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.findings import (
    Evidence,
    Finding,
    Kept,
    draft,
    figure_book,
    kind_of,
    marked,
    parse_marked,
    reconcile,
)
from corecase.core.judgements import Judgements
from corecase.core.sentences import Number
from tests.builders import ITEMS, framework, item, judged, judgement

TINY = framework()
GOOD = {"T-A": "S" * 13 + "I", "T-B": "S" * 8 + "I" * 5 + ".", "T-C": "NN", "T-D": "IIII"}
JUDGED = judged(GOOD)
BOOK = figure_book(TINY, JUDGED)


def texts(asked: Any, judgements: Judgements) -> dict[str, str]:
    return {finding.id: finding.text for finding in draft(asked, judgements)}


def sentence(*findings: str, **answers: str) -> str:
    """The paragraph of items of one topic with these clauses, judged with these answers."""
    items = tuple(
        item(name, finding=clause) for name, clause in zip(answers, findings, strict=True)
    )
    asked = framework(items=items, headlines=(), recommendations=())
    (found,) = draft(asked, judged({f"T-{name}": said for name, said in answers.items()}))
    return found.text


def test_items_of_one_topic_and_side_share_a_paragraph() -> None:
    assert texts(TINY, JUDGED) == {
        "T-1.1/strength/plans": "A plan was made in all but one of the 14 cases, and it was on "
        "time in more than half of the cases (8 of 13).",
        "T-1.1/area/harm": "Harm fell in none of the four cases.",
        "T-2.1/area/harm": "Harm fell in none of the four cases.",
    }


def test_an_item_shown_in_two_criteria_has_a_paragraph_in_each_with_its_own_id() -> None:
    found = [f for f in draft(TINY, JUDGED) if f.numbers[0].key == "T-D"]
    assert [(f.criterion, f.kind) for f in found] == [("T-1.1", "area"), ("T-2.1", "area")]


def test_nothing_is_drafted_where_nothing_applied_or_without_a_clause() -> None:
    assert texts(TINY, judged({"T-C": "NN"})) == {}
    silent = framework(items=(item("Z"),), headlines=(), recommendations=())
    assert texts(silent, judged({"T-Z": "SS"})) == {}


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        (
            {"A": "SSS", "B": "SSS"},
            "One in all three cases, and two in all three.",
        ),
        (
            {"A": "SSSI", "B": "SSSI", "C": "SSSI"},
            "One in three of the four cases; two in three of the four; and three in three of "
            "the four.",
        ),
        ({"A": "SS", "B": "SS"}, "One in both cases, and two in both cases."),
        ({"A": "SSS", "B": "SSSS"}, "One in all three cases, and two in all four cases."),
    ],
)
def test_clauses_are_joined_and_shed_nouns_on_the_same_base(
    answers: dict[str, str], text: str
) -> None:
    clauses = [f"{number} in {{share}}" for number in ("one", "two", "three")]
    assert sentence(*clauses[: len(answers)], **answers) == text


def test_a_slot_may_say_what_is_missing_or_how_a_clause_opens() -> None:
    assert sentence("it was missing in {missed}", A="SSSI") == (
        "It was missing in one of the four cases."
    )
    clause = "{it|it also} went well in {share}"
    assert sentence(clause, clause, A="SSS", B="SSS") == (
        "It went well in all three cases, and it also went well in all three."
    )


def test_a_sentence_that_opens_with_a_number_opens_with_a_capital() -> None:
    assert sentence("{share} were seen", A="SSS") == "All three cases were seen."


def test_things_other_than_cases_are_counted_in_their_own_words() -> None:
    asked = framework(
        items=(
            item("A", finding="a plan was made in {share}"),
            item("B", finding="there was work in {share}", case_word=("order", "orders")),
        ),
        headlines=(),
        recommendations=(),
    )
    assert texts(asked, judged({"T-A": "SSS", "T-B": "SSS"})) == {
        "T-1.1/strength/plans": "A plan was made in all three cases, and there was work in all "
        "three orders."
    }


@pytest.mark.parametrize(
    ("count", "own_edge", "kind"),
    [(6, None, "strength"), (5, None, "area"), (6, 70, "area"), (7, 70, "strength")],
)
def test_an_item_is_a_strength_from_the_share_of_the_framework_or_its_own(
    count: int, own_edge: int | None, kind: str
) -> None:
    asked = replace(ITEMS[0], strength_from=own_edge)
    assert kind_of(TINY, asked, Figure(count=count, out_of=10)) == kind


def compared(*pairs: str) -> Judgements:
    """Judgements that compare levels: "low high" is the service's and the assessor's."""
    return Judgements.of(
        judgement(
            f"X-{place}",
            "T-L",
            "S" if service == assessor else "I",
            service_value=service,
            assessor_value=assessor,
        )
        for place, (service, assessor) in enumerate(map(str.split, pairs))
    )


def test_levels_are_counted_below_above_and_at_each() -> None:
    book = figure_book(TINY, compared("low high", "low medium", "high low", "low low"))
    found = {k.removeprefix("T-L"): str(v) for k, v in book.items() if k.startswith("T-L")}
    assert found == {
        "": "1 of 4",
        ":missed": "3 of 4",
        ":under": "2 of 4",
        ":over": "1 of 4",
        ":service:low": "3 of 4",
        ":service:medium": "0 of 4",
        ":service:high": "1 of 4",
        ":assessor:low": "2 of 4",
        ":assessor:medium": "1 of 4",
        ":assessor:high": "1 of 4",
    }


def test_an_area_has_its_own_clause_unless_the_levels_were_never_recorded() -> None:
    with_levels = texts(TINY, compared("low high", "low medium", "high low"))
    assert with_levels["T-2.1/area/level"] == (
        "The level was too low in two of the three cases and too high in one of the three cases."
    )
    without = texts(TINY, judged({"T-L": "SII"}))
    assert without["T-2.1/area/level"] == "The level was right in one of the three cases."
    good = texts(TINY, compared("low low", "high high", "low high"))
    assert good["T-2.1/strength/level"] == "The level was right in two of the three cases."


def test_evidence_follows_the_counted_findings_of_its_criterion() -> None:
    licence = Evidence(
        id="licence",
        criterion="T-1.1",
        kind="strength",
        statement="A licence was bought.",
        source="interview",
    )
    found = draft(TINY, JUDGED, (licence,))
    assert [f.id for f in found][:2] == ["T-1.1/strength/plans", "T-1.1/strength/licence"]
    assert found[1].text == "A licence was bought."
    assert found[1].evidence == "licence"
    assert found[1].numbers == ()
    assert not found[1].has_small_base


@pytest.mark.parametrize(("out_of", "small"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_base_under_five_persons_is_small(out_of: int, small: bool) -> None:
    number = Number(text="none", key="T-A", figure=Figure(count=0, out_of=out_of))
    finding = Finding(id="x", criterion="T-1.1", kind="area", pieces=("Said ", number))
    assert finding.has_small_base is small
    assert finding.awaits_confirmation is small
    assert not replace(finding, status="accepted").awaits_confirmation


def test_a_sentence_never_opens_with_digits() -> None:
    told = item("Q0", finding="{missed} had no plan", case_word=("case", "cases"))
    answers = judged({"T-Q0": "S" * 8 + "I" * 12})
    (finding,) = draft(framework(items=(told,), recommendations=()), answers)
    assert finding.text == "Twelve of the 20 cases had no plan."
    assert [n.text for n in finding.numbers] == ["Twelve of the 20 cases"]


def test_marked_text_reads_back_to_the_same_pieces() -> None:
    for finding in draft(TINY, JUDGED):
        assert parse_marked(marked(finding), BOOK) == finding.pieces
    assert marked(draft(TINY, JUDGED)[1]) == "Harm fell in [[T-D|none of the four cases]]."


def test_a_key_that_no_figure_has_is_named() -> None:
    with pytest.raises(InputError, match=r"says 'most' for 'T-Z', which is no figure of this insp"):
        parse_marked("Done in [[T-Z|most]].", BOOK)


@pytest.mark.parametrize("text", ["[[T-A]] cases", "Done in [[T-A|most].", "Done in T-A|most]]."])
def test_brackets_that_tie_no_words_are_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"brackets that tie no words; write \[\[KEY\|words\]\]"):
        parse_marked(text, BOOK)


def test_stray_brackets_are_shown_with_the_words_beside_them_and_no_more() -> None:
    with pytest.raises(InputError) as refused:
        parse_marked(f"{'long ' * 900}plans were late]] and so on {'long ' * 900}", BOOK)
    assert "plans were late]] and so on" in str(refused.value)
    assert len(str(refused.value)) < 120
    assert refused.value.field == "text"


DRAFTED = draft(TINY, JUDGED)


def kept(finding_id: str, text: str, **parts: Any) -> Kept:
    return Kept(
        id=finding_id,
        text=text,
        **{
            "criterion": finding_id.split("/")[0],
            "kind": finding_id.split("/")[1],
            "status": "edited",
            "figures": {},
        }
        | parts,
    )


def test_a_kept_paragraph_stands_in_place_of_its_draft_and_keeps_its_words() -> None:
    edited = kept(
        "T-1.1/area/harm",
        "Harm did not fall in [[T-D|any]] case.",
        figures={"T-D": Figure(count=0, out_of=4)},
    )
    found = reconcile(DRAFTED, (edited,), BOOK)
    assert [f.id for f in found] == [f.id for f in DRAFTED]
    assert [f.status for f in found] == ["drafted", "edited", "drafted"]
    assert found[1].text == "Harm did not fall in any case."
    assert found[1].changed == ()


def test_a_figure_that_changed_since_is_named_once() -> None:
    edited = kept(
        "T-1.1/area/harm",
        "Harm fell in [[T-D|one]] case, [[T-D|one]] only; plans in [[T-A|nearly all]].",
        figures={"T-D": Figure(count=1, out_of=4), "T-A": BOOK["T-A"]},
        status="accepted",
    )
    found = reconcile(DRAFTED, (edited,), BOOK)[1]
    assert found.changed == ("T-D",)
    assert found.text == "Harm fell in one case, one only; plans in nearly all."
    assert found.numbers[0].figure == BOOK["T-D"]


def test_a_number_that_a_person_has_just_put_there_has_not_changed() -> None:
    added = kept("T-1.1/area/harm", "Plans in [[T-A|nearly all]] cases.")
    assert reconcile(DRAFTED, (added,), BOOK)[1].changed == ()


def test_words_that_are_not_so_of_their_figure_are_refused() -> None:
    wrong = kept("T-1.1/area/harm", "Harm fell in [[T-D|most]] cases.")
    sentence = r"^finding T-1\.1/area/harm says 'most' where T-D is 0 of 4; correct the words\.$"
    with pytest.raises(InputError, match=sentence):
        reconcile(DRAFTED, (wrong,), BOOK)
    changed = replace(wrong, figures={"T-D": Figure(count=4, out_of=5)})
    assert reconcile(DRAFTED, (changed,), BOOK)[1].changed == ("T-D",)
    dropped = replace(wrong, status="dropped")
    assert reconcile(DRAFTED, (dropped,), BOOK)[1].status == "dropped"


def test_a_draft_is_accepted_though_what_it_counts_has_a_number_in_its_name() -> None:
    told = item("A", finding="plans in {share}", case_word=("order", "orders over 12 months"))
    asked, answers = (
        framework(items=(told,), headlines=(), recommendations=()),
        judged({"T-A": "SSI"}),
    )
    drafted, book = draft(asked, answers), figure_book(asked, answers)
    text = marked(drafted[0])
    assert text == "Plans in [[T-A|two of the three orders over 12 months]]."
    accepted = kept(drafted[0].id, text, status="accepted")
    assert reconcile(drafted, (accepted,), book)[0].text == drafted[0].text
    with pytest.raises(InputError, match="says 'over 12' where T-A is 2 of 3"):
        reconcile(drafted, (replace(accepted, text=text.replace("two of", "Two of")),), book)


def test_a_draft_kept_for_its_note_takes_the_words_of_today() -> None:
    noted = kept("T-1.1/area/harm", "Harm fell.", status="drafted", note="Ask again.")
    found = reconcile(DRAFTED, (noted,), BOOK)[1]
    assert found == replace(DRAFTED[1], note="Ask again.")


def test_numbers_of_an_edited_paragraph_that_are_tied_to_no_figure_are_named() -> None:
    text = "Harm fell in [[T-D|none]] of the four cases, and 3 of the 9 cases were late."
    edited = reconcile(DRAFTED, (kept("T-1.1/area/harm", text),), BOOK)[1]
    assert edited.untied == ("3 of the 9",)
    assert replace(edited, status="accepted").untied == ()


@pytest.mark.parametrize(("was", "now_kind"), [((3, 4), "area"), ((1, 4), None), ((0, 0), None)])
def test_a_change_says_what_was_and_on_which_side_the_item_now_falls(
    was: tuple[int, int], now_kind: str | None
) -> None:
    seen = Figure(count=was[0], out_of=was[1])
    text = "Harm fell in [[T-D|most]] cases, not in [[T-D:missed|one]]."
    figures = {"T-D": seen, "T-D:missed": Figure(count=1, out_of=4)}
    (found,) = reconcile((), (kept("T-1.1/area/harm", text, figures=figures),), BOOK)
    assert changes(TINY, found) == (
        Change(key="T-D", was=seen, now=BOOK["T-D"], now_kind=now_kind),
        Change(key="T-D:missed", was=Figure(count=1, out_of=4), now=BOOK["T-D:missed"]),
    )


def test_nothing_a_person_wrote_disappears() -> None:
    gone = (
        kept("T-1.1/strength/visits", "Visits were kept."),
        kept("T-1.2/area/own", "We saw no licence."),
        kept("T-1.1/area/late", "Plans were late."),
    )
    found = reconcile(DRAFTED, gone, BOOK)
    assert [f.id for f in found] == [
        "T-1.1/strength/plans",
        "T-1.1/strength/visits",
        "T-1.1/area/harm",
        "T-1.1/area/late",
        "T-2.1/area/harm",
        "T-1.2/area/own",
    ]


def test_two_kept_paragraphs_with_one_id_are_refused_and_not_merged() -> None:
    twice = (kept("T-1.1/area/harm", "One."), kept("T-1.1/area/harm", "Two."))
    with pytest.raises(InputError, match=r"Two findings have the id 'T-1\.1/area/harm'; give one"):
        reconcile(DRAFTED, twice, BOOK)
