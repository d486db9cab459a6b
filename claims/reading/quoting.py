"""The passages that comments quote, as they are shown above the comment's words."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import Appearance, Dispute, Quotation, Resolution
from claims.reading.marks import MARKED, ArticleMarksView, Note, notes_of
from claims.reading.sides import QUOTED, Quote, quote_of
from comments.models import Comment, CommentRevision


@dataclass(frozen=True)
class Quoted:
    """A quoted passage: its words for everyone, where they stand, and what became of them."""

    quotation: Quotation
    quote: Quote
    source: str  # "From the article", or whose comment
    is_changed: bool  # the words do not stand for certain where they were quoted
    number: int  # of the present revision of the text that is quoted
    difference: str = ""  # where the old and the new words are shown
    block_key: str = ""  # where they stand now, for certain
    start: int = 0
    end: int = 0
    notes: list[Note] = field(default_factory=list)  # of the disputes about these words

    @property
    def waits(self) -> bool:
        """Tell whether nobody has looked at the comment since the passage changed."""
        return self.is_changed and self.quotation.looked_number != self.number

    @property
    def place(self) -> tuple[int, str]:
        """The text where the words stand now: a revision and its block, or a comment."""
        return (self.comment_id, "") if self.comment_id else (self.revision_id, self.block_key)

    @property
    def revision_id(self) -> int | None:
        """The present revision of the article that is quoted."""
        article = self.quotation.appearance.article
        return article and article.current_revision_id

    def meets(self, start: int, end: int) -> bool:
        """Tell whether other words of the same text share a character with the quoted ones.

        Args:
            start: first code point.
            end: one past the last.
        """
        return start < self.end and self.start < end

    @property
    def comment_id(self) -> int | None:
        """The comment whose words are quoted."""
        return self.quotation.appearance.comment_id


def quotations_on(comments: Collection[int], *, view: ArticleMarksView | None = None) -> dict[int, list[Quoted]]:
    """Return what these comments quote, by comment: one query, and two more for the disputes about it without a view.

    Args:
        comments: their keys; the caller has left out those whose words are not shown.
        view: the marks of the article that is quoted, where they are at hand.
    """
    if not comments:
        return {}
    rows = loaded(Quotation.objects.filter(comment__in=list(comments))).order_by("pk")
    shown = [shown_quote(row) for row in rows]
    notes = _notes_in_view(shown, view) if view else _notes_at(shown)
    found = defaultdict(list)
    for each in shown:
        found[each.quotation.comment_id].append(replace(each, notes=notes.get(each.quotation.pk, [])))
    return dict(found)


def changed_quotations():
    """Return the quotations of published comments whose passage has changed since anybody looked, oldest first."""
    now = Resolution.objects.filter(
        appearance=OuterRef("appearance"), revision=OuterRef("appearance__article__current_revision"),
        state__in=Resolution.CERTAIN,
    )  # fmt: skip
    in_text = Q(appearance__article__isnull=False, appearance__article__withdrawn_at=None) & ~Exists(now)
    in_text &= ~Q(looked_number=F("appearance__article__current_revision__number")) | Q(looked_number=None)
    said = Q(appearance__comment__status=Comment.Status.PUBLISHED)
    said &= ~Q(appearance__comment_revision=F("appearance__comment__revision"))
    said &= ~Q(looked_number=F("appearance__comment__revision")) | Q(looked_number=None)
    rows = Quotation.objects.filter(in_text | said, comment__status=Comment.Status.PUBLISHED)
    return loaded(rows).select_related("comment__author").order_by("pk")


def loaded(rows):
    """Add to quotations what shown_quote needs.

    Args:
        rows: a QuerySet of Quotation.
    """
    now = Resolution.objects.filter(
        appearance=OuterRef("appearance"), revision=OuterRef("appearance__article__current_revision")
    )
    said = CommentRevision.objects.filter(
        comment=OuterRef("appearance__comment"), number=OuterRef("appearance__comment_revision"), is_public=True
    )
    return rows.select_related(*(f"appearance__{name}" for name in QUOTED), "looked_by").defer(
        "appearance__revision__body"
    ).annotate(
        state_now=Subquery(now.values("state")[:1]),
        key_now=Subquery(now.values("block_key")[:1]),
        start_now=Subquery(now.values("start")[:1]),
        end_now=Subquery(now.values("end")[:1]),
        number_now=F("appearance__article__current_revision__number"),
        was_public=Exists(said),
    )  # fmt: skip


def shown_quote(row: Quotation) -> Quoted:
    """Return a quotation for everyone: words that are not public any more are not in it.

    Args:
        row: of loaded.
    """
    quoted = row.appearance
    return _of_comment(row, quoted) if quoted.comment_id else _of_article(row, quoted)


def _of_article(row, quoted):
    quote, is_changed = quote_of(quoted), row.state_now not in Resolution.CERTAIN
    if quoted.article.withdrawn_at:
        return Quoted(row, _nothing(), _("From the article"), is_changed=False, number=row.number_now)
    href = f"{quoted.article.get_absolute_url()}#b-{row.key_now}"
    difference = ""
    if is_changed:
        old = [quoted.article.slug, quoted.revision.number]
        href = f"{reverse('revision_detail', args=old)}#b-{quoted.block_key}"
        difference = reverse("article_diff", args=[*old, row.number_now])
    return Quoted(
        row, replace(quote, href=href), _("From the article"), is_changed, row.number_now, difference,
        "" if is_changed else row.key_now, row.start_now or 0, row.end_now or 0,
    )  # fmt: skip


def _of_comment(row, quoted):
    comment, quote = quoted.comment, quote_of(quoted)
    number = comment.revision
    if not quote.author or not row.was_public:
        words = quote if not quote.author else _nothing()
        return Quoted(row, words, _("From a comment"), is_changed=False, number=number)
    source = _("From a comment by %(name)s") % {"name": quote.author}
    if quoted.comment_revision == number:
        return Quoted(row, quote, source, is_changed=False, number=number, start=quoted.start, end=quoted.end)
    difference = reverse("comment_history", args=[comment.pk])
    return Quoted(row, quote, source, is_changed=True, number=number, difference=difference)


def _nothing():
    return Quote("", _("[these words are not shown]"), "", "", "")


def _notes_in_view(shown, view):
    """Find the disputes about quoted words among the marks of a page."""
    found = {}
    for each in shown:
        if each.comment_id:
            marks = [mark for number, mark in view.comment_marks.get(each.comment_id, ()) if number == each.number]
            notes = view.comment_notes.get(each.comment_id, ())
        else:
            marks, notes = view.marks.get(each.block_key, ()), view.notes.get(each.block_key, ())
        disputes = {mark.dispute_id for mark in marks if each.meets(mark.start, mark.end)}
        found[each.quotation.pk] = [note for note in notes if note.dispute.pk in disputes]
    return found


def _notes_at(shown):
    """Find the disputes about quoted words: two queries, none where no quote stands for certain."""
    standing = [each for each in shown if not each.is_changed and each.quote.href]
    if not standing:
        return {}
    marks = defaultdict(list)
    for dispute, place, start, end in _marks_at(standing):
        marks[place].append((dispute, start, end))
    met = {
        each.quotation.pk: [dispute for dispute, *span in marks[each.place] if each.meets(*span)] for each in standing
    }
    notes = notes_of({dispute for disputes in met.values() for dispute in disputes}, timezone.now())
    return {pk: [notes[dispute] for dispute in dict.fromkeys(disputes)] for pk, disputes in met.items()}


def _marks_at(standing):
    """Yield (dispute, place, start, end) of the marks in the blocks and comments that these quote: one query."""
    texts = [each for each in standing if not each.comment_id]
    turned = Q(appearance__is_opposite=True, appearance__dispute__status=Dispute.Status.OPEN)
    in_text = Resolution.objects.filter(
        revision__in={each.revision_id for each in texts}, block_key__in={each.block_key for each in texts},
        state__in=Resolution.CERTAIN, appearance__dispute__status__in=MARKED,
    ).exclude(turned)  # fmt: skip
    in_comments = Appearance.objects.filter(
        comment__in={each.comment_id for each in standing} - {None}, comment_revision=F("comment__revision"),
        dispute__status__in=MARKED,
    )  # fmt: skip
    rows = in_text.order_by().values_list("appearance__dispute", "revision", "block_key", "start", "end")
    said = in_comments.order_by().values_list("dispute", "comment", Value(""), "start", "end")
    for dispute, text, key, start, end in sorted(rows.union(said, all=True)):
        yield dispute, (text, key), start, end
