"""Whose words a text is in: the inspectors' own, or those of somebody who tells of them."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from corecase.core.reading.sentences import sentences

_HEAD: Final = 4  # passages in which a letterhead or the title of a report stands
_EARLY: Final = 20  # passages in which a paper says whose it is
_HEADED: Final = re.compile(
    r"(?:HM|Her Majesty's) Inspectorate of Probation|Criminal Justice Joint Inspection"
    r"|To:? (?:the )?Chair\b.*\b(?:Management|Board|YO[ST])\b.*"
    r"|(?:Report of (?:the |a )?)?(?:Core Case|Full Joint|Short Quality)"
    r" (?:Re-?)?(?:Inspection|Screening)(?: \(SQS\))?(?:(?:[:,;]| (?:of|in|-)) .{0,90})?"
    r"|(?:Report of (?:the |a )?)?(?:An |Re-?\s?)?Inspection of youth (?:offending|justice)"
    r"(?: (?:work|services?))?(?:[:,;]? (?:in\b|\(|annual).{0,80})?",
    re.IGNORECASE,
)
_WE: Final = re.compile(
    r"\b(?:[Ww]e|I) (?:have |also |then |first |had |recently )?(?:visited|inspected|examined"
    r"|assess(?:ed)?|judged?|screen(?:ed)?|sampled|interviewed|drew"
    r"|(?:look(?:ed)? (?:at|into)|read|review(?:ed)?|undertook|carried out|conducted|rated?"
    r"|recommend)(?= [^.]{0,60}\b(?:cases|files|inspection|youth (?:offending|justice)|YO[ST])\b))"
    r"|\b[Oo]ur (?:screening|assessors|inspectors|judge?ments?|fieldwork)\b"
    r"|^ISBN\b"
    r"|^(?:HM|Her Majesty's)? ?(?:Assistant |Deputy )?(?:Chief|Lead) Inspector(?: of Probation)?,?$"
)
_SPEECH: Final = re.compile(r"""["“‘][^"”’]*["”’]?|(?<!\w)'[^']*(?:'\w[^']*)*'(?!\w)""")
_OTHERS: Final = re.compile(
    r"\b(?:cabinet|scrutiny|select|committees?|councillors?|(?-i:Members)|minutes|agenda|resolved"
    r"|portfolio|key decision|wards? (?:affected|all))\b"
    r"|\bbriefing\b|\bblog\b|\bcircular\b|^from: (?!.*(?:inspector|HMI))|^[\w' -]{3,50} council$"
    r"|^(?:the )?[\w' &-]{3,40} (?:echo|courier|gazette|herald|chronicle|argus|advertiser|mercury"
    r"|times|post|journal|news)$"
    r"|\breport to:|\bmeeting (?:of|held)\b|\bboard\b.{0,30}\bmeeting\b"
    r"|\breport (?:of|by|author):? (?:the )?(?:director|head of|chief (?:exec|officer)|corporate"
    r"|strategic|assistant)"
    r"|\b(?:press|news|media) (?:release|statement|notice|office|desk)|\bimmediate release"
    r"|\bembargo|\beditors?\b|\bnewsletter|\bnewspaper|\breporter\b"
    r"|\bhouse of (?:commons|lords)\b|\bhansard\b|\bsecretary of state\b"
    r"|\bwritten (?:answers?|questions?)\b",
    re.IGNORECASE,
)


def is_first_hand(passages: Iterable[str]) -> bool:
    """Whether the inspectors speak themselves, and no head says that the paper is another's."""
    texts = tuple(text.strip() for text in passages)
    if any(_OTHERS.search(text) for text in islice(texts, _EARLY)):
        return False
    return any(_HEADED.fullmatch(text) for text in texts[:_HEAD]) or any(map(_speak, texts))


def _speak(text: str) -> bool:
    """Whether the inspectors say something here that nobody quotes."""
    return any(_WE.search(_SPEECH.sub("", sentence)) for _, sentence in sentences(text))
