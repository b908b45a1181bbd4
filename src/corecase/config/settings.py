"""Django settings of the staff site, from the environment."""

from csp.constants import NONCE, NONE, SELF

from corecase.config import environment

ENVIRONMENT = environment.read()

SECRET_KEY = ENVIRONMENT.key("secret")
AUDIT_KEY = ENVIRONMENT.key("audit")
SURVEY_KEY = ENVIRONMENT.key("survey")
HOME = ENVIRONMENT.home
ANCHORS = ENVIRONMENT.anchors
DEMO = ENVIRONMENT.demo
CODE_OF_PRACTICE = ENVIRONMENT.code_of_practice
ADDRESS = ENVIRONMENT.address
PUBLIC_ADDRESS = ENVIRONMENT.public_address
SURVEY_ADDRESS = ENVIRONMENT.survey_address
SURVEY_GRACE = ENVIRONMENT.survey_grace
SNAPSHOTS = ENVIRONMENT.snapshots
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
DATABASES = {"default": ENVIRONMENT.database()}
# A file, as in service: threads of one test meet in it.
DATABASES["default"]["TEST"] = {
    "NAME": None if ENVIRONMENT.database_url else str(ENVIRONMENT.home / "test.sqlite3")
}
AUTH_USER_MODEL = "cases.Person"
ROOT_URLCONF = "corecase.config.urls"
WSGI_APPLICATION = "corecase.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "corecase.store.cases.apps.CasesConfig",
    "corecase.store.surveys.apps.SurveysConfig",
    "corecase.store.public.apps.PublicConfig",
    "corecase.web.apps.WebConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
]

MIDDLEWARE = [
    # The headers first, so that files, redirects and refusals of what follows have them too.
    "corecase.web.middleware.headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "corecase.web.middleware.methods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "corecase.web.middleware.somebody",
    "corecase.web.middleware.Errors",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "corecase.web.templating.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "corecase.web.templating.page",
            ],
        },
    },
    {
        # The sign-in library's mails are Django templates.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# Uploads are read into memory up to this; the reader of tables has limits of its own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

# Sign-in. Its limits are kept where every process of the site sees them.
PROXIES = ENVIRONMENT.proxies
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(ENVIRONMENT.home / "limits"),
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "corecase.web.sign_in.Accounts"
SOCIALACCOUNT_ADAPTER = "corecase.web.sign_in.ProviderAccounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Other sessions end with a change of password anyway: they no longer match it.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Corecase: "
# Of second factors; guesses at passwords are counted by web.guesses.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/h/key,100/h/ip"}
ACCOUNT_FORMS = {
    "login": "corecase.web.sign_in_forms.SignIn",
    "reset_password": "corecase.web.sign_in_forms.ResetPassword",
    "reset_password_from_key": "corecase.web.sign_in_forms.NewPassword",
    "change_password": "corecase.web.sign_in_forms.ChangePassword",
    "reauthenticate": "corecase.web.sign_in_forms.Reauthenticate",
}
MFA_ADAPTER = "corecase.web.second_factors.SecondFactors"
MFA_FORMS = {
    "authenticate": "corecase.web.sign_in_forms.Code",
    "reauthenticate": "corecase.web.sign_in_forms.CodeAgain",
    "activate_totp": "corecase.web.sign_in_forms.ActivateApp",
    "add_webauthn": "corecase.web.sign_in_forms.AddPasskey",
    "edit_webauthn": "corecase.web.sign_in_forms.RenamePasskey",
}
# One step of 30 seconds either way, for telephones whose clock is a little off.
MFA_TOTP_TOLERANCE = 1
# An address is proved by the invitation that was sent to it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Corecase"
# Browsers allow passkeys by plain http on localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.https
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisation",
                "name": "your organisation",
                "client_id": ENVIRONMENT.oidc_client,
                "secret": ENVIRONMENT.oidc_secret,
                "settings": {"server_url": ENVIRONMENT.oidc_issuer},
            }
        ]
        if ENVIRONMENT.oidc_issuer
        else [],
    }
}

# Guessing: 5 an hour for an account at an address, and the limits of web.guesses.
AXES_HANDLER = "corecase.web.guesses.Guesses"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "corecase.web.guesses.account"
AXES_CLIENT_IP_CALLABLE = "corecase.web.guesses.address"
AXES_SENSITIVE_PARAMETERS = ["csrfmiddlewaretoken", "login", "code", "credential"]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "corecase.web.sign_in.locked_out"
AXES_VERBOSE = False

# Sessions: 12 hours at most, 15 minutes without a request (web.middleware).
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.https
SESSION_COOKIE_NAME = "__Host-session" if ENVIRONMENT.https else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if ENVIRONMENT.https else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "corecase.web.errors.stale_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
IDLE_MINUTES = 15
SESSION_HOURS = 12

SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.proxies else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "font-src": [SELF],
        # The second factor's QR code is a data: image.
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF, *([ENVIRONMENT.oidc_issuer] if ENVIRONMENT.oidc_issuer else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
if _mail := ENVIRONMENT.mail():
    EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
    EMAIL_TIMEOUT = 10
elif DEMO:
    # Nobody reads the mail of people who do not exist; it can be looked at in the home.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(ENVIRONMENT.home / "mail")
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# Logs carry identifiers and counts; Django's own would print what was typed.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django.request": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
        # It would print addresses of people and of their machines.
        "axes": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "corecase": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
