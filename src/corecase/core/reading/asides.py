"""Sentences of other things than an inspection of casework: money, turnout, schools."""

import re
from functools import lru_cache
from typing import Final

_ASIDE: Final = re.compile(
    r"\u00a3|\b(?:budget|saving|turnout|electorate|vot(?:e|es|ers|ing)|ballot|sickness|absen\w+"
    r"|vacan\w+|agency|turnover|grants?|fund(?:s|ed|ing)?|council tax|invoices?|spend\w*|spent"
    r"|costs?|salar\w+|GCSE|A-levels?|pupils?|schools?|academ\w+|nurser\w+|librar\w+|recycl\w*"
    r"|waste|bins?|composters?|roads?|parking|parks?|houses|housing stock|homes? built|leisure"
    r"|Ofsted|Estyn|CQC|CSSIW|HMIC\w*|Care Quality|constabulary|crime fell|burglar\w+|fire"
    r"|prisons?|hospital|ambulance|adoption|fostering|take-up|meals|attendance at|apologies"
    r"|members (?:were )?present|councillors present|telephone|phone|fax|www|visitors)\b",
    re.IGNORECASE,
)
"""Words of other things: what stands beside them is no fact of an inspection of casework."""
_OURS: Final = re.compile(
    r"\b(?:scor\w*|safeguard\w*|risks? of harm|reoffend\w*|youth offending|youth justice|YO[ST]"
    r"|core case|screening|inspect(?:ed|ion|ors)|inspectorate)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_aside(sentence: str) -> bool:
    """Whether a sentence tells of other things than an inspection of casework."""
    return not _OURS.search(sentence) and bool(_ASIDE.search(sentence))
