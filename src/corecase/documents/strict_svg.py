"""Charts for a page whose content policy allows no style within a picture."""

import re
from typing import Final

from corecase.documents import charts
from corecase.documents.model import Chart

_STYLES: Final = re.compile(r"<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL)
_STYLE: Final = re.compile(r'style="([^"]*)"')
_PROPERTY: Final = re.compile(r"([a-z-]+):\s*([^;]+);?")


def svg(chart: Chart, *, narrow: bool = False) -> bytes:
    """The chart as an SVG with title and description, with attributes in place of styles.

    `narrow` for a small screen.
    """
    text = _STYLES.sub("", charts.svg(chart, narrow=narrow).decode())
    text = text.replace("<svg ", '<svg stroke-linejoin="round" ', 1)
    return _STYLE.sub(lambda found: _PROPERTY.sub(r'\1="\2"', found[1]), text).encode()
