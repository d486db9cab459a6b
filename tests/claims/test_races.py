"""Reporters and staff at the same moment: nobody waits for ever, and nothing is half done."""

import pytest

from articles.actions import publish_draft, save_draft
from audit.actions import broken_links
from claims.actions import join_report, open_dispute, retract_report
from claims.models import Dispute, Report, Resolution
from common.transitions import InvalidTransition
from tests.claims.scenes import JUMPING, block_of, report
from tests.factories import NOON, ArticleFactory, MemberFactory
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 6


def _together(calls):
    """Run these at once; return how each was refused, or None."""
    results = together(calls, refusals=(InvalidTransition, ValueError))
    return [result if isinstance(result, type) else None for result in results]


def _open(dispute, by):
    open_dispute(dispute=dispute, question="Is it so?", positions=[("Yes", ""), ("No", "")], by=by, at=NOON)


def test_report_taken_back_while_it_is_opened():
    staff, article = MemberFactory(), ArticleFactory()
    for _time in range(TIMES):
        made = report(article=article)
        _together([lambda r=made: retract_report(report=r, at=NOON), lambda r=made: _open(r.dispute, staff)])

    assert {row.status for row in Dispute.objects.all()} <= {"open", "retracted"}
    assert Report.objects.filter(status=Report.Status.WAITING).count() == 0
    assert broken_links() == []


def test_two_reports_joined_to_each_other_at_once():
    staff, article = MemberFactory(), ArticleFactory()
    for _time in range(TIMES):
        first, second = report(article=article).dispute, report(article=article).dispute
        refusals = _together([
            lambda a=first, b=second: join_report(dispute=a, into=b, by=staff, at=NOON),
            lambda a=first, b=second: join_report(dispute=b, into=a, by=staff, at=NOON),
        ])  # fmt: skip
        assert sorted(map(bool, refusals)) == [False, True]

    assert Dispute.objects.filter(status=Dispute.Status.MERGED).count() == TIMES


def test_doubt_reported_while_the_article_is_published_is_found_in_the_live_text():
    editor = MemberFactory()
    for number in range(TIMES):
        article = ArticleFactory()
        block = block_of(article, JUMPING)
        body = article.draft.body + f"\nMore {number}.\n"
        save_draft(article=article, title="T", standfirst="", body=body, base_version=1, by=editor, at=NOON)
        refusals = _together([
            lambda b=block: report(target=b, words=JUMPING),
            lambda a=article: publish_draft(article=a, kind="update", reason="More.", by=editor, at=NOON),
        ])  # fmt: skip
        article.refresh_from_db()
        found = Resolution.objects.filter(revision=article.current_revision, state="exact").count()
        assert (found, refusals) in [(1, [None, None]), (0, [ValueError, None])]
