""" "Which of these describes you?": every request, header, cookie and store is read; none carries what was ticked."""

import re

import pytest
from django.urls import reverse

from claims.models import Dispute, FacetValue

TICKED = ("Osteopenia", "A bone in the spine has broken")
DRAWN_AT_RANDOM = re.compile(r"csrftoken=\w+")  # by the server, for every window


def _ruled():
    return Dispute.objects.get(question__startswith="Are jumping")


def _listen(page):
    """Record every request with all that it carries."""
    sent = []

    def heard(request):
        sent.append((request.method, request.url, sorted(request.all_headers().items()), request.post_data))

    page.on("request", heard)
    page.on("websocket", lambda socket: sent.append(("socket", socket.url, [], None)))
    return sent


def _kept(page):
    """Return everything that the browser keeps for this site."""
    script = """async () => ({
        local: {...localStorage}, session: {...sessionStorage}, cookie: document.cookie, address: location.href,
        state: history.state, name: window.name, databases: (await indexedDB.databases()).map((row) => row.name),
        caches: await caches.keys(),
    })"""
    kept = page.evaluate(script) | {"cookies": sorted(cookie["name"] for cookie in page.context.cookies())}
    return {name: _steady(value) for name, value in kept.items()}


def _steady(value):
    """Return a value as text without what is drawn at random."""
    return DRAWN_AT_RANDOM.sub("csrftoken=…", repr(value))


def _walk(person, ticked):
    """Read the page of a dispute, tick, move about, follow links; return what was sent and what was kept where."""
    page, sent = person.page, _listen(person.page)
    person.go(_ruled().get_absolute_url())
    for words in ticked:
        page.get_by_label(words, exact=True).check()
    kept = [_kept(page)]
    page.locator("svg.graph a").first.click()
    page.locator("svg.graph a").last.click()
    page.get_by_role("button", name="Show all rows").click() if ticked else None
    for words in ticked:
        page.get_by_label(words, exact=True).check()
    kept.append(_kept(page))
    page.get_by_role("link", name="One page to print and take with you").click()
    page.wait_for_url("**/sheet/")
    kept.append(_kept(page))
    page.get_by_role("link", name="The whole dispute").click()
    page.wait_for_url(re.compile(r"/$"))
    page.go_back()
    page.go_back()
    kept.append(_kept(page))
    return sent, kept


def _requests(sent):
    """Return every request without its headers, once: a browser asks for a page's icon as often as it likes."""
    return {(method, url, body) for method, url, _headers, body in sent}


def _headers(sent):
    """Return every header that went out; an icon's are not always told."""
    told = [pairs for _method, url, pairs, _body in sent if not url.endswith(".svg")]
    return {(name, _steady(value)) for pairs in told for name, value in pairs}


@pytest.mark.django_db(transaction=True)
def test_nothing_that_leaves_the_page_carries_what_was_ticked(visit):
    quiet, told = visit(), visit()

    without, kept_without = _walk(quiet, [])
    with_choice, kept_with = _walk(told, TICKED)

    wanted = {value.name: str(value.pk) for value in FacetValue.objects.filter(name__in=TICKED)}
    assert sorted(wanted) == sorted(TICKED)
    assert _requests(with_choice) == _requests(without)  # the same addresses and bodies
    assert _headers(with_choice) == _headers(without)  # the same referrers and cookies, and whatever else
    assert kept_with == kept_without
    said = repr((with_choice, kept_with)).casefold()
    assert [words for words in (*wanted, "osteopenia", "vertebral") if words.casefold() in said] == []
    assert {method for method, *_rest in with_choice} == {"GET"}
    assert [url for _method, url, *_rest in with_choice if not url.startswith(told.address)] == []
    assert told.complaints == []


@pytest.mark.django_db(transaction=True)
def test_boxes_stand_in_no_form_and_have_no_name(visit):
    person = visit()
    person.go(_ruled().get_absolute_url())

    boxes = person.page.eval_on_selector_all(
        ".describes input", "all => all.map((one) => [one.type, one.name, one.form, one.autocomplete])"
    )

    assert (
        boxes
        == [["checkbox", "", None, "off"]]
        * FacetValue.objects.filter(pk__in=_ruled().positions.values("claims__population__values")).count()
    )
    assert person.page.get_by_text("nothing is sent, nothing is kept").count() == 1


@pytest.mark.django_db(transaction=True)
def test_ticking_leaves_the_rows_and_says_which_positions_speak(visit):
    page = (person := visit()).page
    person.go(_ruled().get_absolute_url())
    rows = page.locator(".forwhom tbody tr:visible")
    whole = rows.count()

    page.get_by_label("Osteopenia", exact=True).check()

    assert rows.locator("th").all_text_contents() == ["Osteopenia"]
    assert page.locator(".describes [role=status]").text_content() == f"Shown: 1 of {whole} rows."
    said = {letter: page.locator(f"[data-position={letter}] .speaks").text_content() for letter in "ABC"}
    speaks, silent = "It speaks about the people you ticked.", "It says nothing about the people you ticked."
    assert said == {"A": speaks, "B": speaks, "C": silent}
    page.get_by_label("A bone in the spine has broken", exact=True).check()
    assert page.locator("[data-position=A] .speaks").text_content() == (
        "It does not say whether it holds for the people you ticked."
    )
    assert person.faults() == {}
    page.get_by_role("button", name="Show all rows").click()
    assert (rows.count(), page.locator(".speaks").count(), page.locator(".describes :checked").count()) == (whole, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_whoever_comes_back_finds_nothing_ticked(visit):
    page = (person := visit()).page
    person.go(_ruled().get_absolute_url())
    page.get_by_label("Osteopenia", exact=True).check()

    for again in (lambda: page.reload(), lambda: (person.go(reverse("dispute_list")), page.go_back())):
        again()
        page.wait_for_selector(".describes")
        assert (page.locator(".describes :checked").count(), page.locator(".forwhom tr[hidden]").count()) == (0, 0)
        page.get_by_label("Osteopenia", exact=True).check()


@pytest.mark.django_db(transaction=True)
def test_table_is_whole_without_javascript(visit):
    page = (person := visit(java_script_enabled=False)).page

    person.go(_ruled().get_absolute_url())

    assert (page.locator(".describes").count(), page.locator(".forwhom tbody tr:visible").count()) == (0, 5)
