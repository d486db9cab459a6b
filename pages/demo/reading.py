"""The demo's articles, published by its editor."""

from datetime import timedelta

from articles import actions
from articles.models import Article, Revision, Source
from pages.demo import texts
from pages.demo.drawing import ALT, CREDIT, lattice

TOPICS = [
    ("exercise", "Exercise", "Which movement helps bone, how much of it, and what to leave out."),
    ("osteoporosis", "Osteoporosis", "Living with bone that has thinned: what it is and what can be done."),
    ("food", "Food and vitamins", "What bone is made from, and where to find it on the plate."),
    ("falls", "Balance and falls", "Staying on your feet, at home and outside."),
]
DISCLAIMER = (
    "This article gives general information. It does not replace the advice of a doctor or another clinician who "
    "knows you. Look at the dates above before you act on it."
)


def load(people, at) -> dict[str, Article]:
    """Write and publish the demo's three articles.

    Args:
        people: members by login, from people.load.
        at: when the newest of them was published.

    Returns:
        Articles by short name: exercise, vitamin_d, falls.
    """
    editor = {"by": people["editor"], "at": at - timedelta(days=80)}
    topics = {slug: actions.add_topic(slug=slug, name=name, description=text, **editor) for slug, name, text in TOPICS}
    author = actions.add_author(
        **editor,
        name="Ruth Adeyemi",
        slug="ruth-adeyemi",
        role="Health writer",
        bio="Ruth Adeyemi writes about bones and joints. She trained as a nurse and has edited health pages since 2004.",  # noqa: E501
        member=people["editor"],
    )
    exercise = _publish(
        people,
        author,
        [topics["exercise"], topics["osteoporosis"]],
        title="Exercise for thin bones: what helps, and what to leave out",
        standfirst="Bones answer to work. With osteopenia or osteoporosis, the right kind of movement keeps them "
        "stronger and keeps you steady on your feet. A few movements are best left out.",
        text="exercise",
        prompt="How do you stay motivated?",
        at=at - timedelta(days=60),
    )
    vitamin_d = _publish(
        people,
        author,
        [topics["food"], topics["osteoporosis"]],
        title="Vitamin D: how much, and from where",
        standfirst="Bone needs it, the winter sun does not give it, and more is not always better.",
        text="vitamin-d",
        prompt="",
        at=at - timedelta(days=75),
    )
    falls = _publish(
        people,
        author,
        [topics["falls"]],
        title="A safer home in one afternoon",
        standfirst="Most breaks begin with a fall, and most falls begin at home. Four small changes help.",
        text="falls",
        prompt="What did you change at home?",
        at=at - timedelta(days=68),
    )
    actions.set_lead_picture(article=exercise, picture=lattice(), alt=ALT, credit=CREDIT, **editor)
    exercise.refresh_from_db()
    _describe_source(editor)
    return {"exercise": exercise, "vitamin_d": vitamin_d, "falls": falls}


def _publish(people, author, topics, *, title, standfirst, text, prompt, at):
    article = actions.create_article(
        title=title,
        standfirst=standfirst,
        body=texts.read(text),
        topics=topics,
        authors=[author],
        by=people["editor"],
        at=at,
        disclaimer=DISCLAIMER,
        prompt=prompt,
        reviewed_on=at.date(),
        reviewed_by="Dr Tomas Lind, physician",
        review_due_on=(at + timedelta(days=730)).date(),
    )
    actions.publish_draft(
        article=article, kind=Revision.Kind.FIRST, reason="First published here.", by=people["editor"], at=at
    )
    article.refresh_from_db()
    return article


def _describe_source(editor):
    """Say what the first reference studied; the other two stay as bare as their editor left them."""
    actions.update_source(
        source=Source.objects.get(doi="10.1210/jc.2011-3361"),
        kind=Source.Kind.OBSERVATIONAL,
        people_studied="Healthy women before the menopause",
        year=2012,
        **editor,
    )
