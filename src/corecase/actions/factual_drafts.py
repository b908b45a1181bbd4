"""The draft that was given to a service: read as it was frozen, and commented on."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import transaction

from corecase.actions import door, editions, factual_rounds, renderings
from corecase.actions.factual_rounds import Round, Standing
from corecase.actions.renderings import File, Progress
from corecase.core import factual_accuracy as rules
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.factual_accuracy import WHOLE, Paragraph
from corecase.core.identifying import Passage, passages
from corecase.core.people import Actor, Deed, NotAllowedError
from corecase.store.cases.models import FactualComment, FactualRound, Inspection, Rendering

WHOLE_REPORT = Paragraph(place=WHOLE, heading="The whole report", text="")
"""What number 0 stands for; the paragraphs of a draft are numbered from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A paragraph of the draft, its number, and how many comments are on it."""

    number: int
    text: str
    n_comments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """What stands under one heading."""

    heading: str
    paragraphs: tuple[Listed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft as it was given; `n_on_whole` are the comments on the report as a whole.

    `rendering` is how far the files of it are, None where none were asked for.
    """

    code: str
    service: str
    synthetic: str
    standing: Standing
    round: Round
    chapters: tuple[Chapter, ...]
    n_on_whole: int
    rendering: Progress | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One comment as its readers see it: by whom, when, and what in it could identify somebody."""

    words: str
    by: str
    at: datetime
    pointed_out: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneParagraph:
    """One paragraph of the draft with the comments on it; number 0 is the whole report."""

    code: str
    service: str
    synthetic: str
    standing: Standing
    round: Round
    number: int
    heading: str
    text: str
    comments: tuple[Said, ...]


def draft(code: str, number: int, *, by: Actor, now: datetime) -> Draft:
    """The draft of one round, paragraph by paragraph. That it was read is logged."""
    inspection, row = _read(code, number, by=by, now=now)
    counts = Counter(row.comments.values_list("place", flat=True))
    listed = [
        (p.heading, Listed(number=place, text=p.text, n_comments=counts[p.place]))
        for place, p in enumerate(factual_rounds.paragraphs_of(row), start=1)
    ]
    return Draft(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        standing=factual_rounds.standing_of(inspection, by),
        round=factual_rounds.of(row),
        chapters=tuple(
            Chapter(heading=heading, paragraphs=tuple(one for _, one in group))
            for heading, group in groupby(listed, key=lambda pair: pair[0])
        ),
        n_on_whole=counts[WHOLE],
        rendering=_rendering(row),
    )


def paragraph(code: str, number: int, paragraph: int, *, by: Actor, now: datetime) -> OneParagraph:
    """One paragraph of a round's draft. NotAllowedError where the draft has no such number."""
    inspection, row = _read(code, number, by=by, now=now)
    placed = _placed(row, paragraph)
    known = _known(inspection, placed)
    said = row.comments.filter(place=placed.place).select_related("by")
    return OneParagraph(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        standing=factual_rounds.standing_of(inspection, by),
        round=factual_rounds.of(row),
        number=paragraph,
        heading=placed.heading,
        text=placed.text,
        comments=tuple(
            Said(
                words=one.comment,
                by=one.by.name,
                at=one.at,
                pointed_out=passages(one.comment, known=known),
            )
            for one in said
        ),
    )


def file(code: str, number: int, name: str, *, by: Actor, now: datetime) -> File:
    """A file of a round's draft, as soon as it is made; NotAllowedError where it is not there.

    That it was read is logged.
    """
    _, row = _read(code, number, by=by, now=now)
    made = _rendered(row)
    if made is None:
        raise NotAllowedError("There is no such file.")
    return renderings.file_of(made, name)


def comment(
    code: str, number: int, paragraph: int, words: str, *, by: Actor, now: datetime
) -> tuple[Passage, ...]:
    """The service says something of a paragraph, or of the whole report with number 0.

    Returns what in it could identify somebody, which is kept all the same: a person decides.
    The same words sent again by the same person change nothing. Raises InputError for no words
    or too many, and once the draft is sent back or the round is closed.
    """
    words = rules.checked(words, field="words")
    with transaction.atomic():
        inspection = door.inspection(code, Deed.FACTS_COMMENT, by=by, lock=True)
        row = factual_rounds.row(inspection, number)
        placed = _placed(row, paragraph)
        same = row.comments.filter(place=placed.place, comment=words, by_id=by.person_id)
        if not same.exists():
            _check_takes_comments(row)
            _comment(row, placed, words, by=by, now=now)
    return passages(words, known=_known(inspection, placed))


def _read(code: str, number: int, *, by: Actor, now: datetime) -> tuple[Inspection, FactualRound]:
    inspection = door.inspection(code, Deed.FACTS_READ, by=by)
    row = factual_rounds.row(inspection, number)
    door.consulted("FACTS", f"round {number}", inspection=inspection, by=by, now=now)
    return inspection, row


def _rendering(row: FactualRound) -> Progress | None:
    made = _rendered(row)
    return renderings.progress_of(made, files=renderings.file_names(made)) if made else None


def _rendered(row: FactualRound) -> Rendering | None:
    """Without the folder that it was made of, which is large."""
    rows = Rendering.objects.select_related("inspection__service", "asked_by").defer("folder")
    return rows.get(pk=row.rendering_id) if row.rendering_id else None


def _placed(row: FactualRound, number: int) -> Paragraph:
    found = (WHOLE_REPORT, *factual_rounds.paragraphs_of(row))
    if number >= len(found):
        raise NotAllowedError("The draft has no such paragraph.")
    return found[number]


def _known(inspection: Inspection, placed: Paragraph) -> tuple[str, ...]:
    """Words that name nobody anew: of the glossary, the service, and the paragraph itself."""
    glossary = editions.parsed(inspection).glossary
    return (*glossary, inspection.service.name, placed.heading, placed.text)


def _check_takes_comments(row: FactualRound) -> None:
    factual_rounds.check_open(row)
    if row.returned_by is not None:
        raise InputError(
            f"{row.returned_by.name} sent this draft back, so that it takes no more comments; "
            "tell the lead inspector of this one."
        )


def _comment(row: FactualRound, placed: Paragraph, words: str, *, by: Actor, now: datetime) -> None:
    with door.writing(by=by, now=now) as write:
        made = FactualComment.objects.create(
            factual_round=row,
            place=placed.place,
            heading=placed.heading[:300],
            quoted=placed.text,
            comment=words,
            by_id=by.person_id,
            at=now,
        )
        write.say(
            EventKind.FACTS_COMMENTED,
            row.inspection.code,
            content={"comment": words, "place": placed.place},
            round=row.number,
            comment=made.pk,
        )
