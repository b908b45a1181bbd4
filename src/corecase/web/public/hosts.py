"""Under which name and port a request came, as far as a page may be kept under it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.request import split_domain_port


def known(request: HttpRequest) -> str:
    """The host of a request, written in one way; empty where its port is none of ours.

    Ours are that of the scheme, which is left out, the one on which this process answers, and that
    of the public view's own address. Any other is somebody's to invent, and so is a name that we
    do not answer to.
    """
    try:
        host, port = split_domain_port(request.get_host())
    except DisallowedHost:
        return ""
    if port in ("", "443" if request.is_secure() else "80"):
        return host
    own = urlsplit(settings.PUBLIC_ADDRESS).port
    return f"{host}:{port}" if port in (str(own), request.META["SERVER_PORT"]) else ""
