"""What the demo's readers say under the article on exercise."""

import uuid

from comments import actions
from comments.models import Comment
from pages.demo.timeline import Stage, Story

NAMESPACE = uuid.UUID("5f0c1f2e-6a3b-4b3e-9a57-1f2f8a0c7d11")
Kind = Comment.Kind

COMMENTS = {  # short name: (login, kind, title, text, days before the loading)
    "neuropathy": (
        "walter",
        Kind.QUESTION,
        "How do I load my bones when I cannot feel my feet?",
        "The clinic wants me to load my skeleton. Easily said: diabetes has left my feet numb, and half of what I find "
        "in the leaflets has me up on my toes. I manage a short walk but no long one, and a jog is out of the "
        "question. Has anybody with feet like mine found a way to work their bones, and to get the heart going too?",
        50,
    ),
    "lifter": (
        "carol",
        Kind.EXPERIENCE,
        "",
        "Sixty-one, severe osteoporosis, and a hip that broke at its neck in 2013 and knitted by itself, no surgeon "
        "needed. I took up weights the year before last and put on muscle faster than anybody expected. Who else does "
        "this for their bones, and how do you go about it? My naturopath has also started me on a supplement, "
        "genistein.",
        47,
    ),
    "plug": (
        "gail",
        Kind.REMARK,
        "",
        "The lady who takes our class can get you a set of stretchy bands, the same as hers. It comes to $124, or look "
        "for it on amazon.com. Mine is on its way. They pull smoothly, nothing jars, and there is no excuse left on a "
        "rainy day.",
        4,
    ),
    "slr": (
        "june",
        Kind.CONCERN,
        "",
        "That leg exercise frightens me. With both legs in the air, the pull on the spine and on the neck of the hip "
        "is enormous. Nobody whose bones have thinned ought to try it, and there are people who broke something that "
        "way.",
        40,
    ),
    "bridges": (
        "physio",
        Kind.CONCERN,
        "",
        "Whoever tries the leg raise should at least slide both palms under the pelvis; otherwise the small of the "
        "back takes the strain. A stooped back makes it harder still. I teach two kinder moves instead, each with a "
        "stretchy band round the thighs: lift the hips as a bridge, or lie on one side and let the knees part like a "
        "shell.",
        38,
    ),
    "runner": (
        "nils",
        Kind.CONCERN,
        "",
        "A stress fracture sent me to the internet, and there I learn that running is off the list for thin bones. "
        "One clinic seems to say both things. Its first page warns runners off: "
        "https://www.mayoclinic.org/diseases-conditions/osteoporosis/in-depth/osteoporosis/art-20044989. "
        "Its second page, "
        "https://www.mayoclinic.org/diseases-conditions/osteoporosis/in-depth/osteoporosis/art-20044989?p=1, "
        "has nothing against running. "
        "I am fifty, I ran as a boy and never stopped, and in summer there are the triathlons. Must all that end?",
        34,
    ),
    "jumping": (
        "reader2",
        Kind.EXPERIENCE,
        "",
        "My scan said osteopenia, though no bone of mine has ever broken, and the doctor passed me on to an exercise "
        "physiologist at the university. Her plan "
        "for my bones is skipping, little jumps on and off a step, throwing a 2 kg ball at a wall, and jogging where "
        "the ground is soft. The pool and the bicycle look after the heart, she says, but leave the skeleton much as "
        "it was.",
        30,
    ),
}
REPLIES = {  # short name: (login, short name of what it answers, text, days before the loading)
    "answer": (
        "physio",
        "neuropathy",
        "I am a physiotherapist. Start sitting: push up from a chair with your arms helping, ten times, with shoes on. "
        "A rowing machine trains the heart without pressing on the toes. Look at your feet every evening, and have "
        "somebody check your balance before you add standing exercises.",
        48,
    ),
    "thanks": (
        "walter",
        "answer",
        "Thank you. I did the chair exercise this week and my feet are fine so far.",
        40,
    ),
}
BASES = {"answer": Comment.Basis.EXPERIENCE}


def stories(stage: Stage) -> list[Story]:
    """Return a story for each of the seven comments, the answer, the reply, and the thanks of whoever asked.

    Args:
        stage: its people and articles are there; its comments are filled.
    """
    roots = [
        _post(stage, name, login, body, days, kind=kind, title=title)
        for name, (login, kind, title, body, days) in COMMENTS.items()
    ]
    replies = [
        _post(stage, name, login, body, days, parent=parent, basis=BASES.get(name, ""))
        for name, (login, parent, body, days) in REPLIES.items()
    ]
    return [*roots, *replies, _accept(stage)]


def _accept(stage):
    """Let the one who asked accept the answer."""
    at = yield 39
    actions.accept_answer(answer=stage.comments["answer"], by=stage.people["walter"], at=at)


def _post(stage, name, login, body, days, *, parent=None, **root):
    at = yield days
    stage.comments[name] = actions.post_comment(
        discussion=actions.discussion_of(stage.articles["exercise"]),
        author=stage.people[login],
        body=body,
        parent=stage.comments[parent] if parent else None,
        submission_key=uuid.uuid5(NAMESPACE, name),
        at=at,
        **root,
    )
