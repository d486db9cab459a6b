"""The cache that CACHE_URL sets up, with a real Redis; without it pages still answer."""

import os
import runpy
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest
from django.core.cache import cache, caches

from tests.factories import PASSWORD, ArticleFactory
from tests.pages.reading import read

ROOT = Path(__file__).resolve().parent.parent.parent
REDIS = shutil.which("redis-server")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        REDIS is None and os.environ.get("CI") != "true", reason="Redis is not here: apt-get install redis-server"
    ),
]


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _start(port, folder):
    """Run Redis on a port; return its process once it answers."""
    command = [REDIS, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603
    deadline = time.monotonic() + 20
    while not _answers(port):
        assert time.monotonic() < deadline, "Redis did not start"
        time.sleep(0.02)
    return process


def _stop(process):
    process.kill()
    process.wait()


def _caches_at(port, monkeypatch):
    """Return CACHES as the site's settings make it of CACHE_URL."""
    monkeypatch.setenv("CACHE_URL", f"redis://127.0.0.1:{port}/0")
    return runpy.run_path(str(ROOT / "bonecommunity" / "settings.py"))["CACHES"]


@pytest.fixture
def redis(settings, monkeypatch, tmp_path):
    """A Redis of its own, and the site's cache set up for it as the settings do; yields its process."""
    assert REDIS, "redis-server is missing; in CI nothing may be left out"
    port = _free_port()
    process = _start(port, tmp_path)
    settings.CACHES = _caches_at(port, monkeypatch)
    yield process
    _stop(process)
    caches["default"].close()


def test_redis_is_the_cache_that_is_set_up(redis):
    cache.set("count", 1, 60)
    cache.incr("count")

    assert (cache.get("count"), cache.add("count", 5), cache.get("nothing", "default")) == (2, False, "default")
    assert type(caches["default"]).__module__ == "django_redis.cache"


def test_limits_are_counted_in_redis(redis, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    typed = {"login": "ann@example.org", "password": PASSWORD}

    statuses = [client.post("/accounts/login/", typed).status_code for _n in range(2)]

    assert statuses == [200, 429]
    assert [key.split(":")[:4] for key in cache.keys("*:login:*")] == [["allauth", "rl", "allauth.account", "login"]]


def test_pages_answer_while_redis_is_away(redis, client, member):
    article = ArticleFactory()
    _stop(redis)
    client.force_login(member)

    paths = ["/", article.get_absolute_url(), "/me/", "/search/?q=walking", "/healthz", "/accounts/email/"]

    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_what_is_not_in_the_cache_is_worked_out_while_redis_is_away(redis):
    _stop(redis)
    cache.set("count", 1, 60)

    assert (cache.get("count"), cache.get_or_set("count", 7)) == (None, 7)


def test_sign_in_waits_in_plain_words_while_redis_is_away(redis, client, settings, member):
    settings.ACCOUNT_RATE_LIMITS = {"login": "5/m/ip"}
    _stop(redis)

    answer = client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})

    page = read(answer)
    assert (page.status, page.heading, page.readonly) == (429, "Please wait a minute", [member.email])


def test_cache_is_back_when_redis_is_back(redis, tmp_path):
    port = int(os.environ["CACHE_URL"].rpartition(":")[2].partition("/")[0])
    _stop(redis)
    lost = cache.set("count", 1, 60)
    again = _start(port, tmp_path)

    cache.set("count", 2, 60)
    found = cache.get("count")

    _stop(again)
    assert (lost, found) == (None, 2)


def test_redis_that_takes_calls_and_says_nothing_does_not_hold_a_page(settings, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.CACHES = _caches_at(silent.getsockname()[1], monkeypatch)

        assert cache.get("count", "default") == "default"
        caches["default"].close()
