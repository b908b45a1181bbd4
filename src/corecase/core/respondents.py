"""Respondents: the groups who answer questionnaires, and what to look at in what they said."""

import re
from collections.abc import Iterable
from typing import Final

from corecase.core.findings import SMALL_BASE
from corecase.core.inspections import SurveyStatement
from corecase.core.said import untied
from corecase.core.words import in_words

GROUPS: Final = ("Children and young people", "Parents and carers", "Victims")
"""The groups that are offered, as the report prints them; any other may be written."""

_ASKED: Final = re.compile(r"when asked “(.+)”")
"""The question in a statement that was taken from a survey."""


def printed(statement: SurveyStatement) -> str:
    """The statement as the report says it: `"Three of the 13 respondents felt listened to"`.

    Words alone where nobody was counted.
    """
    if statement.figure is None:
        return statement.text
    said = in_words(statement.figure, "respondent", "respondents")
    return f"{said[:1].upper()}{said[1:]} {statement.text}"


def loose_numbers(statement: SurveyStatement) -> tuple[str, ...]:
    """The counts of persons and the percentages in a statement that nobody was counted for.

    They are tied to no base, so nobody can say what they are numbers of. Empty for a statement
    with a count.
    """
    return untied(statement.text, ()) if statement.figure is None else ()


def remarks(statement: SurveyStatement, beside: Iterable[SurveyStatement] = ()) -> tuple[str, ...]:
    """What a person should look at before a statement is printed, a sentence each.

    `beside` are the other statements of its group, with which it may tell a count that none of
    them prints.
    """
    found = [
        f"It says “{number}” and has no base: give the count and how many answered."
        for number in loose_numbers(statement)
    ]
    if statement.figure is None:
        return tuple(found)
    found += [
        f"It says “{number}”, which is not its count: write a statement of its own for it."
        for number in untied(statement.text, [statement.figure])
    ]
    count, base = statement.figure.count, statement.figure.out_of
    if 0 < count < SMALL_BASE <= base:
        found.append(f"{count} of {base} is a small count: see that nobody can be known by it.")
    rest = _rest(statement, beside)
    if 0 < rest < SMALL_BASE <= base:
        found.append(
            f"It can be worked out that {rest} of {base} gave an answer to this question that is "
            "not printed: see that nobody can be known by it, or leave a second answer out."
        )
    return tuple(found)


def _rest(statement: SurveyStatement, beside: Iterable[SurveyStatement]) -> int:
    """How many gave an answer to its question that stands nowhere; 0 where nobody can tell."""
    asked = _ASKED.search(statement.text)
    if statement.figure is None or asked is None:
        return 0
    figures = [statement.figure]
    for other in beside:
        found = _ASKED.search(other.text)
        if other.figure and found and found[1] == asked[1]:
            figures.append(other.figure)
    bases = {figure.out_of for figure in figures}
    # Where one person may give several answers they add up to more than the base.
    return max(0, bases.pop() - sum(one.count for one in figures)) if len(bases) == 1 else 0
