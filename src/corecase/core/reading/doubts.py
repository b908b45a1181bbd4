"""What leaves open a fact that a rule has read: whose it is, of when, and whether it was found.

A rule knows its own words. What stands around them is asked here, of every fact alike: one weak
sign is enough for a person to be asked.
"""

import re
from collections.abc import Iterable
from typing import Final

from corecase.core.reading.asides import is_aside
from corecase.core.reading.quantities import NUMBER
from corecase.core.reading.sentences import sentence_at
from corecase.core.reading.vocabulary import WORDS

_JUDGED: Final = frozenset({"headline", "section", "criterion", "rating", "total"})
_FOUND: Final = _JUDGED | {"count", "survey"}
_OF_ONE: Final = _FOUND | {"date", "indicator"}
_SAID_OF_ONE: Final = frozenset({"text:overall", "text:monitor", "text:reinspection"})
_DAYS: Final = frozenset({"date:fieldwork", "date:published", "date:previous_inspection"})


def _words(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


OTHER_BODY: Final = _words(
    r"\b(?:Ofsted|Estyn|CQC|CSSIW|HMIC(?:FRS)?|Care Quality|Audit Commission|peer"
    r" (?:review|challenge)"
    r"|Inspectorates? of (?:Prisons|Constabulary|Education)|regulator)\b"
)
_OWN: Final = _words(
    r"\b(?:audit\w*|self-?\s?assess\w*|dip[- ]?sampl\w*|mock|rehears\w*|dry run"
    r"|(?:own|internal|in-house) (?:\w+ )?(?:review|check|sample|survey|count|figures?|view"
    r"|inspection|assessment|estimate|reading|data|monitoring))\b"
)
_EARLIER: Final = _words(
    r"\b(?:previous(?:ly)?|last (?:time|inspection|report|visit|year|autumn|spring|summer|winter)"
    r"|earlier|original(?:ly)?|first (?:\w+ )?(?:inspection|inspected|visit|report|time)"
    r"|former(?:ly)?"
    r"|at (?:that|the) time|before (?:that|then)|years? (?:ago|before|earlier)|used to"
    r"|had (?:been|scored|stood|got|received|needed|required))\b"
)
_EARLIER_VISIT: Final = _words(
    r"\b(?:previous|last|earlier|first|original|former)(?: \w+){0,2} (?:inspection|report"
    r"|screening|visit|year)\b|\byears? (?:ago|before|earlier)\b|\blast time\b"
)
_WISHED: Final = _words(
    r"\b(?:targets?|aim(?:s|ed|ing)?|goal|ambition|hop(?:e|es|ed|ing)|expect\w*|would|could|might"
    r"|if|unless|forecast\w*|predict\w*|project(?:ed|ion)|provisional\w*|estimate[ds]?|draft"
    r"|wants? to|want(?:s|ed)?|next (?:year|time|inspection)|suppose|example|illustrat\w*)\b"
)
_DENIED: Final = _words(
    r"\b(?:wrong\w*|error|incorrect\w*|correct(?:ed|ion)|misprint|mistake\w*|den(?:y|ied)"
    r"|disput\w*|withdrawn|untrue|not true|not so|never|instead of|rather than|rumou?r\w*"
    r"|misquot\w*|misread|newspapers?|(?:the|local) (?:press|paper|radio)|blog"
    r"|(?:un)?recogni[sz]e|claim(?:s|ed)|allege\w*|asked (?:whether|if))\b|\bnot \d"
)
_COMPARED: Final = _words(
    r"\b(?:nobody|no (?:one|service|team|area)|none)\b.*\b(?:better|worse|higher|lower) than"
)
_OF_ALL: Final = _words(r"\baverag|\b(?:lowest|highest|mean)\b|\bso far\b|\bto date\b")
"""What makes the figures behind it those of others, where nothing else is said of them."""
_SEVERAL: Final = re.compile(
    rf"\b(?:{NUMBER}|other|several|some|many|most|few) (?:other |more |best )?"
    r"(?:services|teams|YO[ST]s|areas (?:inspected|visited|seen))\b",
    re.IGNORECASE,
)
_CRITERION: Final = re.compile(r"\bcriteri(?:on|a)\b|\b[1-3]\.[1-9](?= [A-Z])")
_COUNTED: Final = re.compile(
    rf"\b{NUMBER} (?:out )?of (?:the |those |all )?{NUMBER}\b", re.IGNORECASE
)
_PLANNED: Final = _words(
    r"\b(?:will|would|expected|planned|due|to be|next|postponed|put (?:off|back)|cancel\w*"
    r"|delay\w*|should|may be|might|not|hoped?|until)\b"
)
_PROGRAMMES: Final = (
    ("CCI", _words(r"\bcore case (?:re-?)?inspection|\bCCI\b")),
    ("FJI", _words(r"\b(?:full )?joint inspection|\bFJI\b")),
    ("SQS", _words(r"\bshort quality screening|\bSQS\b")),
)
_OTHER_PROGRAMME: Final = "Another kind of inspection is named beside it; say of which it is."
_ELSE_PUBLISHED: Final = _words(
    r"\b(?:plan|annual report|statistics|data|figures|strategy|guidance|standards|criteria"
    r"|framework|policy|green paper|white paper|action|league table)\b[^.;]{0,40}\bpublished\b"
)
_EARLIER_SCORE: Final = "It may be of an earlier inspection; say of which."
WHOSE: Final = "Another inspectorate or review is named beside it; say whose it is."
_BESIDE_OTHERS: Final = "A figure is compared with another; say whose it is."
WHOSE_COUNT: Final = (
    "Somebody else may have counted it, or of more than the sample; say whose it is."
)
_RULES: Final = (
    (_FOUND | {"finding", "date:fieldwork", "date:published"}, OTHER_BODY, WHOSE),
    (_FOUND, _OWN, "It may be the service's own count, and not the inspection's; say whose it is."),
    (
        frozenset({"count", "survey"}),
        _EARLIER_VISIT,
        "It may be of an earlier inspection; say of which.",
    ),
    (_FOUND, _WISHED, "It may be hoped for or supposed, and not found; say which."),
    (frozenset({"headline"}), _CRITERION, "A criterion is named beside it; say whose score it is."),
    (frozenset({"headline"}), _COUNTED, "A count stands beside it; say whether it is a score."),
    (_JUDGED, _COMPARED, _BESIDE_OTHERS),
    (_FOUND, _words(r"\bnationally\b|\belsewhere\b|\bin (?:England|Wales)\b"), _BESIDE_OTHERS),
    (
        frozenset({"count:cases"}),
        _words(r"\b(?:further|another|additional|other|more)\b[^.]{0,12}\bcases\b"),
        "It may be of other cases than the sample; say of which.",
    ),
    (
        frozenset({"count"}),
        _words(
            r"^(?:victims|parents|carers|residents|visitors|users)\b|\bas a whole\b"
            r"|\b(?:judges?|magistrates|court|police|ministers?|members?|managers?|he|she|they"
            r"|who|head of service)\b[^.]{0,20} (?:said|believed|thought|claimed|hoped)\b"
            r"|\b(?:pilot|replaced|usual|assessors|magistrates|girls|boys)\b"
        ),
        WHOSE_COUNT,
    ),
    (_FOUND, _SEVERAL, "Other services are counted beside it; say whose it is."),
    (_FOUND, _DENIED, "The words around it deny or correct something; say which is right."),
    (frozenset({"date:fieldwork"}), _EARLIER, _EARLIER_SCORE),
    (
        frozenset({"date:plan_due", "date:plan_approval", "date:plan_submitted"}),
        _words(r"\bplan (?:of|for) (?:the |its )?(?!youth|yo[st]\b|improv)\w+ \w+"),
        "Say whose plan it is.",
    ),
    (_DAYS, _PLANNED, "It may have been planned only; say whether it happened on that day."),
    (frozenset({"date:published"}), _ELSE_PUBLISHED, "Say what was published on that day."),
)
_STRANGE: Final = "The sentence names somebody of whom nothing else is known; say whose it is."
_OTHERS: Final = "Another service is named beside it; say whose it is."
_WANTED: Final = (
    ("date:plan_", _words(r"\b(?:improvement|action|inspection)\b")),
    ("date:programme_began", _words(r"program|inspect")),
    ("date:next_programme", _words(r"inspect|probation")),
    ("date:reinspection", _words(r"re-?\)?\s?inspect|\breturn|\bwill\b|come back")),
    ("date:indicators", _words(r"performance|reoffend|employment|accommodation|\bdata\b|\brate")),
    ("count:team", _words(r"inspect|assessor|fieldwork|on site")),
    ("count:days", _words(r"inspect|fieldwork|on site")),
    ("count:interviews", _words(r"inspect|fieldwork|on site")),
)
"""What a passage has to speak of where a day, or a count, is to be certain."""
_ASIDE: Final = "The sentence is about other things; say what it is of, or leave it."
_OF_WHAT: Final = "The words around it do not say what it is of; say it, or leave it."
_COUNTED_OVER: Final = frozenset({"count:criteria", "count:headlines", "count:services"})
_OVER_WHAT: Final = "It is counted over scores or services; check which, and at which inspection."
_CLAIMED: Final = "It is claimed; check it, and among which services."
_NAME: Final = re.compile(r"(?<=[a-z0-9,;:%)] )(?P<name>[A-Z][a-z]{3,})\b")
_KNOWN: Final = WORDS | frozenset(
    """january february march april june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday england english wales welsh national majesty
    chief inspector inspectors core case full joint short head director cabinet committee panel
    members councillor minister chair deputy assistant overall others harm risk reoffend local
    authority government family region regions services councils they this that these there their
    plan plans action ministry member overview scrutiny north south east west eastern southern
    northern western midlands officer partnership executive panel secretary state paper department
    while both work when where what which area areas summary table county city borough district
    headline headlines minor major kept done good well achieved however children child""".split()  # noqa: SIM905  # words
)


def doubt_of(
    measure: str,
    text: str,
    start: int,
    *,
    names: tuple[str, ...],
    whose: tuple[str, ...],
    years: str,
    programme: str,
    is_row: bool,
    is_earlier: bool,
) -> str:
    """What a person has to decide of a fact read here; empty where its words leave nothing open.

    `names` are the services named in its sentence, or else before it, `whose` the one that it
    is given to; `years` holds the years of the inspection. `is_earlier` says that it was read
    as a fact of an earlier inspection.
    """
    kind = measure.partition(":")[0]
    if measure.startswith("text:claim"):
        return _CLAIMED
    if measure in _COUNTED_OVER:
        return _OVER_WHAT
    begins, sentence = sentence_at(text, start)
    told = _of_words(kind, measure, sentence, start - begins)
    if told or (kind in _OF_ONE and measure != "date:meeting" and is_aside(sentence)):
        return told or _ASIDE
    wanted = next((form for start_, form in _WANTED if measure.startswith(start_)), None)
    if wanted and not wanted.search(text):
        return _OF_WHAT
    if kind not in _OF_ONE and measure not in _SAID_OF_ONE:
        return ""
    if any(name not in whose for name in names):
        return _OTHERS
    if kind not in _FOUND:
        is_told = (kind == "date" or measure in _SAID_OF_ONE) and not is_row
        return _of_day(sentence, whose, programme) if is_told else ""
    if is_row and (kind in _JUDGED or not _other_years(sentence, years)):
        return ""
    if kind in _JUDGED:
        return _of_score(kind, sentence, whose, years, is_earlier)
    return _of_count(measure, sentence, whose, years)


def _of_count(measure: str, sentence: str, whose: Iterable[str], years: str) -> str:
    """What is open of a count or an answer: of which inspection it is, and of whom.

    An entry of a list of findings is full of names of tools and teams, which are nobody's.
    """
    if _other_years(sentence, years):
        return _EARLIER_SCORE
    is_strange = measure.startswith("count:") and measure != "count:finding"
    other = _stranger(sentence, whose) or (is_strange and _is_strange(sentence, whose))
    return _STRANGE if other else ""


def _of_words(kind: str, measure: str, sentence: str, at: int) -> str:
    """What the words of a sentence leave open of a figure that stands here in it."""
    if kind in _JUDGED and _OF_ALL.search(sentence[:at]):
        return _BESIDE_OTHERS
    told = (
        doubt
        for kinds, words, doubt in _RULES
        if (kind in kinds or measure in kinds) and words.search(sentence)
    )
    return next(told, "")


def _of_day(sentence: str, whose: Iterable[str], programme: str) -> str:
    if any(key != programme and form.search(sentence) for key, form in _PROGRAMMES):
        return _OTHER_PROGRAMME
    return _STRANGE if _stranger(sentence, whose) or _is_strange(sentence, whose) else ""


def _stranger(sentence: str, whose: Iterable[str]) -> bool:
    """Whether somebody else is the one of whom a sentence tells: "Orton was first inspected"."""
    match = _TOLD_OF.match(sentence)
    if match is None:
        return False
    known = {word.casefold() for name in whose for word in re.split(r"[\s-]", name)}
    said = [word.casefold() for word in re.findall(r"[A-Z][a-z]{2,}", match["name"])]
    return any(word not in known and word not in _KNOWN for word in said)


_TOLD_OF: Final = re.compile(
    r"(?:The )?(?P<name>[A-Z][a-z]{2,}(?: (?:and |on |upon )?[A-Z][a-z]+){0,3})"
    r"(?:'s |: (?=\d{1,3}%)| (?:was|were|is|had|has|have|will|would|may|must|scored|got|did"
    r"|achieved|received|reached) |, )"
)


def _other_years(sentence: str, years: str) -> bool:
    return any(year not in years for year in re.findall(r"\b(?:19|20)\d\d\b", sentence))


def _of_score(kind: str, sentence: str, whose: Iterable[str], years: str, is_earlier: bool) -> str:
    if not is_earlier and (_other_years(sentence, years) or _EARLIER.search(sentence)):
        return _EARLIER_SCORE
    if kind in ("section", "criterion"):
        return _STRANGE if _stranger(sentence, whose) else ""
    other = _is_strange(sentence, whose) or (kind == "headline" and _stranger(sentence, whose))
    return _STRANGE if other else ""


def _is_strange(sentence: str, whose: Iterable[str]) -> bool:
    """Whether a sentence names somebody of whom nothing else is known."""
    known = {word.casefold() for name in whose for word in re.split(r"[\s-]", name)}
    strange = [m["name"] for m in _NAME.finditer(sentence) if m["name"].lower() not in _KNOWN]
    return any(name.casefold() not in known for name in strange)
