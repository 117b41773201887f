"""Django's settings, all of them, from the environment.

| variable | meaning | default |
|---|---|---|
| VINHDANH_HOME | folder of the database, the key and uploaded files | ./var |
| VINHDANH_SECRET_KEY | signs cookies | made once, kept in VINHDANH_HOME/secret.key |
| DATABASE_URL | sqlite:///… or postgresql://… | SQLite in VINHDANH_HOME |
| VINHDANH_HOSTS | host names served, comma-separated | 127.0.0.1, localhost |
| VINHDANH_HTTPS | 0 where no TLS stands in front | 1 (0 in demo and debug) |
| VINHDANH_DEMO | 1: sample data, accounts with public passwords | 0 |
| VINHDANH_DEBUG | 1: tracebacks in the browser | 0 |
| VINHDANH_URL | address of the site, in mails, calendars, QRs | https://, the first host |
| VINHDANH_EMAIL | smtp://name:password@host:25, smtp+tls://, smtps://, file:///folder, console:// | no mail |
| VINHDANH_ATTACHMENT_MB | largest file that a dossier takes, megabytes | 20 |
| VINHDANH_FIRST_DAY_COUNTS | 1: the day on which a term begins is its first day | 0 |
| VINHDANH_TERM_ROLLS_ON | 0: a term of days that ends on a day off ends there | 1: on the next working day |
| VINHDANH_PKCS11 | signing token on the server: library:token, or library:token:key | key files only |
| VINHDANH_TSA | address of a time-stamping authority (RFC 3161) | no time stamps |
| VINHDANH_LTV | 1: signatures to be kept long, with revocation lists from the network | 0 |
| VINHDANH_TESSERACT | the OCR program, where it is not on the path | tesseract |
| VINHDANH_WEBHOOK_PRIVATE | 1: webhooks may go to private hosts, over http too | 0 (1 in demo) |
| VINHDANH_EMAIL_FROM | who mails come from | vinhdanh@ the first host |
"""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

# recursive_triggers: without it INSERT OR REPLACE slips past triggers on DELETE.
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"


def flag(name: str, default: bool = False) -> bool:
    """A yes-or-no variable of the environment."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "0", "1", "true", "false", "yes", "no", "on", "off"}:
        return default if not value else value in {"1", "true", "yes", "on"}
    raise ImproperlyConfigured(f"{name}={value!r}: cần 0 hoặc 1.")


def secret_key(home: Path) -> str:
    """The key of this installation, made on first use and readable by its owner only."""
    if given := os.environ.get("VINHDANH_SECRET_KEY"):
        return given
    kept = home / "secret.key"
    if not kept.exists():
        handle, name = tempfile.mkstemp(prefix="secret.key.", dir=home)  # readable by its owner only
        made = Path(name)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(made, kept)  # whoever comes first wins; nobody ever reads half a key
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return kept.read_text(encoding="ascii")


def database(home: Path) -> dict[str, Any]:
    """SQLite in the data folder, or what DATABASE_URL names."""
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{home / 'vinhdanh.sqlite3'}"
    found: dict[str, Any] = dict(dj_database_url.parse(url))
    match str(found["ENGINE"]).rsplit(".", 1)[-1]:
        case "sqlite3":
            found["OPTIONS"] = {
                # Two writers that begin as readers can only fail; better that the second one waits.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": PRAGMAS,
            }
        case "postgresql":
            found |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        case other:
            raise ImproperlyConfigured(f"DATABASE_URL: {other} không dùng được, chỉ có sqlite và postgresql.")
    return found


def mail(url: str) -> dict[str, Any]:
    """Django's settings for the mail server that VINHDANH_EMAIL names; nothing is sent where it is empty."""
    backends = "django.core.mail.backends"
    parts = urlsplit(url)
    match parts.scheme:
        case "":
            return {"EMAIL_BACKEND": f"{backends}.dummy.EmailBackend"}
        case "console":
            return {"EMAIL_BACKEND": f"{backends}.console.EmailBackend"}
        case "file" if parts.path:
            return {"EMAIL_BACKEND": f"{backends}.filebased.EmailBackend", "EMAIL_FILE_PATH": parts.path}
        case "smtp" | "smtp+tls" | "smtps" if parts.hostname:
            return {
                "EMAIL_BACKEND": f"{backends}.smtp.EmailBackend",
                "EMAIL_HOST": parts.hostname,
                "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
                "EMAIL_HOST_USER": unquote(parts.username or ""),
                "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
                "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
                "EMAIL_USE_SSL": parts.scheme == "smtps",
                "EMAIL_TIMEOUT": 20,
            }
    # The address holds a password: it is not repeated.
    raise ImproperlyConfigured(
        "VINHDANH_EMAIL: cần smtp://, smtp+tls://, smtps:// kèm tên máy chủ, file:///thư_mục hoặc console://."
    )


