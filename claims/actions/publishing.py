"""A signed ruling goes out: the checks once more, the words frozen, and those who asked are told."""

from datetime import datetime

from django.contrib.auth.models import Permission
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import Member
from articles.models import Revision
from claims.actions.anchors import AnchorsUnplaced, touched_resolutions, unplaced
from claims.actions.disputes import articles_of, lift_cautions, tell_reporters
from claims.actions.reports import touch_marks
from claims.gating import Gate
from claims.models import Dispute, Ruling, RulingAnchor
from claims.permissions import can_second
from claims.reading import gate_of, questioned_words
from claims.searching import follow_dispute
from notifications.actions import tell


class GateShut(Exception):
    """The sides have not found their summaries fair, and the ruling may not go out without it; `gate` says why."""

    def __init__(self, gate: Gate):
        super().__init__(gate.state)
        self.gate = gate


def check_gate(dispute: Dispute, waiver: str, at: datetime) -> bool:
    """Tell whether each of two or more sides has found its summary fair; refuse what may not go out.

    Args:
        dispute: whose ruling.
        waiver: why it does not wait; empty for no reason.
        at: when (aware).

    Raises:
        GateShut: it has to wait, or to say why it does not.
    """
    gate = gate_of(dispute, at)
    if not gate.lets(waiver):
        raise GateShut(gate)
    return gate.is_open and dispute.positions.count() > 1


def check_placed(revision: Revision | None) -> None:
    """Refuse a revision that touched anchors which nobody has placed.

    Args:
        revision: which carries the change, if one does.

    Raises:
        AnchorsUnplaced: some wait.
    """
    if revision and (waiting := list(unplaced(revision))):
        raise AnchorsUnplaced(waiting)


def publish_ruling(dispute: Dispute, ruling: Ruling, *, at: datetime) -> None:
    """End the dispute with a signed ruling, freeze the words it changed, and send the receipt.

    Args:
        dispute: locked, in *open*.
        ruling: proposed; who publishes it is noted on it.
        at: when (aware).

    Raises:
        GateShut: the sides have not found their summaries fair, and it may not go out without it.
        AnchorsUnplaced: its revision touched anchors that nobody has placed.
        common.transitions.InvalidTransition: the dispute is not open, or the ruling is not proposed any more.
    """
    ruling.is_found_fair = check_gate(dispute, ruling.waiver, at)
    if ruling.is_found_fair:
        ruling.waiver = ""  # written when a side was silent; it has spoken meanwhile
    check_placed(ruling.revision)
    dispute.move_to(Dispute.Status.RULED, by=ruling.ruled_by, at=at)
    ruling.move_to(Ruling.Status.PUBLISHED)
    ruling.published_at = at
    ruling.save()
    earlier = Ruling.objects.in_force().filter(dispute=dispute).exclude(pk=ruling.pk)
    superseded = list(earlier.order_by("pk"))
    earlier.update(superseded_by=ruling)
    lift_cautions(dispute, at)
    follow_dispute(dispute)
    for article_id in sorted(articles_of(dispute)):
        touch_marks(article_id)
    tell_reporters(
        dispute, kind="receipt", title=_("Settled: %(question)s") % {"question": dispute.question}, at=at,
        by=ruling.ruled_by, text=_receipt(ruling, superseded), url=reverse("dispute_receipt", args=[dispute.pk]),
    )  # fmt: skip


def _receipt(ruling, superseded):
    """Say what was found, what it takes the place of, and the words before and after."""
    found = ruling.get_outcome_display().capitalize()
    parts = [f"{found}. {ruling.summary}"]
    for earlier in superseded:
        day = date_format(localtime(earlier.published_at), "j F Y")
        said = {"day": day, "outcome": earlier.get_outcome_display()}
        parts.append(_("This takes the place of the ruling of %(day)s: %(outcome)s.") % said)
    return "\n\n".join([*parts, _words(ruling)])


def _words(ruling):
    """Freeze where each touched anchor stands, and return the words before and after for the receipt."""
    if not ruling.revision:
        return _("The words stay as they are: %(why)s") % {"why": ruling.no_change_because}
    lines = []
    for resolution in touched_resolutions(ruling.revision):
        before, placed = resolution.appearance.sentences, resolution.replaced_by
        after = placed.sentences if placed else ""
        RulingAnchor.objects.create(
            ruling=ruling, appearance=resolution.appearance, before=before, after=after, placed_at=placed
        )
        if resolution.appearance.dispute_id == ruling.dispute_id:
            now = after or _("(these words are gone)")
            lines.append(_("Before: %(before)s\nNow: %(now)s") % {"before": before, "now": now})
    return "\n\n".join(dict.fromkeys(lines)) or _stand(ruling.dispute)


def _stand(dispute):
    """Say which words were questioned, where the revision changed others."""
    return _("The words that were questioned stand: %(words)s") % {"words": questioned_words(dispute)}


def tell_editors(ruling: Ruling, *, title: str, text: str, url: str, by, at: datetime) -> None:
    """Tell every editor who may second a proposed ruling.

    Args:
        ruling: proposed.
        title: one line.
        text: what the mail and the notice say.
        url: the path that it leads to.
        by: who proposed it; they are not told.
        at: when (aware).
    """
    holds = Q(content_type__app_label="claims", codename="rule_dispute")
    rights = Permission.objects.filter(holds)
    may = Q(groups__permissions__in=rights) | Q(user_permissions__in=rights) | Q(is_superuser=True)
    for member in Member.objects.filter(may, is_active=True).distinct().order_by("pk"):
        if can_second(member, ruling):
            tell(
                member=member, kind="ruling_proposed", subject_key=f"dispute:{ruling.dispute_id}", title=title,
                text=text, url=url, at=at, by=by, unique_key=f"ruling_proposed/ruling:{ruling.pk}",
            )  # fmt: skip
