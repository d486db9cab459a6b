"""What the demo's readers say under the article on exercise."""

import uuid
from datetime import timedelta

from comments import actions
from comments.models import Comment

NAMESPACE = uuid.UUID("5f0c1f2e-6a3b-4b3e-9a57-1f2f8a0c7d11")
Kind = Comment.Kind

COMMENTS = {  # short name: (login, kind, title, text, days before now)
    "neuropathy": (
        "walter",
        Kind.QUESTION,
        "How do I load my bones when I cannot feel my feet?",
        "Everyone tells me to put weight on my bones. I have diabetes and no feeling left in my feet, and most of the "
        "exercises I find want me up on my toes. Long walks are out, running even more so. How does a person like me "
        "begin with weight-bearing exercise, and keep my heart fit as well?",
        50,
    ),
    "lifter": (
        "carol",
        Kind.EXPERIENCE,
        "",
        "I am 61, my osteoporosis is far along, and the neck of my thigh bone broke in 2013. It healed without an "
        "operation. I have been lifting weights for almost two years and I build muscle fast. I would love to hear "
        "from others who use weights to build bone. I was also given a supplement to try.",
        47,
    ),
    "plug": (
        "gail",
        Kind.REMARK,
        "",
        "My instructor swears by a set of elastic bands and can order it for you. It costs $124 and you can buy it at "
        "amazon.com. I mean to get one too. Bands are easy on the joints, and I look forward to using mine every day.",
        44,
    ),
    "slr": (
        "june",
        Kind.CONCERN,
        "",
        "I cannot think of a worse choice than the leg exercise in this article. Straight-leg raises put a huge load "
        "on the vertebrae and on the neck of the thigh bone. They must not be done with osteoporosis, and they have "
        "broken bones.",
        40,
    ),
    "bridges": (
        "physio",
        Kind.CONCERN,
        "",
        "The leg raise as drawn is hard on the lower back unless the hands lie under the pelvis. People with a rounded "
        "back will struggle most. Bridges with a band above the knees are kinder. So are clamshells: lie on your side "
        "and open the upper knee.",
        38,
    ),
    "runner": (
        "nils",
        Kind.CONCERN,
        "",
        "After a stress fracture I read that people with osteopenia or osteoporosis should not run. The same clinic "
        "advises against running on one page and for it on another: "
        "https://www.mayoclinic.org/diseases-conditions/osteoporosis/in-depth/osteoporosis/art-20044989 and "
        "https://www.mayoclinic.org/diseases-conditions/osteoporosis/in-depth/osteoporosis/art-20044989?p=1 "
        "I am 50, I have run all my life, and I do not want to give it up.",
        34,
    ),
    "jumping": (
        "reader2",
        Kind.EXPERIENCE,
        "",
        "I have osteopenia. My doctor sent me to an exercise physiologist at the university. She recommends skipping, "
        "jumping onto a step and jogging on grass for my bones. Swimming and cycling are good for the heart, but she "
        "says they build little bone.",
        30,
    ),
}
ANSWER = (
    "I am a physiotherapist. Start sitting: push up from a chair with your arms helping, ten times, with shoes on. A "
    "rowing machine trains the heart without pressing on the toes. Look at your feet every evening, and have somebody "
    "check your balance before you add standing exercises."
)
THANKS = "Thank you. I did the chair exercise this week and my feet are fine so far."


def load(people, article, now) -> dict[str, Comment]:
    """Post the seven comments, an answer and a reply.

    Args:
        people: members by login.
        article: the article on exercise.
        now: the time of loading; comments are dated before it.

    Returns:
        Comments by short name.
    """
    discussion = actions.discussion_of(article)
    made = {}
    for name, (login, kind, title, body, days) in COMMENTS.items():
        made[name] = actions.post_comment(
            discussion=discussion,
            author=people[login],
            kind=kind,
            title=title,
            body=body,
            submission_key=uuid.uuid5(NAMESPACE, name),
            at=now - timedelta(days=days),
        )
    made["answer"] = _reply(made["neuropathy"], people["physio"], ANSWER, "answer", now - timedelta(days=48))
    made["thanks"] = _reply(made["answer"], people["walter"], THANKS, "thanks", now - timedelta(days=40))
    return made


def _reply(parent, author, body, name, at):
    return actions.post_comment(
        discussion=parent.discussion,
        parent=parent,
        author=author,
        body=body,
        submission_key=uuid.uuid5(NAMESPACE, name),
        at=at,
    )
