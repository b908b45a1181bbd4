"""Django settings of the public view: the register of publications, and nothing of a case.

Nobody signs in, nothing is written, and no table but the register's is known. Where the database
is PostgreSQL, give the view a role of its own with what `corecase public --rights` prints alone.
"""

from pathlib import Path
from secrets import token_urlsafe

import corecase
from corecase.config import environment

ENVIRONMENT = environment.read()

# Nothing is signed here; the staff site's key stays with the staff site.
SECRET_KEY = token_urlsafe(48)
DEMO = ENVIRONMENT.demo
CODE_OF_PRACTICE = ENVIRONMENT.code_of_practice
SECURITY_CONTACT = ENVIRONMENT.security_contact
PUBLIC_ADDRESS = ENVIRONMENT.public_address
# For so long a page is not asked for again: a report is everywhere a minute after its instant.
PUBLIC_SECONDS = 30
PUBLIC_RATE = ENVIRONMENT.public_rate
PROXIES = ENVIRONMENT.proxies
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
DATABASES = {"default": environment.read_only(ENVIRONMENT.database())}
ROOT_URLCONF = "corecase.config.public_urls"
WSGI_APPLICATION = "corecase.config.public_wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "corecase.store.public.apps.PublicConfig",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "corecase.web.public.middleware.headers",
    "corecase.web.public.parameters.known",
    "corecase.web.public.kept_pages.KeptPages",
    "corecase.web.public.rates.Bounded",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "corecase.web.public.middleware.instant",
    "corecase.web.public.middleware.Errors",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "corecase.web.public.templating.environment",
            "context_processors": ["corecase.web.public.middleware.page"],
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

# Nothing is sent here but a filter's few words.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024
APPEND_SLASH = False

SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.proxies else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django.request": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
        "corecase": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
