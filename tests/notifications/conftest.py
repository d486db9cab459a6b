"""A real mail server, and the real worker."""

import asyncio
import socket
import threading
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django_tasks_db.management.commands.db_worker import Worker


class MailServer:
    """An SMTP server on a port of its own that can be started, stopped, and told to hang."""

    def __init__(self):
        """Choose a free port and keep it, so that the server comes back at the same place."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.envelopes, self.hangs, self.is_reached = [], False, threading.Event()
        self.refused, self.verdict = {}, ""
        self.controller = None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        """Refuse the addresses that a test has named, with its answer."""
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        """Take a mail, or hang before taking it."""
        self.is_reached.set()
        if self.hangs:
            await asyncio.sleep(60)
        if self.verdict:
            return self.verdict
        self.envelopes.append(envelope)
        return "250 OK"

    def start(self):
        """Open the port."""
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self):
        """Close the port."""
        if self.controller:
            self.controller.stop()
            self.controller = None

    @property
    def mails(self):
        """The mails that arrived, parsed."""
        return [message_from_bytes(envelope.content, policy=policy.default) for envelope in self.envelopes]


@pytest.fixture
def server(settings):
    """A running mail server to which the site's mail goes."""
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


@pytest.fixture
def work():
    """A function that lets the real worker do all that is due."""

    def run():
        worker = Worker(
            queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False,
            max_tasks=None, worker_id="test", excluded_queue_names=[],
        )  # fmt: skip
        worker.run()

    return run
