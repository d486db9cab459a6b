"""The review desk: one list, and a case in its context."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import restrict_member
from comments.actions import delete_comment, edit_comment
from comments.models import Comment
from moderation.actions import flag_member, reopen_for_restore, take_case
from moderation.models import Case, Decision, PolicyRule
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory
from tests.moderation.steps import decide, flagged, page_of, sent

Status = Comment.Status
LIST = "/moderation/"
pytestmark = pytest.mark.django_db


# The list


def _listed(response):
    return [row.case.pk for row in response.context["rows"]]


def test_list_puts_the_most_urgent_first_then_the_oldest(desk):
    late, early = NOON + timedelta(hours=1), NOON
    normal = [flagged(CommentFactory(), "spam", at=at).pk for at in (late, early)]
    urgent = [flagged(CommentFactory(), "dangerous", at=at).pk for at in (late, early)]
    serious = flagged(CommentFactory(), "abuse", at=late).pk

    assert _listed(desk.get(LIST)) == [urgent[1], urgent[0], serious, normal[1], normal[0]]


def test_filters_are_links_that_count_what_waits(desk, moderator, admin):
    waiting = flagged(CommentFactory())
    held = Case.objects.get(comment=CommentFactory(body="For $5.", status=Status.HELD))
    mine = take_case(case=flagged(CommentFactory()), by=moderator, at=NOON)
    theirs = take_case(case=flagged(CommentFactory()), by=admin, at=NOON)
    done = flagged(CommentFactory())
    decide(done, moderator)

    found = {kind: set(_listed(desk.get(LIST, {"kind": kind}))) for kind in ("", "flags", "held", "mine", "decided")}
    counts = {row.kind: row.count for row in desk.get(LIST).context["filters"]}

    assert found == {
        "": {waiting.pk, held.pk, mine.pk, theirs.pk},
        "flags": {waiting.pk, mine.pk, theirs.pk},
        "held": {held.pk},
        "mine": {mine.pk},
        "decided": {done.pk},
    }
    assert counts == {"": 4, "flags": 3, "held": 1, "mine": 1, "decided": None, "licences": 0}


def test_list_with_an_unknown_filter_shows_all_that_waits(desk, case):
    assert _listed(desk.get(LIST, {"kind": "best\x00"})) == [case.pk]


def test_decided_cases_are_listed_the_latest_first(desk, moderator):
    cases = [flagged(CommentFactory()) for _n in range(3)]
    for hours, case in enumerate(cases):
        decide(case, moderator, at=NOON + timedelta(hours=hours))

    assert _listed(desk.get(LIST, {"kind": "decided"})) == [case.pk for case in reversed(cases)]


def test_list_says_why_a_case_is_here(desk):
    comment = CommentFactory()
    for reason in ("off_topic", "dangerous"):
        flagged(comment, reason)
    CommentFactory(body="For $5.", status=Status.HELD)

    assert [str(row.why) for row in desk.get(LIST).context["rows"]] == ["Dangerous instruction", "Held: price"]


def test_list_has_pages(desk):
    comment, reporter = CommentFactory(), MemberFactory()
    cases = [flagged(comment, reporter=reporter)]
    cases += [flagged(CommentFactory(discussion=comment.discussion, author=comment.author), reporter=reporter) for _n in range(50)]  # fmt: skip  # noqa: E501

    pages = [_listed(desk.get(LIST, {"page": number})) for number in ("1", "2", "x", "99")]

    keys = [case.pk for case in cases]
    assert pages == [keys[:50], keys[50:], keys[:50], keys[50:]]


@pytest.mark.parametrize("count", [1, 3])
def test_list_query_count_does_not_grow(desk, django_assert_num_queries, count):
    for _n in range(count):
        flagged(CommentFactory(), "abuse")
        CommentFactory(body="For $5.", status=Status.HELD)
        flag_member(member=MemberFactory(), reporter=MemberFactory(), reason="abuse", note="", at=NOON)

    with django_assert_num_queries(8):
        response = desk.get(LIST)

    assert len(response.context["rows"]) == 3 * count


@pytest.mark.parametrize("role", ["member", "editor"])
def test_desk_is_closed_to_others(client, request, case, role):
    client.force_login(request.getfixturevalue(role))

    answers = [client.get(LIST), client.get(page_of(case)), client.post(page_of(case), sent(case))]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert (Decision.objects.count(), Case.objects.get().status) == (0, "open")


# A case in its context


def test_case_shows_the_thing_in_its_place_and_every_flag(desk):
    article = ArticleFactory(title="Strong bones")
    parent = CommentFactory(article=article, body="Which bands are good?")
    comment = CommentFactory(parent=parent, body="Mine are.")
    for reason, note in (("promotion", "Earns on it."), ("spam", "")):
        case = flagged(comment, reason, note=note)

    response = desk.get(page_of(case))

    page = response.content.decode()
    wanted = ("Strong bones", "Which bands are good?", "“Earns on it.”", comment.get_absolute_url())
    assert {part: part in page for part in wanted} == dict.fromkeys(wanted, True)
    assert [flag.reason for flag in response.context["flags"]] == ["promotion", "spam"]
    assert [str(reason) for reason in response.context["reasons"]] == ["Promotion", "Spam"]


def test_case_shows_the_authors_history_and_no_one_elses(desk, moderator):
    author, other = MemberFactory(), MemberFactory()
    for person, verbs in ((author, ("remove", "warn", "keep")), (other, ("suspend", "remove"))):
        for verb in verbs:
            decide(flagged(CommentFactory(author=person)), moderator, verb)
    about_member = flag_member(member=author, reporter=other, reason="abuse", note="", at=NOON).case
    decide(about_member, moderator, "warn")
    case = flagged(CommentFactory(author=author))

    history = desk.get(page_of(case)).context["history"]

    assert {name: history[name] for name in ("comments", "removed", "warned", "suspended")} == {
        "comments": 4,
        "removed": 1,
        "warned": 2,
        "suspended": 0,
    }
    assert [row.verb for row in history["earlier"]] == ["warn", "keep", "warn", "remove"]


def test_case_shows_the_restriction_in_force(desk, case):
    restrict_member(
        member=case.comment.author, ability="flag", effect="refused", until=None, reason="Flood.", at=timezone.now()
    )

    assert [row.ability for row in desk.get(page_of(case)).context["restrictions"]] == ["flag"]


def test_case_shows_the_rules_in_force(desk, case):
    PolicyRule.objects.filter(code="spam").update(retired_at=NOON)

    codes = [rule.code for rule in desk.get(page_of(case)).context["rules"]]

    assert codes == ["safety", "respect", "privacy", "promotion", "on-topic"]


def test_case_shows_flagged_words_beside_the_present_ones(desk):
    comment = CommentFactory(body="Buy it.")
    case = flagged(comment, reporter=MemberFactory())
    for words in ("Buy it soon.", "I like it."):
        edit_comment(comment=comment, body=words, by=comment.author, at=NOON)
    comment.refresh_from_db()
    flagged(comment)

    response = desk.get(page_of(case))

    page = response.content.decode()
    assert [row.body for row in response.context["flagged"]] == ["Buy it."]
    assert (page.count("<p>Buy it.</p>"), page.count("<p>I like it.</p>"), page.count("Buy it soon.")) == (1, 1, 0)


def test_case_whose_words_are_as_they_were_flagged_shows_them_once(desk, case):
    response = desk.get(page_of(case))

    assert (response.context["flagged"], response.content.decode().count("<p>I have one to sell.</p>")) == ([], 1)


@pytest.mark.parametrize("status", [Status.HELD, Status.REMOVED])
def test_case_shows_words_that_only_moderators_read(desk, case, status):
    case.comment.move_to(status, code="promotion")

    assert desk.get(page_of(case)).content.decode().count("<p>I have one to sell.</p>") == 1


def test_case_does_not_show_a_parent_that_its_author_deleted(desk):
    parent = CommentFactory(body="The quetzal said so.")
    case = flagged(CommentFactory(parent=parent))
    delete_comment(comment=parent, by=parent.author, at=NOON)

    page = desk.get(page_of(case)).content.decode()

    assert (page.count("quetzal"), page.count("Its author has deleted this comment.")) == (0, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_case_query_count_does_not_grow(desk, moderator, django_assert_num_queries, count):
    comment = CommentFactory(parent=CommentFactory())
    for _n in range(count):
        case = flagged(comment)
        decide(flagged(CommentFactory(author=comment.author)), moderator)
        flagged(CommentFactory())
    edit_comment(comment=comment, body="Other words.", by=comment.author, at=NOON)

    with django_assert_num_queries(18):
        response = desk.get(page_of(case))

    assert (len(response.context["flags"]), len(response.context["history"]["earlier"])) == (count, count)


def test_subject_of_a_case_sees_neither_who_flagged_nor_what_was_said(desk, moderator):
    reporter = MemberFactory(public_name="Rita Reporter")
    case = flagged(CommentFactory(author=moderator), note="I cannot stand him.", reporter=reporter)
    listed = desk.get(LIST).content.decode()

    page = desk.get(page_of(case)).content.decode()

    hidden = ("Rita Reporter", "I cannot stand him.", "Record the decision")
    assert {part: part in page for part in hidden} == dict.fromkeys(hidden, False)
    assert (page.count("This case is about you."), listed.count("About you")) == (1, 1)


@pytest.mark.parametrize("subject", ["comment", "member"])
def test_subject_of_a_case_reads_in_lists_only_that_it_is_about_them(desk, moderator, admin, subject):
    admin.public_name = "Ada Admin"
    admin.save(update_fields=["public_name"])
    case = flag_member(member=moderator, reporter=MemberFactory(), reason="dangerous", note="", at=NOON).case
    if subject == "comment":
        case = flagged(CommentFactory(author=moderator, body="For $5.", status=Status.HELD), "dangerous")
    take_case(case=case, by=admin, at=NOON)
    other = flagged(CommentFactory())

    pages = [desk.get(LIST), desk.get(page_of(other)), desk.get(page_of(case))]

    hidden = ("Dangerous instruction", "Held: price", "held by a rule", "For $5.", "Ada Admin", "Urgent")
    rows = [next(row for row in page.context["rows"] if row.case == case) for page in pages]
    assert [(row.why, row.words, row.tone, row.icon) for row in rows] == [("About you", "", "", "clock")] * 3
    shown = {part: [part in page.content.decode() for page in pages] for part in hidden}
    assert shown == dict.fromkeys(hidden, [False] * 3) | {"For $5.": [False, False, subject == "comment"]}


def test_subject_of_a_decided_case_does_not_read_the_notes_on_it(desk, moderator, admin):
    case = flagged(CommentFactory(author=moderator))
    decide(case, admin, private_note="He should know better.")

    assert desk.get(page_of(case)).content.decode().count("He should know better.") == 0


# Words that their author has deleted


def _deleted(comment):
    delete_comment(comment=comment, by=comment.author, at=NOON)


def test_deleted_words_are_in_no_list_and_on_the_page_of_the_case_that_judges_them(desk):
    comment = CommentFactory(title="Of quetzals", body="The quetzal said so.")
    case, other = flagged(comment), flagged(CommentFactory())
    _deleted(comment)

    pages = [desk.get(address).content.decode() for address in (LIST, page_of(other), page_of(case))]

    assert [page.count("<p>The quetzal said so.</p>") for page in pages] == [0, 0, 1]
    assert [page.count("quetzal") for page in pages] == [0, 0, 2]
    assert [page.count("Its author has deleted this comment.") for page in pages] == [1, 1, 2]
    assert pages[2].count("Only this case still shows it") == 1


def test_words_of_a_held_post_that_was_deleted_stay_with_its_case(desk):
    comment = CommentFactory(body="A quetzal for $5.", status=Status.HELD)
    _deleted(comment)

    page = desk.get(page_of(Case.objects.get())).content.decode()

    assert page.count("<p>A quetzal for $5.</p>") == 1


def test_deleted_words_that_were_neither_flagged_nor_held_are_on_no_page(desk, moderator):
    comment = CommentFactory(body="The quetzal said so.")
    decide(flagged(comment), moderator)
    case = reopen_for_restore(comment=comment, by=moderator, at=NOON)
    decide(case, moderator, "restore")
    comment.refresh_from_db()
    _deleted(comment)

    page = desk.get(page_of(case)).content.decode()

    assert (page.count("quetzal"), page.count("Its author has deleted this comment.")) == (0, 1)


def test_author_who_deleted_their_words_does_not_read_them_on_their_case(desk, moderator):
    comment = CommentFactory(author=moderator, body="The quetzal said so.")
    case = flagged(comment)
    _deleted(comment)

    page = desk.get(page_of(case)).content.decode()

    assert (page.count("quetzal"), page.count("Its author has deleted this comment.")) == (0, 1)


# The log


def test_log_leaves_out_the_words_of_cases_about_its_reader(desk, moderator, admin):
    about_comment = flagged(CommentFactory(author=moderator))
    about_member = flag_member(member=moderator, reporter=MemberFactory(), reason="abuse", note="", at=NOON).case
    decide(about_comment, admin, statement="Of their comment.")
    decide(about_member, admin, "warn", statement="Of their profile.")
    decide(flagged(CommentFactory()), admin, statement="Of somebody else.")

    page = desk.get("/moderation/log/").content.decode()

    words = ("Of their comment.", "Of their profile.", "Of somebody else.", "<b>promotion</b>", "About you")
    assert [page.count(part) for part in words] == [0, 0, 1, 1, 2]
