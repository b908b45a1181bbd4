"""Ways of saying what no rule read: claims, decisions, recommendations and words for the whole."""

from typing import Final

from corecase.core.reading.left import words

_OVERALL: Final = words(
    r"\b(?P<said>encouraging|disappoint(?:ing|ed)|mixed|pleas(?:ing|ed)|worrying|heartening"
    r"|impress(?:ive|ed)|promising|concerning|creditable|unsettling|bleak|uneven|good|poor|sound"
    r"|strong|excellent|positive|fair|better|reassuring|cause for concern|commendable|patchy)\b"
    r"(?= (?:\w+ )?(?:picture|results?|reports?|set of|outcomes?|inspections?|findings|performance"
    r"|start|news|overall|improvement|progress|read))"
)
PHRASES: Final = (
    ("text:overall", _OVERALL, "Say whether it is the inspectorate's word for the whole."),
    (
        "text:claim",
        words(
            r"\b(?P<said>(?:the |its |our |one of the )?(?:best|worst|highest|lowest"
            r"|strongest|weakest|top"
            r"|bottom)[- ](?:performing|scor\w+|rated|in|of|quartile|third|quarter|ten"
            r"|five|half|placed)"
            r"|(?:better|worse|higher|lower) than (?:the |its |our |any |most |all |both )?"
            r"(?:\w+ ){0,2}\w+|(?:above|below|ahead of|behind) (?:the |its |our )?(?:\w+"
            r" ){0,2}(?:average"
            r"|mean|family|neighbours?|region|country|others)|(?:did|fared|came|scored"
            r"|was|were) (?:best"
            r"|worst|better|first|last|second|third)\b|(?:first|second|third|last)"
            r" (?:place|out of|of the"
            r"|in the (?:region|country|family))|among the (?:best|worst|top|bottom"
            r"|lowest|highest|few)"
            r"|leads? the|national leader|compar\w+ (?:\w+ )?(?:un)?favourabl\w+"
            r"|in line with (?:the )?(?:\w+ ){0,2}average)"
        ),
        "It is claimed; check it, and among which services.",
    ),
    (
        "text:reinspection",
        words(
            r"\b(?P<said>\(?re-?\)?\s?inspect(?:ion|ed|s)?|(?:re)?visit(?:ed)? again"
            r"|inspected again"
            r"|(?:come|came|coming|be|go|went) back|(?:will|shall|would|to) return|returned"
            r"|follow-?\s?up (?:visit|inspection)|second (?:visit|inspection)|another inspection)\b"
        ),
        "A return is spoken of; say whether there was or will be a re-inspection.",
    ),
    (
        "text:monitor",
        words(
            r"(?P<said>(?:youth justice|management|children's|strategic)? ?(?:board"
            r"|committee|panel|YJB"
            r"|partnership|inspectorate))\b[^.]{0,60}\b(?:monitor|overs|track|watch|keep"
            r" an eye|review"
            r"|follow|check)\w*\b(?=[^.]{0,60}\b(?:plan|progress|actions|it)\b)"
        ),
        "Say whether it watches over the improvement plan.",
    ),
    (
        "text:monitor",
        words(
            r"\b(?:monitored|overseen|tracked|watched|reviewed|followed) by (?:the"
            r" )?(?P<said>[\w' ]{3,40})"
        ),
        "Say whether it watches over the improvement plan.",
    ),
    (
        "text:decision",
        words(
            r"(?P<said>\b(?:resolved|agreed|decided|noted|approved|endorsed|recommended|asked|invited"
            r"|requested)\b[: -]*(?:that|to)\b.{8,}|^(?:that|to) (?:note|approve|agree"
            r"|receive|endorse"
            r"|consider|the)\b.{8,})"
        ),
        "Say whether members are asked to decide this.",
    ),
    (
        "recommendation:0",
        words(
            r"\b(?:we|inspectors|inspectorate|report|they|it|HMI Probation)\b (?:also "
            r"|further |therefore )?"
            r"recommend\w*:? (?:that )?(?P<said>.{12,})"
        ),
        "It is recommended in a sentence; say which recommendation it is.",
    ),
    (
        "finding:strength",
        words(
            r"(?P<said>\b(?:inspectors|report|they|inspectorate|we)\b[^.]{0,30}\b(?:praised|commended"
            r"|impressed|singled out|liked|welcomed|were pleased)\b.{8,})"
        ),
        "Say whether it is a strength that the inspection found.",
    ),
    (
        "finding:area",
        words(
            r"(?P<said>\b(?:inspectors|report|they|inspectorate|we)\b[^.]{0,30}\b(?:criticis\w+"
            r"|concerned|were worried|worries|disappointed (?:that|to))\b.{8,})"
        ),
        "Say whether it is something to improve that the inspection found.",
    ),
    (
        "text:region",
        words(
            r"\b(?P<said>(?:North|South)[- ](?:East|West)|(?:East|West) Midlands|Eastern"
            r"|East of England"
            r"|Yorkshire(?: and (?:the )?Humber(?:side)?)?|Greater London)(?= (?:of"
            r" England )?region"
            r"|,? (?:is|lies|serves)|$|[.,;])"
        ),
        "Say whether it is the region of the service.",
    ),
    (
        "text:code",
        words(
            r"\b(?:report|ref(?:erence)?|paper|decision|document|minute)\.? ?(?:no|number"
            r"|ref)?[.:]* "
            r"(?P<said>(?-i:[A-Z]{1,5}[ /.-]?\d[\w/.-]*)|\d{2,}[/.-]\d+[\w/.-]*)"
        ),
        "Say whether it is the number of the paper.",
    ),
)
"""A measure, how it is said, and what a person has to decide of it."""
