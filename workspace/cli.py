"""The `workspace` command."""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from flask import Flask
from waitress import serve as listen

from workspace import create_app, db, jobs, migrations
from workspace.config import Settings, SettingsError, read_settings


def main(words: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 when all went well, 1 on a fault, 2 when the words are off; a fault is one sentence."""
    parser = _parser()
    chosen = parser.parse_args(words)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        settings = read_settings()
        refuse_unwritable(settings)
        run: Callable[[Flask, argparse.Namespace], int] = chosen.run
        return run(create_app(settings), chosen)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1


def refuse_unwritable(settings: Settings) -> None:
    """Refuse a data folder that cannot be written: a server started on one would not write again once it is mended."""
    if settings.database_url and settings.secret_key:
        return
    folder = Path(settings.data)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"The data folder {folder} cannot be made: {error.strerror}.") from error
    if not os.access(folder, os.W_OK):
        raise SettingsError(f"The data folder {folder} cannot be written. Change its owner, or set WORKSPACE_DATA.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="workspace", description="Working Together: meetings and charters of equals.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve_ = commands.add_parser("serve", help="serve the pages")
    serve_.add_argument("--demo", action="store_true", help="load the sample forum on the first run")
    serve_.set_defaults(run=serve)
    return parser


def serve(app: Flask, chosen: argparse.Namespace) -> int:
    """Bring the database to the newest tables, then serve until stopped, with the worker beside it."""
    settings = app.config["SETTINGS"]
    with app.app_context():
        migrations.upgrade(db.engine())
    if settings.worker:
        jobs.start_thread(app)
    print(f"Working Together is at {settings.base_url}")
    listen(app, host=settings.host, port=settings.port, threads=settings.threads, ident=None)
    return 0
