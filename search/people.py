"""What can be found of members: the public name, and nothing else."""

from collections.abc import Collection, Iterable

from accounts.models import Member
from search.actions import drop, index_later
from search.consequences import Source
from search.documents import Document, Shown, key_of
from search.models import Kind, SearchDocument

NAME = "member"


def _public():
    """Members who have a page and have shown that their address is theirs: a name may be an advertisement."""
    return Member.objects.filter(is_active=True, email_confirmed_at__isnull=False)


def document_of(member_id: int) -> Document | None:
    """Return a member's public name; None for one who has no page.

    Args:
        member_id: primary key.
    """
    member = _public().filter(pk=member_id).first()
    if member is None:
        return None
    key = key_of(NAME, member_id)
    return Document(subject_key=key, kind=Kind.MEMBER, title=member.public_name, dated_at=member.joined_at)


def keys() -> Iterable[int]:
    """Return the keys of the members who have a page."""
    return _public().order_by("pk").values_list("pk", flat=True)


def show(member_ids: Collection[int], member) -> dict[int, Shown]:
    """Return those of these members who have a page, by key; one query.

    Args:
        member_ids: primary keys.
        member: who asks; not looked at.
    """
    rows = _public().filter(pk__in=member_ids)
    return {row.pk: Shown(title=row.public_name, url=row.get_absolute_url(), thing=row) for row in rows}


def follow(*, member: Member) -> None:
    """Let the index follow a member: drop one who has no page now at once, else ask the worker.

    Args:
        member: as the row stands now, in the transaction that changed it; a deleted one with its former key.
    """
    key = key_of(NAME, member.pk)
    if _public().filter(pk=member.pk).exists():
        index_later(key)
    else:
        drop(key)


def leave(*, member: Member, former: Member, mode: str, at) -> None:
    """Take a member who leaves out of the index; what stays of their words is another's.

    Args:
        member: who leaves.
        former: who stands in their place.
        mode: a Member.Leaving; not looked at, because the apps above drop what goes.
        at: when; not looked at.
    """
    drop(key_of(NAME, member.pk))
    SearchDocument.objects.filter(author_id=member.pk).update(author_id=former.pk)


SOURCE = Source(NAME, document_of, keys, show)
