"""What the pages of questions show, put together from several apps."""

from dataclasses import replace

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Topic
from claims.models import Dispute
from claims.reading import marks_for, notes_on_comments, quotations_on
from comments.drafts import answer_form_for
from comments.models import Comment, Discussion, Question
from comments.permissions import can_keep
from comments.places import place_of, place_or_none, places_of
from comments.reading import (
    asked_of,
    joined_to,
    leads_to,
    list_questions,
    move_of,
    moved_below,
    question_view,
    questions_in,
    readable_keys,
    topics_asked,
)
from pages.public import questions_in_public
from pages.talk_data import linked_question

SHOWS = {
    "all": gettext_lazy("All questions"),
    "unanswered": gettext_lazy("Without an answer"),
    "unsettled": gettext_lazy("Without an accepted answer"),
    "professionals": gettext_lazy("Answered by professionals"),
}
FEW = 4
ORDERS = {"newest": gettext_lazy("Newest first"), "active": gettext_lazy("Latest activity first")}


def list_context(request) -> dict:
    """Read one page of all questions, with the filters that narrow it: as many queries however many there are."""
    questions, asked = questions_in(questions_in_public()), asked_of(request.GET)
    topics = [(topic, count) for topic, count in topics_asked(questions) if count]
    context = _listed(questions, asked)
    return context | {
        "filters": [
            _filter(_("Show"), [
                (f"{words} ({context['listed'].counts[name]})", asked.query(show=name), asked.show == name)
                for name, words in SHOWS.items()
            ]),
            _filter(_("Order"), [
                (words, asked.query(order=name), asked.order == name) for name, words in ORDERS.items()
            ]),
            _filter(_("Topic"), [(_("All topics"), asked.query(topic=""), not asked.topic)] + [
                (f"{topic.name} ({count})", asked.query(topic=topic.slug), asked.topic == topic.slug)
                for topic, count in topics
            ]),
        ],
        "topic": next((topic for topic, _count in topics if topic.slug == asked.topic), None),
        "is_narrowed": bool(asked.show != "all" or asked.topic),
    }  # fmt: skip


def questions_under(request, place: Q) -> dict:
    """Read one page of the questions asked in one place, the newest first: three queries and those of their notes.

    Args:
        request: whose address says where the page begins.
        place: the condition on a Question that it was asked there.
    """
    return _listed(questions_in(place), asked_of({"before": request.GET.get("before", "")}))


def questions_of_topic(topic: Topic) -> dict:
    """Read the newest questions on a topic, and how many there are: four queries at most.

    Args:
        topic: any.
    """
    asked = asked_of({"topic": topic.slug})
    context = _listed(questions_in(questions_in_public()), asked)
    context["listed"] = replace(context["listed"], rows=context["listed"].rows[:FEW])
    return context | {"question_count": context["listed"].counts["all"], "query": asked.query()}


def _listed(questions, asked):
    listed = list_questions(questions, asked)
    places = {row.comment.discussion_id for row in listed.rows if not row.comment.discussion.article_id}
    disputes = Dispute.objects.public().filter(discussion__in=places) if places else ()
    return {
        "listed": listed, "asked": asked, "disputes": {row.discussion_id: row for row in disputes},
        "notes": notes_on_comments([row.pk for row in listed.rows]),
        "older": f"?{asked.query(before=listed.older)}" if listed.older else "", "first_page": f"?{asked.query()}",
    }  # fmt: skip


def _filter(label, choices):
    rows = [{"label": words, "href": f"?{query}", "is_chosen": is_chosen} for words, query, is_chosen in choices]
    chosen = next((row["label"] for row in rows[1:] if row["is_chosen"]), "")
    return {"label": label, "chosen": chosen, "groups": [("", rows)]}


def detail_context(request, pk: int, *, page: int) -> dict:
    """Read everything that the page of a question shows.

    Args:
        request: whose member reads.
        pk: the key of its root comment.
        page: of its answers, from 1.

    Raises:
        Question.DoesNotExist: there is none, or it has no place for this member.
        Http404: where it was asked is not public.
    """
    view = question_view(pk, member=request.user, page=page)
    discussion = view.question.comment.discussion
    back, marks = place_of(discussion), marks_for(None, discussion.pk)
    joined = [] if view.question.duplicate_of_id else _joined_in_public(view.question, request.user)
    shown = [*view.top, *view.below, *(node for row in joined for node in row.nodes)]
    answers = [*view.answers, *(answer for row in joined for answer in row.answers)]
    return {
        "linked": linked_question(view), "view": view, "question": view.question, "back": back,
        "discussion": discussion, "article": discussion.article,
        "dispute": None if discussion.article or discussion.topic else Dispute.objects.get(discussion=discussion),
        "comment_notes": marks.comment_notes | _notes_elsewhere(joined, discussion),
        "comment_html": marks.html_of(shown),
        "comment_ripples": marks.comment_ripples, "comment_cautions": marks.comment_cautions,
        "comment_quotes": quotations_on(readable_keys(shown)),
        "form": answer_form_for(request, view.question) if view.can_answer else None,
        "comment_answers": {answer.comment.pk: answer for answer in answers}, "headed_by": pk,
        "comment_moves": moved_below(shown), "joined": joined, "move": move_of(pk),
        "came_from": next((row for row in joined if str(row.question.pk) == request.GET.get("from")), None),
        "may_keep": can_keep(request.user, view.question),
    }  # fmt: skip


def earlier_one(question) -> Question | None:
    """Return the question to which one leads in the end, while everybody can open it; else one stands for itself.

    Args:
        question: any.
    """
    end = leads_to(question)
    is_there = end and end.comment.status == Comment.Status.PUBLISHED and place_or_none(end.comment.discussion)
    return end if is_there else None


def _joined_in_public(question, member):
    """Return the questions that lead to one, of discussions that everybody can open."""
    joined = joined_to(question, member)
    others = {row.question.comment.discussion_id for row in joined} - {question.comment.discussion_id}
    open_to_all = {question.comment.discussion_id, *(places_of(others) if others else ())}
    return [row for row in joined if row.question.comment.discussion_id in open_to_all]


def _notes_elsewhere(joined, discussion):
    """Return the notes of disputes about answers that stand in other discussions, by comment; two queries at most."""
    rows = [node.comment for row in joined for node in row.nodes]
    keys = [row.pk for row in rows if row.discussion_id != discussion.pk]
    return notes_on_comments(keys) if keys else {}


def with_tab_counts(discussions: QuerySet) -> QuerySet:
    """Add how many questions and disputes belong to the article of each discussion: question_count, dispute_count.

    Args:
        discussions: of articles.
    """
    questions = questions_in(Q(comment__discussion=OuterRef("pk"))).values("comment__discussion")
    about = Q(appearances__article=OuterRef("article")) | Q(appearances__comment__discussion=OuterRef("pk"))
    disputes = Dispute.objects.public().filter(about).annotate(one=Value(1)).values("one")
    return discussions.annotate(
        question_count=Coalesce(Subquery(questions.annotate(n=Count("pk")).values("n")), 0),
        dispute_count=Coalesce(Subquery(disputes.annotate(n=Count("pk", distinct=True)).values("n")), 0),
    )


def disputes_of(discussion: Discussion):
    """Return the public disputes about words of an article, or of its discussion.

    Args:
        discussion: of a published article.
    """
    about = Q(appearances__article=discussion.article_id) | Q(appearances__comment__discussion=discussion)
    return Dispute.objects.public().filter(pk__in=Dispute.objects.filter(about).values("pk"))
