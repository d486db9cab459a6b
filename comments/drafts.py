"""What somebody typed and has not sent: a visitor's in the session across signing in, a member's in a row of its own.

Nothing is posted by itself.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.permissions import can_post
from comments.actions import MOST_DRAFTS as MOST_ROWS
from comments.actions import DraftTooLong, save_draft
from comments.forms import AnswerForm, CommentForm
from comments.models import Discussion, Draft
from comments.places import place_or_none, places_of

KEY = "kept_drafts"
MOST_CHARS = 10_000
MOST_DRAFTS = 5
LONGEST_PLACE = Draft._meta.get_field("place").max_length
# their addresses are places, besides "discussion:5"
PAGES_WITH_FORMS = {
    "comment_reply", "comment_edit", "comment_quote", "passage_quote", "article_ask", "passage_ask", "topic_ask",
}  # fmt: skip
_NOT_ASKED = object()
_DISCUSSION = re.compile(r"discussion:([0-9]{1,18})")
FIELDS = (
    "body", "kind", "title", "interest", "basis", "source_url", "reference",
    "sentence",  # which words are quoted
)  # fmt: skip


def keep(request, *, place: str) -> None:
    """Keep what a form sent; of several forms, the latest few.

    Args:
        request: a POST by a visitor, or by somebody whose session ended.
        place: names the form, such as "discussion:5" or the address of its page.

    Raises:
        ImmediateHttpResponse: this address has filled enough sessions; the answer shows the words again.
    """
    if not ratelimit.consume(request, action="kept_form"):
        messages.info(request, _("Your words are below, but not kept. Sign in in a new window, then send them again."))
        raise ImmediateHttpResponse(ratelimit.respond_429(request))
    values = {name: request.POST.get(name, "")[:MOST_CHARS] for name in FIELDS}
    drafts = {at: draft for at, draft in request.session.get(KEY, {}).items() if at != place}
    drafts[place] = {"at": timezone.now().isoformat(), "values": values}
    request.session[KEY] = dict(list(drafts.items())[-MOST_DRAFTS:])


def kept(request, *, place: str) -> dict:
    """Return what was kept for this form; nothing when it is too old."""
    draft = request.session.get(KEY, {}).get(place)
    if not draft:
        return {}
    too_old = timezone.now() - parse_datetime(draft["at"]) > timedelta(hours=settings.KEPT_DRAFT_HOURS)
    return {} if too_old else draft["values"]


def forget(request, *, place: str) -> None:
    """Drop what was kept for a form, once it was sent."""
    drafts = request.session.get(KEY, {})
    if place in drafts:
        request.session[KEY] = {at: draft for at, draft in drafts.items() if at != place}


def save(request, *, place: str, unless_posted: bool = False) -> Draft | None:
    """Keep what a member's form sent; what is too long to be kept is on the page all the same.

    Args:
        request: a POST by a member.
        place: names the form.
        unless_posted: it was sent by itself, perhaps after the form was posted: then there is nothing to keep.
    """
    if len(place) > LONGEST_PLACE:  # no address of ours is: somebody has put noughts before a number
        return None
    key = _key(request.POST.get("submission_key", "")) if unless_posted else None
    values = {name: request.POST[name].replace("\x00", "") for name in FIELDS if name in request.POST}
    try:
        return save_draft(member=request.user, place=place, values=values, at=timezone.now(), key=key)
    except DraftTooLong:
        return None


def _key(text):
    """Return a submission key, or None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def is_place(place: str) -> bool:
    """Tell whether a form of words stands at a place: the discussion or the page that it names need not be there."""
    if len(place) > LONGEST_PLACE:
        return False
    if _DISCUSSION.fullmatch(place):
        return True
    try:
        return place.startswith("/") and resolve(place).url_name in PAGES_WITH_FORMS
    except Resolver404:
        return False


def address_of(place: str) -> str | None:
    """Return where a form is found; None where nobody can open it any more.

    Args:
        place: one for which is_place is True.
    """
    found = _DISCUSSION.fullmatch(place)
    if not found:
        return place
    discussion = Discussion.objects.select_related("article", "topic").filter(pk=found.group(1)).first()
    page = discussion and place_or_none(discussion)
    return f"{page}#post" if page else None


