"""The public pages of disputes: who sees what, evidence, cautions, quotes that have gone."""

import pytest
from django.urls import reverse

from claims.actions import join_report
from claims.models import Evidence, FacetValue, Resolution
from claims.reading import for_whom, positions_of
from comments.models import Comment
from tests.claims.scenes import JUMPING, WALKING, article_of, block_of, dispute, publish, report
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory

DOI = "https://doi.org/10.1002/jbmr.3284"


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries_however_many_sources(client, member, count, django_assert_num_queries):
    row = dispute()
    client.force_login(member)
    for number in range(count):
        data = {"position": row.positions.get(order=1).pk, "role": "supports", "source_url": f"{DOI}{number}"}
        client.post(reverse("evidence_create", args=[row.pk]), data)
    client.logout()

    with django_assert_num_queries(29):
        response = client.get(row.get_absolute_url())

    assert len(response.context["sides"][1].evidence) == count


@pytest.mark.django_db
def test_any_reader_brings_a_source_once(client, member):
    row = dispute()
    side = row.positions.get(order=1)
    client.force_login(member)

    for _ in range(2):
        client.post(
            reverse("evidence_create", args=[row.pk]),
            {"position": side.pk, "role": "opposes", "source_url": DOI, "note": "Supervised."},
        )

    evidence = Evidence.objects.get()
    assert (evidence.position, evidence.source.doi, evidence.role, evidence.added_by) == (
        side, "10.1002/jbmr.3284", "opposes", member,
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("a book", "Give a whole web address, such as https://doi.org/10.1000/182"),
        ("10.1/x", "A DOI begins with 10. and a number, such as 10.1000/182"),
        ("doi:abc", "A DOI begins with 10. and a number, such as 10.1000/182"),
    ],
)
def test_source_without_an_address_is_refused_and_the_note_kept(client, member, typed, message):
    row = dispute()
    client.force_login(member)

    response = client.post(
        reverse("evidence_create", args=[row.pk]),
        {"position": row.positions.get(order=1).pk, "role": "supports", "source_url": typed, "note": "It says so."},
    )

    form = response.context["form"]
    assert form.errors == {"source_url": [message]}
    assert (form["note"].value(), Evidence.objects.count()) == ("It says so.", 0)


@pytest.mark.django_db
def test_link_of_evidence_opens_what_its_reader_saw(client, member):
    row = dispute()
    client.force_login(member)

    client.post(
        reverse("evidence_create", args=[row.pk]),
        {"position": row.positions.get(order=1).pk, "role": "supports", "source_url": "http://www.example.org/a/"},
    )

    source = Evidence.objects.get().source
    assert (source.url, source.link) == ("https://example.org/a", "http://www.example.org/a/")
    assert 'href="http://www.example.org/a/"' in client.get(row.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_position_of_another_dispute_takes_no_source(client, member):
    row, other = dispute(), dispute()
    client.force_login(member)

    response = client.post(
        reverse("evidence_create", args=[row.pk]),
        {"position": other.positions.get(order=0).pk, "role": "supports", "source_url": DOI},
    )

    assert (list(response.context["form"].errors), Evidence.objects.count()) == (["position"], 0)


@pytest.mark.django_db
def test_ended_dispute_takes_no_source(client, member, moderator):
    row = dispute()
    client.force_login(moderator)
    client.post(reverse("report_triage", args=[row.pk]), {"decision": "duplicate", "reason": "Seen before."})
    client.force_login(member)

    assert client.get(reverse("evidence_create", args=[row.pk])).status_code == 404


@pytest.mark.django_db
def test_caution_stands_on_both_pages_until_it_is_lifted(client, editor):
    row = dispute()
    article = article_of(row)
    client.force_login(editor)
    client.post(reverse("caution_set", args=[row.pk]), {"text": "Ask your physio.", "expires_at": "2099-01-01"})
    pages = [client.get(place.get_absolute_url()).content.decode() for place in (row, article)]

    client.post(reverse("caution_lift", args=[row.pk]))

    after = [client.get(place.get_absolute_url()).content.decode() for place in (row, article)]
    assert ['href="#i-unsafe"' in page for page in pages + after] == [True, True, False, False]


@pytest.mark.django_db
def test_caution_needs_an_end_in_the_future(client, editor):
    row = dispute()
    client.force_login(editor)

    response = client.post(
        reverse("caution_set", args=[row.pk]), {"text": "Ask your physio.", "expires_at": "2020-01-01"}
    )

    assert response.context["form"].errors == {"expires_at": ["Choose a day in the future."]}
    assert response.context["form"]["text"].value() == "Ask your physio."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (Comment.Status.PUBLISHED, "Jumping made my bones stronger."),
        (Comment.Status.HIDDEN, "[a comment that is not public]"),
        (Comment.Status.REMOVED, "[a comment that is not public]"),
        (Comment.Status.DELETED, "[removed by its author]"),
    ],
)
def test_quote_of_a_comment_is_shown_while_the_comment_is_public(client, status, shown):
    article = ArticleFactory()
    comment = CommentFactory(article=article, body="Jumping made my bones stronger.")
    row = dispute(
        target=block_of(article, JUMPING), words=JUMPING, reason="contradicts", against=(comment, 0, len(comment.body))
    )
    if status != Comment.Status.PUBLISHED:
        comment.move_to(status, code="promotion" if status == Comment.Status.REMOVED else "")

    quotes = [quote.words for side in positions_of(row) for quote in side.quotes]
    page = client.get(row.get_absolute_url()).content.decode()

    assert quotes == [JUMPING, shown]
    assert ("Jumping made my bones stronger." in page) == (status == Comment.Status.PUBLISHED)


