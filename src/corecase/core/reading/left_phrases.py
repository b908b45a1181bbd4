"""Ways of saying what no rule read: claims, decisions, recommendations and words for the whole."""

import re
from typing import Final

from corecase.core.reading.days import WHOLE_MONTHS
from corecase.core.reading.left import words

_WORD: Final = (
    r"(?P<said>(?:very |most |extremely |more |less )?(?:encouraging|disappoint(?:ing|ed)|mixed"
    r"|pleas(?:ing|ed)|worrying|heartening|impress(?:ive|ed)|promising|concerning|creditable"
    r"|unsettling|bleak|uneven|good|poor|sound|strong|excellent|positive|fair|better|reassuring"
    r"|a?larming|commendable|patchy|outstanding|welcome|weak|serious|damning|glowing|dismal"
    r"|inconsistent|variable|unacceptable|satisfactory|remarkable|comfortable|in need of"
    r"|cause for concern|a credit))\b"
)
_WHOLE: Final = (
    r"(?:pictures?|results?|reports?|set of|outcomes?|inspections?|findings|performance|start"
    r"|news|screening|improvement|progress|overall|inspectors|inspectorate|watchdog|marks)"
)
_BOARD: Final = (
    r"(?:youth justice |management |children's |strategic |scrutiny )?(?:board|committee|panel"
    r"|YJB|partnership|cabinet|inspectorate|probation)"
)
_WATCHES: Final = (
    r"(?:monitor|overs[ei]|track|watch|keep(?:s|ing)? an eye|follow|check|hold\w* to"
    r" account|tell us|hear|keep\w* (?:\w+ ){1,3}under review)\w*"
)
_COMPARED: Final = (
    r"(?:the |its |our |one of the )?(?:best|worst|highest|lowest|strongest|weakest|top|bottom)"
    r"[- ](?:performing|scor\w+|rated|in|of|quartile|third|quarter|ten|five|half|placed|\w+ in)"
    r"|(?:better|worse|higher|lower) than (?:the |its |our |any |most |all |both )?(?:\w+ ){0,2}\w+"
    r"|(?:above|below|ahead of|behind|over|under) (?:the |its |our )?(?:\w+ ){0,2}"
    r"(?:average|mean|family|neighbours?|region|country|others|rest)"
    r"|(?:did|done|fared|came|come|scored|was|were|performed) (?:best|worst|better|worse"
    r"|higher|lower"
    r"|first|last|second|third)"
    r"|(?:first|second|third|last) (?:place|out of|of the|in the (?:region|country|family))"
    r"|among the (?:best|worst|top|bottom|lowest|highest|few)|leads? the|national leader"
    r"|compar\w+ (?:\w+ )?(?:un)?favourabl\w+|in line with (?:the )?(?:\w+ ){0,2}average"
    r"|(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r" (?:out )?of (?:the )?\w+"
    r"|(?:best|worst|most|least) (?:we|they|inspectors|it) (?:have |had |has )?(?:seen|found|met)"
    r"|only [A-Z]\w+ (?:and [A-Z]\w+ )?(?:did|scored|fared)|out-?perform\w*"
    r"|rank(?:s|ed|ing)\b|league table"
    r"|lags? behind"
    r"|(?:top|bottom|upper|lower|first|second) half of"
    r"|(?:top|bottom) marks|(?:off|adrift of) (?:the )?average|the (?:best|worst)\b"
)
_AGAIN: Final = (
    r"\(?re-?\)?\s?inspec\w*|(?:visited|inspected|seen) (?:again|twice|a second time)"
    r"|(?:come|came|coming|be|go|went|gone) back|(?:will|shall|would|to|intend) return|returned"
    r"|follow-?\s?up (?:visit|inspection)|(?:second|another|next|return) (?:visit|inspection)"
)
_DECIDED: Final = (
    r"\b(?:resolved|agreed|decided|noted|approved|endorsed|recommended|asked|invited|requested)\b"
    r"[: -]*(?:that|to)\b.{8,}|^(?:that|to) (?:note|approve|agree|receive|endorse"
    r"|consider|the)\b.{8,}"
)
_BODY: Final = r"(?:committee|panel|cabinet|members|board|council|executive|councillors|forum)"
_DID: Final = (
    r"(?:noted|agreed|approved|endorsed|accepted|received|welcomed|asked"
    r"|decided|resolved)"
)
_WANTS: Final = (
    r"(?:wants?|wanted|asks?|asked|calls?|called|urges?|urged|expects?"
    r"|expected|tells?|told)"
)
_FOUND: Final = r"\b(?:inspectors?|report|they|inspectorate|we|watchdog|it)\b[^.]{0,40}\b"
_LIKED: Final = (
    r"(?:praised|commended|impressed|singled out|liked|welcomed|(?:were|was) (?:pleased|glad))"
)
_DISLIKED: Final = (
    r"(?:criticis\w+|concerned|(?:were|was) (?:worried|less happy|unhappy)|worries|disappointed"
    r"|not persuaded|fault)"
)
_REGION: Final = (
    r"(?:North|South)[- ](?:East|West)(?! [A-Z])|(?:North|South|East|West) Midlands|East of England"
    r"|(?:South )?(?:Eastern|Southern|Western|Northern)(?= (?:region|England))"
    r"|(?:South|North)[- ](?:Eastern|Western)|London(?= region)"
    r"|Yorkshire(?: and (?:the )?Humber(?:side)?)|Greater London|(?:North|South|Mid) Wales"
)
_OWNER: Final = (
    r"(?i:managers?|heads?|boards?|directors?|chairs?|officers?|workers?|practitioners?|police"
    r"|partners?|partnerships?|groups?|trusts?|hospitals?|schools?|authority|councils?|cabinet|leads?|teams?|services?|agencies|members"
    r"|co-?ordinators?|superintendent|executive|staff)"
)
_NUMBER: Final = (
    r"(?-i:(?:[A-Z]{1,5}[/.-])*[A-Z]{1,5}[ /.-]?\d[\w/.-]*)"
    r"|\d+/\d+[\w/.-]*|\d{2,}[.-]\d+[\w/.-]*|\d+ of \d{4}\b"
)
_CLAIM: Final = "It is claimed; check it, and among which services."
_OF_WHOLE: Final = "Say whether it is the inspectorate's word for the whole."
_WATCHED: Final = "Say whether it watches over the improvement plan."
_MEMBERS: Final = "Say whether members decide this, or are asked to."
RETURN: Final = words(rf"(?P<said>{_AGAIN})")
AGAIN: Final = "A return is spoken of; say whether there was or will be a re-inspection."
_PRAISE: Final = (
    "encourag disappoint mixed pleas worr hearten impress promis concern credit unsettl bleak"
    " uneven good poor sound strong excellent positive fair better reassur larming commend patchy"
    " outstanding welcome weak serious damning glowing dismal inconsist variab unaccept satisf"
    " remark comfort need"
)
_PLACES: Final = (
    "best worst highest lowest strong weak top bottom better worse higher lower above below ahead"
    " behind over under first last second third among lead favourab line only rank league perform"
    " lag off adrift upper lower 1st 2nd 3rd th"
)
_DONE: Final = (
    "resolved agreed decided noted approved endorsed recommended asked invited requested that to"
)
_AGAIN_WORDS: Final = "inspec visit seen back return follow"
_WATCH_WORDS: Final = "keep tell hear monitor overs track watch eye follow check account"
_ASKING: Final = "want ask call urge expect tell told"
PHRASES: Final = tuple(
    (measure, words(form), doubt, re.compile("|".join(map(re.escape, stems.split()))))
    for measure, form, doubt, stems in (
        ("text:overall", rf"\b{_WORD}(?= (?:\w+ )?{_WHOLE})", _OF_WHOLE, _PRAISE),
        ("text:overall", rf"\b{_WHOLE}\b[^.;]{{0,60}}?\b{_WORD}", _OF_WHOLE, _PRAISE),
        (
            "text:overall",
            r"\b(?:called|described|found|judged|considered|thought)\b[^.\"]{0,60}"
            r"\"(?P<said>[^\"]{4,40})\"",
            _OF_WHOLE,
            "called described found judged considered thought",
        ),
        ("text:overall", rf"\"(?P<said>[^\"]{{4,40}})\" {_WHOLE}", _OF_WHOLE, '"'),
        (
            "text:decision",
            r"\b(?:action|decision)s? (?:asked|required|requested|sought)(?: of [^:]{3,40})?: "
            r"(?P<said>.{8,})",
            _MEMBERS,
            "action decision",
        ),
        (
            "text:source",
            r"\bbackground (?:papers?|documents?)\b[^:]{0,20}: ?(?P<said>.{8,})",
            "It is a paper on which this one rests; check that it is a report.",
            "background",
        ),
        (
            "recommendation:0",
            r"\b(?P<said>recommendations? \d\b.{8,})",
            "A recommendation is spoken of; say which it is.",
            "recommendation",
        ),
        ("text:claim", rf"\b(?P<said>{_COMPARED})\b", _CLAIM, _PLACES),
        ("text:reinspection", rf"(?P<said>{_AGAIN})", AGAIN, _AGAIN_WORDS),
        (
            "text:plan_focus",
            r"\b(?:purpose|aim|focus|emphasis|heart|centre)\b[^.]{0,20}\b(?:is|was|are|on|to)\b:? "
            r"(?P<said>.{8,})",
            "Say whether it is what the improvement plan is about.",
            "purpose aim focus emphasis heart centre",
        ),
        (
            "text:monitor",
            rf"(?P<said>{_BOARD})\b[^.]{{0,60}}\b{_WATCHES}\b",
            _WATCHED,
            _WATCH_WORDS,
        ),
        (
            "text:monitor",
            rf"\b{_WATCHES} by (?:the )?(?P<said>[\w' ]{{3,40}})",
            _WATCHED,
            _WATCH_WORDS,
        ),
        ("text:decision", rf"(?P<said>{_DECIDED})", _MEMBERS, _DONE),
        (
            "text:decision",
            rf"\b{_BODY} (?:has |have |then |also )?(?P<said>{_DID}"
            rf" .{{8,}})",
            _MEMBERS,
            "ed",
        ),
        (
            "recommendation:0",
            r"\b(?:we|inspectors|inspectorate|report|they|it|HMI Probation)\b (?:also |further "
            r"|therefore )?recommend\w*:? (?:that )?(?P<said>.{12,})",
            "It is recommended in a sentence; say which recommendation it is.",
            "recommend",
        ),
        (
            "recommendation:0",
            rf"(?P<said>{_FOUND}{_WANTS}\b[^.]{{3,80}}? (?:to|for|that) .{{8,}})",
            "Something is asked for; say whether it is a recommendation of the inspection.",
            _ASKING,
        ),
        (
            "recommendation:0",
            r"(?:^|: )(?P<said>(?:The |All |Every |Each )?[A-Z][\w' ,&-]{3,60}? "
            r"(?-i:should|must|needs? to|ought to) .{8,})",
            "Something ought to be done; say whether it is a recommendation of the inspection.",
            "should must need ought",
        ),
        (
            "recommendation:0",
            rf"^(?P<said>[^()]{{12,}}?(?: ?\(| - )[^()]{{0,60}}\b{_OWNER}\b[^()]{{0,60}}\)?)"
            r"[.;,]?$",
            "Somebody is named for it; say whether it is a recommendation of the inspection.",
            "( -",
        ),
        (
            "recommendation:0",
            r"\b(?P<said>(?:first|second|third|fourth|last|other|one)[,:]? (?:is |was |reads:? )?"
            r"(?:to|that|\").{8,})",
            "Something is listed in a sentence; say whether it is a recommendation.",
            "first second third fourth last other one",
        ),
        (
            "action:0",
            r"^(?P<said>(?:Area|Objective|Priority|Aim|Theme|Action) \w{1,3}\s?[:.-] ?.{4,})",
            "It stands where an area of a plan does; say whether it is one.",
            "area objective priority aim theme action",
        ),
        (
            "action:0",
            rf"^(?P<said>.{{8,120}}?)(?: - |,? by | ?\()(?:the )?(?:end of )?{WHOLE_MONTHS} \d{{4}}"
            r"\)?\.?$",
            "A time stands behind it; say whether it is an action of a plan.",
            "20",
        ),
        (
            "recommendation:0",
            r"\b(?:one|another|the \w+) (?:of them|of these)?\b[^.]*\bis (?:that|to) "
            r"(?P<said>.{8,})",
            "Something is listed in a sentence; say whether it is a recommendation.",
            "recommend one of them of these",
        ),
        (
            "finding:strength",
            rf"(?P<said>{_FOUND}{_LIKED}\b.{{8,}})",
            "Say whether it is a strength that the inspection found.",
            "prais commend impress singled liked welcom pleas glad",
        ),
        (
            "finding:area",
            rf"(?P<said>{_FOUND}{_DISLIKED}\b.{{8,}})",
            "Say whether it is something to improve that the inspection found.",
            "criticis concern worr happy disappoint persuaded fault",
        ),
        (
            "text:region",
            r"^region\s?: *(?P<said>[A-Z][\w' -]{3,40}?)(?=  |\t|$)",
            "Say whether it is the service's region.",
            "region",
        ),
        (
            "text:region",
            rf"\b(?P<said>{_REGION})\b",
            "Say whether it is the service's region.",
            "east west south north midlands humber london wales",
        ),
        (
            "text:code",
            r"(?-i:\b(?:Note|Paper|Bulletin|Circular|Notice)) (?P<said>\d{1,4})(?=$|\s)",
            "Say whether it is the number of the paper.",
            "note paper bulletin circular notice",
        ),
        (
            "text:title",
            r"^(?:title|subject|re|report on)\s?:\s*(?P<said>.{8,})",
            "It stands where a title does; check it.",
            "title subject re:",
        ),
        (
            "finding:area",
            r"\bareas? for (?:improvement|development):? (?:that |were |is |are )?(?P<said>.{12,})",
            "It is listed in a sentence; say what it is.",
            "areas",
        ),
        (
            "finding:strength",
            r"\bstrengths?:? (?:that |were |was |are )?(?P<said>.{12,})",
            "It is listed in a sentence; say what it is.",
            "strength",
        ),
        ("text:overall", r"\bwords? \"(?P<said>[^\"]{4,40})\"", _OF_WHOLE, "word"),
        (
            "text:code",
            r"\[(?P<said>[A-Z]{0,3} ?\d{3,7})\]",
            "Say whether it is the number of the paper.",
            "[",
        ),
        (
            "text:code",
            r"\b(?:report|ref(?:erence)?|paper|decision|document|minute|note|notice|release"
            r"|question)\.? ?(?:no|number"
            r"|ref)?[.:]* "
            rf"(?P<said>{_NUMBER})",
            "Say whether it is the number of the paper.",
            "0 1 2 3 4 5 6 7 8 9",
        ),
    )
)
"""A measure, how it is said, what a person has to decide of it, and stems of which one is there.

The stems are looked for first: that is quickly done, and most sentences hold none of them.
"""
