"""Canonical forms of what a reference points at: DOI and web address. Pure."""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

# The form of a DOI as Crossref recommends to match it (https://www.crossref.org/blog/dois-and-matching-regular-expressions/, 2015)  # noqa: E501
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_YEAR = re.compile(r"\b(19\d\d|20\d\d)\b")
_PAGES = re.compile(r"(?::|\bpp?\.)\s*\w?\d+\s*[-–—]\s*\w?\d+", re.IGNORECASE)  # noqa: RUF001 - dashes as printed
_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_[ce]id|ref|source)$", re.IGNORECASE)
_FIRST_PAGE = ("p", "1")  # of a long page: the same document; any other p is a document of its own
_VIEW = re.compile(r"(/(full|abstract|epdf|pdf|meta))?([?#].*)?$")  # how a publisher's address shows the document
_DOI_SIGNS = "/:;()[].,_-+=&!*'$@~"  # what stands as it is in the address of a DOI
_PAIRS = {")": "(", "]": "["}
_MEANT = re.compile(r"\W*(doi\b|(https?://)?(dx\.|www\.)?doi\.org\b|10[./])", re.IGNORECASE)  # means to be a DOI
_NAMED = re.compile(r"\bdoi(\.org/|:|\s)", re.IGNORECASE)
MAX_DOI_CHARS, MAX_URL_CHARS = 200, 500


class NotADoi(ValueError):
    """The words mean to be a DOI and are not one."""


class NotAnAddress(ValueError):
    """The words hold neither a DOI nor a whole web address."""


def _trimmed(text, signs=".,;:'"):
    """Return an address without the punctuation that follows it in a sentence; a bracket that it opened stays."""
    while text and (text[-1] in signs or text.count(text[-1]) > text.count(_PAIRS.get(text[-1], text[-1]))):
        text = text[:-1]
    return text


def canonical_doi(text: str) -> str | None:
    """Return the first DOI in a text in lower case, without address or trailing punctuation; None if there is none.

    Args:
        text: a DOI in any form (doi:…, https://doi.org/…, a publisher's address) or words around one.

    Returns:
        The DOI, at most MAX_DOI_CHARS characters.
    """
    found = _DOI.search(unquote(text))
    if not found:
        return None
    doi = _trimmed(_VIEW.sub("", _trimmed(found.group(1)))).lower()
    return doi if _DOI.fullmatch(doi) and len(doi) <= MAX_DOI_CHARS else None


def canonical_url(text: str) -> str | None:
    """Return the first web address in a text in one form: https, no www, no tracking parameters, no fragment.

    Args:
        text: an address or words around one.

    Returns:
        The address, at most MAX_URL_CHARS characters, or None if there is none with a host.
    """
    found = _URL.search(text)
    if not found:
        return None
    try:
        parts = urlsplit(_trimmed(found.group(0).partition("#")[0]))
        host, port = (parts.hostname or "").removeprefix("www.").rstrip("."), parts.port
    except ValueError:
        return None
    if "." not in host or ":" in host:
        return None
    pairs = [(_trimmed(name), _trimmed(value)) for name, value in parse_qsl(parts.query, True)]  # wherever they stand
    asked = [pair for pair in pairs if not _TRACKING.match(pair[0]) and pair != _FIRST_PAGE]
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    address = urlunsplit(("https", netloc, _trimmed(parts.path, ".,;:'/") or "/", urlencode(sorted(asked)), ""))
    return address if len(address) <= MAX_URL_CHARS else None


def document_of(link: str) -> str:
    """Return the one name of the document that a link opens, whatever form the link has; "" where it names none.

    Args:
        link: a web address or a DOI in any form.

    Returns:
        The address of its DOI, or else its canonical address: a name of its own.
    """
    address = canonical_url(link)
    doi = canonical_doi(address or link)  # of the canonical form: a tracking parameter is no part of a DOI
    return f"https://doi.org/{quote(doi, safe=_DOI_SIGNS)}" if doi else address or ""


def documents_in(text: str) -> set[str]:
    """Return the documents that the web addresses and DOIs in a text name.

    Args:
        text: plain text.
    """
    beside = _URL.sub(" ", text)
    links = [*_URL.findall(text), *_DOI.findall(beside)]
    return {name for name in map(document_of, links) if name}


def web_address(text: str) -> str:
    """Return the first web address in a text as it was given, so that a link opens what its giver saw; or "".

    What would tell who gave it is left out: tracking parameters, and a name before the host.

    Args:
        text: an address or words around one.

    Returns:
        The address, at most MAX_URL_CHARS characters; empty where canonical_url finds none.
    """
    found = _URL.search(text)
    if not found or not canonical_url(text):
        return ""
    given = _trimmed(found.group(0))
    parts = urlsplit(given)
    asked = [pair for pair in parts.query.split("&") if not _TRACKING.match(pair.partition("=")[0])]
    host = parts.netloc.rpartition("@")[2]
    address = _trimmed(urlunsplit((parts.scheme, host, parts.path, "&".join(asked), parts.fragment)))
    if address != given:
        return web_address(address)
    return address if len(address) <= MAX_URL_CHARS else ""


def address_of(text: str) -> str:
    """Return the address that a link opens for the DOI or the web address in a field of a form.

    Args:
        text: a DOI in any form, or a web address; words around it are left out.

    Returns:
        https://doi.org/ and the DOI where one is named, by a publisher's address too; else the web address as given.

    Raises:
        NotADoi: it means to be a DOI ("doi:abc", "10.1/x") and is not one.
        NotAnAddress: it is neither.
    """
    url = canonical_url(text)
    if doi := canonical_doi(url or "") or canonical_doi(text):
        return document_of(doi)
    if _MEANT.match(text):
        raise NotADoi(text)
    if not url:
        raise NotAnAddress(text)
    return web_address(text) or url


def has_malformed_doi(reference: str) -> bool:
    """Tell whether a printed reference says "doi" and no DOI follows."""
    return bool(_NAMED.search(reference)) and canonical_doi(reference) is None


def year_of(text: str) -> int | None:
    """Return the last year from 1900 to 2099 that a reference names beside its pages and its address, or None."""
    years = _YEAR.findall(_PAGES.sub("", _URL.sub("", _DOI.sub("", text))))
    return int(years[-1]) if years else None
