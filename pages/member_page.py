"""The public page of a member: since when, which badge, what was written. Nothing about health, no scores."""

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import Credential
from accounts.permissions import muted_by
from articles.models import Article
from claims.models import Dispute
from claims.reading import notes_on_comments
from comments.models import Comment

PER_PAGE = 20
LONGEST_KEY = 18  # digits
IS_QUESTION = Q(parent__isnull=True, kind=Comment.Kind.QUESTION)
IS_ANSWER = Q(depth=1, parent__kind=Comment.Kind.QUESTION)
TABS = {  # how the address says it -> the words on the tab, and which comments stand there
    "": (gettext_lazy("Comments"), ~IS_QUESTION & ~IS_ANSWER),
    "questions": (gettext_lazy("Questions"), IS_QUESTION),
    "answers": (gettext_lazy("Answers"), IS_ANSWER),
}


def key_in(request) -> int | None:
    """Return the key after which a page of a list begins, as the address says it; None on the first page.

    Raises:
        BadRequest: it is no key.
    """
    before = request.GET.get("before", "")
    if before and not (before.isascii() and before.isdecimal() and len(before) <= LONGEST_KEY):
        raise BadRequest
    return int(before) if before else None


def page_of(rows, *, before: int | None) -> tuple[list, int | None]:
    """Return one page of a list, the newest first, and the key before which the next begins; None on the last.

    Args:
        rows: a QuerySet.
        before: see key_in.
    """
    rows = rows.filter(pk__lt=before) if before else rows
    found = list(rows.order_by("-pk")[: PER_PAGE + 1])
    return found[:PER_PAGE], found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None


def written_by(member, *, viewer):
    """Return what a member wrote that this viewer can read, where the viewer can read it.

    Args:
        member: who wrote it.
        viewer: a Member or AnonymousUser.
    """
    in_sight = (
        Q(discussion__article__in=Article.objects.published())
        | Q(discussion__topic__isnull=False)
        | Q(discussion__in=Dispute.objects.visible_to(viewer).values("discussion"))
    )
    return Comment.objects.filter(in_sight, author=member).visible_to(viewer)


def member_context(member, *, viewer, show: str, before: int | None) -> dict:
    """Read one page of what a member wrote: the same queries however much it is.

    Args:
        member: whose page.
        viewer: a Member or AnonymousUser.
        show: a key of TABS; another one shows the first.
        before: see key_in.
    """
    show = show if show in TABS else ""
    rows, older = page_of(written_by(member, viewer=viewer).filter(TABS[show][1]), before=before)
    return {
        "member": member, "comments": rows, "older": older, "before": before, "show": show,
        "tabs": [(key, label) for key, (label, _which) in TABS.items()],
        "credentials": list(member_credentials(member)),
        "notes": notes_on_comments([comment.pk for comment in rows]),
        "is_muted": member.pk in muted_by(viewer),
    }  # fmt: skip


def member_credentials(member):
    """Return the licences of a member that hold today, the one that lasts longest first."""
    rows = Credential.objects.valid(timezone.now()).filter(member=member).defer("number_sealed")
    return rows.order_by("-expires_on", "-pk")
