"""What a member finds of the discussions in their download."""

from django.utils.translation import gettext as _

from accounts.sections import Section, rows_of
from comments.models import Comment, CommentRevision, Draft, Endorsement, HelpfulMark


def own_sections(member) -> list[Section]:
    """Return a member's comments, questions and answers with every version, their drafts and their marks.

    Args:
        member: who reads it.
    """
    rows = Comment.objects.filter(author=member).select_related("source").prefetch_related("revisions").order_by("pk")
    helpful = rows_of(HelpfulMark.objects.filter(member=member).order_by("pk"), "created_at", on_comment="comment")
    endorsed = rows_of(Endorsement.objects.filter(member=member).order_by("pk"), "created_at", on_comment="comment")
    drafts = rows_of(Draft.objects.filter(member=member).order_by("pk"), "place", "values", "saved_at")
    return [
        Section("comments", _("What you wrote: comments, questions and answers"), [_comment(row) for row in rows]),
        Section("drafts", _("What you have not sent"), drafts),
        Section("helpful_marks", _("What you found helpful"), helpful),
        Section("endorsements", _("Answers you endorsed"), endorsed),
    ]


def _comment(row):
    return {
        "address": row.get_absolute_url(), "written_at": row.created_at, "edited_at": row.edited_at,
        "status": row.get_status_display(), "reason": row.status_reason, "kind": row.get_kind_display(),
        "title": row.title, "text": row.body, "rests_on": row.get_basis_display(),
        "source": row.source and row.source.link, "interest": row.interest,
        "versions": [_version(version) for version in sorted(row.revisions.all(), key=_number)],
    }  # fmt: skip


def _version(row: CommentRevision):
    return {
        "number": row.number,
        "title": row.title,
        "text": row.body,
        "interest": row.interest,
        "written_at": row.created_at,
    }


def _number(row):
    return row.number
