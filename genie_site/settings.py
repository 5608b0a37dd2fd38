"""Settings, from the environment only and safe by default.

Every variable is listed, with its default, in the README's configuration table.
"""

import os
import re
import tomllib
from pathlib import Path

import dj_database_url
import django_stubs_ext
from csp.constants import NONCE, NONE, SELF
from django.core.checks.security.base import (
    SECRET_KEY_MIN_LENGTH,
    SECRET_KEY_MIN_UNIQUE_CHARACTERS,
)
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

from genie_site.logs import without_query

# so that `admin.ModelAdmin[Resource]` can be said at run time
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
# told in the footer and at /healthz; pyproject.toml is where it is set
GENIE_VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]


def env_flag(name: str, default: bool) -> bool:
    """A yes/no variable: 1, true, yes or on in any case is yes; unset is `default`."""
    value = os.environ.get(name, "")
    return value.strip().lower() in {"1", "true", "yes", "on"} if value else default


def env_choice(name: str, default: str, *others: str) -> str:
    """A variable that is one of some words."""
    value = os.environ.get(name, "").strip().lower() or default
    if value not in {default, *others}:
        raise ImproperlyConfigured(f"{name} is none of: {', '.join([default, *others])}.")
    return value


def env_list(name: str) -> list[str]:
    """A comma-separated variable."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def env_numbers(name: str, *default: int) -> list[int]:
    """A comma-separated variable of whole numbers."""
    try:
        return [int(part) for part in env_list(name)] or list(default)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is not a whole number, or some with commas.") from None


# Core

DEBUG = env_flag("GENIE_DEBUG", False)

KEY_FOR_DEVELOPMENT = "only-for-development-" + "x" * 50
SECRET_KEY = os.environ.get("GENIE_SECRET_KEY", "") or KEY_FOR_DEVELOPMENT


def is_weak(key: str) -> bool:
    """By Django's own measure (security.W009), which is only a warning there."""
    short = len(key) < SECRET_KEY_MIN_LENGTH or len(set(key)) < SECRET_KEY_MIN_UNIQUE_CHARACTERS
    return short or key == KEY_FOR_DEVELOPMENT


if is_weak(SECRET_KEY) and not DEBUG:
    raise ImproperlyConfigured(
        "Set GENIE_SECRET_KEY to a long random value, of 50 characters or more, or GENIE_DEBUG=1"
        " while developing."
    )

ALLOWED_HOSTS = env_list("GENIE_ALLOWED_HOSTS") or (
    ["localhost", "127.0.0.1", "[::1]"] if DEBUG else []
)
CSRF_TRUSTED_ORIGINS = env_list("GENIE_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "leaflet",
    "pgtrigger",
    "pghistory",
    "django_tasks",
    "django_tasks_db",
    "geography",
    "facilitation",
    "mapping",
    "measures",
    "preferences",
    "resources",
    "imports",
    "open_referral",
    "plans",
    "referrals",
    "sharing",
    "case_studies",
    "reports",
    "learning",
]

# Long work is done outside the web request, by `manage.py db_worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # its files are compressed already
    "genie_site.compression.Compress",
    "csp.middleware.CSPMiddleware",
    "facilitation.middleware.refuse_other_charsets",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "facilitation.middleware.refuse_nul",
    "facilitation.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "facilitation.middleware.keep_private",
    "facilitation.sign_in.second_factor.SecondFactorFirst",
    "facilitation.middleware.ConsentFirst",
    "resources.middleware.remember_who",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "genie_site.urls"
WSGI_APPLICATION = "genie_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "genie_site.context.typeface",
                "genie_site.context.version",
                "genie_site.context.single_sign_on",
                "genie_site.context.idle",
            ],
            "builtins": ["facilitation.templatetags.paths"],
            # the admin's front page counts what every app has to do
            "libraries": {"dashboard": "genie_site.templatetags.dashboard"},
        },
    },
]

# Widgets have their templates in templates/ like everything else, but for the commonest.
FORM_RENDERER = "genie_site.widgets.Renderer"

