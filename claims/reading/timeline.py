"""What happened to a dispute, and when: acts, sources, cautions, rulings, and each revision that touched its words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.diffs import word_diff
from articles.models import Block
from audit.models import Detail, Entry
from claims.models import Dispute, Evidence, Resolution, Response, Ruling
from claims.reading.marks import badge_of_outcome


@dataclass(frozen=True)
class Change:
    """Words of a dispute that a revision touched, compared with what stands there now."""

    diff: list[tuple[str, str]]
    note: str = ""


@dataclass(frozen=True)
class Event:
    """Something that happened to a dispute."""

    at: datetime
    words: str
    is_big: bool = False
    note: str = ""  # in the words of whoever did it
    who: str = ""
    href: str = ""
    link: str = ""
    changes: tuple[Change, ...] = ()
    tone: str = ""  # of its badge, for a ruling


HAPPENED = {  # verb of the log: what readers are told, whether it stands out, whether its public note is shown
    "open_dispute": (gettext_lazy("Opened for everyone"), True, False),
    "dismiss_dispute": (gettext_lazy("Closed without a ruling"), True, True),
    "reopen_dispute": (gettext_lazy("Opened again"), True, True),
    "publish_dismissal": (gettext_lazy("Shown to everyone, because others can learn from it"), False, False),
    "join_report": (gettext_lazy("It became part of another dispute"), True, False),
    "merge_dispute": (gettext_lazy("It became part of another dispute"), True, False),
    "take_in_dispute": (gettext_lazy("Another dispute became part of this one"), True, False),
    "unmerge_dispute": (gettext_lazy("It stands by itself again"), True, False),
    "give_back_dispute": (gettext_lazy("A dispute that was part of this one stands by itself again"), False, False),
    "split_report": (gettext_lazy("A report asks something else, and is looked at by itself"), False, False),
    "edit_position": (gettext_lazy("Position %(letter)s was worded anew"), False, False),
    "add_position": (gettext_lazy("Position %(letter)s was added"), False, False),
    "set_aside_evidence": (gettext_lazy("A source was set aside"), False, True),
    "restore_evidence": (gettext_lazy("A source was brought back"), False, False),
    "word_dispute": (gettext_lazy("The staff wrote what both sides agree on, or what to ask"), False, False),
}


def timeline_of(dispute: Dispute) -> list[Event]:
    """Return what happened to a dispute, oldest first: eight queries, or nine, however much has happened."""
    events = [Event(dispute.reported_at, _("A reader questioned the statement"))]
    for read in (_acts, _sources, _answers, _cautions, _revisions, _rulings):
        events += read(dispute)
    return sorted(events, key=lambda event: event.at)


def _acts(dispute):
    acts = list(Entry.objects.filter(subject=f"dispute:{dispute.pk}", verb__in=HAPPENED).order_by("pk"))
    notes = dict(Detail.objects.filter(entry_id__in=[act.pk for act in acts]).values_list("entry_id", "public_note"))
    letters = {position.pk: position.letter for position in dispute.positions.all()}
    for act in acts:
        words, is_big, is_told = HAPPENED[act.verb]
        said = words % {"letter": letters.get(act.after.get("position"), "")}
        yield Event(act.at, said, is_big, note=notes.get(act.pk, "") if is_told else "")


def _sources(dispute):
    rows = Evidence.objects.filter(position__dispute=dispute).select_related("position", "source").order_by("pk")
    words = _("Brought for position %(letter)s: %(source)s")
    for row in rows:
        said = words % {"letter": row.position.letter, "source": row.source}
        yield Event(row.added_at, said, note=row.note, who=Evidence.Role(row.brought_as or row.role).label.capitalize())


def _answers(dispute):
    rows = Response.objects.filter(dispute=dispute, removed_at=None).select_related("position").order_by("pk")
    for row in rows:
        words = _("Somebody who holds position %(letter)s answered")
        yield Event(
            row.created_at,
            words % {"letter": row.position.letter} if row.position else _("The author of the words answered"),
        )


def _cautions(dispute):
    for row in dispute.cautions.order_by("pk"):
        by = _("The editors put up a caution") if row.put_by_id else _("A rule of the site put up a caution")
        yield Event(row.put_at, by, note=row.text)
        if row.lifted_at is None and row.expires_at <= timezone.now():
            yield Event(row.expires_at, _("The caution ended with its day"))
        elif row.lifted_at and row.lifted_at != dispute.decided_at:
            yield Event(row.lifted_at, _("The caution was taken down"))


def _rulings(dispute):
    rows = Ruling.objects.filter(dispute=dispute, status=Ruling.Status.PUBLISHED)
    for row in rows.select_related("ruled_by", "seconded_by").order_by("pk"):
        words = _("Ruled: %(outcome)s") % {"outcome": row.get_outcome_display()}
        if row.superseded_by_id:
            words = _("Ruled: %(outcome)s; a later ruling took its place") % {"outcome": row.get_outcome_display()}
        by = _("Signed by %(name)s") % {"name": row.ruled_by.public_name}
        if row.seconded_by:
            by = _("%(signed)s, seconded by %(name)s") % {"signed": by, "name": row.seconded_by.public_name}
        yield Event(row.published_at, words, True, row.summary, by, tone=badge_of_outcome(row.outcome).tone)


def _revisions(dispute):
    rows = Resolution.objects.filter(appearance__dispute=dispute, revision__article__withdrawn_at=None)
    rows = rows.select_related("revision__article", "revision__published_by", "appearance", "replaced_by")
    touched = list(_touched(rows.order_by("appearance", "revision__number", "pk")))
    touched.sort(key=lambda row: (row.revision_id, row.pk))
    texts = _texts(row for row in touched if _is_unplaced(row))
    for revision, same in groupby(touched, key=lambda row: row.revision):
        yield _revised(revision, list(same), texts)


def _touched(rows: Iterable[Resolution]):
    """Yield where the words of a quote stopped, or began again, to stand as they were questioned."""
    for _quote, history in groupby(rows, key=lambda row: row.appearance_id):
        stood = True
        for row in history:
            stands = row.state in Resolution.CERTAIN
            if stands != stood:
                yield row
            stood = stands


def _is_unplaced(row):
    return row.state not in Resolution.CERTAIN and row.confirmed_at is None


def _texts(rows):
    """Read the passages as they were before and after, where nobody has said yet what stands there now."""
    rows = list(rows)
    numbers = {number for row in rows for number in (row.revision.number - 1, row.revision.number)}
    blocks = Block.objects.filter(
        revision__article__in={row.revision.article_id for row in rows}, revision__number__in=numbers,
        key__in={row.appearance.block_key for row in rows},
    )  # fmt: skip
    found = blocks.values_list("revision__article", "revision__number", "key", "text")
    return {(article, number, key): text for article, number, key, text in found}


def _revised(revision, rows, texts):
    article, number = revision.article, revision.number
    said = _("Revision %(number)s of “%(title)s” touched the words")
    by = _("%(kind)s by %(name)s") % {
        "kind": revision.get_kind_display().capitalize(),
        "name": revision.published_by.public_name,
    }
    return Event(
        revision.published_at,
        said % {"number": number, "title": revision.title},
        note=revision.reason,
        who=by,
        href=reverse("article_diff", args=[article.slug, number - 1, number]) if number > 1 else "",
        link=_("Compare the whole text"),
        changes=_once(_change(row, texts) for row in rows),
    )


def _once(changes):
    """Keep one of those that say the same: several readers may have questioned the same words."""
    return tuple({(str(change.diff), change.note): change for change in changes}.values())


def _change(row, texts):
    before = row.appearance.sentences
    if row.state in Resolution.CERTAIN:
        return Change([("equal", before)], _("These words stand in the text again."))
    if row.is_gone:
        return Change(word_diff(before, ""), _("An editor found that nothing in the text says it any more."))
    if row.replaced_by:
        return Change(word_diff(before, row.replaced_by.sentences), _("An editor placed the mark on the new words."))
    article, number, key = row.revision.article_id, row.revision.number, row.appearance.block_key
    was, now = texts.get((article, number - 1, key), before), texts.get((article, number, key), "")
    return Change(word_diff(was, now), _("An editor is checking what this says now; until then it has no mark."))
