"""Each kind of page: axe, console, content policy, 320 pixels; light and dark; signed in and out."""

import pytest

from articles.models import Article
from claims.models import Dispute
from comments.models import Comment
from moderation.models import Case

PUBLIC = [
    "/",
    "/articles/",
    "{article}",
    "{article}history/",
    "/topics/",
    "/disputes/",
    "{open}",
    "{ruled}",
    "/members/odile-r/",
    "/search/?q=bone",
    "/policy/comments/",
    "/policy/medical-disclaimer/",
    "/policy/privacy/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/no-such-page/",
]
READERS = [
    "{article}",
    "{open}",
    "/me/",
    "/accounts/email/",
    "/accounts/name/",
    "/accounts/2fa/",
    "/comments/{comment}/reply/",
    "/comments/{comment}/flag/",
    "/comments/{comment}/question/",
]
MODERATORS = ["/moderation/", "/moderation/cases/{case}/", "/moderation/log/", "/editorial/disputes/"]
PEOPLE = {None: PUBLIC, "reader2": READERS, "moderator": MODERATORS}


def _places():
    busy = max(
        Article.objects.published(), key=lambda article: Comment.objects.filter(discussion__article=article).count()
    )
    disputes = {status: Dispute.objects.filter(status=status).order_by("pk").first() for status in ("open", "ruled")}
    return {
        "article": busy.get_absolute_url(),
        "open": disputes["open"].get_absolute_url(),
        "open_pk": disputes["open"].pk,
        "ruled": disputes["ruled"].get_absolute_url(),
        "comment": Comment.objects.filter(discussion__article=busy, status="published", parent=None)
        .order_by("pk")
        .first()
        .pk,
        "case": Case.objects.open().first().pk,
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who or "visitor")
def test_pages_are_accessible_and_quiet(visit, who, scheme):
    person = visit(color_scheme=scheme, viewport={"width": 1200, "height": 900})
    if who:
        person.sign_in(f"{who}@example.org")
    places, found = _places(), {}

    for path in (path.format(**places) for path in PEOPLE[who]):
        status = person.go(path).status
        complaints = [text for text in person.complaints if "404" not in text]
        person.complaints.clear()
        if person.axe() or complaints or status >= 500 or (status != 200 and path != "/no-such-page/"):
            found[path] = (status, person.axe(), complaints)

    assert found == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who or "visitor")
def test_pages_fit_320_pixels(visit, who):
    person = visit(viewport={"width": 320, "height": 640})
    if who:
        person.sign_in(f"{who}@example.org")
    places, wide = _places(), []

    for path in (path.format(**places) for path in PEOPLE[who]):
        person.go(path)
        if person.is_wider_than_the_window():
            wide.append(path)

    assert wide == []
