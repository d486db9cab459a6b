"""Each kind of page: axe in light and in dark, 320 pixels, console and content policy; signed in and out."""

import re
import uuid
from functools import reduce
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from accounts.actions import apply_for_credential, create_member
from accounts.models import Member
from articles.actions import publish_draft, save_draft
from articles.models import Article, Source
from claims.actions import Finding, dismiss_dispute, propose_ruling, report_statement
from claims.models import Dispute, Evidence, Facet, FacetValue, Report, Ripple, Thing
from claims.reading import anchors_to_place
from comments.actions import discussion_of, edit_comment
from comments.models import Comment, Question
from moderation.models import Case
from notifications.emails import stop_token
from search.models import Synonyms
from tests.claims.scenes import kept_claims, quotation
from tests.e2e.page_lists import NO_PAGE, PEOPLE, USUAL
from tests.guards.routes import ARGUMENTS, MOVES, OPEN_POST_ONLY, POST_ONLY, STATUS

ACCOUNT_OUT = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_request_login_code",
    "account_email_verification_sent",
    "account_inactive",
    "account_confirm_email",
]
ACCOUNT_IN = [
    "account_logout",
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "usersessions_list",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
]
SECOND_STEP = [
    "mfa_index",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "usersessions_list",
]
BY_MAIL = ["account_reset_password_from_key", "account_confirm_login_code", "mfa_authenticate"]
NO_ACCOUNT_PAGE = {
    "account_set_password",  # leads to account_change_password: every member has a password
    "mfa_login_webauthn",  # data for the browser's own dialog
    "mfa_download_recovery_codes",  # a file
}
WHERE = ARGUMENTS | {
    "account_confirm_email": ["confirmation.key"],
    "mfa_edit_webauthn": ["passkey.pk"],
    "mfa_remove_webauthn": ["passkey.pk"],
}


def _route(page):
    return re.match(r"\w+", page)[0]


