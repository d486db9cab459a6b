"""The list of what one was told, the count beside it, and the settings."""

import pytest
from django.urls import reverse

from comments.models import Comment
from notifications.actions import follow
from notifications.models import Notice, Preference, Subscription
from notifications.reading import PER_PAGE, follows_by_writing, preferences_of
from tests.factories import NOON, MemberFactory
from tests.notifications.scenes import about_case, talk

pytestmark = pytest.mark.django_db
LIST, SETTINGS = reverse("notice_list"), reverse("notice_settings")


@pytest.fixture
def reader(client, member):
    """A signed-in member."""
    client.force_login(member)
    return member


def _titles(response):
    return [row.notice.title for row in response.context["page"].rows]


def test_list_shows_ones_own_the_newest_first_with_what_is_new(client, reader):
    about_case(reader, 1)
    about_case(MemberFactory(), 2)
    about_case(reader, 3)
    Notice.objects.filter(title="Decision 1").update(read_at=NOON)

    page = client.get(LIST)

    html = page.content.decode()
    assert (_titles(page), html.count('class="tag is-new"')) == (["Decision 3", "Decision 1"], 1)
    assert " ".join(html.split()).count("<b>1 new</b>") == 1


def test_list_shows_what_a_comment_says_now_and_not_what_went(client, reader):
    comment = talk(reader, words="I walk every day.")
    gone = talk(reader, words="I swim.")
    Comment.objects.filter(pk=gone.pk).update(status=Comment.Status.HIDDEN)  # past every verb

    rows = client.get(LIST).context["page"].rows
    html = client.get(LIST).content.decode()

    assert [(row.is_there, row.words) for row in rows] == [
        (False, ""),
        (True, f"{comment.author.public_name} writes: I walk every day."),
    ]
    assert ("I swim." in html, "Something that is not shown any more" in html) == (False, True)


def test_list_of_what_was_not_opened(client, reader):
    for number in (1, 2):
        about_case(reader, number)
    Notice.objects.filter(title="Decision 1").update(read_at=NOON)

    assert _titles(client.get(LIST, {"show": "unread"})) == ["Decision 2"]


def test_pages_of_the_list_stay_while_more_is_told(client, reader):
    for number in range(PER_PAGE + 2):
        about_case(reader, number)
    first = client.get(LIST)
    about_case(reader, 999)

    second = client.get(LIST, {"before": first.context["page"].after})

    assert _titles(first)[-1:] + _titles(second) == ["Decision 2", "Decision 1", "Decision 0"]
    assert second.context["page"].after is None


@pytest.mark.parametrize("query", [{"before": "x"}, {"before": "-1"}, {"before": "9" * 19}, {"show": "new"}])
def test_list_refuses_what_is_no_page(client, reader, query):
    assert client.get(LIST, query).status_code == 400


def test_one_is_marked_as_read_and_the_list_stays(client, reader):
    notice = about_case(reader)

    answer = client.post(reverse("notice_open", args=[notice.pk]), {"stay": "1"})

    assert (answer.headers["Location"], Notice.objects.unread().count()) == (LIST, 0)


def test_all_are_marked_up_to_the_newest_that_was_seen(client, reader):
    seen = about_case(reader, 1)
    others, later = about_case(MemberFactory(), 2), about_case(reader, 3)

    client.post(reverse("notice_read_all"), {"up_to": seen.pk})

    assert list(Notice.objects.unread().order_by("pk")) == [others, later]


@pytest.mark.parametrize("up_to", ["", "all", "9" * 19])
def test_marking_all_refuses_what_is_no_notice(client, reader, up_to):
    about_case(reader)

    assert client.post(reverse("notice_read_all"), {"up_to": up_to}).status_code == 400
    assert Notice.objects.unread().count() == 1


def test_looking_at_the_list_reads_nothing(client, reader):
    about_case(reader)

    client.get(LIST)

    assert Notice.objects.unread().count() == 1


@pytest.mark.parametrize("count", [1, 4])
def test_list_takes_the_same_queries_however_long(client, reader, count, django_assert_num_queries):
    for number in range(count):
        about_case(reader, number)
        talk(reader)

    with django_assert_num_queries(10):
        page = client.get(LIST)

    assert len(page.context["page"].rows) == 2 * count


@pytest.mark.parametrize("count", [0, 3])
def test_count_in_the_header_costs_no_query(client, reader, count, django_assert_num_queries):
    for number in range(count):
        about_case(reader, number)

    with django_assert_num_queries(5):  # session, member with the count, two for what they may do, topics
        html = client.get(reverse("topic_list")).content.decode()

    assert f"<b>{count} new</b>" in html or count == 0
    assert ("new</b>" in html) == bool(count)


def test_visitor_sees_no_count_and_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        html = client.get(reverse("topic_list")).content.decode()

    assert LIST not in html


def test_settings_are_kept_for_each_matter(client, reader):
    page = client.get(SETTINGS)
    chosen = preferences_of(reader) | {"replies": "weekly", "mentions": "site"}

    answer = client.post(SETTINGS, chosen)  # the box "follow what I write in" is not ticked

    assert (page.context["form"].initial["follows"], answer.headers["Location"]) == (True, SETTINGS)
    assert (preferences_of(reader), follows_by_writing(reader)) == (chosen, False)
    assert Preference.objects.filter(member=reader).count() == 2
    client.post(SETTINGS, chosen | {"follows": "on"})
    assert follows_by_writing(reader) is True


def test_settings_refuse_what_is_no_choice_and_keep_the_rest(client, reader):
    chosen = preferences_of(reader) | {"replies": "hourly", "mentions": "site"}

    page = client.post(SETTINGS, chosen)

    assert (page.status_code, list(page.context["form"].errors)) == (200, ["replies"])
    assert page.context["form"]["mentions"].value() == "site"
    assert Preference.objects.count() == 0


def test_following_stops_from_the_list_for_ones_own_alone(client, reader):
    mine = follow(member=reader, subject_key="article:1", at=NOON)
    other = follow(member=MemberFactory(), subject_key="article:1", at=NOON)

    found = [client.post(reverse("subscription_stop", args=[row.pk])).status_code for row in (mine, other)]

    assert (found, list(Subscription.objects.all())) == ([302, 404], [other])
