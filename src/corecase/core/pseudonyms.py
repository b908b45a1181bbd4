"""Pseudonyms: case references replaced under a key, so that rows stay together and say no more."""

import hmac
from collections.abc import Iterable
from typing import Final

from corecase.core.errors import InputError

LEAST_KEY: Final = 16
"""Characters of a key: with fewer, somebody who has the references could try keys."""
_DIGITS: Final = 12


def pseudonyms(refs: Iterable[str], key: str) -> dict[str, str]:
    """For each reference its pseudonym, `"P-3f9a0c1b2d4e"`: HMAC-SHA256 under the key (RFC 2104).

    The same reference under the same key has the same pseudonym; without the key nobody goes
    back, and under another key nothing can be matched. Raises InputError for a short key, and
    where two references would share one.
    """
    if len(key) < LEAST_KEY:
        raise InputError(f"A key has at least {LEAST_KEY} characters.")
    found = {ref: _pseudonym(ref, key) for ref in refs}
    if len(set(found.values())) < len(found):
        raise InputError("Two references would share a pseudonym; take another key.")
    return found


def _pseudonym(ref: str, key: str) -> str:
    return f"P-{hmac.new(key.encode(), ref.encode(), 'sha256').hexdigest()[:_DIGITS]}"
