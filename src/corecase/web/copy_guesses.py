"""Guessing at the links of the distribution list: how often from one address, within an hour.

A secret of 256 bits is not guessed; whoever goes on trying is told to stop. A link that works
is never refused: many readers may share an address.
"""

from typing import Final

from django.core.cache import cache
from django.http import HttpRequest

from corecase.web.guesses import address

PER_ADDRESS: Final = 50
SECONDS: Final = 3600


def missed(request: HttpRequest) -> None:
    """Counts a link that led to nothing; an hour after the last one all are forgotten."""
    cache.set(_key(request), _misses(request) + 1, SECONDS)


def are_too_many(request: HttpRequest) -> bool:
    """Whether this address tried too many links that lead to nothing."""
    return _misses(request) >= PER_ADDRESS


def _misses(request: HttpRequest) -> int:
    return int(cache.get(_key(request), 0))


def _key(request: HttpRequest) -> str:
    return f"copies:{address(request)}"
