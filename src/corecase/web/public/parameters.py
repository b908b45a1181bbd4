"""What may be asked behind the `?` of an address; everything else there is dropped.

A link with somebody's tracking in it is the page itself: it is answered from memory like the
page, and makes no other entry there. So are parameters in another order, and of those of which
an address reads one, all but the last.
"""

from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils.http import urlencode

from corecase.web.public.middleware import View

_COMPARISON: Final = ("service", "programme", "among", "with", "as_at", "cases", "services")
PARAMETERS: Final[Mapping[str, tuple[str, ...]]] = {
    "public_list": ("programme", "region", "year", "page"),
    "public_services": ("name",),
    "public_trend": ("narrow",),
    "public_compare": _COMPARISON,
    "public_compare_picture": (*_COMPARISON, "narrow"),
    "public_compare_data": _COMPARISON,
    "public_compare_sentences": _COMPARISON,
    "public_api:services": ("name", "region", "programme", "offset", "limit"),
    "public_api:facts": ("service", "kind", "programme", "as_at", "offset", "limit"),
    "public_api:reports": ("offset", "limit"),
    "public_api:benchmark": (
        *("service", "among", "family", "programme", "as_at", "assume_cases", "n_services"),
    ),
}
"""The parameters that each address reads, by its name; one that is not here reads none."""
LISTS: Final = frozenset({"with", "family"})
"""Those that may be given several times."""
FLAGS: Final = frozenset({"narrow"})
"""Those that are there or not, whatever they say."""


def known(handle: View) -> View:
    """Keeps what the address reads, in one order, and drops the rest before anybody sees it."""

    def with_known(request: HttpRequest) -> HttpResponse:
        if request.META.get("QUERY_STRING"):
            asked = _known(request)
            request.META["QUERY_STRING"] = asked
            request.GET = QueryDict(asked)
        return handle(request)

    return with_known


def _known(request: HttpRequest) -> str:
    try:
        names = PARAMETERS.get(resolve(request.path_info).view_name, ())
    except Resolver404:
        names = ()
    return urlencode([(name, value) for name in names for value in _read(name, request.GET)])


def _read(name: str, typed: QueryDict) -> list[str]:
    given = typed.getlist(name)
    if name in FLAGS:
        return ["1"] if given else []
    return given if name in LISTS else given[-1:]
