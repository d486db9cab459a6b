"""What can be found of disputes and of the register of claims."""

from collections.abc import Collection, Iterable

from django.db.models import Max, Q

from articles.models import Topic
from claims.models import Appearance, Claim, Dispute, Ruling, Thing
from claims.reading import Wanted, families, in_register
from comments.consequences import Place
from comments.models import Comment
from comments.searching import follow_place
from search.actions import drop, drop_under, index_later
from search.consequences import Source
from search.documents import Document, Shown, key_of
from search.models import Kind, State

DISPUTE, CLAIM = "dispute", "claim"
STATES = {
    Dispute.Status.OPEN: State.OPEN, Dispute.Status.RULED: State.RULED, Dispute.Status.DISMISSED: State.DISMISSED,
}  # fmt: skip


def dispute_document(dispute_id: int) -> Document | None:
    """Return what a public dispute says in the words of the staff; None for another.

    Args:
        dispute_id: its primary key.
    """
    dispute = Dispute.objects.public().filter(pk=dispute_id).first()
    if dispute is None:
        return None
    sides = dispute.positions.order_by("order").values_list("name", "summary")
    rulings = Ruling.objects.in_force().filter(dispute=dispute).order_by("pk").values_list("summary", flat=True)
    said = [dispute.agreed, dispute.ask_clinician, *rulings, dispute.dismissal_reason]
    return Document(
        subject_key=key_of(DISPUTE, dispute_id), kind=Kind.DISPUTE, title=dispute.question,
        text="\n".join([*(line for side in sides for line in side), *said]), state=STATES[dispute.status],
        dated_at=dispute.decided_at or dispute.reopened_at or dispute.opened_at or dispute.reported_at,
        topics=_topics_of(dispute.appearances.all()),
    )  # fmt: skip


def claim_document(claim_id: int) -> Document | None:
    """Return what a claim of the register says, with all that was merged into it; None for one that is not in it.

    Args:
        claim_id: its primary key.
    """
    tree = families()
    claim = in_register(Wanted(), tree).filter(pk=claim_id).first()
    if claim is None:
        return None
    family = tree.members_of(claim_id)
    merged = Claim.objects.filter(pk__in=family).exclude(pk=claim_id).order_by("pk")
    things = Thing.objects.filter(claims__in=family).order_by("pk").values_list("name", flat=True).distinct()
    quoted = Appearance.objects.filter(claim__in=family)
    disputes = Dispute.objects.public().filter(positions__claims__in=family)
    dated = [quoted.aggregate(at=Max("created_at"))["at"], disputes.aggregate(at=Max("reported_at"))["at"]]
    return Document(
        subject_key=key_of(CLAIM, claim_id), kind=Kind.CLAIM, title=claim.statement,
        text="\n".join([*things, *merged.values_list("statement", flat=True)]),
        dated_at=max(at for at in dated if at), topics=_topics_of(quoted),
    )  # fmt: skip


def _topics_of(appearances):
    said = appearances.order_by()
    articles = Q(articles__in=said.filter(article__isnull=False).values("article"))
    comments = Q(articles__in=said.filter(comment__isnull=False).values("comment__discussion__article"))
    return Topic.objects.filter(articles | comments).order_by("slug").values_list("slug", flat=True).distinct()


def dispute_keys() -> Iterable[int]:
    """Return the keys of the public disputes."""
    return Dispute.objects.public().order_by("pk").values_list("pk", flat=True)


def claim_keys() -> Iterable[int]:
    """Return the keys of the claims in the register."""
    return in_register(Wanted(), families()).order_by("pk").values_list("pk", flat=True)


def show_disputes(dispute_ids: Collection[int], member) -> dict[int, Shown]:
    """Return those of these disputes that everybody can open, by key; one query.

    Args:
        dispute_ids: primary keys.
        member: who asks; not looked at, because only what is public is in the index.
    """
    rows = Dispute.objects.public().filter(pk__in=dispute_ids)
    return {row.pk: Shown(title=row.question, url=row.get_absolute_url(), thing=row) for row in rows}


def show_claims(claim_ids: Collection[int], member) -> dict[int, Shown]:
    """Return those of these claims that are in the register, by key; a constant number of queries.

    Args:
        claim_ids: primary keys.
        member: who asks; not looked at.
    """
    rows = in_register(Wanted(), families()).filter(pk__in=claim_ids)
    return {row.pk: Shown(title=row.statement, url=row.get_absolute_url(), thing=row) for row in rows}


def dispute_places(discussion_ids: Collection[int]) -> dict[int, Place]:
    """Return the public disputes that own some discussions, by the keys of these; one query.

    Args:
        discussion_ids: primary keys.
    """
    rows = Dispute.objects.public().filter(discussion__in=discussion_ids)
    return {row.discussion_id: Place(key_of(DISPUTE, row.pk), row.question, row.get_absolute_url()) for row in rows}


def follow_dispute(dispute: Dispute, *, is_back: bool = False) -> None:
    """Let the index follow a dispute and the claims of its sides: see comments.searching.follow.

    Args:
        dispute: as it stands now, in the transaction that changed it.
        is_back: nobody could read it a moment ago, so its discussion is indexed too.
    """
    key = key_of(DISPUTE, dispute.pk)
    if not dispute.is_public:
        drop(key)
        drop_under(key)
    else:
        index_later(key)
        if is_back:
            follow_place([dispute.discussion_id])
    follow_claims(Claim.objects.filter(Q(positions__dispute=dispute) | Q(appearances__dispute=dispute)))


def follow_claims(claims) -> None:
    """Let the index follow some claims, or those that stand for them.

    Args:
        claims: a QuerySet, as the rows stand now, in the transaction that changed them.
    """
    keys = set(claims.values_list("pk", flat=True))
    if not keys:
        return
    tree = families()
    keys |= {tree.root_of(key) for key in keys}
    public = set(in_register(Wanted(), tree).filter(pk__in=keys).values_list("pk", flat=True))
    drop(*(key_of(CLAIM, key) for key in sorted(keys - public)))
    index_later(*(key_of(CLAIM, key) for key in sorted(public)))


def follow_comment(*, comment: Comment) -> None:
    """Let the index follow the claims that a comment makes.

    Args:
        comment: as it stands now, in the transaction that changed it.
    """
    follow_claims(Claim.objects.filter(appearances__comment=comment))


def follow_article(*, article, at) -> None:
    """Let the index follow the claims that an article or a comment under it makes.

    Args:
        article: as it stands now, in the transaction that changed it.
        at: when; not looked at.
    """
    said = Q(appearances__article=article) | Q(appearances__comment__discussion__article=article)
    follow_claims(Claim.objects.filter(said))


SOURCES = (
    Source(DISPUTE, dispute_document, dispute_keys, show_disputes),
    Source(CLAIM, claim_document, claim_keys, show_claims),
)
