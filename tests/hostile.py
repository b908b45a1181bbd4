"""A hundred and twenty hostile words, and the shape of a page that they must not change."""

from html.parser import HTMLParser
from itertools import product
from typing import Final

_MARKUP: Final = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//example.org/x.js></ScRiPt>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>@import'//example.org/x.css'</style>",
    "<form action=//example.org><input name=x></form>",
    "<base href=//example.org/>",
    "<meta http-equiv=refresh content='0;url=//example.org'>",
    "<!-- --!><script>alert(1)</script>",
    "<details open ontoggle=alert(1)>",
)
_BREAKING_OUT: Final = ("", "'>", '">', "</textarea>", "</title>", "]]>")
_WORDS: Final = (
    '" onfocus="alert(1)" autofocus="',
    "' onmouseover='alert(1)",
    "` onmouseover=alert(1) `",
    "javascript:alert(1)",
    "JaVaScRiPt\t:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "//example.org/%2e%2e/",
    "{{ 7 * 7 }}",
    "{% raw %}{% include '/etc/passwd' %}",
    "${7*7}",
    "#{7*7}",
    "<%= 7 * 7 %>",
    "{{ ''.__class__.__mro__ }}",
    "%(asctime)s %s %n",
    "{0.__class__}",
    "'; DROP TABLE surveys_surveyanswer; --",
    "' OR '1'='1",
    '" UNION SELECT * FROM cases_person --',
    "1; SELECT pg_sleep(9)",
    "\\'; DELETE FROM surveys_survey; --",
    "line\r\nSet-Cookie: x=1",
    "x\nERROR root: forged line of a log",
    "Subject: x\r\nBcc: someone@example.org",
    "*)(uid=*))(|(uid=*",
    '=HYPERLINK("http://example.org","x")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd",
    "@SUM(1+1)*cmd",
    "\tstarts with a tab",
    "\u202eevil txt.exe",
    "\u2066isolated\u2069",
    "a\u0000b",
    "\u001b[31mred\u001b[0m",
    "\ufeffmark",
    "\u2028line\u2029paragraph",
    "\ue000private",
    "zero\u200bwidth",
    "e" + "\u0301" * 40,
    "../../etc/passwd",
    "..\\..\\windows",
    "file:///etc/passwd",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "%3Cscript%3E",
    "\\u003cscript\\u003e",
    '#let x = read("/etc/passwd")',
    "\\input{/etc/passwd}",
    "<w:p><w:r/></w:p>",
)
HOSTILE: Final = (
    *("".join(pair) for pair in product(_BREAKING_OUT, _MARKUP)),
    *_WORDS,
)
HARMLESS: Final = "plain words"


class _Shape(HTMLParser):
    """Tags and the names of their attributes, in order, and where links and forms lead."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[object, ...]] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        led = [value for name, value in attrs if name in {"href", "src", "action"}]
        self.tags.append((tag, *(name for name, _ in attrs), *led))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(("end", tag))

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", data))

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def shape_of(page: str) -> tuple[list[tuple[object, ...]], str]:
    """What a browser would build of a page, and all that it would read out as text."""
    parser = _Shape()
    parser.feed(page)
    parser.close()
    return parser.tags, "".join(parser.said)
