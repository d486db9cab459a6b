"""Canonical forms of DOIs and web addresses: one source, one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.citing import MAX_DOI_CHARS, MAX_URL_CHARS, canonical_doi, canonical_url, year_of
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
