"""What a build adds to the Python files: htmx, the compiled translations, and the folders beside the package.

htmx is not committed. It is taken from a package that `pyproject.toml` pins (`django-htmx`, which is opened as a folder
and never imported), and refused when it is not the very file that was tried.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HTMX_SOURCE = "django_htmx/static/django_htmx/htmx-2.min.js"
HTMX_SHA256 = "71ea67185bfa8c98c39d31717c6fce5d852370fcdfd129db4543774d3145c0de"  # htmx 2.0.10
HTMX_TARGET = "static/vendor/htmx.min.js"
FOLDERS = ("templates", "static", "translations", "migrations")


class WorkspaceBuildHook(BuildHookInterface):
    """Runs for a wheel and for an editable install, and leaves the same files in the checkout."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        copy_htmx(root)
        compile_translations(root)
        if version != "editable":
            present = [folder for folder in FOLDERS if (root / folder).is_dir()]
            build_data["force_include"].update({str(root / folder): f"workspace/_root/{folder}" for folder in present})


def copy_htmx(root: Path) -> None:
    """Put htmx into static/vendor/, after checking that it is the file that was tried."""
    content = Path(str(distribution("django-htmx").locate_file(HTMX_SOURCE))).read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != HTMX_SHA256:
        message = f"htmx-2.min.js is not the file that was tried: expected SHA-256 {HTMX_SHA256}, found {found}."
        raise RuntimeError(message)
    target = root / HTMX_TARGET
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def compile_translations(root: Path) -> None:
    """Write a .mo beside every .po. Without a translations folder there is nothing to do."""
    for source in sorted(root.glob("translations/*/LC_MESSAGES/*.po")):
        locale = source.parent.parent.name
        with source.open("rb") as reading:
            catalog = read_po(reading, locale=locale, abort_invalid=True)
        with source.with_suffix(".mo").open("wb") as writing:
            write_mo(writing, catalog)
