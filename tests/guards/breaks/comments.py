"""Discussions and comments."""

from accounts.models import Credential
from comments.models import Comment, CommentRevision, Draft, Endorsement, HelpfulMark, Mention, Move, Question
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory, TopicFactory
from tests.guards.breaks.rows import again, change


def _two_subjects():
    change(CommentFactory(article=ArticleFactory()).discussion, topic=TopicFactory())


def _question():
    return Question.objects.get(comment=CommentFactory(kind=Comment.Kind.QUESTION, title="Is walking enough?"))


def _closed(reason, **more):
    change(_question(), close_reason=reason, closed_by=MemberFactory(), closed_at=NOON, **more)


def _duplicate_of_itself():
    row = _question()
    change(row, close_reason="duplicate", closed_by=MemberFactory(), closed_at=NOON, duplicate_of=row)


def _endorsement():
    member = MemberFactory()
    credential = Credential.objects.create(member=member, kind="physiotherapist", country="Norway")
    return Endorsement.objects.create(comment=CommentFactory(), member=member, credential=credential, created_at=NOON)


def _move():
    comment = CommentFactory()
    return Move.objects.create(
        comment=comment, from_discussion=comment.discussion, reason="It asks.", moved_by=MemberFactory(), moved_at=NOON
    )


def _mark(model):
    return model.objects.create(comment=CommentFactory(), member=MemberFactory(), created_at=NOON)


def _draft():
    return Draft.objects.create(member=MemberFactory(), place="discussion:5", values={}, saved_at=NOON)


BREAKS = {
    "comments_discussion_one_subject": _two_subjects,
    "comments_discussion_pace_while_slow": lambda: change(CommentFactory().discussion, slow_mode_reason="Heated."),
    "comments_discussion_notice_as_a_whole": lambda: change(CommentFactory().discussion, notice="Be kind."),
    "comments_comment_sent_once": lambda: again(CommentFactory()),
    "comments_comment_status": lambda: change(CommentFactory(), status="lost"),
    "comments_comment_kind_of_root": lambda: change(CommentFactory(), kind=""),
    "comments_comment_removed_with_code": lambda: change(CommentFactory(), status="removed"),
    "comments_comment_basis": lambda: change(CommentFactory(parent=CommentFactory()), basis="hearsay"),
    "comments_comment_basis_of_reply": lambda: change(CommentFactory(), basis="experience"),
    "comments_comment_source_with_basis": lambda: change(CommentFactory(parent=CommentFactory()), basis="source"),
    "comments_comment_featured_as_a_whole": lambda: change(CommentFactory(), featured_at=NOON),
    "comments_revision_number": lambda: again(CommentRevision.objects.get(comment=CommentFactory())),
    "comments_helpful_once": lambda: again(_mark(HelpfulMark)),
    "comments_endorsement_once": lambda: again(_endorsement()),
    "comments_mention_once": lambda: again(_mark(Mention)),
    "comments_draft_once": lambda: again(_draft()),
    "comments_question_accepted_as_a_whole": lambda: change(_question(), accepted_at=NOON),
    "comments_question_close_reason": lambda: _closed("boring"),
    "comments_question_closed_as_a_whole": lambda: change(_question(), close_reason="unclear"),
    "comments_question_duplicate_of_another": _duplicate_of_itself,
    "comments_question_answered_by_a_revision": lambda: _closed("article"),
    "comments_move_one_in_force": lambda: again(_move()),
}
