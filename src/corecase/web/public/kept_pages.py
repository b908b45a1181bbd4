"""Pages of the national picture are kept for half a minute, and said to be good for as long.

What is published stands on them a minute after its instant at the latest: half of it here, half
of it with a reader. Reports and their list are not kept: they are asked for again each time.

A page is made whole, whatever a reader has of it already, and for one who asks for its head
alone: else each of these would have it made again, and none of them would leave it here. It
stands under a host and a port of ours: who invents another is answered, and nothing is kept.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control

from corecase.web.public import hosts
from corecase.web.public.middleware import API, View

ROOMS: Final = (
    "/services/",
    "/programmes/",
    "/ratings/",
    "/compare/",
    "/open-data/",
    "/accessibility/",
    "/api/v1/",
)
MOST_PAGES: Final = 1000
MOST_BYTES: Final = 32_000_000
_LARGEST: Final = MOST_BYTES // 4
"""So large may one be, as the tables of a country are."""
_CONDITIONS: Final[tuple[str, ...]] = (
    *("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH"),
    *("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE"),
)

Key = tuple[str, str, str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    content: bytes
    headers: tuple[tuple[str, str], ...]
    until: float


class KeptPages:
    """Answers from memory what was asked within the last half minute, process by process."""

    def __init__(self, handle: View) -> None:
        self._handle = handle
        self._pages: OrderedDict[Key, _Page] = OrderedDict()
        self._n_bytes = 0
        self._lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The kept page, or the one that is made now and kept."""
        seconds: int = getattr(settings, "PUBLIC_SECONDS", 0)
        host = hosts.known(request) if seconds and _is_kept(request) else ""
        if not host:
            return self._handle(request)
        # Whatever address the page prints of itself is that of everybody who gets it.
        request.META["HTTP_HOST"] = host
        key = (
            host,
            request.path_info,
            request.META.get("QUERY_STRING", ""),
            request.is_secure(),
        )
        page = self._found(key)
        if page is not None:
            return _answer(request, page)
        response = self._made(request)
        if response.status_code != 200:
            return response
        patch_cache_control(response, public=True, max_age=seconds)
        if len(response.content) <= _LARGEST:
            self._keep(key, response, time.monotonic() + seconds)
        return _unless_had(request, response)

    def _made(self, request: HttpRequest) -> HttpResponse:
        """The whole page, with what the reader asked put back behind it."""
        asked = {name: request.META.pop(name) for name in _CONDITIONS if name in request.META}
        method, request.method = request.method, "GET"
        try:
            return self._handle(request)
        finally:
            request.method = method
            request.META.update(asked)

    def _found(self, key: Key) -> _Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            if page.until < time.monotonic():
                self._drop(key)
                return None
            self._pages.move_to_end(key)
            return page

    def _keep(self, key: Key, response: HttpResponse, until: float) -> None:
        page = _Page(content=response.content, headers=tuple(response.items()), until=until)
        with self._lock:
            if key in self._pages:
                self._drop(key)
            self._pages[key] = page
            self._n_bytes += len(page.content)
            while len(self._pages) > MOST_PAGES or self._n_bytes > MOST_BYTES:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: Key) -> None:
        self._n_bytes -= len(self._pages.pop(key).content)


def _is_kept(request: HttpRequest) -> bool:
    """Whether a page is asked for that is kept; the API answers nobody who asks for heads."""
    path, method = request.path_info, request.method
    is_read = method == "GET" or (method == "HEAD" and not path.startswith(API))
    return is_read and path.startswith(ROOMS)


def _answer(request: HttpRequest, page: _Page) -> HttpResponseBase:
    response = HttpResponse(page.content)
    for name, value in page.headers:
        response.headers[name] = value
    return _unless_had(request, response)


def _unless_had(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """The page, or that the reader has it."""
    etag = response.headers.get("ETag")
    return get_conditional_response(request, etag=etag, response=response) or response
