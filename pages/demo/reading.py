"""The demo's articles, published by its editor."""

from datetime import timedelta

from articles import actions
from articles.models import Author, Revision, Source, Topic
from pages.demo import texts
from pages.demo.drawing import ALT, CREDIT, lattice
from pages.demo.timeline import Stage, Story

TOPICS = [
    ("exercise", "Exercise", "Which movement helps bone, how much of it, and what to leave out."),
    ("osteoporosis", "Osteoporosis", "Living with bone that has thinned: what it is and what can be done."),
    ("food", "Food and vitamins", "What bone is made from, and where to find it on the plate."),
    ("falls", "Balance and falls", "Staying on your feet, at home and outside."),
]
DISCLAIMER = (
    "This article is for everybody and knows nobody. Ask a doctor or another clinician who knows you, and look at the "
    "dates above, before you act on it."
)


EXERCISE = {
    "title": "Exercise for thin bones: what helps, and what to leave out",
    "standfirst": "Bones answer to work. If yours have thinned, the right kind of movement helps them to stay strong "
    "and you to stay upright. A few movements are best left out.",
    "text": "exercise",
    "topics": ["exercise", "osteoporosis"],
    "prompt": "What keeps you going on a grey morning?",
}
VITAMIN_D = {
    "title": "Vitamin D: how much, and from where",
    "standfirst": "Bone needs it, the winter sun does not give it, and more is not always better.",
    "text": "vitamin-d",
    "topics": ["food", "osteoporosis"],
    "prompt": "",
}
FALLS = {
    "title": "A safer home in one afternoon",
    "standfirst": "Most breaks begin with a fall, and most falls begin at home. Four small changes help.",
    "text": "falls",
    "topics": ["falls"],
    "prompt": "What did you change at home?",
}


def stories(stage: Stage) -> list[Story]:
    """Return the one story of how the site was set up and its three articles were published.

    Args:
        stage: its people are there; its articles are filled: vitamin_d, falls and exercise, the newest last.
    """
    return [_publish_three(stage)]


def _publish_three(stage):
    at = yield 80
    editor = stage.people["editor"]
    for slug, name, text in TOPICS:
        actions.add_topic(slug=slug, name=name, description=text, by=editor, at=at)
    actions.add_author(
        name="Ruth Adeyemi",
        slug="ruth-adeyemi",
        role="Health writer",
        bio="Ruth Adeyemi writes about bones and joints. She trained as a nurse and has edited health pages since 2004.",  # noqa: E501
        member=editor,
        by=editor,
        at=at,
    )
    at = yield 75
    stage.articles["vitamin_d"] = _publish(**VITAMIN_D, by=editor, at=at)
    at = yield 68
    stage.articles["falls"] = _publish(**FALLS, by=editor, at=at)
    at = yield 60
    stage.articles["exercise"] = _publish(**EXERCISE, by=editor, at=at, picture=lattice())
    at = yield 59
    _describe_source(by=editor, at=at)


def _publish(*, title, standfirst, text, topics, prompt, by, at, picture=None):
    article = actions.create_article(
        title=title,
        standfirst=standfirst,
        body=texts.read(text),
        topics=Topic.objects.filter(slug__in=topics),
        authors=Author.objects.filter(member=by),
        by=by,
        at=at,
        disclaimer=DISCLAIMER,
        prompt=prompt,
        reviewed_on=at.date(),
        reviewed_by="Dr Tomas Lind, physician",
        review_due_on=(at + timedelta(days=730)).date(),
    )
    if picture:
        actions.set_lead_picture(article=article, picture=picture, alt=ALT, credit=CREDIT, by=by, at=at)
    actions.publish_draft(article=article, kind=Revision.Kind.FIRST, reason="First published here.", by=by, at=at)
    article.refresh_from_db()
    return article


def _describe_source(*, by, at):
    """Say what the first reference studied; the other two stay as bare as their editor left them."""
    actions.update_source(
        source=Source.objects.get(doi="10.1210/jc.2011-3361"),
        kind=Source.Kind.OBSERVATIONAL,
        people_studied="Healthy women before the menopause",
        year=2012,
        by=by,
        at=at,
    )
