"""Staff close, join and move questions, and take each of it back."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments import actions, reading
from comments.forms.desk import CloseForm, MakeQuestionForm, MergeForm, ReasonForm
from comments.models import Comment, Move, Question
from comments.permissions import can_keep, can_move
from comments.places import place_of

get_or_post = require_http_methods(["GET", "POST"])
keeper = permission_required("comments.keep_questions", raise_exception=True)
KNOWN = 300  # questions among which alike ones are looked for


@get_or_post
@keeper
def question_close(request, pk):
    """Close a question with a reason that everybody reads."""
    question = _question(request, pk)
    form = CloseForm(request.POST or None, question=question)
    act = partial(actions.close_question, question=question)
    return _asked(request, form, act, template="question_close", question=question, done=_("The question is closed."))


@get_or_post
@keeper
def question_reopen(request, pk):
    """Open a closed question again, or let one that has joined another stand for itself."""
    question = _question(request, pk)
    form = ReasonForm(request.POST or None, button=_("Open the question again"))
    act = partial(actions.reopen_question, question=question)
    return _asked(request, form, act, template="question_reopen", question=question, done=_("It is open again."))


@get_or_post
@keeper
def question_merge(request, pk):
    """Let a question lead to the one that was asked before."""
    question = _question(request, pk)
    form = MergeForm(request.POST or None, question=question, known=reading.others_like(question, KNOWN))
    act = partial(actions.merge_question, question=question)
    done = _("It leads to the earlier question now.")
    return _asked(request, form, act, template="question_merge", question=question, done=done)


@get_or_post
@keeper
def question_unmake(request, pk):
    """Let a question be a comment: the one it was before, or a remark."""
    question = _question(request, pk)
    move = Move.objects.select_related("comment", "from_parent__author").filter(comment=pk, undone_at=None).first()
    form = ReasonForm(request.POST or None, button=_("Put it back") if move else _("Make it a comment"))
    act = partial(actions.put_back, move=move) if move else partial(actions.make_comment, question=question)
    done = _("It is a comment again.") if move else _("It is a comment now.")
    return _asked(request, form, act, template="question_unmake", question=question, move=move, done=done)


@get_or_post
@keeper
def comment_to_question(request, pk):
    """Make a comment a question with a page of its own; one that was a question becomes one again."""
    rows = Comment.objects.select_related("author", "discussion__article", "discussion__topic")
    comment = get_object_or_404(rows, pk=pk, status=Comment.Status.PUBLISHED, question=None)
    place_of(comment.discussion)
    if not can_move(request.user, comment):
        raise PermissionDenied
    move = Move.objects.select_related("comment").filter(comment=pk, undone_at=None).first()
    if move:
        form = ReasonForm(request.POST or None, button=_("Make it a question again"))
        act = partial(actions.put_back, move=move)
    else:
        form = MakeQuestionForm(request.POST or None, button=_("Make it a question"))
        act = partial(actions.make_question, comment=comment)
    done = _("It is a question with a page of its own now.")
    return _asked(request, form, act, template="comment_to_question", comment=comment, move=move, done=done)


def _question(request, pk):
    """Return a question that the member may keep; its discussion is shown somewhere."""
    try:
        question, is_readable = reading.question_for(pk, request.user)
    except Question.DoesNotExist as error:
        raise Http404 from error
    place_of(question.comment.discussion)
    if not is_readable:
        raise Http404
    if not can_keep(request.user, question):
        raise PermissionDenied
    return question


def _asked(request, form, act, *, template, done, **context):
    """Ask once, do it, and go to what it was done to; show the form again with what is in the way."""
    status = 200
    if form.is_valid():
        try:
            made = act(by=request.user, at=timezone.now(), **form.cleaned_data)
        except actions.NotTheirs as refused:
            raise PermissionDenied from refused
        except actions.CannotKeep as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, done, extra_tags=f"comment-{made.pk}")
            return redirect(made)
    return TemplateResponse(request, f"comments/{template}.html", {"form": form, **context}, status=status)
