"""Files, views and templates stay small enough to read."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = (
    "accounts",
    "articles",
    "audit",
    "bonecommunity",
    "claims",
    "comments",
    "common",
    "moderation",
    "notifications",
    "pages",
    "search",
)
CODE = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
VIEWS = [path for path in CODE if "views" in (path.stem, path.parent.name)]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def _name(path):
    return str(path.relative_to(ROOT))


def test_no_file_is_longer_than_400_lines():
    files = CODE + list((ROOT / "tests").rglob("*.py"))
    assert [_name(path) for path in files if len(path.read_text().splitlines()) > 400] == []


def test_no_view_is_longer_than_25_lines():
    long = [
        f"{_name(path)}: {node.name}"
        for path in VIEWS
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 25
    ]
    assert long == []


def test_no_model_overrides_save():
    overriding = [
        f"{_name(path)}: {node.name}"
        for path in CODE
        if "models" in (path.stem, path.parent.name)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(part, ast.FunctionDef) and part.name == "save" for part in node.body)
    ]
    assert overriding == []


PAGES = [path for path in TEMPLATES if path.parent.name != "mail"]  # a mail program fetches no style sheet


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_template_has_no_inline_script_or_style(path):
    html = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.DOTALL)
    assert re.findall(r"<style|<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son[a-z]+=|javascript:", html) == []


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name.startswith("_")], ids=_name)
def test_fragment_says_first_what_it_needs(path):
    assert path.read_text().splitlines()[0].startswith("{# ")
