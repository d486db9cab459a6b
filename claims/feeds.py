"""Atom feeds: disputes, and rulings with corrections.

Source: RFC 4287 (Atom) for what an entry has, RFC 4151 (tag URIs) for names that stay when an address changes.
"""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import conditional_page, require_safe

from claims.reading import latest_changes, latest_rulings_and_corrections

ENTRIES = 30
BEFORE_ANYTHING = datetime(2026, 1, 1, tzinfo=UTC)  # when an empty feed says that it changed
_NOT_IN_XML = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # https://www.w3.org/TR/xml/#charsets


class SteadyAtom(Atom1Feed):
    """Atom that is the same, byte by byte, until something changes, and holds no sign that XML forbids."""

    def latest_post_date(self):
        """Return when the newest entry changed."""
        return super().latest_post_date() if self.items else BEFORE_ANYTHING

    def add_item(self, title, link, description, **kwargs):
        """Add an entry without the signs that would break the whole feed."""
        super().add_item(_NOT_IN_XML.sub("", title), link, _NOT_IN_XML.sub("", description), **kwargs)


class NewsFeed(Feed):
    """A feed of claims.reading.News."""

    feed_type = SteadyAtom
    page = feed = ""

    def link(self):
        """Return the page that it follows."""
        return f"{settings.SITE_URL}{self.page}"

    def feed_url(self):
        """Return its own address."""
        return f"{settings.SITE_URL}{self.feed}"

    def feed_guid(self):
        """Return its name: its own address."""
        return self.feed_url()

    def author_name(self):
        """Return who publishes it."""
        return settings.SITE_NAME

    def author_link(self):
        """Return the publisher's address."""
        return f"{settings.SITE_URL}/"

    def item_title(self, item):
        """Return the state in a word and what it is about."""
        return f"{item.label}: {item.subject or _('A statement in question')}"

    def item_description(self, item):
        """Return the words of the editors as HTML."""
        return linebreaks(item.words, autoescape=True)

    def item_link(self, item):
        """Return the page of the entry."""
        return f"{settings.SITE_URL}{item.path}"

    def item_guid(self, item):
        """Return a name that stays."""
        host = urlsplit(settings.SITE_URL).hostname
        return f"tag:{host},{item.named_on.isoformat()}:/{item.key}/"

    def item_pubdate(self, item):
        """Return when it could first be read."""
        return item.first_at

    def item_updateddate(self, item):
        """Return when its state changed last."""
        return item.changed_at

    def item_categories(self, item):
        """Return the state as a word for machines."""
        return [item.state]


class DisputeFeed(NewsFeed):
    """Disputes that were opened, ruled, or closed in public."""

    title = gettext_lazy("Disputes")
    subtitle = gettext_lazy("Statements that readers doubt, and how each of them ended.")
    page, feed = reverse_lazy("dispute_list"), reverse_lazy("dispute_feed")

    def items(self):
        """Return the newest."""
        return latest_changes(ENTRIES)


class CorrectionFeed(NewsFeed):
    """Rulings and corrections."""

    title = gettext_lazy("Corrections and rulings")
    subtitle = gettext_lazy("What editors found about statements in question, and the words that were changed.")
    page, feed = reverse_lazy("correction_list"), reverse_lazy("correction_feed")

    def items(self):
        """Return the newest."""
        return latest_rulings_and_corrections(ENTRIES)


@login_not_required
@require_safe
@conditional_page
def dispute_feed(request):
    """Give the disputes as an Atom feed."""
    return DisputeFeed()(request)


@login_not_required
@require_safe
@conditional_page
def correction_feed(request):
    """Give rulings and corrections as an Atom feed."""
    return CorrectionFeed()(request)
