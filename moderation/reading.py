"""What the review desk shows, each page in a constant number of queries."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Credential
from accounts.permissions import restrictions
from accounts.sections import Section, rows_of
from claims.models import Report
from comments.models import Comment
from comments.places import place_or_none
from moderation.models import Case, Decision, Flag, PolicyRule
from moderation.permissions import can_decide, can_judge, subject_member

FILTERS = {
    "": gettext_lazy("Most urgent"),
    "flags": gettext_lazy("Flags"),
    "held": gettext_lazy("Held posts"),
    "mine": gettext_lazy("Mine"),
    "decided": gettext_lazy("Decided"),
}
LICENCES = "licences"  # a filter beside those of cases
LICENCES_SHOWN = {
    "waiting": gettext_lazy("Waiting"),
    "checked": gettext_lazy("Checked"),
    "ended": gettext_lazy("Ended early"),
}
LICENCES_PER_PAGE = 50
REASONS = {  # as moderators read them, the gravest first
    Flag.Reason.DANGEROUS: gettext_lazy("Dangerous instruction"),
    Flag.Reason.PRIVACY: gettext_lazy("Private details"),
    Flag.Reason.ABUSE: gettext_lazy("Abuse"),
    Flag.Reason.PROMOTION: gettext_lazy("Promotion"),
    Flag.Reason.SPAM: gettext_lazy("Spam"),
    Flag.Reason.OFF_TOPIC: gettext_lazy("Off topic"),
    Flag.Reason.OTHER: gettext_lazy("Something else"),
}
EARLIER_SHOWN = 10
HAS_FLAG = Exists(Flag.objects.filter(case=OuterRef("pk")))
IS_HELD = ~Q(hold_rule="") & Q(comment__isnull=False)


def is_flagged(comment: Comment) -> bool:
    """Tell whether somebody has flagged a comment, whatever became of it."""
    return Flag.objects.filter(comment=comment).exists()


@dataclass(frozen=True)
class Filter:
    """A filter of the desk, as a link."""

    kind: str
    label: str
    count: int | None  # None where nothing waits

    @property
    def href(self) -> str:
        """Where it leads: to the cases of one kind, or to the licences."""
        if self.kind == LICENCES:
            return reverse("credential_list")
        return reverse("case_list") + (f"?kind={self.kind}" if self.kind else "")


@dataclass(frozen=True)
class Row:
    """A case in the list."""

    case: Case
    why: str
    icon: str
    tone: str
    words: str  # HTML, already cleaned; empty where nobody reads them any more
    may_decide: bool
    is_own: bool


def queue(kind: str, *, member):
    """Return the cases of one filter, most urgent first; decided ones, the latest first.

    Args:
        kind: a key of FILTERS.
        member: the moderator, for "mine".
    """
    worst = models.Case(*(When(reason=reason, then=Value(n)) for n, reason in enumerate(REASONS)))
    reasons = Flag.objects.filter(case=OuterRef("pk")).order_by(worst, "pk").values("reason")[:1]
    cases = Case.objects.decided() if kind == "decided" else Case.objects.open()
    cases = cases.filter(
        {"flags": Q(HAS_FLAG), "held": IS_HELD, "mine": Q(taken_by=member)}.get(kind, Q())
    ).select_related("comment__author", "member", "taken_by")
    return cases.annotate(flag_count=Count("flags"), reason=Subquery(reasons))


def filters(*, member) -> list[Filter]:
    """Return the filters of the desk with how much waits behind each: two queries at most."""
    counts = Case.objects.filter(status=Case.Status.OPEN).aggregate(
        all=Count("pk"),
        flags=Count("pk", filter=Q(HAS_FLAG)),
        held=Count("pk", filter=IS_HELD),
        mine=Count("pk", filter=Q(taken_by=member)),
    )
    found = [Filter(kind, label, counts.get(kind or "all")) for kind, label in FILTERS.items()]
    if member.has_perm("accounts.check_credential"):
        found.append(Filter(LICENCES, _("Licences"), Credential.objects.waiting().count()))
    return found


def licences(show: str, *, start: int | None) -> tuple[list[Credential], int | None]:
    """Return some licences, and the key where the next page goes on; None on the last.

    Args:
        show: a key of LICENCES_SHOWN; those that wait come oldest first, others latest first.
        start: the key of the last one on the page before; None for the first page.
    """
    rows = Credential.objects.select_related("member", "checked_by", "ended_by").defer("number_sealed")
    if show == "waiting":
        rows = rows.filter(pk__in=Credential.objects.waiting().values("pk"))
        rows = rows.filter(pk__gt=start or 0).order_by("pk")
    else:
        rows = rows.exclude(ending="") if show == "ended" else rows.filter(checked_at__isnull=False, ending="")
        rows = (rows.filter(pk__lt=start) if start else rows).order_by("-pk")
    found = list(rows[: LICENCES_PER_PAGE + 1])
    return found[:LICENCES_PER_PAGE], found[LICENCES_PER_PAGE - 1].pk if len(found) > LICENCES_PER_PAGE else None


def row_of(case: Case, *, member) -> Row:
    """Return a case of queue() as the list shows it: why it is here, and the words it is about.

    What its author has deleted is in no list, see words_are_kept. Who is the subject of a case reads only that it is
    about them.
    """
    if subject_member(case).pk == member.pk:
        return Row(case, _("About you"), "clock", "", "", may_decide=False, is_own=True)
    tone = "unsafe" if case.severity == Case.Severity.URGENT else "open"
    icon = "unsafe" if case.severity == Case.Severity.URGENT else "flag"
    if case.reason:
        why = REASONS[case.reason]
    elif case.hold_rule:
        why, icon, tone = rule_words(case), "clock", ""
    else:
        why, icon, tone = _("Opened again"), "reply", ""
    words = case.comment.body_html if case.comment_id else case.member.public_name
    if case.comment_id and case.comment.status == Comment.Status.DELETED:
        words = ""
    return Row(case, why, icon, tone, words, can_decide(member, case), is_own=False)


def rule_words(case: Case) -> str:
    """Say which rule opened a case.

    Args:
        case: one with a hold_rule.
    """
    if case.hold_rule == Case.REPEATED:
        return _("Questions what was settled, three times in 30 days")
    return _("Held: %(rule)s") % {"rule": case.hold_rule}


def words_are_kept(case: Case, *, flags, is_own: bool) -> bool:
    """Tell whether the page of a case shows the words of its comment.

    Deleted words are nobody's (comments.models.readable_by), with one exception: what was flagged or held before its
    author deleted it can still be judged, for deleting is no way out of a decision; so its case, and nothing else,
    shows the words to staff, and says that they were deleted. A case that a moderator opened only to put a comment back
    does not need them.

    Args:
        case: with its comment, if it is about one.
        flags: its flags.
        is_own: the reader is its subject.
    """
    if not case.comment_id or case.comment.status != Comment.Status.DELETED:
        return True
    return not is_own and bool(flags or case.hold_rule)


def case_context(case: Case, *, member) -> dict:
    """Read everything that a moderator needs to decide a case.

    Who is the subject of a case sees neither its flags nor what was decided on it.

    Args:
        case: with its comment, the comment's author, discussion and parent, and its member.
        member: the moderator.
    """
    about = subject_member(case)
    is_own = about.pk == member.pk
    flags = list(case.flags.select_related("reporter").order_by("pk")) if not is_own else []
    decisions = case.decisions.select_related("decided_by", "rule").order_by("pk")
    return {
        "case": case,
        "about": about,
        "is_own": is_own,
        "may_decide": can_judge(member, case),
        "shows_words": words_are_kept(case, flags=flags, is_own=is_own),
        "reasons": _reasons(case, flags) if not is_own else [],
        "place": place_or_none(case.comment.discussion) if case.comment_id else about.get_absolute_url(),
        "flags": flags,
        "flagged": _flagged_versions(case, flags),
        "decisions": decisions if not is_own else [],
        "history": _history(case, about),
        "repeated": _repeated(case),
        "restrictions": restrictions(about),
        "rules": PolicyRule.objects.in_force(),
    }


def own_cases(keys, *, member) -> set[int]:
    """Return those of these cases that are about the member.

    Args:
        keys: keys of cases; None among them is of no case.
        member: who reads.
    """
    about = Q(comment__author=member) | Q(member=member)
    return set(Case.objects.filter(about, pk__in=[key for key in keys if key]).values_list("pk", flat=True))


def _reasons(case, flags):
    """Return the reasons that were given, the gravest first, each once; of a held post, the rule that held it."""
    given = {flag.reason for flag in flags}
    held = [rule_words(case)] if case.hold_rule else []
    return [label for reason, label in REASONS.items() if reason in given] + held


def _flagged_versions(case, flags):
    """Return what the comment said when it was flagged, where it says something else now."""
    numbers = {flag.comment_revision for flag in flags} - {None, case.comment_id and case.comment.revision}
    if not numbers:
        return []
    return list(case.comment.revisions.filter(number__in=numbers).order_by("number"))


def _repeated(case):
    """Return the reports like settled ones that a rule opened the case for, the latest first."""
    if case.hold_rule != Case.REPEATED:
        return []
    rows = Report.objects.filter(reporter=case.member_id, created_at__lte=case.opened_at).exclude(what_is_new="")
    return rows.select_related("dispute", "alike").order_by("-pk")[:EARLIER_SHOWN]


def _history(case, about):
    """Return what the site knows of the author's conduct: counts, and the latest decisions."""
    rows = Decision.objects.filter(Q(case__comment__author=about) | Q(case__member=about)).exclude(case=case)
    counts = rows.aggregate(
        removed=Count("pk", filter=Q(verb=Decision.Verb.REMOVE)),
        warned=Count("pk", filter=Q(verb=Decision.Verb.WARN)),
        suspended=Count("pk", filter=Q(verb=Decision.Verb.SUSPEND)),
    )
    return counts | {
        "comments": Comment.objects.filter(author=about).count(),
        "earlier": list(rows.select_related("rule", "case").order_by("-pk")[:EARLIER_SHOWN]),
    }


