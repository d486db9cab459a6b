"""Who can open what: opening a view to visitors is a decision seen in review."""

import re
import uuid
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.urls import URLPattern, get_resolver, reverse

from accounts.actions import apply_for_credential
from accounts.middleware import OPEN_NAMES
from articles.actions import find_or_add_source, publish_draft, save_draft
from articles.models import Block
from claims.actions import add_evidence, add_thing, open_dispute, report_statement, write_response
from claims.models import Facet, FacetValue, Ruling
from moderation.actions import flag_comment
from moderation.models import Case
from notifications.emails import stop_token
from search.actions import add_synonyms
from tests.claims import scenes
from tests.claims.scenes import kept_claims
from tests.claims.studies import cited
from tests.factories import NOON, ArticleFactory, AuthorFactory, CommentFactory, MemberFactory, TopicFactory
from tests.guards.routes import ARGUMENTS, OPEN_TO_VISITORS, ROLES, STATUS

ROOT = Path(__file__).resolve().parent.parent.parent
OUR_APPS = (
    "accounts",
    "articles",
    "audit",
    "claims",
    "comments",
    "moderation",
    "notifications",
    "pages",
    "search",
)


def our_routes(patterns=None):
    """Walk the addresses; keep views defined in our apps."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if not isinstance(pattern, URLPattern):
            yield from our_routes(pattern.url_patterns)
        elif pattern.callback.__module__.split(".")[0] in OUR_APPS and pattern.name:
            yield pattern


def test_only_listed_views_are_open_to_visitors():
    opened = {route.name for route in our_routes() if not getattr(route.callback, "login_required", True)}
    assert opened == OPEN_TO_VISITORS


def test_every_route_has_a_row():
    assert {route.name for route in our_routes()} == set(STATUS)


def test_permissions_page_shows_the_same_table():
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", (ROOT / "docs" / "permissions.md").read_text(), flags=re.MULTILINE)
    assert {name: tuple(int(cell) for cell in cells.split(" | ")) for name, cells in rows} == STATUS


@pytest.fixture
def scene(roles):
    """One of each thing, made by people who are not the ones that look."""
    editor, writer = MemberFactory(), MemberFactory()
    topic, author = TopicFactory(), AuthorFactory()
    article = ArticleFactory(by=editor, topics=[topic], authors=[author])
    comment = CommentFactory(article=article, author=writer)
    block = Block.objects.filter(revision=article.current_revision, kind=Block.Kind.PARAGRAPH).first()
    report = report_statement(
        reporter=writer, target=block, start=0, end=len(block.text), reason="unsafe", why="It hurt.", values=[], source_url="",  # noqa: E501
        against=None, submission_key=uuid.uuid4(), at=NOON,
    )  # fmt: skip
    dispute = report.dispute
    open_dispute(dispute=dispute, question="Is it so?", positions=[("Yes", ""), ("No", "")], by=editor, at=NOON)
    dispute.refresh_from_db()
    flag_comment(comment=comment, reporter=editor, reason="spam", note="", at=NOON)
    source = find_or_add_source(url="https://example.com/study", by=editor, at=NOON)
    position = dispute.positions.first()
    evidence = add_evidence(position=position, source=source, role="supports", note="", by=writer, at=NOON)
    misfit, study = cited()
    resolution = _touched(editor, writer)
    return SimpleNamespace(
        evidence=evidence, misfit=misfit, study=study, credential=_applied(writer),
        stop_token=stop_token(writer.pk, "replies"),
        topic=topic, author=author, article=article, revision=article.current_revision, comment=comment, block=block,
        report=report, dispute=dispute, position=position, writer=writer, discussion=comment.discussion,
        case=Case.objects.get(comment=comment), source=source,
        resolution=resolution, ripple=resolution.ripples.get(), facet=Facet.objects.get(code="age"), facet_value=FacetValue.objects.get(code="80"),  # noqa: E501
        synonyms=add_synonyms(words=["SLR", "leg lift"], by=editor, at=NOON),
        thing=add_thing(name="Walking", kind="exercise", synonyms=[], by=editor, at=NOON),
        quotation=scenes.quotation(target=block, words=block.text, by=writer),
        question=CommentFactory(article=article, author=writer, kind="question", title="Is walking enough?").question,
        **kept_claims(block, comment, by=editor),
        response=write_response(dispute=dispute, text="So.", by=writer, at=NOON), ruling=_proposed(writer),
    )  # fmt: skip


def _applied(member):
    """A licence that waits for a moderator."""
    return apply_for_credential(
        member=member, kind="nurse", country="Wales", number="RN 5", register_url="", at=NOON
    )  # fmt: skip


def _proposed(editor):
    """A ruling that waits for a second editor."""
    return Ruling.objects.create(
        dispute=scenes.dispute(), status="proposed", outcome="stands", summary="So.", no_change_because="It is right.",
        ruled_by=editor, ruled_at=NOON,
    )  # fmt: skip


def _touched(editor, writer):
    """A mark whose words a revision has changed, and on which another dispute relied."""
    article = ArticleFactory(by=editor)
    block = Block.objects.filter(revision=article.current_revision, kind=Block.Kind.PARAGRAPH).first()
    report, _other = (
        report_statement(
            reporter=reporter, target=block, start=0, end=len(block.text), reason="unsafe", why="It hurt.",
            submission_key=uuid.uuid4(), at=NOON,
        )
        for reporter in (writer, MemberFactory())
    )  # fmt: skip
    body = article.draft.body.replace("good", "bad")
    save_draft(article=article, title="T", standfirst="", body=body, base_version=1, by=editor, at=NOON)
    publish_draft(article=article, kind="correction", reason="It was wrong.", by=editor, at=NOON)
    return report.appearance.resolutions.get(state="changed")


def _value(scene, path):
    for part in path.split("."):
        scene = getattr(scene, part)
    return scene


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_routes_answer_each_role(client, request, scene, role):
    if role != "visitor":
        client.force_login(request.getfixturevalue({"reader": "member"}.get(role, role)))

    found = {}
    for name in STATUS:
        address = reverse(name, args=[_value(scene, path) for path in ARGUMENTS.get(name, [])])
        found[name] = client.get(address).status_code

    assert found == {name: row[ROLES.index(role)] for name, row in STATUS.items()}


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_without_a_second_step_reach_no_view_of_ours(client, admin, scene, settings, method):
    settings.STAFF_MFA_REQUIRED = True
    client.force_login(admin)

    reached = set()
    for name in STATUS:
        address = reverse(name, args=[_value(scene, path) for path in ARGUMENTS.get(name, [])])
        if getattr(client, method)(address).headers.get("Location") != reverse("mfa_activate_totp"):
            reached.add(name)

    assert reached == {
        "healthz", "policy_comments", "policy_disclaimer", "policy_privacy", "policy_professionals",
    }  # fmt: skip


def test_pages_open_to_staff_without_a_second_step_are_not_ours():
    ours = {route.name for route in our_routes()}

    assert OPEN_NAMES & ours == set()
    assert sorted(name for name in OPEN_NAMES if not _is_name(name)) == []


def _is_name(name):
    """Tell whether some address has this name, so that no line of the list is left over."""
    return any(name in resolver.reverse_dict for resolver in _resolvers(get_resolver()))


def _resolvers(resolver):
    yield resolver
    for inner in resolver.url_patterns:
        if not isinstance(inner, URLPattern):
            yield from _resolvers(inner)
