"""Settings of one installation: read once from WORKSPACE_* variables, typed, and then fixed."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PACKAGE = Path(__file__).resolve().parent
# In a wheel the folders beside the package travel inside it; in a checkout they stand beside it.
ROOT = PACKAGE / "_root" if (PACKAGE / "_root").is_dir() else PACKAGE.parent

SHORTEST_SECRET = 32  # characters; 128 bits and more when made as the message says


class SettingsError(Exception):
    """The installation cannot start as it is set. The text says what to change, in one sentence."""


@dataclass(frozen=True)
class Settings:
    """Every setting there is. A field `mail_host` is set by the variable WORKSPACE_MAIL_HOST."""

    production: bool = False
    """1 on a real site: real secrets and an https address are then required."""
    secret_key: str = ""
    """Seals links, codes and cookies. Keep it out of the repository and in your backups."""
    data: str = "var"
    """The folder of the SQLite database, of the key made for a trial run, and of compiled templates."""
    database_url: str = ""
    """Where the data is. Empty means SQLite in the data folder; postgresql+psycopg://… for PostgreSQL."""
    base_url: str = "http://127.0.0.1:8000"
    """The address people type. Links in mail begin with it; other host names are refused."""
    host: str = "127.0.0.1"
    """The network address to listen on."""
    port: int = 8000
    """The port to listen on. PORT works too."""
    threads: int = 4
    """How many requests are answered at once."""
    trusted_proxies: int = 0
    """How many proxies of yours stand in front. With 0, forwarded addresses are ignored."""
    mail_host: str = ""
    """The mail server. Empty means that messages are kept and shown on the host's page."""
    mail_port: int = 587
    """The port of the mail server."""
    mail_user: str = ""
    """The user name at the mail server, if it asks for one."""
    mail_password: str = ""
    """The password at the mail server."""
    mail_tls: bool = True
    """Use STARTTLS with the mail server."""
    mail_from: str = ""
    """The address that messages come from and that people can answer to."""
    mail_replies: str = ""
    """For answers about meetings; `workspace mail-in` reads what comes there. Empty: WORKSPACE_MAIL_FROM."""
    languages: str = "en cy"
    """Languages that people may choose, in order; en_XA (longer words) and en_XB (right to left) are for trying out."""
    time_zone: str = "Europe/London"
    """The time zone of new spaces."""
    paper_limit: int = 10
    """The largest file of a paper that is taken, in megabytes."""
    photo_limit: int = 5
    """The largest photo that is taken, in megabytes. It is kept much smaller."""
    worker: bool = True
    """Run the worker inside `serve`. Set 0 where `workspace worker` runs by itself."""
    passkeys: bool = False
    """1 lets people sign in with passkeys. Needs `pip install '.[passkeys]'`, and https or `http://localhost`."""
    timestamp_url: str = ""
    """The address of a time stamping authority (RFC 3161) for signatures. Needs `pip install '.[timestamps]'`."""
    timestamp_roots: str = ""
    """The file with the root certificates (PEM) of that authority, and of those used before it."""

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def host_name(self) -> str:
        return urlsplit(self.base_url).hostname or ""

    @property
    def origin(self) -> str:
        """The address as a browser writes it: no path, and no port that goes without saying."""
        parts = urlsplit(self.base_url.lower())
        return f"{parts.scheme}://{parts.netloc.removesuffix(':443' if self.https else ':80')}"

    @property
    def database_address(self) -> str:
        return self.database_url or f"sqlite:///{Path(self.data).resolve() / 'workspace.db'}"

    @property
    def language_codes(self) -> tuple[str, ...]:
        return tuple(self.languages.split())


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings found in `environ`, or in the process's own environment.

    Refused with SettingsError: a number or time zone that is none, an unknown WORKSPACE_ variable (a typing error
    would otherwise pass in silence), passkeys that could not work, and, in production, a secret that is missing or
    short, or an address without https.
    """
    environ = os.environ if environ is None else environ
    found: dict[str, object] = {}
    if environ.get("PORT"):
        found["port"] = _typed("PORT", int, environ["PORT"])
    names = {f"WORKSPACE_{field.name.upper()}": field for field in fields(Settings)}
    for name, value in environ.items():
        if not name.startswith("WORKSPACE_"):
            continue
        if name not in names:
            raise SettingsError(f"There is no setting {name}. The README lists them all.")
        found[names[name].name] = _typed(name, names[name].type, value)
    if "port" in found and "WORKSPACE_BASE_URL" not in environ:
        found["base_url"] = f"http://127.0.0.1:{found['port']}"
    settings = Settings(**found)  # type: ignore[arg-type]
    _refuse_unknown_zone(settings)
    _refuse_unsafe(settings)
    _refuse_passkeys_in_vain(settings)
    _refuse_time_stamps_in_vain(settings)
    return settings


def _typed(name: str, kind: object, value: str) -> object:
    if kind in (bool, "bool"):
        if value.lower() not in {"0", "1", "true", "false", "yes", "no"}:
            raise SettingsError(f"{name} is 0 or 1, not {value!r}.")
        return value.lower() in {"1", "true", "yes"}
    if kind in (int, "int"):
        if not value.isdecimal():
            raise SettingsError(f"{name} is a whole number, not {value!r}.")
        return int(value)
    return value


def _refuse_unknown_zone(settings: Settings) -> None:
    try:
        ZoneInfo(settings.time_zone)
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise SettingsError("WORKSPACE_TIME_ZONE is a name like Europe/London.") from error


def _refuse_unsafe(settings: Settings) -> None:
    if not settings.production:
        return
    if len(settings.secret_key) < SHORTEST_SECRET:
        raise SettingsError(
            "WORKSPACE_SECRET_KEY is missing or short. Make one with: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
        )
    if not settings.https:
        raise SettingsError("WORKSPACE_BASE_URL must begin with https:// in production.")


def _refuse_passkeys_in_vain(settings: Settings) -> None:
    if not settings.passkeys:
        return
    if find_spec("webauthn") is None:
        raise SettingsError("WORKSPACE_PASSKEYS needs one more package: pip install '.[passkeys]'")
    if not (settings.https or settings.host_name == "localhost") or _is_number(settings.host_name):
        raise SettingsError("WORKSPACE_PASSKEYS needs a name with https:// in WORKSPACE_BASE_URL, or http://localhost.")


def _refuse_time_stamps_in_vain(settings: Settings) -> None:
    if settings.timestamp_url and not settings.timestamp_roots:
        raise SettingsError("WORKSPACE_TIMESTAMP_URL needs WORKSPACE_TIMESTAMP_ROOTS beside it.")
    if settings.timestamp_url and urlsplit(settings.timestamp_url).scheme not in {"http", "https"}:
        raise SettingsError("WORKSPACE_TIMESTAMP_URL begins with https:// or http://.")
    if settings.timestamp_roots and find_spec("rfc3161_client") is None:
        raise SettingsError("WORKSPACE_TIMESTAMP_ROOTS needs one more package: pip install '.[timestamps]'")
    if settings.timestamp_roots and not Path(settings.timestamp_roots).is_file():
        raise SettingsError(f"WORKSPACE_TIMESTAMP_ROOTS is no file: {settings.timestamp_roots}")


def _is_number(host_name: str) -> bool:
    try:
        return bool(ip_address(host_name))
    except ValueError:
        return False
