"""Factual accuracy in the demonstration: one round that is over, and one with much to settle."""

from collections.abc import Iterator
from typing import Final

from corecase.actions import (
    demonstration_invented,
    demonstration_publication,
    demonstration_writing,
    factual_accuracy,
    factual_comments,
    factual_drafts,
    practice_examples,
    report_findings,
    report_indicators,
    report_settling,
    report_texts,
    respondent_statements,
    respondents,
    sign_off,
)
from corecase.actions.demonstration_cast import Stage
from corecase.actions.practice_examples import Example
from corecase.actions.report_findings import Paragraph
from corecase.actions.report_settling import Settling
from corecase.actions.report_texts import Words
from corecase.core.indicators import Indicator
from corecase.core.reports import CommentOutcome

CRITERION: Final = "CCI-1.2"
TWICE: Final = "commentary/CCI-2"
REOFFENDING: Final = Indicator(
    name="Reoffending after nine months (invented)",
    unit="percent",
    value=1.08,
    period="the year before the inspection",
    comparator=0.85,
    comparator_name="the invented nation",
)
"""A rate for each person, typed as a percentage: the range check asks about it."""
COUNTED: Final = "The invented panel met 97 times."
COMMENTS: Final = {
    COUNTED: "The invented panel met every month, so it cannot have met as often as this.",
    "We were told": "We agree, and would like to know in which team this was said.",
}
"""What the service says of the paragraphs in which these words stand."""
PRAISE: Final = "On the whole the draft is fair."
THANKS: Final = "Thank you; nothing has to change."
LATE: Final = "We saw only now that this is out of date: two managers share the post."


def settled(stage: Stage, code: str) -> None:
    """A round that began then: one comment, answered, sent back and closed; then handed in."""
    lead, due_on = stage.by("lead"), stage.after(14).today
    factual_accuracy.open_round(code, due_on=due_on, by=lead, now=stage.now)
    demonstration_publication.render(stage.now)
    back = stage.after(8)
    _comment(back, code, 0, PRAISE)
    factual_accuracy.send_back(code, 1, by=back.by(demonstration_invented.LIAISON), now=back.now)
    over = stage.after(10)
    _answer(over, code, PRAISE, CommentOutcome.NOT_ACCEPTED, THANKS)
    factual_accuracy.close(code, 1, by=over.by("lead"), now=over.now)
    sign_off.hand_in(code, by=over.by("lead"), now=over.now)


def returned(stage: Stage, code: str) -> None:
    """A round that the service sends back without a comment; then the report is handed in."""
    factual_accuracy.open_round(
        code, due_on=stage.after(14).today, by=stage.by("lead"), now=stage.now
    )
    demonstration_publication.render(stage.now)
    back = stage.after(8)
    factual_accuracy.send_back(code, 1, by=back.by(demonstration_invented.LIAISON), now=back.now)
    over = stage.after(10)
    factual_accuracy.close(code, 1, by=over.by("lead"), now=over.now)
    sign_off.hand_in(code, by=over.by("lead"), now=over.now)


def commented(stage: Stage, code: str) -> None:
    """A round with the service still: two comments answered, two not, the last of them late."""
    lead, due_on = stage.by("lead"), stage.after(9).today
    factual_accuracy.open_round(code, due_on=due_on, by=lead, now=stage.now)
    demonstration_publication.render(stage.now)
    said = stage.after(5)
    for where, words in COMMENTS.items():
        _comment(said, code, _number(said, code, where), words)
    _comment(said, code, 0, PRAISE)
    answered = stage.after(7)
    _answer(answered, code, COMMENTS[COUNTED], CommentOutcome.ACCEPTED, "The minutes show that.")
    _answer(answered, code, PRAISE, CommentOutcome.NOT_ACCEPTED, THANKS)
    late = stage.after(11)
    _comment(late, code, _number(late, code, demonstration_writing.ORGANISED), LATE)


def unsettled(stage: Stage, code: str) -> None:
    """Leaves something of every kind to be looked at before such a draft is handed in."""
    editor, now = stage.by("editor"), stage.now
    drafts = _drafts(stage, code)
    edited, dropped = next(drafts), next(drafts)
    words = Words(
        text=f"{edited.text} {COUNTED}",
        note="Who counted the meetings?",
    )
    report_texts.save(code, edited.place, words, base=1, by=editor, now=now)
    report_settling.settle(
        code, dropped.place, Settling.DROP, seen=dropped.seen, by=editor, now=now
    )
    for key, often in (("lead", "every week"), ("editor", "every month")):
        words = Words(text=f"Managers of the invented service read this work {often}.")
        report_texts.save(code, TWICE, words, base=1, by=stage.by(key), now=now)
    report_indicators.write(code, REOFFENDING, by=editor, now=now)


def unread(stage: Stage, code: str) -> None:
    """Leaves what a second person has to look at, written since the service has the draft."""
    editor, now = stage.by("editor"), stage.now
    demonstration_writing.quote(stage, code, demonstration_invented.QUOTABLE[1])
    example = Example(section="CCI-2", reference="2.1", text="Invented: a visit was made at once.")
    practice_examples.write(code, example, by=editor, now=now)
    group = respondents.write(code, group="Victims", returned=4, by=editor, now=now)
    respondent_statements.add(
        code, group, text="felt that they had been heard.", count=3, out_of=4, by=editor, now=now
    )


def _drafts(stage: Stage, code: str) -> Iterator[Paragraph]:
    page = report_findings.criterion(code, CRITERION, by=stage.by("editor"))
    return (one for one in page.paragraphs if one.status == "accepted")


def _comment(stage: Stage, code: str, paragraph: int, words: str) -> None:
    factual_drafts.comment(
        code, 1, paragraph, words, by=stage.by(demonstration_invented.LIAISON), now=stage.now
    )


def _number(stage: Stage, code: str, words: str) -> int:
    """The number of the paragraph of the given draft in which these words stand."""
    draft = factual_drafts.draft(
        code, 1, by=stage.by(demonstration_invented.LIAISON), now=stage.now
    )
    listed = (one for chapter in draft.chapters for one in chapter.paragraphs)
    return next(one.number for one in listed if words in one.text)


def _answer(stage: Stage, code: str, words: str, outcome: CommentOutcome, answer: str) -> None:
    lead, now = stage.by("lead"), stage.now
    found = factual_comments.of_round(code, 1, by=lead, now=now).comments
    comment = next(one.number for one in found if one.words == words)
    factual_comments.answer(code, 1, comment, outcome=outcome, answer=answer, by=lead, now=now)
