"""The survey site as an application server starts it, once surveys can be read."""

import os
import sys
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from corecase.cli import exits
from corecase.core.errors import InputError

os.environ["DJANGO_SETTINGS_MODULE"] = "corecase.config.surveys_settings"
try:
    application = get_wsgi_application()

    from django.conf import settings
    from django.db import connections

    from corecase.actions import survey_answers

    # Before the processes that answer part: none of them loads the pages again.
    import_module(settings.ROOT_URLCONF)
    try:
        survey_answers.check_ready()
    finally:
        # The processes that answer open their own.
        connections.close_all()
except InputError as error:
    exits.report(error, as_json=False)
    sys.exit(exits.INPUT)
