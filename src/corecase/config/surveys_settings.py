"""Django settings of the survey site: surveys, and nothing of a case.

Nobody signs in and no cookie is set. Where the database is PostgreSQL, give the process a role of
its own with the rights that `corecase surveys --rights ROLE` prints, and no other.
"""

from pathlib import Path
from secrets import token_urlsafe

import corecase
from corecase.config import environment

ENVIRONMENT = environment.read()

# Nothing is signed here; the staff site's key stays with the staff site.
SECRET_KEY = token_urlsafe(48)
# Under it the staff site hashed the codes that it printed.
SURVEY_KEY = ENVIRONMENT.key("survey")
# For so many days a form that was open when its survey ended can be sent.
SURVEY_GRACE = ENVIRONMENT.survey_grace
DEMO = ENVIRONMENT.demo
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
DATABASES = {"default": ENVIRONMENT.database()}
ROOT_URLCONF = "corecase.config.surveys_urls"
WSGI_APPLICATION = "corecase.config.surveys_wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROXIES = ENVIRONMENT.proxies

INSTALLED_APPS = [
    "corecase.store.surveys.apps.SurveysConfig",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "corecase.web.surveys.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "corecase.web.surveys.middleware.Errors",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "corecase.web.surveys.templating.environment",
            "context_processors": ["corecase.web.surveys.middleware.everywhere"],
        },
    },
]

STATIC_URL = "/static/"
STATICFILES_DIRS = [Path(corecase.__file__).parent / "web" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# A long answer typed too long comes back to be shortened; more than this is no questionnaire.
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
APPEND_SLASH = False

SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.proxies else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# An address holds a code: what Django says of a request is said nowhere.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django.request": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "corecase": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
