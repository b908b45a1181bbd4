"""How much of what is costly one address may ask for: a bound, kept in memory and nowhere else.

It stands behind the kept pages: what is answered from memory costs nothing and is not counted.
What is made anew is counted wherever the register is read for it: pages of the national picture,
comparisons, tables, answers of the API, the site map, news.
"""

import time
from hashlib import blake2b
from ipaddress import IPv6Address, IPv6Network, ip_address
from secrets import token_bytes
from threading import Lock
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from corecase.web import client_addresses
from corecase.web.public.kept_pages import ROOMS
from corecase.web.public.middleware import API, View

COSTLY: Final = (*ROOMS, "/sitemap.xml", "/news.atom")
"""Where facts are read. Reports, their files and their list are answered to everybody."""
MINUTE: Final = 60
MOST_PLACES: Final = 100_000
_HOUSEHOLD: Final = 64
TOO_MANY: Final = "Too many questions came from your address within a minute; wait, and ask again."


class Rates:
    """How often each place asked within the current minute.

    A place is known by a hash under a key that ends with the process: no address is kept.
    """

    def __init__(self) -> None:
        self._key = token_bytes(32)
        self._minute = 0
        self._asked: dict[bytes, int] = {}
        self._lock = Lock()

    def is_over(self, place: str, *, most: int, at: float) -> bool:
        """Counts one more, and says whether that is beyond the bound."""
        hashed = blake2b(place.encode(), key=self._key, digest_size=16).digest()
        with self._lock:
            if int(at // MINUTE) != self._minute or len(self._asked) >= MOST_PLACES:
                self._minute, self._asked = int(at // MINUTE), {}
            self._asked[hashed] = self._asked.get(hashed, 0) + 1
            return self._asked[hashed] > most


def place(address: str) -> str:
    """Whose questions are counted together: an address, of IPv6 the network of one household.

    Whoever has one address there has as many of that network as there are questions to ask.
    """
    of = ip_address(address)
    if not isinstance(of, IPv6Address):
        return address
    return str(of.ipv4_mapped or IPv6Network((of, _HOUSEHOLD), strict=False))


class Bounded:
    """Answers 429, with when to ask again, where an address asks for more than its bound."""

    def __init__(self, handle: View) -> None:
        self._handle = handle
        self._rates = Rates()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response of the view, or that it was asked too often."""
        most: int = getattr(settings, "PUBLIC_RATE", 0)
        if not most or not request.path_info.startswith(COSTLY):
            return self._handle(request)
        at = time.time()
        if not self._rates.is_over(place(client_addresses.address(request)), most=most, at=at):
            return self._handle(request)
        if request.path_info.startswith(API):
            response: HttpResponse = JsonResponse({"detail": TOO_MANY}, status=429)
        else:
            response = render(request, "public/too_many.html", {"said": TOO_MANY}, status=429)
        response.headers["Retry-After"] = str(MINUTE - int(at % MINUTE))
        return response
