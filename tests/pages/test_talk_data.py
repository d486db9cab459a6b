"""What machines are told about questions and threads: what everybody reads, and nothing else."""

import json
import re
from datetime import timedelta

import pytest

from comments.actions import accept_answer, delete_comment, edit_comment
from comments.models import Comment
from tests.factories import NOON, ArticleFactory, CommentFactory

pytestmark = pytest.mark.django_db
SITE = "http://localhost:8000"


def _blocks(client, address):
    text = client.get(address, follow=True).content.decode()
    return [json.loads(found) for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)]


def _person(comment):
    author = comment.author
    return {"@type": "Person", "name": author.public_name, "url": f"{SITE}{author.get_absolute_url()}"}


def _answer(comment, text):
    return {
        "@type": "Answer", "@id": f"{SITE}/comments/{comment.pk}/", "url": f"{SITE}/comments/{comment.pk}/",
        "text": text, "author": _person(comment), "datePublished": "2026-03-02T12:00:00+00:00", "upvoteCount": 0,
    }  # fmt: skip


def test_question_page_is_a_qa_page(client, member):
    question = CommentFactory(
        kind="question", title="Is walking enough?", body="I **walk** a lot & rest.\n\nToo much?", author=member
    ).question
    plain, accepted = CommentFactory(parent=question.comment, body="No."), CommentFactory(parent=question.comment)
    CommentFactory(parent=plain, body="Why?")
    CommentFactory(parent=question.comment, body="Secret.", status=Comment.Status.HELD)
    accept_answer(answer=accepted, by=member, at=NOON)

    url = f"{SITE}{question.get_absolute_url()}"
    assert _blocks(client, question.get_absolute_url()) == [{
        "@context": "https://schema.org", "@type": "QAPage", "url": url,
        "mainEntity": {
            "@type": "Question", "@id": url, "url": url, "text": "I walk a lot & rest. Too much?", "upvoteCount": 0,
            "author": _person(question.comment), "datePublished": "2026-03-02T12:00:00+00:00",
            "name": "Is walking enough?", "answerCount": 2,
            "acceptedAnswer": _answer(accepted, "Is this also true after the menopause?"),
            "suggestedAnswer": [_answer(plain, "No.")],
        },
    }]  # fmt: skip


def test_page_of_a_question_that_was_deleted_tells_machines_nothing(client, member):
    question = CommentFactory(kind="question", title="Secret?", author=member).question
    answer = CommentFactory(parent=question.comment)
    delete_comment(comment=question.comment, by=member, at=NOON)

    assert _blocks(client, answer.get_absolute_url()) == []


def test_author_of_a_held_question_gets_no_data_of_it(client, member):
    question = CommentFactory(kind="question", title="Secret?", author=member, status=Comment.Status.HELD).question
    client.force_login(member)

    assert _blocks(client, question.get_absolute_url()) == []


def test_threads_of_an_article_are_forum_postings(client):
    article = ArticleFactory()
    root = CommentFactory(article=article, body="</script><script>alert(1)</script> It helped.")
    edit_comment(comment=root, body="It <b>helped</b>.", by=root.author, at=NOON + timedelta(days=1))
    CommentFactory(article=article, body="Secret.", status=Comment.Status.HIDDEN)

    url = f"{SITE}/comments/{root.pk}/"
    marks = {"@type": "InteractionCounter", "interactionType": "https://schema.org/LikeAction"}
    assert _blocks(client, article.get_absolute_url())[1:] == [{
        "@context": "https://schema.org",
        "@graph": [{
            "@type": "DiscussionForumPosting", "@id": url, "url": url, "text": "It <b>helped</b>.",
            "author": _person(root), "datePublished": "2026-03-02T12:00:00+00:00",
            "dateModified": "2026-03-03T12:00:00+00:00", "interactionStatistic": marks | {"userInteractionCount": 0},
            "commentCount": 0, "isPartOf": {"@type": "WebPage", "@id": f"{SITE}{article.get_absolute_url()}"},
        }],
    }]  # fmt: skip


def test_words_cannot_end_the_data_block(client):
    article = ArticleFactory()
    CommentFactory(article=article, body="`</script><script>alert(1)</script>`")

    text = client.get(article.get_absolute_url()).content.decode()

    assert "<script>alert(1)" not in text
    assert _blocks(client, article.get_absolute_url())[1]["@graph"][0]["text"] == "</script><script>alert(1)</script>"
