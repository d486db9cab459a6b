"""Who may do what on the claims floor. Nobody decides about their own report or their own article."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.conf import settings
from django.db.models import Q

from accounts.permissions import can_question, is_staff_member, premoderated
from articles.models import Block, Byline
from claims.course import COURSE
from claims.models import (
    Appearance,
    Claim,
    Dispute,
    Position,
    Quotation,
    Report,
    Resolution,
    Response,
    Ripple,
    Ruling,
)
from comments.models import Comment

ENDED_REPORTS = (Report.Status.RETRACTED, Report.Status.DISMISSED)


def can_report(member) -> bool:
    """Every reader who is not restricted."""
    return can_question(member)


@dataclass(frozen=True)
class Budget:
    """How much a member can send within a day."""

    reports: int
    evidence: int


def daily_budget(member, at: datetime) -> Budget:
    """Return how much the member can send within a day, by their standing.

    Args:
        member: whoever sends; professionals are those whose credential is valid, staff hold a right that readers lack.
        at: when (aware).
    """
    if is_staff_member(member) or member.credentials.valid(at).exists():
        return Budget(settings.REPORTS_PER_DAY_STAFF, settings.EVIDENCE_PER_DAY_STAFF)
    if at - member.joined_at < timedelta(days=settings.NEW_MEMBER_DAYS):
        return Budget(settings.REPORTS_PER_DAY_NEW, settings.EVIDENCE_PER_DAY_NEW)
    return Budget(settings.REPORTS_PER_DAY, settings.EVIDENCE_PER_DAY)


def is_party(member, dispute: Dispute) -> bool:
    """Tell whether the member reported the dispute or wrote a sentence in it."""
    reports = Report.objects.filter(dispute=dispute)
    return reports.filter(reporter=member).exists() or wrote_statement(member, dispute)


def is_younger(member, dispute: Dispute) -> bool:
    """Tell whether the account is younger than the dispute: its reports and marks are shown apart, counted nowhere."""
    return dispute.opened_at is not None and member.joined_at > dispute.opened_at


def wrote_statement(member, dispute: Dispute) -> bool:
    """Tell whether the member is the author of a statement in dispute, on either side.

    That is who stands in the byline, who wrote the comment, and who published the sentence first. To have prepared a
    later revision is no bar.
    """
    quoted = Q(pk__in=dispute.reports.values("appearance")) | Q(pk__in=dispute.reports.values("against"))
    rows = Appearance.objects.filter(quoted)
    if rows.filter(Q(article__authors__member=member) | Q(comment__author=member)).exists():
        return True
    quotes = rows.filter(article__isnull=False).values_list("article", "block_key", "sentences")
    return member.pk in first_publishers(quotes).values()


Quote = tuple[int, str, str]  # the article's key, the block's key, the sentences


def first_publishers(quotes: Iterable[Quote]) -> dict[Quote, int]:
    """Return the key of the editor who first published each of these sentences in its block; one query.

    Args:
        quotes: of passages of articles.
    """
    quotes = set(quotes)
    articles, keys = {quote[0] for quote in quotes}, {quote[1] for quote in quotes}
    blocks = Block.objects.filter(revision__article__in=articles, key__in=keys).order_by("revision__number")
    first: dict[Quote, int] = {}
    for article, key, text, publisher in blocks.values_list(
        "revision__article", "key", "text", "revision__published_by"
    ):
        for quote in quotes:
            if quote[:2] == (article, key) and quote[2] in text:
                first.setdefault(quote, publisher)
    return first


def can_keep(member, claims) -> bool:
    """Editors, not where a claim is part of a dispute about their own words or their own report, or speaks for them.

    Args:
        member: who.
        claims: keys of the claims, with those that were merged into them.
    """
    if not member.has_perm("claims.keep_claims"):
        return False
    disputes = Dispute.objects.filter(positions__claims__in=claims).distinct()
    return not any(is_party(member, dispute.holder) or holds_side(member, dispute) for dispute in disputes)


def can_triage(member, dispute: Dispute) -> bool:
    """Moderators and editors, on form only; not on their own report or their own words."""
    return member.has_perm("claims.triage_report") and not is_party(member, dispute)


def authors_of(dispute: Dispute) -> set[int]:
    """Return the keys of the members who wrote the doubted words: in the byline, or in a comment; two queries.

    Args:
        dispute: any.
    """
    let_in = dispute.reports.filter(appearance__dispute=dispute)  # what a reader quotes who joins is for staff alone
    doubted = let_in.exclude(status__in=ENDED_REPORTS).values("appearance")
    rows = list(Appearance.objects.filter(pk__in=doubted).values_list("article", "comment__author", "comment__status"))
    writers = {writer for _article, writer, status in rows if status == Comment.Status.PUBLISHED}
    return writers.union(*_in_bylines({article for article, _writer, _status in rows if article}).values())


def _in_bylines(articles):
    """Return the members in the byline of each article."""
    found: dict[int, set[int]] = defaultdict(set)
    bylines = Byline.objects.filter(article__in=articles, author__member__isnull=False)
    for article, member in bylines.values_list("article", "author__member"):
        found[article].add(member)
    return found


def holders_by_position(dispute: Dispute) -> dict[int, set[int]]:
    """Return who holds each side of a dispute, as keys of members by the key of the position; six queries at most.

    The doubt, which is the second side, is held by those who reported it. Any side is held by those whose public
    comments its claims quote, and by those who stand in the byline of, or first published, a passage that states it;
    not by the editor who placed a mark on new wording. What was merged into a claim speaks for it.

    Args:
        dispute: any.
    """
    claims: dict[int, set[int]] = defaultdict(set)
    held: dict[int, set[int]] = {}
    for key, claim in Position.objects.filter(dispute=dispute).order_by("order").values_list("pk", "claims"):
        held.setdefault(key, set())
        claims[key].add(claim)
    reporters = dispute.reports.exclude(status__in=ENDED_REPORTS).values_list("reporter", flat=True)
    roots = _roots(set().union(*claims.values()) - {None})
    voices = _voices(roots)
    for key, stated in claims.items():
        ours = {roots[claim] for claim in stated if claim}
        held[key] |= set().union(*(voices[claim] for claim, root in roots.items() if root in ours))
    for statement, doubt in pairwise(list(held)[:2]):
        held[doubt] |= set(reporters) - held[statement]  # who says it does not speak for those who doubt it
    return held


def _roots(claims):
    """Return the claim that stands for each of these claims, and for each that was merged into the same one."""
    merged = dict(Claim.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into"))

    def root(key):
        seen = set()
        while key in merged and key not in seen:
            seen.add(key)
            key = merged[key]
        return key

    found = {key: root(key) for key in (*claims, *merged)}
    ours = {found[key] for key in claims}
    return {key: top for key, top in found.items() if top in ours} | {top: top for top in ours}


def _voices(claims):
    """Return who states each of these claims, in a public comment or in an article."""
    found: dict[int, set[int]] = defaultdict(set)
    passages: dict[int, set[Quote]] = defaultdict(set)
    placed = Resolution.objects.filter(replaced_by__isnull=False).values("replaced_by")
    rows = Appearance.objects.filter(claim__in=list(claims)).exclude(pk__in=placed)
    for claim, *quote, writer, status in rows.values_list(
        "claim", "article", "block_key", "sentences", "comment__author", "comment__status"
    ):
        if quote[0]:
            passages[claim].add(tuple(quote))
        elif status == Comment.Status.PUBLISHED:
            found[claim].add(writer)
    quotes = set().union(*passages.values())
    first, bylines = first_publishers(quotes), _in_bylines({quote[0] for quote in quotes})
    for claim, stated in passages.items():
        found[claim] |= {first[quote] for quote in stated if quote in first}
        found[claim] |= set().union(*(bylines[quote[0]] for quote in stated))
    return found


def holds_side(member, dispute: Dispute) -> bool:
    """Tell whether the member holds a side of the dispute.

    Args:
        member: who.
        dispute: any.
    """
    return any(member.pk in holders for holders in holders_by_position(dispute).values())


def can_rule(member, dispute: Dispute) -> bool:
    """Editors who are neither the author of a statement in it nor its reporter, and hold no side of it."""
    may = member.has_perm("claims.rule_dispute") and not is_party(member, dispute)
    return may and not holds_side(member, dispute)


def can_second(member, ruling: Ruling) -> bool:
    """An editor who may rule on the dispute, and is not the one who proposed the ruling."""
    return member.pk != ruling.ruled_by_id and can_rule(member, ruling.dispute)


def can_answer(member) -> bool:
    """Readers who are not restricted, and whose posts no moderator has to see first."""
    return can_question(member) and not premoderated(member)


def can_move(member, dispute: Dispute, to: str) -> bool:
    """Tell whether the member may bring a dispute to another status; the table is in claims/course.py.

    Args:
        member: a Member or AnonymousUser.
        dispute: where it stands now.
        to: a Dispute.Status.
    """
    move = COURSE.get((dispute.status, to))
    if move is None or not member.is_authenticated:
        return False
    if not move.permission:
        return dispute.reports.filter(reporter=member, status=Report.Status.WAITING).exists()
    return member.has_perm(move.permission) and not is_party(member, dispute.holder)


def can_publish_dismissal(member, dispute: Dispute) -> bool:
    """Editors, of a dismissal that staff and reporters alone can see, not about their own words or report."""
    is_private = dispute.status == Dispute.Status.DISMISSED and not dispute.is_dismissal_public
    return is_private and can_rule(member, dispute)


def can_confirm_anchor(member, dispute: Dispute) -> bool:
    """Editors, not on their own words or their own report."""
    return member.has_perm("claims.confirm_anchor") and not is_party(member, dispute)


def own_ripples(member, ripples: Iterable[Ripple]) -> set[int]:
    """Return the keys of those that are about a member's own words or report; four queries, however many.

    Args:
        member: who.
        ripples: any.
    """
    ripples = list(ripples)
    reports = Report.objects.filter(dispute__in={row.dispute_id for row in ripples if row.dispute_id})
    by_dispute: dict[int, set[int]] = defaultdict(set)
    own = set()
    for dispute, reporter, *quoted in reports.values_list("dispute", "reporter", "appearance", "against"):
        by_dispute[dispute] |= {key for key in quoted if key}
        own |= {dispute} if reporter == member.pk else set()
    wrote = _wrote(member, {row.appearance_id for row in ripples if row.appearance_id}.union(*by_dispute.values()))
    own |= {dispute for dispute, quoted in by_dispute.items() if quoted & wrote}
    return {row.pk for row in ripples if row.appearance_id in wrote or (row.dispute_id and row.dispute_id in own)}


def _wrote(member, appearances):
    """Return the keys of the passages that a member wrote: as in wrote_statement."""
    rows = list(
        Appearance.objects.filter(pk__in=appearances).values_list(
            "pk", "article", "block_key", "sentences", "comment__author"
        )
    )
    quotes = {key: (article, block, words) for key, article, block, words, _writer in rows if article}
    first, bylines = first_publishers(quotes.values()), _in_bylines({quote[0] for quote in quotes.values()})
    wrote = {key for key, *_quote, writer in rows if writer == member.pk}
    return wrote | {
        key for key, quote in quotes.items() if first.get(quote) == member.pk or member.pk in bylines[quote[0]]
    }


def can_look_at(member, ripple: Ripple) -> bool:
    """Editors, not at what is about their own words or their own report."""
    return member.has_perm("claims.confirm_anchor") and not own_ripples(member, [ripple])


def can_caution(member, dispute: Dispute) -> bool:
    """Editors, not about their own words or their own report."""
    return member.has_perm("claims.set_caution") and not is_party(member, dispute)


def can_remove_response(member, response: Response) -> bool:
    """Moderators and editors who have nothing to do with the dispute, and did not write the answer."""
    dispute = response.dispute
    may = member.has_perm("claims.triage_report") and member.pk != response.member_id
    return may and not is_party(member, dispute.holder) and not holds_side(member, dispute)


def can_weigh(member, evidence) -> bool:
    """Who may sort reports may set evidence aside and bring it back: nothing they brought, nothing in their dispute."""
    return evidence.added_by_id != member.pk and can_triage(member, evidence.position.dispute)


def can_decide_fit(member, article) -> bool:
    """Editors, not about the references of an article that has their name in its byline."""
    return member.has_perm("articles.edit_article") and not article.authors.filter(member=member).exists()


def is_own_quotation(member, quotation: Quotation) -> bool:
    """Tell whether the member wrote the comment that quotes a passage.

    Args:
        member: who.
        quotation: with its comment.
    """
    return quotation.comment.author_id == member.pk


def can_look_at_quotation(member, quotation: Quotation) -> bool:
    """Who wrote the comment that quotes a passage; moderators and editors, not where they wrote what is quoted.

    Args:
        member: who.
        quotation: with its comment.
    """
    if is_own_quotation(member, quotation):
        return True
    return member.has_perm("claims.triage_report") and not _wrote(member, {quotation.appearance_id})
