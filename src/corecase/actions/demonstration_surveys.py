"""Anyborough's surveys in the demonstration: children's is open, their parents' is closed.

Every answer is invented and typed in as if it had come on paper: a code is on its sheet only.
"""

from datetime import timedelta
from typing import Final

from django.conf import settings

from corecase.actions import survey_closing, survey_sheets, surveys
from corecase.actions.demonstration_cast import Stage
from corecase.core.surveys import Group

N_SHEETS: Final = 12
N_HANDED_OUT: Final = 9
DAYS_OPEN: Final = 21
CHILDREN: Final = (
    ("heard=mostly", "reason=completely", "helped=education,family"),
    ("heard=completely", "reason=mostly", "helped=education", "good=Invented: somebody rang back."),
    ("heard=completely", "reason=completely", "helped=friends"),
    ("heard=a-little", "reason=mostly", "better=Invented: fewer forms."),
    ("heard=mostly", "reason=no-view"),
)
PARENTS: Final = (
    ("explained=completely", "informed=mostly", "heard=mostly"),
    (
        "explained=mostly",
        "informed=a-little",
        "heard=mostly",
        "better=Invented: ring in the evening.",
    ),
    ("explained=completely", "informed=completely", "heard=completely"),
    ("explained=completely", "informed=mostly", "heard=a-little"),
    ("explained=a-little", "informed=not-at-all", "good=Invented: the worker was patient."),
    ("explained=mostly", "informed=mostly", "heard=no-view"),
    ("explained=completely", "informed=mostly", "heard=mostly"),
)


def load(stage: Stage, code: str) -> None:
    """An open survey with sheets handed out, and a closed one with results and words to screen."""
    _asked(stage, code, Group.CHILDREN, CHILDREN)
    lead, now = stage.by("lead"), stage.now
    slug = Group.CHILDREN.lower()
    survey_sheets.make(
        code,
        slug,
        n=N_SHEETS,
        on_a_device=False,
        # Nobody sees these sheets: whoever tries the survey makes their own.
        address="http://localhost/",
        key=settings.SURVEY_KEY,
        by=lead,
        now=now,
    )
    (lot,) = surveys.one(code, slug, by=lead, today=stage.today)[1].lots
    liaison = stage.by("liaison")
    surveys.hand_out(code, slug, lot.number, n_handed_out=N_HANDED_OUT, by=liaison, now=now)
    _asked(stage, code, Group.PARENTS, PARENTS)
    survey_closing.close(code, Group.PARENTS.lower(), grace=settings.SURVEY_GRACE, by=lead, now=now)


def _asked(stage: Stage, code: str, group: Group, answered: tuple[tuple[str, ...], ...]) -> None:
    """Opens the survey of a group, and types in what came back on paper."""
    lead, now = stage.by("lead"), stage.now
    last = stage.today + timedelta(days=DAYS_OPEN)
    surveys.open_one(code, group=group, closes_on=last, by=lead, now=now)
    for form in answered:
        said = dict(answer.split("=") for answer in form)
        sent = {
            question: [words] if " " in words else words.split(",")
            for question, words in said.items()
        }
        survey_sheets.type_in(code, group.lower(), sent, by=lead, now=now)
