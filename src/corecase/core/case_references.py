"""Case references in the one form in which addresses, files and the audit carry them."""

import re
from typing import Final

_NOT_PLAIN: Final = re.compile(r"[^A-Za-z0-9._-]+")


def is_plain(reference: str) -> bool:
    """Whether a reference is in that form already."""
    return bool(reference) and not _NOT_PLAIN.search(reference)


def plain_reference(written: str) -> str:
    """A service's reference with a hyphen for blanks and slashes: `"YOT/10 7"` is `"YOT-10-7"`.

    Only letters A to Z, digits, dots, hyphens and underscores remain; empty where none do.
    """
    return _NOT_PLAIN.sub("-", written).strip("-")
