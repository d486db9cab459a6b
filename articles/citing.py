"""Canonical forms of what a reference points at: DOI and web address. Pure."""

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

# The form of a DOI as Crossref recommends to match it (https://www.crossref.org/blog/dois-and-matching-regular-expressions/, 2015)  # noqa: E501
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"]+")
_YEAR = re.compile(r"\b(19\d\d|20\d\d)\b")
_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_[ce]id|ref|source|p)$", re.IGNORECASE)


def canonical_doi(text: str) -> str | None:
    """Return the first DOI in a text in lower case, without address or trailing punctuation; None if there is none.

    Args:
        text: a DOI in any form (doi:…, https://doi.org/…) or words around one.
    """
    found = _DOI.search(unquote(text))
    if not found:
        return None
    doi = found.group(1).rstrip(".,;:'")
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1].rstrip(".,;:")
    return doi.lower()


def canonical_url(text: str) -> str | None:
    """Return the first web address in a text in one form: https, no www, no tracking parameters, no fragment.

    Args:
        text: an address or words around one.

    Returns:
        The address, at most 500 characters, or None if there is none with a host.
    """
    found = _URL.search(text)
    if not found:
        return None
    try:
        parts = urlsplit(found.group(0).rstrip(".,;:)'"))
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return None
    if "." not in host:
        return None
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query, True) if not _TRACKING.match(k)))
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    address = urlunsplit(("https", netloc, parts.path.rstrip("/") or "/", query, ""))
    return address if len(address) <= 500 else None


def year_of(text: str) -> int | None:
    """Return the last year from 1900 to 2099 that a reference names, or None."""
    years = _YEAR.findall(_URL.sub("", _DOI.sub("", text)))
    return int(years[-1]) if years else None
