"""Where a request comes from, as far as it can be believed."""

from ipaddress import ip_address
from typing import Final

from django.conf import settings
from django.http import HttpRequest

NOWHERE: Final = "127.0.0.1"


def address(request: HttpRequest) -> str:
    """Where a request comes from.

    Of what was forwarded only the part is believed that our own proxies wrote: with `n` of them
    the `n`th from the right. Whatever a stranger put before it is theirs to invent.
    """
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    proxies: int = settings.PROXIES
    seen = request.META.get("REMOTE_ADDR", "")
    if proxies and len(hops) >= proxies:
        seen = hops[-proxies]
    try:
        return str(ip_address(seen))
    except ValueError:
        return NOWHERE