def _account_routes(patterns=None):
    """Walk the addresses; keep the names of django-allauth's views."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if not isinstance(pattern, URLPattern):
            yield from _account_routes(pattern.url_patterns)
        elif pattern.callback.__module__.startswith("allauth."):
            yield pattern.name


def test_no_route_is_forgotten():
    visited = {_route(page) for pages in PEOPLE.values() for page in pages}
    answers = {name for name, row in STATUS.items() if row not in (POST_ONLY, OPEN_POST_ONLY, MOVES)}

    assert visited == (answers | {"dispute_receipt"}) - NO_PAGE


def test_no_account_route_is_forgotten():
    visited = {_route(page) for page in (*ACCOUNT_OUT, *ACCOUNT_IN, *SECOND_STEP, *BY_MAIL)}

    assert visited == set(_account_routes()) - NO_ACCOUNT_PAGE


def _change(article, before, after):
    """Publish the article with other words in it, and leave one more change in the draft."""
    editor, now = Member.objects.get(email="editor@example.org"), timezone.now()
    for old, new in ((before, after), ("Day by day", "Every day")):
        article = Article.objects.select_related("draft").get(pk=article.pk)
        draft = article.draft
        save_draft(
            article=article, title=draft.title, standfirst=draft.standfirst, body=draft.body.replace(old, new),
            base_version=draft.version, by=editor, at=now,
        )  # fmt: skip
        if old == before:
            publish_draft(article=article, kind="correction", reason="It says how heavy.", by=editor, at=now)


def _closed(like):
    """Close the doubt of another reader for staff and its reporter alone."""
    quoted, now = like.appearances.first(), timezone.now()
    made = report_statement(
        reporter=Member.objects.get(email="nils@example.org"), target=quoted.comment, start=quoted.start,
        end=quoted.end, reason="unclear", why="What does it mean?", submission_key=uuid.uuid4(), at=now,
    )  # fmt: skip
    by = Member.objects.get(email="moderator@example.org")
    return dismiss_dispute(dispute=made.dispute, code="duplicate", reason="Seen before.", publish=False, by=by, at=now)


def _proposed():
    """Let an editor propose a ruling where safety is at stake."""
    row = Dispute.objects.get(question__startswith="Are straight-leg raises")
    admin = Member.objects.get(email="admin@example.org")
    found = Finding(
        outcome="unsettled", summary="Teachers disagree.", reasoning="No trial says.", waiver="All are silent.",
        weighed=[(source, "weighed", "") for source in Evidence.objects.filter(position__dispute=row)],
        no_change_because="Nobody knows better yet.", interests="I teach a class of my own.",
    )  # fmt: skip
    return propose_ruling(dispute=row, finding=found, by=admin, at=timezone.now())


def _quoted(article):
    """Quote the words that are changed next."""
    block = article.current_revision.blocks.get(text__contains="do not lift heavy weights")
    writer = Member.objects.get(public_name="Ines K")
    return quotation(target=block, words="do not lift heavy weights", by=writer, at=timezone.now())


def _applied():
    """Let a reader apply as a professional."""
    tom = Member.objects.get(email="reader2@example.org")
    return apply_for_credential(
        member=tom, kind="nurse", country="Wales", number="RN 5", register_url="https://example.org", at=timezone.now()
    )


def _scene():
    """Choose rows that fill their pages, by the names of ARGUMENTS."""
    article = Article.objects.get(title__startswith="Exercise")
    quoted = _quoted(article)
    _change(article, "do not lift heavy weights", "do not lift very heavy weights")
    article.refresh_from_db()
    comments = Comment.objects.filter(discussion__article=article, status="published").order_by("pk")
    edited = comments.exclude(parent=None).filter(author__public_name="Walter S").last()
    edit_comment(comment=edited, body="Thank you! It went well.", by=edited.author, at=timezone.now())
    dispute = Dispute.objects.get(question__startswith="Is heavy lifting")
    return SimpleNamespace(
        article=article,
        stop_token=stop_token(Member.objects.get(public_name="Odile R").pk, "replies"),
        quiet=Article.objects.get(title__startswith="Vitamin D"),
        revision=article.revisions.get(number=2),
        topic=article.topics.first(),
        author=article.authors.first(),
        source=Source.objects.get(doi="10.1002/jbmr.3284"),
        block=article.current_revision.blocks.get(text__startswith="The floor keeps the back straight"),
        comment=comments.get(author__public_name="June M"),
        mine=comments.get(author__public_name="Tom B"),
        edited=edited,
        question=Question.objects.get(comment__discussion__article=article),
        discussion=discussion_of(article),
        writer=Member.objects.get(public_name="Ines K"),
        reader=Member.objects.get(public_name="Odile R"),
        dispute=dispute,
        position=dispute.positions.order_by("order").last(),
        evidence=Evidence.objects.get(position__dispute=dispute, source__doi="10.1002/jbmr.3284"),
        misfit=Article.objects.get(title__startswith="A safer home"),
        study=Source.objects.get(doi="10.1136/bjsm.28.2.117"),
        response=dispute.responses.get(),
        credential=_applied(),
        ruling=_proposed(),
        ruled=Dispute.objects.get(status="ruled"),
        dismissed=Dispute.objects.get(status="dismissed"),
        reported=Dispute.objects.get(status="reported"),
        merged=Dispute.objects.get(status="merged"),
        first=Report.objects.get(dispute__question__startswith="Are straight-leg", joined_from=None),
        closed=_closed(Dispute.objects.get(status="dismissed")),
        report=Report.objects.get(reporter__public_name="Tom B", status="waiting"),
        resolution=anchors_to_place().get(appearance__dispute=dispute),
        ripple=Ripple.objects.get(looked_at=None),
        facet=Facet.objects.get(code="age"),
        facet_value=FacetValue.objects.get(code="80"),
        thing=Thing.objects.get(slug="straight-leg-raise"),
        synonyms=Synonyms.objects.create(words=["SLR", "leg lift"], changed_at=timezone.now()),
        quotation=quoted,
        disputed=dispute.positions.order_by("order").first().claims.get(),
        **kept_claims(article.current_revision.blocks.filter(kind="paragraph").first(), comments.first()),
        flagged=Case.objects.open().filter(flags__isnull=False).first(),
        held=Case.objects.open().get(flags=None),
        decided=Case.objects.exclude(pk__in=Case.objects.open()).order_by("pk").last(),
    )


def _address(scene, page):
    """Return where a page stands."""
    route, row, query = re.fullmatch(r"(\w+):?(\w*)(\?.*)?", page).groups()
    row = row or USUAL.get(route, "")
    args = []
    for path in WHERE.get(route, []):
        name, *fields = path.split(".")
        args.append(reduce(getattr, fields, getattr(scene, row or name)))
    return reverse(route, args=args) + (query or "")


def _faults(person, scene, pages):
    """Open each page; return what is wrong, by page."""
    found = {}
    for page in pages:
        answer = person.go(_address(scene, page))
        is_there = answer.status == 200 and answer.request.redirected_from is None
        faults = person.faults() | ({} if is_there else {"instead": (answer.status, answer.url)})
        if faults:
            found[page] = faults
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who or "visitor")
def test_pages_are_accessible_and_quiet(visit, index, who):
    person = visit(viewport={"width": 1200, "height": 900})
    scene = _scene()
    if who:
        person.sign_in(f"{who}@example.org")

    assert _faults(person, scene, PEOPLE[who]) == {}


@pytest.mark.django_db(transaction=True)
def test_account_pages_of_a_visitor(visit):
    person = visit(viewport={"width": 1200, "height": 900})
    new = create_member(email="new@example.org", public_name="New here", password=None, at=timezone.now())
    scene = SimpleNamespace(confirmation=EmailConfirmationHMAC(EmailAddress.objects.get(user=new)))

    assert _faults(person, scene, ACCOUNT_OUT) == {}


def _add_passkey(person):
    """Let the browser itself hold a passkey, and add it by the page."""
    device = person.page.context.new_cdp_session(person.page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    person.go(reverse("mfa_add_webauthn"))
    person.page.get_by_role("button", name="Add a passkey").click()
    person.page.wait_for_url(lambda address: not address.endswith("/add/"))


@pytest.mark.django_db(transaction=True)
def test_account_pages_of_a_member(visit):
    person = visit(viewport={"width": 1200, "height": 900})
    person.sign_in("physio@example.org")
    member = Member.objects.get(email="physio@example.org")

    found = _faults(person, None, ACCOUNT_IN)
    TOTP.activate(member, generate_totp_secret())
    RecoveryCodes.activate(member)
    _add_passkey(person)
    scene = SimpleNamespace(passkey=Authenticator.objects.get(user=member, type="webauthn"))
    found |= _faults(person, scene, SECOND_STEP)

    assert found == {}


@pytest.mark.django_db(transaction=True)
def test_account_pages_behind_a_mail_or_a_second_step(visit, mailoutbox):
    person, found = visit(viewport={"width": 1200, "height": 900}), {}
    TOTP.activate(Member.objects.get(email="physio@example.org"), generate_totp_secret())
    send = person.page.locator("main button[type=submit]").first

    def by_mailed_link():
        person.go(reverse("account_reset_password"))
        person.page.locator("main input[name=email]").fill("reader@example.org")
        send.click()
        person.page.wait_for_url("**/done/")
        person.go(re.search(r"/accounts/password/reset/key/\S+", mailoutbox[-1].body)[0])

    def by_mailed_code():
        person.go(reverse("account_request_login_code"))
        person.page.locator("main input[name=email]").fill("reader@example.org")
        send.click()
        person.page.wait_for_url("**/confirm/")

    def by_password():
        person.page.context.clear_cookies()  # the sign-in by code waits no more
        person.sign_in("physio@example.org")
        person.page.wait_for_url("**/authenticate/")

    for page, come in zip(BY_MAIL, (by_mailed_link, by_mailed_code, by_password), strict=True):
        come()
        if faults := person.faults():
            found[page] = faults

    assert found == {}