HERE = Path(__file__).resolve().parent
HOME = Path(os.environ.get("VINHDANH_HOME", "var")).resolve()
HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
VINHDANH_HOME = HOME
VINHDANH_DEMO = flag("VINHDANH_DEMO")
DEBUG = flag("VINHDANH_DEBUG")
HTTPS = flag("VINHDANH_HTTPS", default=not (VINHDANH_DEMO or DEBUG))
SECRET_KEY = secret_key(HOME)
ALLOWED_HOSTS = [
    h.strip() for h in os.environ.get("VINHDANH_HOSTS", "127.0.0.1,localhost").split(",") if h.strip()
]

INSTALLED_APPS = [
    "vinhdanh.web",
    "vinhdanh.exchange",
    "vinhdanh.reports",
    "vinhdanh.movements",
    "vinhdanh.dossiers",
    "vinhdanh.council",
    "vinhdanh.decisions",
    "vinhdanh.programmes",
    "vinhdanh.eligibility",
    "vinhdanh.awards",
    "vinhdanh.people",
    "vinhdanh.access",
    "vinhdanh.audit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "vinhdanh.audit.middleware.AddressMiddleware",
    "vinhdanh.access.middleware.SessionLimitMiddleware",
    "vinhdanh.access.middleware.FirstPasswordMiddleware",
    "vinhdanh.access.middleware.OutOfSightMiddleware",
    "vinhdanh.access.middleware.RolesReadOnceMiddleware",
]

ROOT_URLCONF = "vinhdanh.web.urls"
WSGI_APPLICATION = "vinhdanh.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Language and form. Years are numbers too, so thousands are grouped only where a template asks for it.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = ["vinhdanh.web.formats"]

# Terms in working days (Điều 147, 148 Bộ luật Dân sự 2015, where the special text is silent).
WORKING_DAYS = {
    "start_day_counted": flag("VINHDANH_FIRST_DAY_COUNTS"),
    "roll_forward": flag("VINHDANH_TERM_ROLLS_ON", default=True),
}

# Files.
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
MEDIA_ROOT = HOME / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long text that was read is checked on one page
ATTACHMENT_MB = int(os.environ.get("VINHDANH_ATTACHMENT_MB", "20"))  # largest file of a dossier

# Digital signatures. Nothing is asked for over the network unless told so.
SIGNING_TOKEN = tuple(os.environ.get("VINHDANH_PKCS11", "").split(":")[:3])  # library, token, key
SIGNING_TSA = os.environ.get("VINHDANH_TSA", "")
SIGNING_LONG_TERM = SIGNING_FETCH = flag("VINHDANH_LTV")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Mails (reminders), and the address of the site for links outside of it.
SITE_URL = (
    os.environ.get("VINHDANH_URL") or f"http{'s' if HTTPS else ''}://{(ALLOWED_HOSTS or ['localhost'])[0]}"
).rstrip("/")
# Only a real address may be printed on papers; without one their QR holds the signed form alone.
PUBLIC_URL = os.environ.get("VINHDANH_URL", "").rstrip("/")
_MAIL = os.environ.get("VINHDANH_EMAIL") or (f"file://{HOME / 'mail'}" if VINHDANH_DEMO else "")
MAIL_ON = bool(_MAIL)
globals().update(mail(_MAIL))
DEFAULT_FROM_EMAIL = (
    os.environ.get("VINHDANH_EMAIL_FROM") or f"vinhdanh@{(urlsplit(SITE_URL).hostname or 'localhost')}"
)

# Signing in.
AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["vinhdanh.access.backends.AccountBackend"]
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/dang-nhap/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",  # older passwords, until their next sign-in
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"vinhdanh.access.passwords.{name}", "OPTIONS": options}
    for name, options in [
        ("LongEnough", {"least": 10}),
        ("NotOnlyDigits", {}),
        ("NotOneself", {}),
        ("NotObvious", {}),
    ]
]
# Where a password that somebody else chose is changed; then the other pages open to it until then.
FIRST_PASSWORD_PAGES = ["/tai-khoan/", "/dang-xuat/"]
# What a guess at the passphrases of a ballot box costs: rounds of Argon2id, bytes of memory.
BALLOT_KEY_COST = (3, 256 * 1024 * 1024)
SIGN_IN_ATTEMPTS = 5  # wrong passwords of one account from one address …
PUBLIC_MISSES = 30  # wrong codes or checked files from one address within the same time
SIGN_IN_LOCK_MINUTES = 15  # … within this time, which is also how long the lock lasts
API_CALLS_A_MINUTE = 120  # of one key
WEBHOOK_PRIVATE = flag("VINHDANH_WEBHOOK_PRIVATE", default=VINHDANH_DEMO)

# How long an administrator may stay in the records at a time.
INTERVENTION_MINUTES = 30

# Sessions end when nobody is there, with the working day, or with the browser.
SESSION_IDLE_MINUTES = 30
SESSION_HOURS = 8
SESSION_COOKIE_AGE = SESSION_HOURS * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "vinhdanh_session"
CSRF_COOKIE_NAME = "vinhdanh_csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS

# What the browser is told.
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# HSTS for this host only: what stands beside it on an agency's network is not ours to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.server": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
