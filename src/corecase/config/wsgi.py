"""The staff site as an application server starts it, once its start-up checks have passed."""

import os

from django.conf import settings

from corecase.cli.site import STAFF
from corecase.config import checks
from corecase.config.loading import loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", STAFF)
application = loaded(STAFF, lambda: checks.check(settings))
