"""A copy of the project as it runs on a server: settings from .env, collected files, real gunicorn."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "staticfiles", "tests", "docs", "__pycache__", ".env")
ENV = """DEBUG=false
SECRET_KEY=0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_
SITE_URL=https://example.org
ALLOWED_HOSTS=example.org
EMAIL_URL=smtp://localhost:25
BEHIND_TLS_PROXY=true
"""
CLEAN = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


@pytest.fixture
def server(tmp_path):
    """The project in a folder of its own with a .env, as a publisher would have it."""
    folder = tmp_path / "site"
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    (folder / ".env").write_text(ENV)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def _run(folder, *command):
    return subprocess.run(command, cwd=folder, env=CLEAN, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.mark.skipif(Path(sys.prefix) != ROOT / ".venv", reason="bone's own environment runs these tests elsewhere")
def test_bone_manage_takes_the_settings_of_the_site(server):
    script = "from django.conf import settings as s; print(s.DEBUG, s.STAFF_MFA_REQUIRED, s.SITE_URL)"

    found = _run(server, "./bone", "manage", "shell", "--no-imports", "-c", script)

    assert (found.stdout.strip().splitlines()[-1:], found.returncode) == (["False True https://example.org"], 0)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _get(port, path):
    """Ask as the proxy would; wait until the server answers, 20 seconds at most."""
    headers = {"Host": "example.org", "X-Forwarded-Proto": "https"}
    for _try in range(100):
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
                return answer.status, answer.read().decode(errors="replace")
        except OSError:
            time.sleep(0.2)
    raise AssertionError("gunicorn does not answer")


def test_pages_and_their_files_are_served_by_gunicorn(server):
    for command in (["migrate", "-v", "0"], ["collectstatic", "--noinput", "-v", "0"]):
        done = _run(server, sys.executable, "manage.py", *command)
        assert (done.returncode, done.stderr) == (0, "")
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "bonecommunity.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "2"]
    with subprocess.Popen(command, cwd=server, env=CLEAN, stderr=subprocess.DEVNULL) as gunicorn:  # noqa: S603
        try:
            status, page = _get(port, "/")
            files = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
            statuses = {path: _get(port, path)[0] for path in files}
            health = _get(port, "/healthz")
        finally:
            gunicorn.terminate()

    assert (status, health) == (200, (200, "ok\n"))
    assert statuses == dict.fromkeys(files, 200)
    assert [path for path in files if not re.search(r"\.[0-9a-f]{12}\.\w+$", path)] == []
