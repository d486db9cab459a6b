"""What the templates of a discussion cannot do by themselves."""

from collections import defaultdict
from datetime import UTC
from typing import NamedTuple

from django import template
from django.template.loader import get_template
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from common.stencils import Stencil

register = template.Library()


class Shape(NamedTuple):
    """What comments/_comment.html asks about a comment: as few different ones as can be, each is drawn anew."""

    gone: str  # the status word of a tombstone
    status: str
    is_root: bool
    is_question: bool
    is_public: bool
    is_own: bool
    is_muted: bool
    is_locked: bool
    may_reply: bool
    may_change: bool
    is_edited: bool
    follow: str  # what a reader may do about a thread: "", "begin", "stop"
    answers: str  # what it says about the comment it answers: "", "shown", "gone"


@register.simple_tag(takes_context=True)
def comments(context, nodes) -> SafeString:
    """Draw comments with their replies, as list items.

    Args:
        context: of the page; see comments/_comment.html for what it may hold.
        nodes: of comments.reading.
    """
    return Drawing(context).all_of(nodes)


class Drawing:
    """The comments of one page, in one pass: comments/_comment.html is the one file with their HTML."""

    def __init__(self, context):
        self._page = context
        self._stencil = Stencil(get_template("comments/_comment.html").template, context)
        self._above, self._below, self._answer, self._top = (
            get_template(f"comments/_{name}.html").template for name in ("above", "below", "answer", "answer_top")
        )
        self._labels = {}
        self._said = _said(context.get("messages"))

    def all_of(self, nodes) -> SafeString:
        """Draw these, each with its replies."""
        return mark_safe("".join([self._drawn(node) for node in nodes]))  # noqa: S308 - a stencil escapes

    def _drawn(self, node):
        comment = node.comment
        shape = Shape(
            gone=node.gone,
            status=comment.status,
            is_root=comment.depth == 0,
            is_question=comment.kind == "question",
            is_public=node.is_public,
            is_own=node.is_own,
            is_muted=node.is_muted,
            is_locked=comment.is_locked,
            may_reply=node.is_public and not node.is_closed,
            may_change=node.may_change,
            is_edited=comment.edited_at is not None,
            follow=self._follow(node),
            answers=(node.in_reply_to and ("shown" if node.in_reply_to.readable else "gone")) or "",
        )
        return self._stencil.fill(shape, self._words(node, comment))

    def _follow(self, node):
        user = self._page.get("user")
        if node.comment.depth or not node.readable or not (user and user.is_authenticated):
            return ""
        return "stop" if node.is_followed else "begin"

    def _words(self, node, comment):
        """Gather what is printed; each comment has the same names, empty where it has no such words."""
        html = (self._page.get("comment_html") or {}).get(comment.pk) or mark_safe(comment.body_html)  # noqa: S308 - cleaned when it was stored
        credential, answered = node.credential, node.in_reply_to
        return {
            "pk": comment.pk,
            "name": comment.author.public_name,
            "initial": comment.author.public_name[:1].upper(),
            "slug": comment.author.slug,
            "at": moment(comment.created_at),
            "label": self._label("kind", comment),
            "state": comment.status != "published" and self._label("status", comment),
            "title": comment.title if comment.pk != self._page.get("headed_by") else "",
            "top": self._drawn_for(comment.pk, self._top),
            "html": html,
            "interest": comment.interest,
            "reason": comment.status_reason,
            "code": comment.removal_code,
            "credential": credential and capfirst(credential.kind),
            "valid_until": credential and day(credential.expires_on),
            "answered": answered and answered.comment.author.public_name,
            "answered_pk": answered and answered.comment.pk,
            "said": self._said.get(comment.pk),
            "above": self._drawn_above(node),
            "below": self._drawn_below(comment.pk) + self._drawn_for(comment.pk, self._answer),
            "replies": node.replies and self.all_of(node.replies),
        }

    def _label(self, field, comment):
        """Return what a choice is called."""
        key = field, getattr(comment, field)
        if key not in self._labels:
            self._labels[key] = capfirst(getattr(comment, f"get_{field}_display")())
        return self._labels[key]

    def _drawn_above(self, node):
        """Draw what few comments have: the passages that they quote."""
        quotes = (self._page.get("comment_quotes") or {}).get(node.comment.pk)
        if not quotes or not node.readable:
            return ""
        may_look = node.is_own or (self._page.get("perms") and "claims.triage_report" in self._page["perms"])
        with self._page.push(quotes=quotes, may_look=may_look):
            return self._above.render(self._page)

    def _drawn_below(self, pk):
        """Draw what few comments have: cautions, notes of disputes, what they relied on."""
        asked = {name: self._page.get(f"comment_{name}") or {} for name in ("cautions", "notes", "ripples", "moves")}
        if not any(pk in found for found in asked.values()):
            return SafeString("")
        with self._page.push(pk=pk, **{name: found.get(pk, ()) for name, found in asked.items()}):
            return self._below.render(self._page)

    def _drawn_for(self, pk, template):
        """Draw what answers have and other comments do not."""
        answer = (self._page.get("comment_answers") or {}).get(pk)
        if not answer:
            return SafeString("")
        with self._page.push(answer=answer):
            return template.render(self._page)


def moment(at) -> SafeString:
    """Return an aware time as components/moment.html shows it, without a template."""
    here, there = timezone.localtime(at), at.astimezone(UTC).isoformat(timespec="seconds")[:19]
    words = f"{day_words(here)}, {here.hour}:{here.minute:02} {here.tzname()}"
    return mark_safe(f'<time datetime="{there}Z">{words}</time>')  # noqa: S308 - numbers and names


def day(on) -> SafeString:
    """Return a date as components/day.html shows it, without a template."""
    return mark_safe(f'<time datetime="{on.isoformat()}">{day_words(on)}</time>')  # noqa: S308 - numbers and names


def day_words(on) -> str:
    """Return a date in words, such as 2 March 2026."""
    return f"{on.day} {MONTHS[on.month]} {on.year}"


def _said(messages) -> dict[int, SafeString]:
    """Return what the site has to say about each comment: a view names it in the tag of a message.

    Args:
        messages: of this request; missing on a page that is drawn without one.
    """
    found = defaultdict(list)
    for message in messages or ():
        place, _, pk = (message.extra_tags or "").partition("-")
        if place == "comment" and pk.isdecimal():
            found[int(pk)].append((message.level_tag, message))
    row = '<p class="message is-{}" role="status">{}</p>'
    return {pk: format_html_join("", row, rows) for pk, rows in found.items()}


@register.filter
def of_comment(found: dict | str, pk: int):
    """Return what a page has for one comment, or nothing.

    Args:
        found: by key of a comment; empty where the page has none.
        pk: the comment.
    """
    return found.get(pk, "") if found else ""
