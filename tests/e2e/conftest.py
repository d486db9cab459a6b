"""The real site in Chromium, with the demo content."""

import os
import shutil
from io import StringIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

from pages.demo.people import PASSWORD

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
)
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"  # noqa: E501
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def pytest_collection_modifyitems(items):
    """Mark what is here; without Chromium it is skipped, in CI it fails."""
    for item in items:
        if "/e2e/" in str(item.path):
            item.add_marker(pytest.mark.e2e)
            if not CHROMIUM and os.environ.get("CI") != "true":
                item.add_marker(pytest.mark.skip(reason="Chromium is not here: apt-get install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium."""
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": FLAGS.split(), "headless": True}


@pytest.fixture
def site(live_server, settings):
    """The running site with its demo content; returns its address."""
    settings.SITE_URL = live_server.url
    call_command("load_demo", force=True, verbosity=0)
    return live_server.url


@pytest.fixture
def index(site):
    """Everything of the demo can be found: no worker runs beside the tests."""
    call_command("rebuild_search", stderr=StringIO(), stdout=StringIO())


class Visitor:
    """A person at a browser: goes, signs in, presses; remembers what the console said."""

    def __init__(self, page, address):
        """Start listening before the first page."""
        self.page, self.address, self.complaints = page, address, []
        page.on(
            "console", lambda message: message.type in ("error", "warning") and self.complaints.append(message.text)
        )
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path):
        """Open an address of the site."""
        return self.page.goto(self.address + path)

    def sign_in(self, email, password=PASSWORD):
        """Sign in by the form."""
        self.go("/accounts/login/")
        self.fill_sign_in(email, password)

    def fill_sign_in(self, email, password=PASSWORD):
        """Fill in the sign-in form that is open, and send it."""
        form = self.page.locator("main form").filter(has=self.page.locator("input[type=password]"))
        form.locator("input[name=login]").fill(email)
        form.locator("input[name=password]").fill(password)
        form.locator("button[type=submit], input[type=submit]").first.click()
        self.page.wait_for_load_state()

    def faults(self, status=200):
        """Return what is wrong with the open page, by where: axe in both schemes, 320 pixels, console.

        Args:
            status: what the page answered; the browser complains of an answer that is not 200, and only that is meant.
        """
        found = {}
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found[scheme] = self.axe()
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": 320, "height": 640})
        found["320 pixels"] = self.is_wider_than_the_window()
        self.page.set_viewport_size(size)
        found["console"] = [text for text in self.complaints if status == 200 or f"status of {status}" not in text]
        self.complaints.clear()
        return {where: fault for where, fault in found.items() if fault}

    def axe(self):
        """Return what axe finds: (rule, first place)."""
        found = Axe().run(self.page, options=RULES).response["violations"]
        return [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found]

    def is_wider_than_the_window(self):
        """Tell whether the page scrolls sideways."""
        return self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.fixture
def visit(browser, site):
    """Return a function that opens a browser window for one more person."""
    contexts = []

    def opened(**options):
        context = browser.new_context(**options)
        contexts.append(context)
        return Visitor(context.new_page(), site)

    yield opened
    for context in contexts:
        context.close()