# Data

DATABASES = {
    "default": dj_database_url.config(
        default="postgis://127.0.0.1:5432/genie",
        engine="django.contrib.gis.db.backends.postgis",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
# gis.W001: a GDAL before 3.9 (Debian 12, Ubuntu 24.04) may open a file or an address that is given
# as a spatial reference. Ours are numbers, in code, and Django itself refuses others in GeoJSON.
# security.W005, W021: see SECURE_HSTS_INCLUDE_SUBDOMAINS.
SILENCED_SYSTEM_CHECKS = ["gis.W001", "security.W005", "security.W021"]
# A page's queries are short: compiling them, or starting processes for them, would take longer than
# running them. Pages of the database are in memory or on a disk without moving parts: with
# PostgreSQL's own value, made for others, a thousand entries are looked for by reading the whole
# directory. How alike a name must be to be found by a search with a typing error in it, from 0
# to 1: word by word ("ukelele" is "ukulele", "choir" is not "choice"), and as a whole ("danse" is
# "dance").
# What is called saved is on the disk, whatever the server's or the account's own setting says: with
# `off`, a tenth of what people were told is saved went with a database that died.
# And the database gives up a page of ours that the network was cut from within half a minute, and
# one that does nothing in the middle of a transaction within one: until then it holds a session's
# lock, and whoever saves there again waits behind it. By PostgreSQL's own values, for two hours.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
    "options",
    "-c synchronous_commit=on"
    " -c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
    " -c tcp_user_timeout=30s -c idle_in_transaction_session_timeout=60s -c lock_timeout=45s"
    " -c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"
    " -c pg_trgm.strict_word_similarity_threshold=0.45"
    " -c pg_trgm.word_similarity_threshold=0.4",
)
# Where the network to it is cut nobody is told, and somebody would wait for an answer that never
# comes: after half a minute it is an error, which the page's queue tries again.
NETWORK_LIMITS = {
    "connect_timeout": 10,  # seconds
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # milliseconds
}
DATABASES["default"]["OPTIONS"] = {**NETWORK_LIMITS, **DATABASES["default"]["OPTIONS"]}
# With PgBouncer before it, each transaction may be on another connection of the server's: a cursor
# that outlives one would not be found again.
if env_flag("GENIE_DATABASE_POOLED", False):
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
# A standby that follows the database, for what is the same for everybody (`geography.replica`), and
# what that is: no table with a person in it.
if os.environ.get("REPLICA_URL"):
    replica = dj_database_url.config(
        "REPLICA_URL",
        engine="django.contrib.gis.db.backends.postgis",
        conn_max_age=60,
        conn_health_checks=True,
    )
    DATABASES["replica"] = {
        **DATABASES["default"],
        **replica,
        # one that is away holds nobody up for long
        "OPTIONS": {
            **DATABASES["default"]["OPTIONS"],
            "connect_timeout": 2,
            **replica.get("OPTIONS", {}),
        },
        "TEST": {"MIRROR": "default"},
    }
DATABASE_ROUTERS = ["geography.replica.Router"]
REPLICA_MODELS = {
    *("geography.postcode", "geography.water", "geography.river", "geography.localauthority"),
    "preferences.interest",
    *("resources.provider", "resources.resource", "resources.place", "resources.schedule"),
    *("resources.resource_interests", "resources.resource_authorities", "resources.listing"),
    *("resources.resourceinterest", "resources.resourceauthority", "resources.searchtext"),
    *("resources.externalid", "resources.termmapping", "resources.termmapping_interests"),
    *("open_referral.feed", "open_referral.removal", "open_referral.providerexternalid"),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all processes: how often somebody tried to sign in. What each of them keeps for itself
# is in `geography.memory`.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "genie_cache",
        "KEY_FUNCTION": "facilitation.sign_in.limits.cache_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
# The directory's history is told in the order in which things happened, within a transaction too.
PGHISTORY_CREATED_AT_FUNCTION = "clock_timestamp()"

# People

AUTH_USER_MODEL = "facilitation.User"
AUTHENTICATION_BACKENDS = [
    "facilitation.sign_in.signed_in.SignInBackend",
    "facilitation.backends.RoleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "facilitation.sign_in.passwords.NotEasilyGuessed"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "facilitation:home"
LOGOUT_REDIRECT_URL = "account_login"
# for a link by which somebody chooses a new password
PASSWORD_RESET_TIMEOUT = 4 * 60 * 60  # seconds

# django-allauth signs people in; what it is asked to do differently is in facilitation/sign_in.
# An e-mail address is on the user, and nowhere else: none of its own tables hold one.
ACCOUNT_ADAPTER = "facilitation.sign_in.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = str
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_SESSION_REMEMBER = False  # the browser window forgets when it closes
ACCOUNT_FORMS = {
    "login": "facilitation.sign_in.forms.SignInForm",
    "change_password": "facilitation.sign_in.forms.ChangePasswordForm",
    "reset_password": "facilitation.sign_in.forms.ForgottenForm",
    "reset_password_from_key": "facilitation.sign_in.forms.NewPasswordForm",
    "reauthenticate": "facilitation.sign_in.forms.ConfirmPasswordForm",
}
# Too many tries have to wait, and nobody is locked out: the tries of one browser that the person
# has used before, and those of all others, are counted apart (`facilitation.sign_in.limits`).
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "5/m/key,20/10m/key,30/m/ip,300/h/ip",
    "reset_password": "10/m/ip,3/10m/key",
}
# A second step at signing in: where it is needed. Whoever has set one up is always asked.
GENIE_SECOND_FACTOR = env_choice("GENIE_SECOND_FACTOR", "admin", "all", "none")
MFA_ADAPTER = "facilitation.sign_in.second_factor.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "facilitation.sign_in.forms.CodeForm",
    "reauthenticate": "facilitation.sign_in.forms.ConfirmCodeForm",
    "activate_totp": "facilitation.sign_in.forms.SetUpAppForm",
    "authenticate_webauthn": "facilitation.sign_in.forms.PasskeyForm",
    "reauthenticate_webauthn": "facilitation.sign_in.forms.ConfirmPasskeyForm",
    "add_webauthn": "facilitation.sign_in.forms.AddPasskeyForm",
}
# one step of half a minute before and after: telephones' clocks are not all right
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env_flag("GENIE_HTTPS", not DEBUG)
# Signing in by one's organisation, where there is a provider of OpenID Connect
# (`facilitation.sign_in.single_sign_on`; docs/single-sign-on.md)
GENIE_OIDC_ISSUER = os.environ.get("GENIE_OIDC_ISSUER", "").rstrip("/")
GENIE_OIDC_CLIENT_ID = os.environ.get("GENIE_OIDC_CLIENT_ID", "")
GENIE_OIDC_CLIENT_SECRET = os.environ.get("GENIE_OIDC_CLIENT_SECRET", "")
GENIE_OIDC_NAME = os.environ.get("GENIE_OIDC_NAME", "your organisation")
GENIE_OIDC_ORGANISATION = os.environ.get("GENIE_OIDC_ORGANISATION", "")
GENIE_OIDC_ORGANISATION_CLAIM = os.environ.get("GENIE_OIDC_ORGANISATION_CLAIM", "")
GENIE_OIDC_EMAIL_CLAIM = os.environ.get("GENIE_OIDC_EMAIL_CLAIM", "email")
GENIE_OIDC_ROLE_CLAIM = os.environ.get("GENIE_OIDC_ROLE_CLAIM", "")
GENIE_OIDC_ROLES = {
    part.rpartition("=")[0].strip(): part.rpartition("=")[2].strip()
    for part in env_list("GENIE_OIDC_ROLES")
}
GENIE_OIDC_CREATE = env_flag("GENIE_OIDC_CREATE", False)
if GENIE_OIDC_ISSUER and not (GENIE_OIDC_ORGANISATION or GENIE_OIDC_ORGANISATION_CLAIM):
    raise ImproperlyConfigured(
        "GENIE_OIDC_ISSUER vouches for the people of one organisation: set GENIE_OIDC_ORGANISATION"
        " to its name here, or GENIE_OIDC_ORGANISATION_CLAIM to the claim that says it."
    )
if GENIE_OIDC_ISSUER and not DEBUG and not GENIE_OIDC_ISSUER.startswith("https://"):
    raise ImproperlyConfigured("GENIE_OIDC_ISSUER does not begin with https://.")
SOCIALACCOUNT_ADAPTER = "facilitation.sign_in.single_sign_on.SocialAccountAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may not lead to another site: the content policy
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
# Only where a proxy in front is said to be there is it believed who asks.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env_flag("GENIE_BEHIND_PROXY", False) else 0

# Months after the first session at which to see how somebody got on
GENIE_FOLLOW_UP_MONTHS = env_numbers("GENIE_FOLLOW_UP_MONTHS", 3, 6)

# Exports for researchers: changing the key gives everyone a new pseudonym, so a study keeps its own
# when SECRET_KEY changes.

GENIE_PSEUDONYM_KEY = os.environ.get("GENIE_PSEUDONYM_KEY", "") or SECRET_KEY

# Words and time

LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = "genie_site.formats"
TIME_ZONE = "Europe/London"
USE_I18N = True
# translations of what people take away, once there are some (docs/architecture.md)
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True

# Static files: served by us, never by a CDN

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("GENIE_STATIC_ROOT", BASE_DIR / ".local" / "static"))
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [BASE_DIR / "static"]


