"""The policy under which a report's page is shown: it loads nothing, runs nothing, submits nothing.

The page carries its own style sheet; the policy allows that one by its hash, taken from the page
itself, so that a version frozen years ago is shown as it was.
"""

import base64
import hashlib
import re
from typing import Final

_STYLE: Final = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


def policy_of(page: bytes) -> str:
    """The Content-Security-Policy of a page that is complete in itself.

    A page without a style sheet may have none.
    """
    found = _STYLE.search(page)
    style = f"'sha256-{_digest(found[1])}'" if found else "'none'"
    return (
        f"default-src 'none'; style-src {style}; img-src data:; font-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; sandbox"
    )


def _digest(style: bytes) -> str:
    return base64.b64encode(hashlib.sha256(style).digest()).decode("ascii")
