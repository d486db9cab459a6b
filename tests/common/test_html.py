"""The cleaner: what may stay, and every way around it that is known."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.html import ARTICLE, CLASSES, MAX_CHARS, PROFILES, is_safe_link, plain_text, sanitize
from tests.common.reading import Reader
from tests.properties import steady

ATTRIBUTES = {"a": {"href", "id", "rel", "title", "class"}, "ol": {"start", "class"}}


def outside(html, profile):
    """Return the tags and attributes of cleaned HTML that should not be there."""
    wrong = []
    for tag, attrs in Reader(html).tags:
        if tag not in PROFILES[profile]:
            wrong.append(tag)
        for name, value in attrs.items():
            if name not in ATTRIBUTES.get(tag, {"class"}) or (name == "class" and not set(value.split()) <= CLASSES):
                wrong.append((tag, name, value))
            if name == "href" and not is_safe_link(value):
                wrong.append((tag, name, value))
    return wrong


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org:8080/a?b=c#d",
        "HTTPS://EXAMPLE.ORG/",
        "/articles/walking/",
        "#ref-1",
        "mailto:desk@example.org",
    ],
)
def test_link_to_a_page_or_a_mailbox_is_safe(url):
    assert is_safe_link(url) is True


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "javascript:123",
        "JavaScript:123",
        " javascript:123",
        "java\nscript:123",
        "java\tscript:123",
        "\x01javascript:123",
        "vbscript:x",
        "data:1",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org",
        "x:1",
        "localhost:8000",
        "example.org",
        "//example.org",
        "\\\\example.org",
        "/\\example.org",
        "/\t/example.org",
        "http:example",
        "https://",
        "https:///example.org",
        "http://[::1",
        "mailto:nobody",
        "mailto:",
        "",
    ],
)
def test_link_to_anything_else_is_refused(url):
    assert is_safe_link(url) is False


@pytest.mark.parametrize(
    ("source", "cleaned"),
    [
        pytest.param('<a href="javascript:123">x</a>', "<a>x</a>", id="number as port"),
        pytest.param('<a href="x:1">x</a>', "<a>x</a>", id="unknown scheme as host"),
        pytest.param('<a href="data:1">x</a>', "<a>x</a>", id="data"),
        pytest.param('<a href="//host">x</a>', "<a>x</a>", id="another host"),
        pytest.param('<a href=" javascript:alert(1)">x</a>', "<a>x</a>", id="space before"),
        pytest.param('<a href="&#106;avascript:1">x</a>', "<a>x</a>", id="letter as number"),
        pytest.param('<a href="javascript&colon;1">x</a>', "<a>x</a>", id="named colon"),
        pytest.param('<a href="/&#47;host">x</a>', "<a>x</a>", id="slash as number"),
        pytest.param('<a href="/&sol;host">x</a>', "<a>x</a>", id="slash by name"),
        pytest.param('<a href="/&Tab;/host">x</a>', "<a>x</a>", id="tab that browsers drop"),
        pytest.param('<a href="/&bsol;host">x</a>', "<a>x</a>", id="backslash by name"),
        pytest.param("a<script>steal()</script>b", "ab", id="words of a script"),
        pytest.param("a<STYLE>p{}</STYLE >b", "ab", id="words of a style"),
        pytest.param("a<script>steal()", "a", id="script never closed"),
        pytest.param("a<scr<script></script>ipt>steal()</script>", "a", id="script around a script"),
        pytest.param('<p onclick="x()" style="color:red">a</p>', "<p>a</p>", id="handler and style"),
        pytest.param('<a title="b>c" href="/d">a</a>', '<a href="/d">a</a>', id="bracket in an attribute"),
        pytest.param('<span class="cite evil">a</span>', "<span>a</span>", id="class of ours beside another"),
        pytest.param('<ol start="3"><li>a</li></ol>', '<ol start="3"><li>a</li></ol>', id="number of a list"),
        pytest.param('<ol start="x"><li>a</li></ol>', "<ol><li>a</li></ol>", id="number that is none"),
        pytest.param("<!-- a -->b", "b", id="comment"),
        pytest.param("<img src=x onerror=y>a", "a", id="image"),
        pytest.param("<h2>a</h2>", "a", id="heading in a comment"),
        pytest.param("a\x00b", "ab", id="NUL"),
    ],
)
def test_sanitize_of_a_known_trick(source, cleaned):
    assert sanitize(source) == cleaned


def test_sanitize_of_too_much_is_refused():
    with pytest.raises(ValueError, match="1000001 characters"):
        sanitize("x" * (MAX_CHARS + 1))


def test_profiles_keep_their_tags():
    source = "".join(f"<{tag}>x</{tag}>" for tag in sorted(ARTICLE - {"tbody", "td", "th", "thead", "tr", "br", "hr"}))

    kept = {profile: {tag for tag, _ in Reader(sanitize(source, profile=profile)).tags} for profile in PROFILES}

    tables = {"tbody", "td", "th", "thead", "tr"}  # a browser drops them where no table stands around them
    assert kept == {profile: tags - tables - {"br", "hr"} for profile, tags in PROFILES.items()}


OPENINGS = ["<a href=", "<a class=cite href=", "<img src=", "<svg><a xlink:href=", "<iframe src=", "<form action="]
QUOTES = ['"{}"', "'{}'", "{}", "`{}`"]
TARGETS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "&#x6A;avascript:1",
    "jav&#x09;ascript:alert(1)",
    "&#14; javascript:alert(1)",
    "data:text/html;base64,PHN2Zz4=",
    "vbscript:1",
    "//evil.example",
    "/\\evil.example",
    "x:1",
    "https://ok.example onmouseover=alert(1)",
    "https://ok.example/><script>alert(1)</script>",
]
ENDINGS = [">x</a>", " onload=y>", "><script>z</script>", "/>", ""]
ATTACKS = [
    opening + quote.format(target) + ending
    for opening, quote, target, ending in itertools.product(OPENINGS, QUOTES, TARGETS, ENDINGS)
]


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_no_attack_leaves_a_tag_or_attributeoutside_the_list(profile):
    left = {attack: wrong for attack in ATTACKS if (wrong := outside(sanitize(attack, profile=profile), profile))}

    assert (len(ATTACKS), left) == (1440, {})


SIGNS = [*"<>/='\" &;\\\t", "a", "href", "javascript:", "script", "style", "x", "&#", "!--"]


@steady
@given(st.lists(st.sampled_from(SIGNS)))
def test_sanitize_of_any_heap_of_signs_is_clean_and_stays_the_same(pieces):
    cleaned = sanitize("".join(pieces))

    assert outside(cleaned, "comment") == []
    assert sanitize(cleaned) == cleaned


def test_plain_text_leaves_out_tags_and_reference_numbers():
    cite = '<a class="cite" href="#ref-1" id="back-1"><span class="sr">Reference </span>1</a>'

    assert plain_text(f"Walk <em>daily</em> &amp; lift{cite}.") == "Walk daily & lift."


@steady
@given(st.text())
def test_plain_text_gives_back_what_was_escaped(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert plain_text(f"<em>{escaped}</em>") == text