def npm_files(package: str, *names: str) -> list[str]:
    """The static paths of a package's files, and its folder to collect from: those that were
    installed (DEBUG) or collected."""
    folder = BASE_DIR / "node_modules" / package
    if folder.is_dir():
        STATICFILES_DIRS.append((f"npm/{package}", folder))
    root = folder if DEBUG else STATIC_ROOT / "npm" / package
    return [f"npm/{package}/{name}" for name in names if (root / name).is_file()]


# The typeface. Without it the pages link to none of its stylesheets and are set in the system's
# font.
TYPEFACE = "@fontsource/atkinson-hyperlegible-next"
TYPEFACE_STYLESHEETS = npm_files(TYPEFACE, "latin-400.css", "latin-700.css")
# What draws the streets of GENIE_BASEMAP, fetched only where there are some.
BASEMAP_RENDERER = next(iter(npm_files("protomaps-leaflet/dist", "protomaps-leaflet.js")), "")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "genie_site.storage.ModuleManifestStorage"
    },
}
# Beside what is compressed already: what only a developer's tools ask for, and it is most of it.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
    *Compressor.SKIP_COMPRESS_EXTENSIONS,
    *("map", "md", "scss", "txt"),
]

# E-mail

# Never to the console by default: letters would end in the log. .local/mail holds them in DEBUG.
EMAIL_BACKEND = os.environ.get(
    "GENIE_EMAIL_BACKEND",
    f"django.core.mail.backends.{'filebased' if DEBUG else 'smtp'}.EmailBackend",
)
EMAIL_FILE_PATH = BASE_DIR / ".local" / "mail"
EMAIL_HOST = os.environ.get("GENIE_EMAIL_HOST", "localhost")
EMAIL_PORT = env_numbers("GENIE_EMAIL_PORT", 25)[0]
EMAIL_HOST_USER = os.environ.get("GENIE_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("GENIE_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env_flag("GENIE_EMAIL_TLS", False)
# a mail server that says nothing holds nobody up for long
EMAIL_TIMEOUT = 10  # seconds
# where letters tell people to go
GENIE_ADDRESS = os.environ.get("GENIE_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
DEFAULT_FROM_EMAIL = os.environ.get("GENIE_FROM_EMAIL", "genie@localhost")

# Transport: on unless told that this is plain http on one machine

HTTPS = env_flag("GENIE_HTTPS", not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# both speak for addresses that are not ours: only where whoever owns the domain asks for it
SECURE_HSTS_INCLUDE_SUBDOMAINS = env_flag("GENIE_HSTS_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = env_flag("GENIE_HSTS_PRELOAD", False)
if env_flag("GENIE_BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The log-in ends so long after somebody last did something; 0: a working day. The page asks two
# minutes before (`idle.js`), and the server gives it a little longer. The browser window forgets
# when it closes.
GENIE_IDLE_MINUTES = env_numbers("GENIE_IDLE_MINUTES", 30)[0]
SESSION_COOKIE_AGE = 60 * (GENIE_IDLE_MINUTES + 10) if GENIE_IDLE_MINUTES else 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ENGINE = "facilitation.sign_in.signed_in"

# Maps: without a tile server the background is drawn from the postcode directory

GENIE_TILE_URL = os.environ.get("GENIE_TILE_URL", "")
GENIE_TILE_ATTRIBUTION = os.environ.get("GENIE_TILE_ATTRIBUTION", "")
# a PMTiles file: streets without a tile server (docs/basemap.md)
GENIE_BASEMAP = os.environ.get("GENIE_BASEMAP", "")
GENIE_BASEMAP_ATTRIBUTION = os.environ.get("GENIE_BASEMAP_ATTRIBUTION", "")
GENIE_NOMINATIM_URL = os.environ.get("GENIE_NOMINATIM_URL", "")
LEAFLET_CONFIG = {
    "TILES": [("Map", GENIE_TILE_URL, {"attribution": GENIE_TILE_ATTRIBUTION})]
    if GENIE_TILE_URL
    else [],
    "DEFAULT_CENTER": (54.5, -3.0),
    "DEFAULT_ZOOM": 6,
    "MIN_ZOOM": 5,
    "MAX_ZOOM": 18,
    "ATTRIBUTION_PREFIX": "",
    "RESET_VIEW": False,
}


def origin(url: str) -> list[str]:
    """A tile URL's scheme and host, {s} as a wildcard, for the content security policy."""
    if not url:
        return []
    found = re.match(r"https?://[^/\s;,]+(?=/)", url)
    if not found:
        raise ImproperlyConfigured("GENIE_TILE_URL does not look like https://.../{z}/{x}/{y}.png.")
    return [found[0].replace("{s}", "*")]


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *origin(GENIE_TILE_URL)],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# The published directory (Open Referral UK): on what terms others may use it, and whom they name

GENIE_DIRECTORY_LICENCE = os.environ.get("GENIE_DIRECTORY_LICENCE", "Open Government Licence v3.0")
GENIE_DIRECTORY_LICENCE_URL = os.environ.get(
    "GENIE_DIRECTORY_LICENCE_URL",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
)
GENIE_DIRECTORY_ATTRIBUTION = os.environ.get(
    "GENIE_DIRECTORY_ATTRIBUTION",
    "Contains entries of the Genie directory, kept by its curators. Locations of postcodes contain"
    " OS data © Crown copyright and database right, Royal Mail data © Royal Mail copyright and"
    " database right, and National Statistics data © Crown copyright and database right.",
)

# Feeds are fetched from public addresses only, and from these hosts (host or host:port)
GENIE_FEED_PRIVATE_HOSTS = frozenset(env_list("GENIE_FEED_PRIVATE_HOSTS"))

# Logs say what happened to the software, never who or where the person is.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {},
        "wordless": {"()": "genie_site.logs.WordlessFormatter"},
    },
    "filters": {"without_query": {"()": lambda: without_query}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain" if DEBUG else "wordless",
        }
    },
    "loggers": {
        "django.server": {"filters": ["without_query"], "propagate": True},
        "fido2": {"level": "WARNING"},  # which passkey was added
        # each step of making a PDF
        "weasyprint": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
    "root": {"handlers": ["console"], "level": os.environ.get("GENIE_LOG_LEVEL", "INFO")},
}
