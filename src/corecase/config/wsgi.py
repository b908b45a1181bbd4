"""The staff site as an application server starts it, once its start-up checks have passed."""

import os

from django.conf import settings

from corecase.config import checks
from corecase.config.loading import loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corecase.config.settings")
application = loaded(lambda: checks.check(settings))
