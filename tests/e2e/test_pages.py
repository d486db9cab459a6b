"""Each kind of page: axe, console, content policy, 320 pixels; light and dark; signed in and out."""

import pytest

from articles.models import Article
from claims.models import Dispute, Report
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
    "/disputes/{ruled_pk}/ruling/receipt/",
    "{article}history/1/2/",
    "{article}history/1/",
    "{author}",
    "/members/odile-r/",
    "/search/?q=bone",
    "/policy/comments/",
    "/policy/medical-disclaimer/",
    "/policy/privacy/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/style-guide/",
    "/no-such-page/",
]
READERS = [
    "{article}",
    "{open}",
    "/disputes/{open_pk}/evidence/new/",
    "{article}question/{block}/",
    "/me/reports/{report}/retract/",
    "/me/",
    "/accounts/email/",
    "/accounts/name/",
    "/accounts/2fa/",
    "/comments/{comment}/reply/",
    "/comments/{comment}/flag/",
    "/comments/{comment}/question/",
]
MODERATORS = [
    "/moderation/",
    "/moderation/cases/{case}/",
    "/moderation/log/",
    "/editorial/disputes/",
    "/editorial/disputes/{reported_pk}/",
    "/editorial/disputes/{open_pk}/positions/new/",
]
EDITORS = [
    "/editorial/",
    "/editorial/articles/new/",
    "/editorial/articles/{article_pk}/",
    "/editorial/articles/{article_pk}/details/",
    "/editorial/articles/{article_pk}/publish/",
    "/editorial/articles/{article_pk}/withdraw/",
    "/editorial/records/",
    "/editorial/anchors/",
    "/editorial/disputes/{open_pk}/rule/",
    "/editorial/disputes/{open_pk}/caution/",
    "{open}",
]
PEOPLE = {None: PUBLIC, "reader2": READERS, "moderator": MODERATORS, "editor2": EDITORS}


def _places():
    busy = max(
        Article.objects.published(), key=lambda article: Comment.objects.filter(discussion__article=article).count()
    )
    statuses = ("open", "ruled", "reported")
    disputes = {status: Dispute.objects.filter(status=status).order_by("pk").first() for status in statuses}
    return {
        "article": busy.get_absolute_url(),
        "open": disputes["open"].get_absolute_url(),
        "open_pk": disputes["open"].pk,
        "ruled": disputes["ruled"].get_absolute_url(),
        "ruled_pk": disputes["ruled"].pk,
        "reported_pk": disputes["reported"].pk,
        "article_pk": busy.pk,
        "author": busy.authors.first().get_absolute_url(),
        "block": busy.current_revision.blocks.filter(kind="paragraph").first().key,
        "report": Report.objects.get(reporter__public_name="Tom B", status="waiting").pk,
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
