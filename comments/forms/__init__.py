"""Forms of the discussion."""

from comments.forms.answers import AnswerForm, AnswerWordsForm, rests_on
from comments.forms.asking import QuestionForm
from comments.forms.words import MOST_LINKS, MOST_NAMED, NUL, WRITE, CommentForm, ReplyForm, WordsForm, says_something

__all__ = [
    "MOST_LINKS",
    "MOST_NAMED",
    "NUL",
    "WRITE",
    "AnswerForm",
    "AnswerWordsForm",
    "CommentForm",
    "QuestionForm",
    "ReplyForm",
    "WordsForm",
    "rests_on",
    "says_something",
]