@pytest.mark.django_db
def test_table_for_whom_has_a_row_for_each_group_a_side_names(client, moderator):
    row = dispute()
    first, second = row.positions.order_by("order")
    client.force_login(moderator)
    values = {"osteoporosis": [first], "osteopenia": [second]}
    for code, (side,) in values.items():
        value = FacetValue.objects.get(code=code)
        data = {"name": side.name, "summary": "", "stance": "recommends", "values": [value.pk]}
        client.post(reverse("position_edit", args=[side.pk]), data)

    table = [(value.code, [cell.label for _side, cell in cells]) for value, cells in for_whom(positions_of(row))]

    assert table == [("osteopenia", ["Nothing said", "Recommends"]), ("osteoporosis", ["Recommends", "Nothing said"])]


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "label"), [("vertebral", "Not stated"), ("supervised", "Recommends")])
def test_side_speaks_to_a_group_it_does_not_name_unless_the_facet_decides(code, label):
    row = dispute()
    first, second = row.positions.order_by("order")
    second.claims.get().population.values.set(FacetValue.objects.filter(code=code))

    [(value, [(side, cell), _other])] = for_whom(positions_of(row))

    assert (value.code, side.position, cell.label) == (code, first, label)


@pytest.mark.django_db
def test_anchor_desk_lists_what_waits_and_places_it(client, editor):
    row = dispute(words=WALKING)
    quiet = dispute(article=article_of(row), words="a bent back")
    revision = publish(article_of(row), WALKING, "Walking is good.")
    client.force_login(editor)
    waiting = [
        anchor for anchor in client.get(reverse("anchor_list")).context["anchors"] if anchor.appearance.dispute == row
    ]
    block = block_of(article_of(row), "Walking is good.")

    data = {"place": f"{block.key}:0-{len(block.text)}", "relation": "same"}
    client.post(reverse("anchor_place", args=[waiting[0].pk]), data)

    waiting[0].refresh_from_db()
    assert (len(waiting), waiting[0].replaced_by.exact, waiting[0].revision) == (1, "Walking is good.", revision)
    assert quiet.appearances.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_anchor_desk_takes_the_same_queries_however_much_waits(client, editor, count, django_assert_num_queries):
    for _ in range(count):
        publish(article_of(dispute(words=WALKING)), WALKING, "Walking is good.")
    client.force_login(editor)

    with django_assert_num_queries(5):
        response = client.get(reverse("anchor_list"))

    assert len(response.context["anchors"]) == count


@pytest.mark.django_db
def test_party_places_no_anchor_and_sets_no_caution(client, editor):
    row = dispute(words=WALKING, reporter=editor, by=MemberFactory())
    revision = publish(article_of(row), WALKING, "Walking is good.")
    resolution = row.appearances.get().resolutions.get(revision=revision)
    client.force_login(editor)

    found = [
        client.post(reverse("anchor_place", args=[resolution.pk]), {"place": "gone"}).status_code,
        client.post(reverse("caution_set", args=[row.pk]), {"text": "Wait.", "expires_at": "2099-01-01"}).status_code,
        client.post(reverse("caution_lift", args=[row.pk])).status_code,
    ]

    assert found == [403, 403, 403]


@pytest.mark.django_db
def test_marks_of_joined_reports_are_placed_by_one_decision(client, editor):
    row = dispute(words=WALKING)
    second = report(article=article_of(row), words=WALKING).dispute
    join_report(dispute=second, into=row, by=MemberFactory(), at=NOON)
    revision = publish(article_of(row), WALKING, "Walking is good.")
    client.force_login(editor)
    waiting = client.get(reverse("anchor_list")).context["anchors"]

    client.post(reverse("anchor_place", args=[waiting[0].pk]), {"place": "gone"})

    states = Resolution.objects.filter(revision=revision).values_list("is_gone", flat=True)
    assert (len(waiting), list(states), client.get(reverse("anchor_list")).context["anchors"]) == (1, [True, True], [])


@pytest.mark.django_db
def test_other_address_of_a_dispute_leads_to_the_right_one(client):
    row = dispute()

    response = client.get(reverse("dispute_detail", args=[row.pk, "anything"]))

    assert (response.status_code, response.headers["Location"]) == (301, row.get_absolute_url())


@pytest.mark.django_db
def test_wording_that_changed_is_said_until_an_editor_has_looked(client, editor):
    row = dispute(words=WALKING)
    article = article_of(row)
    revision = publish(article, WALKING, "Walking is good.")
    words = "The wording of a disputed statement changed"
    before = client.get(article.get_absolute_url()).content.decode()
    client.force_login(editor)
    resolution = row.appearances.get().resolutions.get(revision=revision)
    client.post(reverse("anchor_place", args=[resolution.pk]), {"place": "gone"})

    after = client.get(article.get_absolute_url()).content.decode()

    assert (words in before, words in after) == (True, False)
