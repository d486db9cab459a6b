"""A session ends while somebody writes: nothing typed is lost."""

import pytest

from articles.models import Article
from claims.models import Report


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "plain"])
def test_doubt_written_before_the_session_ended_is_sent_after_signing_in(visit, scripts):
    article = Article.objects.get(title__startswith="Exercise")
    key = article.current_revision.blocks.filter(text__startswith="Yoga postures").get().key
    reader = visit(java_script_enabled=scripts)
    reader.sign_in("reader@example.org")
    reader.go(f"/articles/{article.slug}/question/{key}/")
    reader.page.get_by_role("radio", name="It is not clear what it means").check()
    reader.page.get_by_label("In your own words").fill("Which postures? My teacher leaves some out.")

    reader.page.context.clear_cookies(name="sessionid")
    reader.page.get_by_role("button", name="Send to the editors").click()
    reader.page.wait_for_url("**/accounts/login/**")
    before = Report.objects.count()
    reader.fill_sign_in("reader@example.org")

    assert reader.page.get_by_role("heading", name="Your words are kept").is_visible()
    assert reader.page.get_by_label("Why").input_value() == "Which postures? My teacher leaves some out."
    assert Report.objects.count() == before
    reader.page.get_by_role("button", name="Send").first.click()
    reader.page.wait_for_url("**/me/reports/")
    assert Report.objects.latest("pk").why == "Which postures? My teacher leaves some out."
