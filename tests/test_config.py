"""Settings: typed, complete, and refused in one sentence where they cannot work."""

import re
from dataclasses import FrozenInstanceError, fields, replace
from pathlib import Path

import pytest

from tests.support.database import settings
from workspace import create_app
from workspace.config import Settings, SettingsError, read_settings

SECRET = "a secret that is long enough for any site"
REFUSED_ALONE = {"production", "passkeys", "timestamp_url", "timestamp_roots"}  # they need other settings beside them
REAL = {"WORKSPACE_PRODUCTION": "1", "WORKSPACE_SECRET_KEY": SECRET, "WORKSPACE_BASE_URL": "https://forum.example"}


def test_without_any_variable_it_is_a_trial_on_this_machine() -> None:
    found = read_settings({})
    assert found == Settings()
    assert not found.production
    assert found.base_url == "http://127.0.0.1:8000"


def test_every_field_is_set_by_its_variable() -> None:
    values = {"bool": "1", "int": "7", "str": "Europe/Paris"}
    kinds = {field.name: getattr(field.type, "__name__", str(field.type)) for field in fields(Settings)}
    found = read_settings(
        {f"WORKSPACE_{name.upper()}": values[kind] for name, kind in kinds.items() if name not in REFUSED_ALONE}
    )
    for name, kind in kinds.items():
        if name not in REFUSED_ALONE:
            assert getattr(found, name) == {"bool": True, "int": 7, "str": "Europe/Paris"}[kind]


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"WORKSPACE_PORT": "eight"}, "WORKSPACE_PORT is a whole number, not 'eight'."),
        ({"PORT": "-1"}, "PORT is a whole number, not '-1'."),
        ({"WORKSPACE_WORKER": "maybe"}, "WORKSPACE_WORKER is 0 or 1, not 'maybe'."),
        ({"WORKSPACE_SECRET": "x"}, "There is no setting WORKSPACE_SECRET. The README lists them all."),
        ({"WORKSPACE_TIME_ZONE": "Mars/Crater"}, "WORKSPACE_TIME_ZONE is a name like Europe/London."),
        ({"WORKSPACE_TIME_ZONE": "../etc"}, "WORKSPACE_TIME_ZONE is a name like Europe/London."),
        ({**REAL, "WORKSPACE_BASE_URL": "http://forum.example"}, "WORKSPACE_BASE_URL must begin with https://"),
        ({"WORKSPACE_PASSKEYS": "1"}, "WORKSPACE_PASSKEYS needs a name with https:// in WORKSPACE_BASE_URL"),
        ({"WORKSPACE_PASSKEYS": "1", "WORKSPACE_BASE_URL": "http://forum.example"}, "or http://localhost."),
        ({"WORKSPACE_PASSKEYS": "1", "WORKSPACE_BASE_URL": "https://192.0.2.7"}, "WORKSPACE_PASSKEYS needs a name"),
        ({**REAL, "WORKSPACE_SECRET_KEY": "short"}, "WORKSPACE_SECRET_KEY is missing or short. Make one with: "),
        ({**REAL, "WORKSPACE_SECRET_KEY": ""}, 'python3 -c "import secrets; print(secrets.token_urlsafe(32))"'),
    ],
)
def test_what_cannot_work_is_refused_in_one_sentence(environ: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(words)):
        read_settings(environ)


def test_a_real_site_starts_with_a_secret_and_an_https_address() -> None:
    found = read_settings(REAL)
    assert found.production
    assert found.https
    assert found.host_name == "forum.example"


@pytest.mark.parametrize("address", ["https://forum.example", "http://localhost:8000"])
def test_passkeys_work_over_https_and_for_trying_out_on_this_machine(address: str) -> None:
    assert read_settings({"WORKSPACE_PASSKEYS": "1", "WORKSPACE_BASE_URL": address}).passkeys


def test_passkeys_without_their_package_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workspace.config.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match="needs one more package: pip install"):
        read_settings({"WORKSPACE_PASSKEYS": "1", "WORKSPACE_BASE_URL": "https://forum.example"})


def test_time_stamps_that_could_not_work_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    roots = tmp_path / "roots.pem"
    stamped = {"WORKSPACE_TIMESTAMP_URL": "https://clock.example", "WORKSPACE_TIMESTAMP_ROOTS": str(roots)}
    with pytest.raises(SettingsError, match="is no file"):
        read_settings(stamped)
    roots.touch()
    assert read_settings(stamped).timestamp_url == "https://clock.example"
    with pytest.raises(SettingsError, match="needs WORKSPACE_TIMESTAMP_ROOTS"):
        read_settings({"WORKSPACE_TIMESTAMP_URL": "https://clock.example"})
    with pytest.raises(SettingsError, match="begins with https"):
        read_settings(stamped | {"WORKSPACE_TIMESTAMP_URL": "clock.example"})
    monkeypatch.setattr("workspace.config.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match="needs one more package: pip install"):
        read_settings(stamped)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://Forum.Example", "https://forum.example"),
        ("https://forum.example:443/", "https://forum.example"),
        ("https://forum.example:8443", "https://forum.example:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://localhost:80", "http://localhost"),
    ],
)
def test_the_origin_is_what_browsers_say(address: str, origin: str) -> None:
    assert Settings(base_url=address).origin == origin


def test_a_setting_never_changes_while_the_site_runs() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]


def test_the_port_moves_the_address_unless_that_is_set_too() -> None:
    assert read_settings({"PORT": "9000"}).base_url == "http://127.0.0.1:9000"
    assert read_settings({"PORT": "9000", "WORKSPACE_BASE_URL": "http://x"}).base_url == "http://x"


@pytest.mark.parametrize("languages", ["", "xx", "en xx"])
def test_a_language_that_there_is_not_is_refused(tmp_path: Path, languages: str) -> None:
    with pytest.raises(SettingsError, match="WORKSPACE_LANGUAGES names some of: en cy"):
        create_app(settings(tmp_path, languages=languages))


def test_a_trial_makes_its_own_secret_once_and_keeps_it_from_others(tmp_path: Path) -> None:
    trial = replace(settings(tmp_path), secret_key="")
    first = create_app(trial).config["SECRET_KEY"]
    assert len(first) >= 32
    assert create_app(trial).config["SECRET_KEY"] == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