@dataclass(frozen=True)
class Row:
    """A draft in the list: what it is a draft of, in words, and where it is found."""

    draft: Draft
    about: str
    address: str | None

    @property
    def words(self) -> str:
        """What was typed."""
        return self.draft.values.get("title") or self.draft.values.get("body", "")


def rows_of(member) -> list[Row]:
    """Return a member's drafts, the latest first: at most MOST_ROWS; a constant number of queries."""
    drafts = list(Draft.objects.filter(member=member).order_by("-saved_at", "-pk")[:MOST_ROWS])
    keys = {draft.pk: int(found.group(1)) for draft in drafts if (found := _DISCUSSION.fullmatch(draft.place))}
    places = places_of(set(keys.values()))
    return [_row(draft, keys.get(draft.pk), places) for draft in drafts]


def _row(draft, discussion, places):
    if discussion is None:
        kinds = {"reply": _("A reply"), "quote": _("A comment on words that you quote"), "ask": _("A question")}
        found = (words for name, words in kinds.items() if f"/{name}/" in draft.place)
        return Row(draft, next(found, _("A change to your comment")), draft.place)
    place = places.get(discussion)
    if place is None:
        return Row(draft, _("A comment"), None)
    return Row(draft, _("A comment below “%(title)s”") % {"title": place.title}, f"{place.url}#post")


def open_form(request, make, *, place: str, button: str, initial: dict | None = None, draft=_NOT_ASKED, **more):
    """Return a form of words: with what was sent, or with what was kept of it.

    Args:
        request: who asks; `in_place` follows from it.
        make: a class like WordsForm.
        place: names the form.
        button: the words on the button that posts, for members.
        initial: what it holds where nothing was kept.
        draft: the member's Draft or None, where it has been read already.
        **more: for the form, such as action.
    """
    member = request.user if request.user.is_authenticated else None
    if request.method == "POST":
        draft = None
    elif draft is _NOT_ASKED:
        draft = kept_in_row(request, place=place)
    found = kept(request, place=place) or (draft.values if draft else {})
    form = make(
        request.POST if request.method == "POST" else None, initial=(initial or {}) | found, member=member, place=place,
        button=button_for(request, button), **more,
    )  # fmt: skip
    form.has_own_words = not found
    form.draft_at = draft.saved_at if draft and found is draft.values else None
    return form


def kept_in_row(request, *, place: str) -> Draft | None:
    """Return a member's draft for a form."""
    return Draft.objects.filter(member=request.user, place=place).first() if request.user.is_authenticated else None


def place_of_form(discussion) -> str:
    """Return the name under which the form of a discussion is kept."""
    return f"discussion:{discussion.pk}"


def discussions_with_draft(request):
    """Return the discussions, each with what the member has kept of its form: no query of its own for form_for.

    Args:
        request: of a member or a visitor.
    """
    rows = Discussion.objects.select_related("article", "notice_by", "slow_mode_by")
    if not request.user.is_authenticated:
        return rows
    place = Concat(Value("discussion:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    own = Draft.objects.filter(member=request.user, place=place)
    return rows.annotate(kept_values=Subquery(own.values("values")), kept_at=Subquery(own.values("saved_at")))


def form_for(request, discussion) -> CommentForm | None:
    """Return the form under a discussion, with what was kept of it; None where the member may not post."""
    if discussion.is_closed or (request.user.is_authenticated and not can_post(request.user)):
        return None
    action, place = reverse("comment_create", args=[discussion.pk]), place_of_form(discussion)
    draft = _NOT_ASKED
    if hasattr(discussion, "kept_at"):
        draft = discussion.kept_at and Draft(values=discussion.kept_values, saved_at=discussion.kept_at)
    return open_form(request, CommentForm, place=place, action=action, button=_("Post comment"), draft=draft)


def answer_form_for(request, question) -> AnswerForm | None:
    """Return the form under a question that can be answered; None where the member may not post.

    Args:
        request: a GET of its page.
        question: a Question.
    """
    if request.user.is_authenticated and not can_post(request.user):
        return None
    place = reverse("comment_reply", args=[question.pk])
    return open_form(request, AnswerForm, place=place, action=place, button=_("Post answer"))


def button_for(request, words: str) -> str:
    """Return the words on the button that posts something: for a visitor, what comes first."""
    return words if request.user.is_authenticated else _("Sign in to post")
