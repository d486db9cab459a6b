"""Markdown of readers: what it becomes, what it may cost, and that nothing gets through."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.blocks import BOXES, parse
from common.markdown import (
    CONTAINERS,
    MAX_ARTICLE_CHARS,
    MAX_BRACKETS,
    MAX_COMMENT_CHARS,
    MAX_NESTING,
    MAX_PARAGRAPH_CHARS,
    MAX_SIGNS,
    MAX_TOKENS,
    MarkdownTooLarge,
    render_comment,
    text_of,
)
from tests.common.reading import Reader
from tests.common.test_html import ATTACKS, TARGETS, outside
from tests.properties import steady


def _link(url, words=None):
    return f'<a rel="ugc nofollow noopener" href="{url}">{words or url}</a>'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param("I walk **every** day.", "<p>I walk <strong>every</strong> day.</p>\n", id="emphasis"),
        pytest.param("~~wrong~~", "<p><s>wrong</s></p>\n", id="struck out stays struck out"),
        pytest.param("a\nb  \nc", "<p>a\nb<br>\nc</p>\n", id="line ends"),
        pytest.param("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n", id="list"),
        pytest.param("3. a", '<ol start="3">\n<li>a</li>\n</ol>\n', id="number of a list"),
        pytest.param("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n", id="quotation"),
        pytest.param("# a", "<p># a</p>\n", id="headings are off"),
        pytest.param("|a|\n|-|", "<p>|a|\n|-|</p>\n", id="tables are off"),
        pytest.param("![a](/b)", f"<p>!{_link('/b', 'a')}</p>\n", id="images are off"),
        pytest.param("[a]: /b\n\n[a]", "<p>[a]: /b</p>\n<p>[a]</p>\n", id="definitions of links are off"),
        pytest.param("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>\n", id="HTML is text"),
        pytest.param("```js\na < b\n```", "<pre><code>a &lt; b\n</code></pre>\n", id="code"),
        pytest.param("[a](/b)", f"<p>{_link('/b', 'a')}</p>\n", id="link"),
        pytest.param("[a](javascript:x)", "<p>[a](javascript:x)</p>\n", id="script as a link"),
        pytest.param("[a](//host)", "<p><a>a</a></p>\n", id="another host without scheme"),
        pytest.param("[a](x:1)", "<p><a>a</a></p>\n", id="unknown scheme"),
    ],
)
def test_comment_becomes(source, html):
    assert render_comment(source) == html


URL = "https://example.org/a_b_c?d=1&e=2"
SHOWN = URL.replace("&", "&amp;")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param(f"See {URL}.", f"See {_link(SHOWN)}.", id="at the end of a sentence"),
        pytest.param(f"({URL})", f"({_link(SHOWN)})", id="in brackets"),
        pytest.param(f"**{URL}**", f"<strong>{_link(SHOWN)}</strong>", id="in bold"),
        pytest.param(f"<{URL}>", _link(SHOWN), id="in angle brackets"),
        pytest.param(f"[a]({URL})", _link(SHOWN, "a"), id="as the target of a link"),
        pytest.param(f"[{URL}](/b)", _link("/b", SHOWN), id="as the words of a link"),
        pytest.param(f"`{URL}`", f"<code>{SHOWN}</code>", id="in code"),
        pytest.param("HTTPS://example.org", _link("HTTPS://example.org"), id="in capitals"),
        pytest.param("xhttps://example.org", "xhttps://example.org", id="behind a letter"),
        pytest.param("https://", "https://", id="without a host"),
    ],
)
def test_bare_address_is_a_link(source, html):
    assert render_comment(source) == f"<p>{html}</p>\n"


def test_text_of_a_comment_has_no_marks():
    assert text_of("I **walk**.\n\n- a &amp; b\n") == "I walk.\n\na & b"


MARKDOWN_ATTACKS = [
    form.format(target)
    for form, target in itertools.product(
        ["[x]({})", "![x]({})", "[x](<{}>)", '[x](/y "{}")', "<{}>", "{}", "[x]: {}\n\n[x]", "`{}`"], TARGETS
    )
] + ["[x](/y '\"><script>z</script>')", "[x](/y (<a href=))", "[<script>z</script>](/y)", "```<script>\nz\n```"]


@pytest.mark.parametrize("attack", [*MARKDOWN_ATTACKS, "\n\n".join(ATTACKS[:40])])
def test_attack_in_markdown_leaves_nothing_outside_the_list(attack):
    article = parse(attack)

    assert outside(render_comment(attack), "comment") == []
    assert [wrong for leaf in article.leaves for wrong in outside(leaf.html, "article")] == []


@pytest.mark.parametrize("start", range(0, len(ATTACKS), 60))
def test_html_in_markdown_is_shown_as_it_was_typed(start):
    wrong = [attack for attack in ATTACKS[start : start + 60] if outside(render_comment(attack), "comment")]

    assert wrong == []


PIECES = [
    "*",
    "**",
    "_",
    "`",
    "```",
    "[",
    "](",
    ")",
    "<",
    ">",
    "!",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "    ",
    "~~",
    "\\",
]
WORDS = ["a", "http://b.c", "javascript:1", '"', "&amp;", "&#58;", "|", "|-|", "::: do\n", ":::\n", "[^1]", "[^1]: d\n"]


@steady
@given(st.lists(st.sampled_from(PIECES + WORDS), max_size=40).map("".join))
def test_any_comment_is_well_formed_and_clean(source):
    html = render_comment(source)

    assert (Reader(html).faults, outside(html, "comment")) == ([], [])


def test_containers_of_the_parser_are_the_boxes_of_articles():
    assert set(CONTAINERS) == set(BOXES)


def test_comment_of_the_most_characters_is_read():
    assert text_of("x" * MAX_COMMENT_CHARS) == "x" * MAX_COMMENT_CHARS


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param("x" * (MAX_COMMENT_CHARS + 1), "Shorten the text to 10000 characters; it has 10001.", id="long"),
        pytest.param("[" * (MAX_BRACKETS + 1), "Use fewer square brackets: 2000 are the most.", id="brackets"),
        pytest.param("![[[" * 2000, "Use fewer square brackets: 2000 are the most.", id="brackets of images"),
    ],
)
def test_comment_that_costs_too_much_is_refused(source, message):
    with pytest.raises(MarkdownTooLarge) as refused:
        render_comment(source)

    assert str(refused.value) == message


def test_comment_cannot_grow_by_using_a_link_again_and_again():
    source = f"[a]: /{'x' * 5000}\n\n" + "[a]" * 1500

    assert len(render_comment(source)) < 2 * MAX_COMMENT_CHARS


MANY = "Divide the text: it has too many paragraphs, list items and table cells."
DEEP = "Put fewer lists, quotations and boxes inside one another."


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param(
            "x " * (MAX_ARTICLE_CHARS // 2) + "x", "Shorten the text to 200000 characters; it has 200001.", id="long"
        ),
        pytest.param("[^1]" * (MAX_BRACKETS + 1), "Use fewer square brackets: 2000 are the most.", id="references"),
        pytest.param(
            "*a " * (MAX_SIGNS + 1), "Use fewer signs such as * _ < > & and `: 20000 are the most.", id="asterisks"
        ),
        pytest.param(
            "x" * (MAX_PARAGRAPH_CHARS + 1), "Divide the longest paragraph: 10000 characters are the most.", id="wall"
        ),
        pytest.param("x\n\n" * (MAX_TOKENS // 3 + 1), MANY, id="paragraphs"),
        pytest.param("- x\n" * (MAX_TOKENS // 5 + 1), MANY, id="list items"),
        pytest.param("|x|y|\n|-|-|\n" + "|x|y|\n" * (MAX_TOKENS // 8), MANY, id="table rows"),
        pytest.param("> " * MAX_NESTING + "x", DEEP, id="quotations within quotations"),
        pytest.param("> " * 5000 + "x", DEEP, id="quotations without end"),
        pytest.param("- " * 2000 + "x", DEEP, id="lists without end"),
        pytest.param("::: do\n" * 2000, DEEP, id="boxes without end"),
        pytest.param(
            "".join(f"{':' * (20 - n)} clinician\n" for n in range(7)),
            "Put fewer boxes inside one another: each ends with a line :::",
            id="boxes",
        ),
    ],
)
def test_article_that_costs_too_much_is_refused(source, message):
    with pytest.raises(MarkdownTooLarge) as refused:
        parse(source)

    assert str(refused.value) == message


def test_article_of_the_most_of_everything_is_read():
    words = "x" * (MAX_PARAGRAPH_CHARS - 2)

    parsed = parse(f"{words}\n\n" * 20)

    assert [leaf.text for leaf in parsed.leaves] == [words] * 20
    assert parse("> " * (MAX_NESTING - 2) + "x").leaves[0].text == "x"