def own_sections(member) -> list[Section]:
    """Return what a member flagged and what was decided about them, for their download.

    Args:
        member: who reads it: no note of staff, nobody who flagged.
    """
    flags = Flag.objects.filter(reporter=member).order_by("pk")
    about = decisions_about(member).order_by("pk")  # of what was left up, nobody told them
    return [
        Section("flags", _("What you flagged"), rows_of(flags, "created_at", "reason", "note", on_comment="comment")),
        Section(
            "decisions",
            _("What moderators decided about you"),
            rows_of(about, "decided_at", "verb", "statement", rule="rule__title", about_comment="case__comment"),
        ),
    ]


def flags_of(member):
    """Return what a member flagged, with what the moderators decided since, the latest decision last.

    Args:
        member: who flagged.
    """
    rows = Flag.objects.filter(reporter=member).select_related("case__comment", "comment__author", "member")
    return rows.prefetch_related(Prefetch("case__decisions", Decision.objects.order_by("pk")))


def decisions_about(member):
    """Return what moderators decided about a member and told them; that something was left up is not worth a worry.

    Args:
        member: the author, or the owner of the profile.
    """
    rows = Decision.objects.filter(Q(case__comment__author=member) | Q(case__member=member))
    return rows.exclude(verb=Decision.Verb.KEEP).select_related("case__comment", "rule", "restriction")
