"""Every setting, in one file, from the environment; what makes no sense is refused here, at start, in one sentence."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from vinculo.config.connections import connections_from_environment, django_database
from vinculo.config.embedded_place import EmbeddedError
from vinculo.config.environment import SettingError, fingerprint, flag, home, number, secret, text, words

try:
    VINCULO_HOME = home()
    CONNECTIONS = connections_from_environment(VINCULO_HOME)
    SECRET_KEY = text("VINCULO_SECRET_KEY") or secret(VINCULO_HOME, "secret_key")
    DEBUG = flag("VINCULO_DEBUG")
    DEMONSTRATION = flag("VINCULO_DEMO")
    CLOSE_AFTER_DAYS = number(
        "VINCULO_CLOSE_AFTER_DAYS", 5, least=1
    )  # silence after a resolution, in days of 24 h
    WEB_THREADS = number("VINCULO_WEB_THREADS", 2, least=1)
except (SettingError, EmbeddedError) as error:
    raise ImproperlyConfigured(str(error)) from error

# Where people reach it. Everything that depends on the address follows from this one variable.
PUBLIC_URL = text("VINCULO_URL", "http://localhost:8000").rstrip("/")
_public = urlsplit(PUBLIC_URL)
if _public.scheme not in ("http", "https") or not _public.hostname or _public.path:
    raise ImproperlyConfigured(f"VINCULO_URL must look like https://desk.example.org, not {PUBLIC_URL!r}.")
IS_SECURE = _public.scheme == "https"
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = [_public.hostname, *LOOPBACK, *words("VINCULO_ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_SECURE
# Browsers share cookies between the ports of a host; two copies side by side must not sign each other out.
_mark = fingerprint(str(VINCULO_HOME), CONNECTIONS.database)[:8]
SESSION_COOKIE_NAME = f"vinculo_session_{_mark}"
CSRF_COOKIE_NAME = f"vinculo_csrf_{_mark}"
LANGUAGE_COOKIE_NAME = f"vinculo_language_{_mark}"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# The rooms, from the top storey to the ground.
ROOMS = [
    "vinculo.demonstration",
    "vinculo.benchmark",
    "vinculo.integrations",
    "vinculo.insight",
    "vinculo.desk",
    "vinculo.catalogue",
    "vinculo.directory",
    "vinculo.kernel",
    "vinculo.ui",
]
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",  # after vinculo.ui, whose widgets come first
    "procrastinate.contrib.django",
    "django_htmx",
    "template_partials",
    "csp",
    "allauth",
    "allauth.account",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",  # before all that may answer by itself, static files included
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "vinculo.config.sign_in.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Last: sessions, messages and sign-in touch the door tables, outside the wall.
    "vinculo.kernel.web.ScopeMiddleware",
]
if flag("VINCULO_BENCHMARK"):  # set by `vinculo bench` alone: pages tell how many statements they took
    MIDDLEWARE.insert(0, "vinculo.benchmark.counting.Cost")
ROOT_URLCONF = "vinculo.config.urls"
WSGI_APPLICATION = "vinculo.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "vinculo.config.menu.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "vinculo.ui.templatetags.ui",
            ],
        },
    }
]
FORM_RENDERER = "vinculo.ui.forms.Renderer"
CSRF_FAILURE_VIEW = "vinculo.ui.views.csrf_failure"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The wall between clients (vinculo/kernel/scope.py) stands on the roles of these two connections.
ROLE_PREFIX = CONNECTIONS.prefix
DATABASES = {
    "default": django_database(
        CONNECTIONS.app,
        CONN_HEALTH_CHECKS=True,  # a restarted server costs no request
        OPTIONS={
            "pool": {
                "min_size": 0,
                "max_size": number("VINCULO_POOL", WEB_THREADS + 2, least=1),
                "timeout": 10,
            }
        },
    ),
}
if CONNECTIONS.owner is not None:
    DATABASES["owner"] = django_database(CONNECTIONS.owner, TEST={"MIRROR": "default"})
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "door_cache"}}
ORGANISATION_MODEL = "directory.Organisation"
ACTOR_OF = "vinculo.directory.actors.actor_of"
ACCOUNT_OF_TOKEN = "vinculo.directory.actors.account_of_token"  # noqa: S105 - the path of a function
REACTIONS = "vinculo.config.reactions.REACTIONS"
DIRECTORY_BESIDE = "vinculo.config.beside"
OUTSIDE_SCOPE = ("/accounts/", "/healthz", "/readyz", "/static/", "/demo/")

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = "vinculo.config.schedule.schedule"

# Sign-in: by e-mail and password; accounts are made by administrators, never by visitors.
AUTH_USER_MODEL = "directory.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "vinculo.config.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "vinculo.config.account_forms.SignInForm",
    "reset_password": "vinculo.config.account_forms.AskResetForm",
    "reset_password_from_key": "vinculo.config.account_forms.NewPasswordForm",
    "change_password": "vinculo.config.account_forms.ChangePasswordForm",
}
ACCOUNT_EMAIL_NOTIFICATIONS = True  # of a changed password
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger cannot make us write to strangers
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
ALLAUTH_TRUSTED_PROXY_COUNT = number("VINCULO_PROXIES", 0)

LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("es-419", "Español (Latinoamérica)"), ("en", "English")]
LOCALE_PATHS = [VINCULO_HOME / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VINCULO_HOME / "static"
MEDIA_ROOT = VINCULO_HOME / "files"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "vinculo.ui.finders.BundleFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Everything from this address; no inline script or style anywhere, not even with a nonce.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

DEFAULT_FROM_EMAIL = SERVER_EMAIL = text("VINCULO_MAIL_FROM", f"vinculo@{_public.hostname}")
_smtp = urlsplit(text("VINCULO_SMTP_URL"))
if _smtp.scheme in ("smtp", "smtps") and _smtp.hostname:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _smtp.hostname, _smtp.port or (465 if _smtp.scheme == "smtps" else 587)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_smtp.username or ""), unquote(_smtp.password or "")
    EMAIL_USE_SSL = _smtp.scheme == "smtps"
    EMAIL_USE_TLS = not EMAIL_USE_SSL and parse_qs(_smtp.query).get("starttls") != ["0"]
    EMAIL_TIMEOUT = 30
elif _smtp.scheme:
    raise ImproperlyConfigured("VINCULO_SMTP_URL must look like smtp://user:password@host:587 or smtps://….")
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VINCULO_HOME / "mail"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "vinculo.config.logs.Line", "as_json": text("VINCULO_LOG", "text") == "json"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "vinculo": {"level": text("VINCULO_LOG_LEVEL", "INFO").upper()},
        "procrastinate": {"level": "WARNING"},
    },
}
