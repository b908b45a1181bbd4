"""How an application server gets a site: whole, and only where what it needs is ready."""

import sys
from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections

from corecase.cli import exits
from corecase.cli.site import check_is_there
from corecase.config import environment
from corecase.core.errors import InputError


def loaded(site: str, check: Callable[[], None]) -> WSGIHandler:
    """The site with its pages, once `check` was content; no connection is left open.

    `site` names its settings. Where they or the check raise InputError, or no site is in the
    home, the process ends with what is said of it; in a home without one it writes nothing.
    """
    try:
        found = environment.read()
        check_is_there(found.home, found.database_url, site)
        application = get_wsgi_application()
        # Before the processes that answer part: none of them loads the pages again.
        import_module(settings.ROOT_URLCONF)
        try:
            check()
        finally:
            # The processes that answer open their own.
            connections.close_all()
    except InputError as error:
        exits.report(error, as_json=False)
        sys.exit(exits.INPUT)
    return application
