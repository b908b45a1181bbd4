"""Codes of survey sheets: 128 bits, written so that a person can type them from paper."""

import hmac
from hashlib import sha256
from typing import Final

from corecase.core.errors import InputError

N_BYTES: Final = 16
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U: the first three are read as digits, the last makes words."""

_LENGTH: Final = 26
_GROUP: Final = 4
_READ_AS: Final = str.maketrans({"I": "1", "L": "1", "O": "0"})
_BETWEEN: Final = str.maketrans("", "", " -\t\u2010\u2011\u2012\u2013\u2014\u00a0")


def code_of(token: bytes) -> str:
    """The 26 letters and digits of 16 random bytes. Raises InputError for another number."""
    if len(token) != N_BYTES:
        raise InputError(f"A code is made of {N_BYTES} bytes, not of {len(token)}.")
    number = int.from_bytes(token, "big")
    places = range(5 * (_LENGTH - 1), -1, -5)
    return "".join(_ALPHABET[number >> place & 31] for place in places)


def printed(code: str) -> str:
    """A code in groups of four, as a sheet prints it: `"0B7Q-…"`."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def read(typed: str) -> str:
    """The code that somebody typed, however they wrote it; empty for what cannot be one."""
    code = typed.upper().translate(_BETWEEN).translate(_READ_AS)
    is_code = len(code) == _LENGTH and set(code) <= set(_ALPHABET)
    return code if is_code else ""


def stamped(code: str, key: str) -> str:
    """What a form carries to show that the code opened it: HMAC-SHA256, as 64 hex digits.

    It follows from the code and the key alone, is kept nowhere, and is not what is kept of a code.
    """
    return hmac.new(key.encode(), f"opened {code}".encode(), sha256).hexdigest()


def is_stamp(stamp: str, code: str, key: str) -> bool:
    """Whether a form was opened with this code; asked in the same time whatever is sent."""
    return hmac.compare_digest(stamped(code, key).encode(), stamp.encode(errors="replace"))


def hashed(code: str, key: str) -> str:
    """What is kept of a code: HMAC-SHA256 under the key of the site, as 64 hex digits."""
    return hmac.new(key.encode(), code.encode(), sha256).hexdigest()
