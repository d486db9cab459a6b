"""What the templates of a discussion cannot do by themselves."""

from collections import defaultdict
from datetime import UTC
from functools import cache
from typing import NamedTuple

from django import template
from django.template.loader import get_template
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext

from comments.instructing import tells_what_to_do
from comments.reading import ThreadPage
from common.html import plain_text
from common.stencils import Stencil

register = template.Library()
_KEPT: dict[tuple, dict] = {}  # what comments/_comment.html takes from the page of a visitor, to the shapes drawn there


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
    is_marked: bool
    is_new: bool
    is_featured: bool
    is_focused: bool


@register.simple_tag(takes_context=True)
def comments(context, nodes, focus=False) -> SafeString:
    """Draw comments with their replies, as list items.

    Args:
        context: of the page; see comments/_comment.html for what it may hold.
        nodes: of comments.reading.
        focus: whether the first one takes the focus: it comes to a page that is being read.
    """
    return Drawing(context, nodes, focused=nodes[0].comment.pk if focus and nodes else None).all_of(nodes)


class Drawing:
    """The comments of one page, in one pass: comments/_comment.html is the one file with their HTML."""

    def __init__(self, context, nodes, *, focused=None):
        self._page, self._threads = context, context.get("threads") or ThreadPage(nodes, len(nodes), "oldest")
        self._stencil = Stencil(get_template("comments/_comment.html").template, context, _kept_for(context))
        self._above, self._below, self._answer, self._top, self._more = (
            get_template(f"comments/_{name}.html").template
            for name in ("above", "below", "answer", "answer_top", "more_link")
        )
        self._is_part, self._focused = context.get("is_part", False), focused
        self._labels, self._counts = {}, {}
        names = ("html", "quotes", "cautions", "notes", "ripples", "moves", "answers")
        self._found = {name: context.get(f"comment_{name}") or {} for name in names}
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
            is_marked=node.is_marked,
            is_new=node.is_new,
            is_featured=comment.featured_at is not None,
            is_focused=comment.pk == self._focused,
            answers=(node.in_reply_to and ("shown" if node.in_reply_to.readable else "gone")) or "",
        )
        return self._stencil.fill(shape, self._words(node, comment))

    def _follow(self, node):
        user = self._page.get("user")
        if node.comment.depth or not node.readable or not (user and user.is_authenticated):
            return ""
        return "stop" if node.is_followed else "begin"

    def _words(self, node, comment):
        """Gather what is printed: every comment that can be read has the same names; empty where it has none."""
        if node.gone:
            return {"pk": comment.pk, "code": comment.removal_code} | self._branch(node)  # none of the words that went
        credential, answered, name = node.credential, node.in_reply_to, comment.author.public_name
        return {
            "pk": comment.pk,
            "name": name,
            "initial": name[:1].upper(),
            "slug": comment.author.slug,
            "at": moment(comment.created_at),
            "label": self._label("kind", comment),
            "state": comment.status != "published" and self._label("status", comment),
            "title": comment.title if comment.pk != self._page.get("headed_by") else "",
            "top": self._drawn_for(comment.pk, self._top),
            "html": self._found["html"].get(comment.pk) or mark_safe(comment.body_html),  # noqa: S308 - cleaned when it was stored
            "interest": comment.interest,
            "reason": comment.status_reason,
            "credential": credential and capfirst(credential.kind),
            "valid_until": credential and day(credential.expires_on),
            "answered": answered and answered.comment.author.public_name,
            "answered_pk": answered and answered.comment.pk,
            "up": comment.in_reply_to_id and self._href_up(comment.in_reply_to_id),
            "next_new": node.is_new and self._href_of_next(comment.pk),
            "helpful": comment.helpful_count,
            "said": self._said.get(comment.pk),
            "above": self._drawn_above(node),
            "below": self._drawn_below(comment.pk)
            + self._drawn_for(comment.pk, self._answer)
            + self._drawn_advice(comment),
        } | self._branch(node)

    def _branch(self, node):
        """Draw what hangs on a comment."""
        return {
            "replies": node.replies and self.all_of(node.replies),
            "counted": node.replies and self._counted(node.reply_count),
            "more": node.more and self._drawn_more(node),
        }

    def _href_up(self, pk):
        """Return the way to what a comment answers; it is on the page to which more replies come."""
        return f"#comment-{pk}" if self._is_part else self._threads.href_of(pk)

    def _href_of_next(self, pk):
        """Return the way to the next new comment; nothing from the last one."""
        following = self._threads.next_new.get(pk)
        return following and self._threads.href_of(following)

    def _counted(self, count):
        """Say how many replies hang on a comment."""
        if count not in self._counts:
            self._counts[count] = ngettext("%(n)s reply", "%(n)s replies", count) % {"n": count}
        return self._counts[count]

    def _drawn_more(self, node):
        """Draw the way to the replies that are not on the page."""
        with self._page.push(root=node):
            return self._more.render(self._page)

    def _label(self, field, comment):
        """Return what a choice is called."""
        key = field, getattr(comment, field)
        if key not in self._labels:
            self._labels[key] = capfirst(getattr(comment, f"get_{field}_display")())
        return self._labels[key]

    def _drawn_above(self, node):
        """Draw what few comments have: the passages that they quote."""
        quotes = self._found["quotes"].get(node.comment.pk)
        if not quotes:
            return ""
        may_look = node.is_own or (self._page.get("perms") and "claims.triage_report" in self._page["perms"])
        with self._page.push(quotes=quotes, may_look=may_look):
            return self._above.render(self._page)

    def _drawn_below(self, pk):
        """Draw what few comments have: cautions, notes of disputes, what they relied on."""
        found = {name: self._found[name].get(pk, ()) for name in ("cautions", "notes", "ripples", "moves")}
        if not any(found.values()):
            return SafeString("")
        with self._page.push(pk=pk, **found):
            return self._below.render(self._page)

    def _drawn_advice(self, comment):
        """Draw the note on an answer that tells people what to do and names no source, wherever it stands."""
        if comment.basis != comment.Basis.EXPERIENCE or not tells_what_to_do(plain_text(comment.body_html)):
            return SafeString("")
        return get_template("comments/_bare_advice.html").template.render(self._page)

    def _drawn_for(self, pk, template):
        """Draw what answers have and other comments do not."""
        answer = self._found["answers"].get(pk)
        if not answer:
            return SafeString("")
        with self._page.push(answer=answer):
            return template.render(self._page)


def moment(at) -> SafeString:
    """Return an aware time as components/moment.html shows it, without a template."""
    here, there = timezone.localtime(at), at.astimezone(UTC).isoformat()[:19]
    words = f"{day_words(here)}, {here.hour}:{here.minute:02} {here.tzname()}"
    return mark_safe(f'<time datetime="{there}Z">{words}</time>')  # noqa: S308 - numbers and names


def day(on) -> SafeString:
    """Return a date as components/day.html shows it, without a template."""
    return mark_safe(f'<time datetime="{on.isoformat()}">{day_words(on)}</time>')  # noqa: S308 - numbers and names


def day_words(on) -> str:
    """Return a date in words, such as 2 March 2026."""
    return f"{on.day} {_month(on.month, get_language())} {on.year}"


@cache
def _month(number, _language):
    return str(MONTHS[number])


def _kept_for(context):
    """Return the shapes that were drawn for visitors before, on pages that tell the template the same.

    A member's are not kept: they depend on rights, and hold the key of their forms.
    """
    user = context.get("user")
    if user is None or user.is_authenticated:
        return None
    order = getattr(context.get("threads"), "order_query", "")
    return _KEPT.setdefault((get_language(), order, bool(context.get("article") or context.get("dispute"))), {})


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
