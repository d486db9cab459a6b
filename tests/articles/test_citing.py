"""Canonical forms of DOIs and web addresses: one source, one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.citing import (
    MAX_DOI_CHARS,
    MAX_URL_CHARS,
    NotADoi,
    NotAnAddress,
    address_of,
    canonical_doi,
    canonical_url,
    document_of,
    documents_in,
    has_malformed_doi,
    web_address,
    year_of,
)
from tests.properties import steady

DOI = "10.1002/jbmr.3284"


@pytest.mark.parametrize(
    "text",
    [
        DOI,
        "10.1002/JBMR.3284",
        f"doi:{DOI}",
        f"DOI: {DOI}.",
        f"https://doi.org/{DOI}",
        f"http://dx.doi.org/{DOI}",
        "https://doi.org/10.1002%2Fjbmr.3284",
        f"https://asbmr.onlinelibrary.wiley.com/doi/full/{DOI}",
        f"https://asbmr.onlinelibrary.wiley.com/doi/{DOI}/full",
        f"https://example.org/{DOI}/pdf?download=true",
        f"https://example.org/{DOI}#abstract",
        f"Watson et al., J Bone Miner Res 2018 ({DOI}), and others",
        f"[{DOI}]",
        f"'{DOI}';",
        f"Did you read {DOI}?",
        f"{DOI} and 10.1210/jc.2011-3361",
    ],
)
def test_doi_has_one_form(text):
    assert canonical_doi(text) == DOI


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1007/s00198-013-2523-2", "10.1007/s00198-013-2523-2"),
        ("10.1136/bjsports-2021-104634", "10.1136/bjsports-2021-104634"),
        ("10.1016/S0140-6736(05)12345-6", "10.1016/s0140-6736(05)12345-6"),
        ("(10.1016/S0140-6736(05)12345-6)", "10.1016/s0140-6736(05)12345-6"),
        ("10.1002/1097(200)9", "10.1002/1097(200)9"),
        ("10.1000/.", None),
        ("10.1000/", None),
        ("10.12/too-short-a-prefix", None),
        ("version 110.1000/x", None),
        ("no reference at all", None),
        ("", None),
        ("10.1000/" + "x" * (MAX_DOI_CHARS - 8), "10.1000/" + "x" * (MAX_DOI_CHARS - 8)),
        ("10.1000/" + "x" * (MAX_DOI_CHARS - 7), None),
    ],
)
def test_doi_of(text, doi):
    assert canonical_doi(text) == doi


URL = "https://example.org/bone-health/exercise"


@pytest.mark.parametrize(
    "text",
    [
        URL,
        f"{URL}/",
        f"{URL}?p=1",
        f"{URL}#top",
        f"{URL}?utm_source=x&utm_medium=mail&fbclid=1&gclid=2&mc_cid=3&ref=4&source=5",
        "http://example.org/bone-health/exercise",
        "https://www.example.org/bone-health/exercise",
        "https://WWW.Example.ORG/bone-health/exercise",
        "HTTPS://example.org/bone-health/exercise",
        "https://example.org:443/bone-health/exercise",
        "http://example.org:80/bone-health/exercise",
        "https://example.org./bone-health/exercise",
        "https://name:word@example.org/bone-health/exercise",
        f"See {URL}.",
        f"(See {URL}).",
        f"<{URL}>",
        f"'{URL}',",
        f"{URL}, and http://example.com/other",
    ],
)
def test_address_has_one_form(text):
    assert canonical_url(text) == URL


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/?p=123", "https://example.org/?p=123"),
        ("https://example.org/?p=1&id=2", "https://example.org/?id=2"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
        ("https://example.org/a?b=", "https://example.org/a?b="),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org/Bone_(anatomy)", "https://example.org/Bone_(anatomy)"),
        ("(https://example.org/Bone_(anatomy))", "https://example.org/Bone_(anatomy)"),
        ("https://example.org/%C3%BC", "https://example.org/%C3%BC"),
        ("https://localhost/a", None),
        ("https://example.org:99999/a", None),
        ("http://[::ffff:10.0.0.1]/a", None),
        ("http://[::1", None),
        ("ftp://example.org/a", None),
        ("example.org/a", None),
        ("a book I have", None),
        ("", None),
        ("https://example.org/" + "x" * (MAX_URL_CHARS - 20), "https://example.org/" + "x" * (MAX_URL_CHARS - 20)),
        ("https://example.org/" + "x" * (MAX_URL_CHARS - 19), None),
    ],
)
def test_address_of(text, url):
    assert canonical_url(text) == url


SUFFIXES = st.text("abcXYZ019.,;:-_()[]/'\"?#<> \u00fc", max_size=30)


@steady
@given(SUFFIXES, st.sampled_from(["", "doi:", "https://doi.org/", "https://example.org/doi/full/"]))
def test_doi_in_its_one_form_stays_as_it_is(suffix, before):
    doi = canonical_doi(f"{before}10.1000/{suffix}")

    assert doi is None or (canonical_doi(doi), canonical_doi(f"https://doi.org/{doi}.")) == (doi, doi)


@steady
@given(SUFFIXES)
def test_address_in_its_one_form_stays_as_it_is(suffix):
    url = canonical_url(f"http://www.example.org/{suffix}")

    assert url is None or (canonical_url(url), canonical_url(f"see {url}, or:")) == (url, url)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Giangregorio et al., Osteoporos Int 2014;25:821-835", 2014),
        ("Br J Sports Med 2022;56:837", 2022),
        ("J Clin Endocrinol Metab 2012;97:1987-1995", 2012),
        ("Bone 2012; pp. 2001\u20132010", 2012),
        ("Smith (1999), revised 2004", 2004),
        ("Smith, 10.1000/2031", None),
        ("Smith 2012, https://example.org/2020/05/", 2012),
        ("Seen 1899 and 2100", None),
        ("Sample of 12012 people", None),
        ("", None),
    ],
)
def test_year_of(text, year):
    assert year_of(text) == year


TRACKING = st.sampled_from(["utm_source=x", "utm_medium=mail", "fbclid=1", "gclid=2", "mc_cid=3", "ref=4", "p=1"])
PARTS = st.text("abcdefXYZ0123456789-_.~", min_size=1, max_size=12)
SUFFIXES = st.text("abcXYZ0123456789-._;()/:<>%&+#?=", max_size=20)


@st.composite
def _links(draw):
    """Return an address as a reader could find it: with or without www, a query, a fragment."""
    path = "/".join(draw(st.lists(PARTS, max_size=4)))
    query = "&".join(f"{name}={value}" for name, value in draw(st.lists(st.tuples(PARTS, PARTS), max_size=3)))
    host = draw(st.sampled_from(["", "www."])) + draw(st.sampled_from(["clinic.example", "a.journal.example"]))
    return f"{draw(st.sampled_from(['http', 'https', 'HTTPS']))}://{host}/{path}" + (f"?{query}" if query else "")


@pytest.mark.parametrize(
    "link",
    [
        DOI,
        f"doi:{DOI}",
        f"http://dx.doi.org/{DOI}",
        f"https://www.doi.org/{DOI}?utm_source=mail",
        f"https://doi.org/{DOI.upper()}#abstract",
        f"https://asbmr.onlinelibrary.wiley.com/doi/full/{DOI}?ref=1",
        f"https://journal.example/find?utm_source=mail&id={DOI}",
        f"https://journal.example/find?id={DOI}&utm_source=mail",
    ],
)
def test_document_of_a_doi_is_its_address(link):
    assert document_of(link) == f"https://doi.org/{DOI}"


@pytest.mark.parametrize(
    "link",
    [
        "https://www.clinic.example/bones?p=1",
        "http://clinic.example/bones/",
        "https://clinic.example/bones?fbclid=2#top",
        "https://clinic.example:443/bones?utm_campaign=spring&p=1",
    ],
)
def test_document_of_an_address_is_its_one_form(link):
    assert document_of(link) == "https://clinic.example/bones"


@pytest.mark.parametrize("link", ["", "a book I have", "mailto:a@clinic.example", "https://localhost/bones"])
def test_document_of_what_names_none(link):
    assert document_of(link) == ""


@steady
@given(_links())
def test_document_named_once_more_is_the_same(link):
    assert document_of(document_of(link)) == document_of(link)


@steady
@given(SUFFIXES)
def test_document_of_a_doi_named_once_more_is_the_same(suffix):
    once = document_of(f"https://doi.org/10.1000/a{suffix}")

    assert document_of(once) == once


@steady
@given(_links(), st.lists(TRACKING, min_size=1, max_size=3))
def test_document_is_the_same_whatever_tracking_is_added(link, tracking):
    longer = link + ("&" if "?" in link else "?") + "&".join(tracking) + "#seen"

    assert document_of(longer) == document_of(link)


def test_documents_in_a_text():
    text = f"See https://www.clinic.example/a?p=1, (http://clinic.example/a), doi:{DOI} and https://doi.org/{DOI}."

    assert documents_in(text) == {"https://clinic.example/a", f"https://doi.org/{DOI}"}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("http://www.example.org/study/", "http://www.example.org/study/"),
        ("See (https://www.example.org/a?p=1#part).", "https://www.example.org/a?p=1#part"),
        ("https://www.example.org/a?utm_source=mail&id=7&fbclid=me", "https://www.example.org/a?id=7"),
        ("https://name:word@www.example.org/a", "https://www.example.org/a"),
        ("https://example.org/a?utm_source=mail", "https://example.org/a"),
        ("https://localhost/a", ""),
        ("a book I have", ""),
        ("https://example.org/" + "x" * (MAX_URL_CHARS - 19), ""),
    ],
)
def test_link_opens_what_its_giver_saw_and_does_not_tell_who_gave_it(text, address):
    assert web_address(text) == address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (f"doi:{DOI}", f"https://doi.org/{DOI}"),
        (f"http://dx.doi.org/{DOI.upper()}", f"https://doi.org/{DOI}"),
        (f"doi.org/{DOI}", f"https://doi.org/{DOI}"),
        (f"https://asbmr.onlinelibrary.wiley.com/doi/full/{DOI}", f"https://doi.org/{DOI}"),
        (f"https://example.org/find?utm_source=mail&id={DOI}&utm_source=x", f"https://doi.org/{DOI}"),
        ("https://www.example.org/study", "https://www.example.org/study"),
        ("https://example.org/10.5", "https://example.org/10.5"),
        ("https://example.org/a?" + "utm_x=1&" * 80, "https://example.org/a"),
    ],
)
def test_field_for_an_address_takes_every_form(text, address):
    assert address_of(text) == address


@pytest.mark.parametrize(
    "text",
    ["10.1/x", "10.1000", "10/abc", "doi:abc", "doi abc", "DOI 10.12/x", "https://doi.org/abc", "dx.doi.org/10.1/x"],
)
def test_what_means_to_be_a_doi_and_is_none_is_refused_as_one(text):
    with pytest.raises(NotADoi):
        address_of(text)


@pytest.mark.parametrize("text", ["", "a book", "example.org/a", "ftp://example.org/a", "1012", "https://localhost/a"])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(NotAnAddress):
        address_of(text)


HOSTS = st.sampled_from(["https://www.example.org/", "http://example.org/", "https://n:w@example.org/a?utm_x=1&", ""])


@steady
@given(HOSTS, st.one_of(SUFFIXES, st.just(DOI)))
def test_address_taken_twice_is_as_taken_once(before, suffix):
    try:
        address = address_of(before + suffix)
    except ValueError:
        return

    doi = canonical_doi(canonical_url(before + suffix) or "") or canonical_doi(before + suffix)
    url = canonical_url(document_of(doi) if doi else before + suffix)
    assert (address_of(address), canonical_doi(address), canonical_url(address)) == (address, doi, url)


@pytest.mark.parametrize(
    ("text", "is_malformed"),
    [
        ("Smith 2012. doi:abc", True),
        ("Smith 2012. https://doi.org/10.1/x", True),
        (f"Smith 2012. doi:{DOI}", False),
        ("Smith 2012. No number.", False),
        ("Doing it right, 2012.", False),
    ],
)
def test_printed_reference_with_a_doi_that_is_none(text, is_malformed):
    assert has_malformed_doi(text) == is_malformed
