"""The layout of the code: who may import whom, who may look at the request, and how long a piece may be."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

from tests.support.each import of_each
from workspace import libraries
from workspace.config import PACKAGE, ROOT, Settings

LONGEST_MODULE = 350  # lines; the aim is 300
LONGEST_FUNCTION = 40
FILES = sorted(PACKAGE.rglob("*.py"))
# Sub-folders of the package that are features: all their files but views keep away from the request.
OF_FEATURES = [path for path in FILES if path.parent != PACKAGE]
OF_THE_REQUEST = {"request", "session", "current_user"}


def _named(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def _imported(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def test_imports_point_one_way() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_server_starts_without_the_libraries_that_few_requests_need(tmp_path: Path) -> None:
    start = (
        "import sys, workspace.cli as cli; from workspace.config import Settings;"
        "cli.create_app(Settings(data=sys.argv[1], secret_key='x' * 40)); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", start, tmp_path], cwd=ROOT, capture_output=True, text=True, check=True)
    later = {*libraries.LATER.values(), "alembic", "cryptography", "holidays", "PIL", "python_calamine", "webauthn"}
    assert not later & set(done.stdout.split())


@of_each(OF_FEATURES, _named)
def test_only_views_look_at_the_request(path: Path) -> None:
    if path.name == "views.py":
        return
    seen = {name for module, name in _imported(path) if module in {"flask", "flask_login"} and name in OF_THE_REQUEST}
    assert not seen, "a verb takes its actor as an argument, so that a command, a job and a test can call it"


@of_each(OF_FEATURES, _named)
def test_no_feature_commits(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)]
    assert not [node.lineno for node in calls if node.attr in {"commit", "rollback"}], "the request's end does"


@of_each(FILES, _named)
def test_every_file_can_be_read_in_one_sitting(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    }
    assert not long


@of_each(FILES, _named)
def test_every_file_class_and_public_function_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), "the file says nothing"
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and not (path.name == "roles.py" and isinstance(node, ast.FunctionDef) and len(node.body) == 1)  # a predicate
    ]
    assert not silent


@of_each(FILES, _named)
def test_no_file_is_called_by_a_name_that_says_nothing(path: Path) -> None:
    assert not {"utils", "util", "helpers", "helper", "common", "misc", "base"} & set(path.with_suffix("").parts)


def _settings_said() -> dict[str, tuple[str, str]]:
    """Return each setting's default and words, as config.py has them."""
    tree = ast.parse((PACKAGE / "config.py").read_text("utf-8"))
    [body] = [node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Settings"]
    found = {}
    for node, words in pairwise(body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            assert isinstance(words, ast.Expr), f"{node.target.id} has no words"
            assert isinstance(words.value, ast.Constant)
            assert node.value is not None
            default = ast.literal_eval(node.value)
            written = str(int(default)) if isinstance(default, bool) else str(default)
            found[f"WORKSPACE_{node.target.id.upper()}"] = (written, str(words.value.value))
    return found


def test_the_table_of_settings_in_the_readme_is_the_code_s() -> None:
    assert len(_settings_said()) == len(fields(Settings))
    rows = {}
    for line in (ROOT / "README.md").read_text("utf-8").splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        if cells[0].startswith("WORKSPACE_") and len(cells) == 3:
            rows[cells[0]] = (cells[1].replace("(empty)", ""), cells[2])
    assert rows == _settings_said()
