"""Words beside a number that tell what it most likely is of, and what is asked where none does."""

import re
from functools import lru_cache
from typing import Final

from corecase.core.reading.left import Spot, words
from corecase.core.reading.quantities import NUMBER, quantities

PARTS: Final = {
    "strengths": "finding:strength",
    "areas": "finding:area",
    "survey:children": "survey:children",
    "survey:parents": "survey:parents",
    "survey:victims": "survey:victims",
}
INDICATORS: Final = (
    ("population", words(r"\bpopulation\b|\binhabitants\b|\bresidents\b|\d,\d{3} people\b")),
    ("aged_10_to_17", words(r"\baged (?:10|ten)\b|\b10[- ](?:to |-)?17\b")),
    ("white_british", words(r"\bwhite british\b")),
    ("minority_ethnic", words(r"\bminority\b|\bethnic\b|\bBME\b|\bheritage\b")),
    ("offences_per_1000", words(r"\b(?:per|(?:for|in) each|for every) (?:1,?000|thousand)\b")),
    ("ete", words(r"\bemployment\b|\bETE\b|\bNEET\b|\beducation or work\b")),
    ("accommodation", words(r"\baccommodation\b|\bsuitable hous\w+")),
    (
        "reoffending_rate",
        words(
            r"\breoffending rate|rate of reoffending|reoffending (?:after|within|stood)"
            r"|further offences\b|binary rate|^re-?offending\s*:|\breoffended\b"
        ),
    ),
    ("first_time_entrants", words(r"\bfirst[- ]time entrants?\b|\bFTEs?\b")),
    ("custody_rate", words(r"\buse of custody\b|\bcustody rate\b|\bcustody\b.*\bper 1")),
)
COMPARED: Final = (
    (
        "lowest_to_date",
        words(
            r"\blow(?:est)?\b|\bworst\b|\bworse than\b|\brun(?:ning)?"
            " from\b|\brang(?:ed|es|ing)\b"
        ),
    ),
    (
        "highest_to_date",
        words(
            r"\bhigh(?:est)?\b|\bbest\b|\bbetter than\b|\brun(?:ning)?"
            " from\b|\brang(?:ed|es|ing)\b"
        ),
    ),
    (
        "average_to_date",
        words(
            r"\baverag|\b(?:the|a|its|\w+al) mean\b|\bnational\w*|\bregional\w*"
            r"|\bEngland\b|\bcountry\b"
        ),
    ),
)
SCORED: Final = words(
    r"\bscor\w*|well enough|of the time|% the time|\bjudged\b|\bsufficient\w*|\bheadline"
    r"|\bcriteri\w+|\bquality\b|\brated\b|\bmark(?:s|ed)?\b|\bband\b"
)
WHO: Final = (
    ("staff", words(r"\bstaff\b|\bcase managers?\b|\bpractitioners?\b|\bworkers?\b")),
    ("victims", words(r"\bvictims?\b")),
    ("parents", words(r"\bparents?\b|\bcarers?\b|\bmothers?\b|\bfathers?\b")),
    (
        "children",
        words(
            r"\bchild(?:ren)?\b|\byoung (?:people|person)\b|\byoungsters?\b|\bboys?\b"
            r"|\bgirls?\b|\bthem\b|\bthose who\b|\brespondents?\b|\bquestionnaires?\b"
        ),
    ),
)
SAID: Final = words(
    r"\b(?:said|says?|told|felt|feel|thought|think|knew|know|understood|answered|replied|returned"
    r"|completed|filled|responded|agreed|believed|satisf\w+|content|happy|helped|asked|listened"
    r"|questionnaires?|surveys?|wrote|sent)\b"
)
OF_CASES: Final = words(
    r"\b(?:cases?|plans?|assessments?|reviews?|reports?|PSRs?|screenings?|orders?|records?|files?"
    r"|referrals?|interventions?|analys[ei]s|licences|custody|children|young people|victims?"
    r"|appointments|occasions|instances|inspected|judged|read)\b"
)
OF_US: Final = words(
    r"inspect|programme|survey|questionnaire|viewpoint|\breports?\b|\bYO[ST]s?\b|youth|\bcases?\b|\bfiles?\b|fieldwork|screen|scor|visit|improvement|band|criteri"
)
WHICH_SHARE: Final = "No rule could tell what this share is of; say what it is, or leave it."
WHICH_COUNT: Final = "No rule could tell what is counted here; say what it is, or leave it."


PLAIN: Final = re.compile(
    rf"(?<![\w\u00a3$.,/:()-])(?!(?:19|20)\d\d)(?P<n>{NUMBER})(?![\w%/:-]|[.,]\d|"
    r" (?:days?|weeks?|months?|years?|hours?|minutes?|miles?|o'clock|January|February|March|April"
    r"|May|June|July|August|September|October|November|December|to \d|per cent|points?"
    r"|per |of )\b)",
    re.IGNORECASE,
)
FOLLOWED: Final = words(
    r" (?:[\w'-]+ ){0,2}?(?:cases?|instances|occasions|files|plans|assessments|reviews|reports"
    r"|screenings|orders|licences|young people|children|boys|girls|victims|families|parents|staff"
    r"|case managers|records|interventions|things|matters|points|steps|changes)\b"
)


@lru_cache(maxsize=4096)
def has(form: re.Pattern[str], sentence: str) -> bool:
    """Whether a sentence holds these words: it is asked for each of its figures."""
    return bool(form.search(sentence))


def is_inside(at: int, sentence: str) -> bool:
    """Whether a number is part of a count with its base, or of "all but one": one figure."""
    inside = [q for q in quantities(sentence) if q.start <= at < q.end]
    return any(q.base is not None or "All but this many" in q.doubt for q in inside)


def entry_of(spot: Spot) -> str:
    """The kind of finding that an entry of a list is by the words over it."""
    return spot.entry if spot.placed.passage.is_listed and "finding" in spot.entry else ""
