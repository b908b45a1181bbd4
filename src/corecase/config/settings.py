"""Django settings: what the type checker and the tiers with a database read.

The command line runs without Django and never imports this module. The secret comes from the
environment; without one, each process makes its own, so that nothing signed outlives it.
"""

import os
from secrets import token_urlsafe

SECRET_KEY = os.environ.get("CORECASE_SECRET_KEY") or token_urlsafe(50)
DEBUG = False
ALLOWED_HOSTS: list[str] = []
INSTALLED_APPS: list[str] = []
DATABASES: dict[str, dict[str, str]] = {}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
