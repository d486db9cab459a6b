"""Discussions and comments."""

from comments.models import CommentRevision
from tests.factories import ArticleFactory, CommentFactory, TopicFactory
from tests.guards.breaks.rows import again, change


def _two_subjects():
    change(CommentFactory(article=ArticleFactory()).discussion, topic=TopicFactory())


BREAKS = {
    "comments_discussion_one_subject": _two_subjects,
    "comments_comment_sent_once": lambda: again(CommentFactory()),
    "comments_comment_status": lambda: change(CommentFactory(), status="lost"),
    "comments_comment_kind_of_root": lambda: change(CommentFactory(), kind=""),
    "comments_comment_removed_with_code": lambda: change(CommentFactory(), status="removed"),
    "comments_revision_number": lambda: again(CommentRevision.objects.get(comment=CommentFactory())),
}
