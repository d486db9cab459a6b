"""What the page of one claim shows."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.models import Entry
from claims.merging import Families
from claims.models import Appearance, Claim
from claims.reading.families import for_everybody
from claims.reading.register import ClaimEntry, Wanted, entries_of, in_order, in_register
from claims.reading.sides import QUOTED, Quote, quote_of
from claims.reading.timeline import Event
from comments.models import Comment
from notifications.models import Subscription

MOST_QUOTES = 200
MOST_OTHERS = 20
HAPPENED = {
    "register_claim": (gettext_lazy("Put into the register"), True),
    "edit_claim": (gettext_lazy("Worded anew by an editor"), False),
    "merge_claims": (gettext_lazy("Another statement was found to be the same"), True),
    "undo_merge": (gettext_lazy("A statement was found to be another one after all"), True),
    "split_claim": (gettext_lazy("A part of it became a statement of its own"), True),
    "undo_split": (gettext_lazy("A part of it was put back"), True),
}


@dataclass(frozen=True)
class Group:
    """Passages of one kind of place."""

    heading: str
    quotes: list[Quote]


def groups_of(root: int, tree: Families) -> list[Group]:
    """Return where a claim appears for everybody: articles, comments, answers, outside sources; one query.

    Args:
        root: key of a claim that stands for itself.
        tree: see families.
    """
    rows = Appearance.objects.filter(for_everybody(), claim__in=tree.members_of(root))
    found: dict[str, dict[Quote, None]] = {"article": {}, "comment": {}, "answer": {}, "source": {}}
    for row in rows.select_related(*QUOTED, "comment__parent").order_by("pk")[:MOST_QUOTES]:
        found[_place(row)].setdefault(quote_of(row))
    headings = {
        "article": _("In articles"), "comment": _("In comments"), "answer": _("In answers to questions"),
        "source": _("Elsewhere"),
    }  # fmt: skip
    return [Group(headings[place], list(quotes)) for place, quotes in found.items() if quotes]


def _place(row):
    if row.source_id:
        return "source"
    if row.article_id:
        return "article"
    parent = row.comment.parent
    return "answer" if parent and parent.depth == 0 and parent.kind == Comment.Kind.QUESTION else "comment"


def others_about(entry: ClaimEntry, tree: Families) -> list[ClaimEntry]:
    """Return other claims of the register about the same thing, in its order; six queries at most.

    Args:
        entry: the claim that is shown.
        tree: see families.
    """
    if entry.thing is None:
        return []
    rows = in_order(in_register(Wanted(thing=entry.thing.slug), tree).exclude(pk=entry.claim.pk))
    return entries_of(list(rows.values_list("pk", flat=True)[:MOST_OTHERS]), tree)


def history_of(root: int, tree: Families) -> list[Event]:
    """Return what editors did to a claim, oldest first: from the log, one query.

    Args:
        root: key of a claim that stands for itself.
        tree: see families.
    """
    subjects = [f"claim:{key}" for key in tree.members_of(root)]
    acts = Entry.objects.filter(subject__in=subjects, verb__in=HAPPENED).order_by("at", "pk")
    return [Event(at, *HAPPENED[verb]) for at, verb in acts.values_list("at", "verb")]


def is_following(member, subject_key: str) -> bool:
    """Tell whether a member follows a thing; no query for a visitor.

    Args:
        member: a Member or AnonymousUser.
        subject_key: the thing, such as "claim:17".
    """
    rows = Subscription.objects.filter(subject_key=subject_key)
    return member.is_authenticated and rows.filter(member=member).exists()


def candidates_to_merge(claim: Claim, thing) -> list[Claim]:
    """Return the claims that stand for themselves about the same thing, or about none, for an editor to choose from.

    Args:
        claim: which is to be merged.
        thing: what its family is about; None offers claims about anything.
    """
    rows = Claim.objects.filter(merged_into__isnull=True).exclude(pk=claim.pk).select_related("thing")
    if thing is not None:
        rows = rows.filter(Q(thing=thing) | Q(thing__isnull=True))
    return list(in_order(rows)[:MOST_OTHERS])
