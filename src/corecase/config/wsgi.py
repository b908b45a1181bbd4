"""The staff site as an application server starts it, once its start-up checks have passed."""

import os
import sys
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from corecase.cli import exits
from corecase.core.errors import InputError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corecase.config.settings")
try:
    application = get_wsgi_application()

    from django.conf import settings

    from corecase.config import checks

    # Before the processes that answer part: none of them loads the pages again.
    import_module(settings.ROOT_URLCONF)
    checks.check(settings)
except InputError as error:
    exits.report(error, as_json=False)
    sys.exit(exits.INPUT)
