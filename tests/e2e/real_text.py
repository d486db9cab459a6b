"""What the main job is done with: the real page that started the site, or the demo's text where it is not there."""

from dataclasses import dataclass
from pathlib import Path

from pages.demo import texts
from pages.demo.discussion import COMMENTS

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "article-and-comments.txt"


@dataclass(frozen=True)
class RealText:
    """An article as an editor pastes it, its readers' comments, and the words that they question."""

    title: str
    body: str
    comments: list[str]
    leg_raise: str
    jumping: str
    jumping_narrowed: str
    prescribed: str  # the beginning of the comment that the jumping advice conflicts with
    plug: str  # words of the comment that sells something


def real_text() -> RealText:
    """Return the real page's words, or the demo's."""
    return _from_page(SEED.read_text(encoding="utf-8")) if SEED.exists() else _from_demo()


def _from_page(page):
    article, below = page.split("\nTags:", 1)
    title, body = article.split("\n", 1)
    comments = below.split("Comments Comments Policy", 1)[1].split("Leave a Reply")[0]
    pieces = [" ".join(piece.replace("•", "").split()) for piece in _paragraphs(comments)]
    return RealText(
        title=title.strip(),
        body=body.strip(),
        comments=pieces,
        leg_raise="One exercise that strengthens the abdominals is straight leg lifts.",
        jumping="Activities such as jumping, dancing, tennis, or high-impact aerobics.",
        jumping_narrowed="Jumping and high-impact aerobics, if a bone in your spine has ever broken.",
        prescribed="I have osteopenia.",
        plug="from Amazon.com",
    )


def _paragraphs(text):
    return [piece for piece in text.split("\n\n") if piece.strip()]


def _from_demo():
    body = texts.read("exercise")
    return RealText(
        title="Exercise for thin bones, once more",
        body=body,
        comments=[words for _login, _kind, _title, words, _days in COMMENTS.values()],
        leg_raise="Straight-leg raises on the floor are a good way to strengthen the belly muscles when you have "
        "osteoporosis.",
        jumping="do not jump, run or do other high-impact exercise",
        jumping_narrowed="do not jump or jog if a bone in your spine has ever broken",
        prescribed="My scan said osteopenia",
        plug="amazon.com",
    )
