"""What pages read of discussions, in a constant number of queries."""

from comments.paging import ORDERS
from comments.reading.changing import free_until, is_free
from comments.reading.counts import WrongCount, wrong_counts
from comments.reading.joined import Joined, joined_to, leads_to, move_of, moved_below, others_like, was_question
from comments.reading.own import own_sections
from comments.reading.pages import asked_for, place_of_page
from comments.reading.people import credentials, notes_on, quotes_on, revisions_for, was_posted_as
from comments.reading.question_desk import personal, unanswered
from comments.reading.question_lists import (
    Listed,
    asked_of,
    in_articles_and_topics,
    list_questions,
    questions_in,
    topics_asked,
)
from comments.reading.questions import (
    AnswerView,
    Endorsed,
    QuestionView,
    page_of_answer,
    question_for,
    question_view,
)
from comments.reading.standing import is_open, standing
from comments.reading.threads import (
    Node,
    ThreadPage,
    branches,
    more_of_thread,
    node_of,
    place_in_thread,
    readable_keys,
    thread_page,
)
from comments.reading.words import Rendered, render_words

__all__ = [
    "ORDERS",
    "AnswerView",
    "Endorsed",
    "Joined",
    "Listed",
    "Node",
    "QuestionView",
    "Rendered",
    "ThreadPage",
    "WrongCount",
    "asked_for",
    "asked_of",
    "branches",
    "credentials",
    "endorsements_of",
    "free_until",
    "in_articles_and_topics",
    "is_free",
    "is_open",
    "joined_to",
    "leads_to",
    "list_questions",
    "more_of_thread",
    "move_of",
    "moved_below",
    "node_of",
    "notes_on",
    "others_like",
    "own_sections",
    "page_of_answer",
    "personal",
    "place_in_thread",
    "place_of_page",
    "question_for",
    "question_view",
    "questions_in",
    "quotes_on",
    "readable_keys",
    "render_words",
    "revisions_for",
    "standing",
    "thread_page",
    "topics_asked",
    "unanswered",
    "was_posted_as",
    "was_question",
    "wrong_counts",
]
