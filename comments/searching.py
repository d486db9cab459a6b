"""What can be found of comments, questions and answers."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from articles.models import Topic
from comments import consequences
from comments.models import Comment, Discussion
from comments.places import places_of
from comments.threading import after
from common.html import plain_text
from search.actions import drop, index_later
from search.consequences import Source
from search.documents import Document, Shown, key_of
from search.models import Kind, State

NAME = "comment"


def document_of(comment_id: int) -> Document | None:
    """Return what a comment says that everybody may read; None for another.

    Args:
        comment_id: its primary key.
    """
    rows = Comment.objects.select_related("discussion", "parent", "question")
    comment = rows.filter(pk=comment_id, status=Comment.Status.PUBLISHED).first()
    place = comment and places_of([comment.discussion_id]).get(comment.discussion_id)
    if not place or getattr(getattr(comment, "question", None), "duplicate_of_id", None):
        return None  # nobody may read it, or its page leads to another question
    return Document(
        subject_key=key_of(NAME, comment_id), kind=kind_of(comment), title=comment.title,
        text=plain_text(comment.body_html), state=_state_of(comment), place=place.key, author_id=comment.author_id,
        dated_at=comment.created_at, topics=_topics_of(comment.discussion),
    )  # fmt: skip


def kind_of(comment: Comment) -> str:
    """Return what a comment is in the index: a question, an answer to one, or a comment.

    Args:
        comment: with its parent loaded.
    """
    if comment.kind == Comment.Kind.QUESTION:
        return Kind.QUESTION
    is_answer = comment.parent is not None and comment.parent.kind == Comment.Kind.QUESTION
    return Kind.ANSWER if is_answer else Kind.COMMENT


def _state_of(comment):
    question = getattr(comment, "question", None)
    if question is None:
        return State.NONE
    if question.close_reason:
        return State.CLOSED
    if question.accepted_id:
        return State.ACCEPTED
    answers = Comment.objects.filter(parent=comment, status=Comment.Status.PUBLISHED)
    return State.ANSWERED if answers.exists() else State.UNANSWERED


def _topics_of(discussion: Discussion):
    about = Topic.objects.filter(articles=discussion.article_id) if discussion.article_id else Topic.objects.none()
    own = Topic.objects.filter(pk=discussion.topic_id)
    return (about | own).order_by("slug").values_list("slug", flat=True).distinct()


def keys() -> Iterable[int]:
    """Return the keys of the published comments."""
    published = Comment.objects.filter(status=Comment.Status.PUBLISHED)
    return published.order_by("pk").values_list("pk", flat=True)


def show(comment_ids: Collection[int], member) -> dict[int, Shown]:
    """Return those of these comments that everybody may read now, by key; a constant number of queries.

    Args:
        comment_ids: primary keys.
        member: who asks; not looked at, because only what is public is in the index.
    """
    rows = Comment.objects.filter(pk__in=comment_ids, status=Comment.Status.PUBLISHED)
    rows = rows.filter(question__duplicate_of=None)
    rows = list(rows.select_related("author", "parent", "question"))
    places = places_of({row.discussion_id for row in rows})
    return {row.pk: _shown(row, places[row.discussion_id]) for row in rows if row.discussion_id in places}


def _shown(comment, place):
    kind, name = kind_of(comment), {"name": comment.author.public_name}
    titles = {Kind.ANSWER: _("Answer by %(name)s"), Kind.COMMENT: _("Comment by %(name)s")}
    title = comment.title or titles.get(kind, _("Question by %(name)s")) % name
    is_below = kind == Kind.ANSWER and comment.parent.status == Comment.Status.PUBLISHED  # else its title is nobody's
    under = comment.parent.title if is_below else place.title
    url = comment.question.get_absolute_url() if kind == Kind.QUESTION else comment.get_absolute_url()
    return Shown(title=title, url=url, thing=comment, by=comment.author, place=under)


def follow(comment: Comment) -> None:
    """Let the index follow a comment: drop it at once if not everybody may read it, else ask the worker to index it.

    A question says whether it has answers, so it is indexed with each of them.

    Args:
        comment: as it stands now, in the transaction that changed it.
    """
    key = key_of(NAME, comment.pk)
    if comment.status == Comment.Status.PUBLISHED:
        index_later(key)
    else:
        drop(key)
    if comment.parent_id:
        index_later(key_of(NAME, comment.parent_id))
    for consequence in consequences.ON_FOLLOWED:
        consequence(comment=comment)


def follow_emptied(comment: Comment) -> None:
    """Drop a comment at once, because words went out of it that nobody may find, and ask the worker to index the rest.

    Args:
        comment: as it stands now, in the transaction that changed it.
    """
    drop(key_of(NAME, comment.pk))
    follow(comment)


def follow_branch(comment: Comment) -> None:
    """Ask the worker to index a comment and all that hangs on it, because it is a question now, or none any more.

    Args:
        comment: as it stands now, in the transaction that changed it.
    """
    below = Comment.objects.filter(
        discussion=comment.discussion_id, path__gt=comment.path, path__lt=after(comment.path),
        status=Comment.Status.PUBLISHED,
    )  # fmt: skip
    follow(comment)
    index_later(*(key_of(NAME, pk) for pk in below.order_by("pk").values_list("pk", flat=True)))


def follow_place(discussion_ids: Collection[int]) -> None:
    """Ask the worker to index every comment of some discussions, because they can be read again.

    Args:
        discussion_ids: primary keys.
    """
    rows = Comment.objects.filter(discussion__in=discussion_ids, status=Comment.Status.PUBLISHED)
    index_later(*(key_of(NAME, pk) for pk in rows.order_by("pk").values_list("pk", flat=True)))


def follow_article(*, article, at) -> None:
    """Ask the worker to index what stands under an article that came back into the lists.

    Args:
        article: a published one.
        at: when; not looked at.
    """
    follow_place(Discussion.objects.filter(article=article).values_list("pk", flat=True))


SOURCE = Source(NAME, document_of, keys, show)
