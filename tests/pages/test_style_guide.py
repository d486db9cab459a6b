"""The style guide shows everything that pages are made of, and says its name."""

import re
from pathlib import Path

import pytest
from django.test.html import Element, parse_html

from pages.style_guide import COLOURS, ICONS, TYPE, SpecimenForm

ROOT = Path(__file__).resolve().parent.parent.parent
COMPONENTS = sorted(path.name for path in (ROOT / "templates" / "components").glob("*.html"))
pytestmark = pytest.mark.django_db


@pytest.fixture
def response(client):
    """The page as a visitor gets it."""
    return client.get("/style-guide/")


def _nodes(node):
    if isinstance(node, Element):
        yield node
        for child in node.children:
            yield from _nodes(child)


def _tokens(pattern):
    css = (ROOT / "static" / "css" / "tokens.css").read_text()
    light = css[: css.index("@media")]
    return re.findall(pattern, light)


def test_style_guide_names_every_component(response):
    named = re.findall(r"<code>components/([\w.]+)</code>", response.content.decode())

    assert (response.status_code, sorted(named)) == (200, COMPONENTS)


def test_style_guide_shows_every_component(response):
    shown = {template.name for template in response.templates if template.name.startswith("components/")}

    assert sorted(shown) == [f"components/{name}" for name in COMPONENTS]


def test_style_guide_shows_every_state_with_a_word_a_hue_and_a_shape(response):
    html = response.content.decode()
    part = html[html.index("data-badges") : html.index("</div>", html.index("data-badges"))]

    found = re.findall(r'<span class="badge is-(\w+)">.*?#i-(\w+).*?</svg>([^<]+)</span>', part, flags=re.DOTALL)

    assert found == [
        ("open", "open", "Disputed"),
        ("conflict", "conflict", "Conflicting advice"),
        ("settled", "settled", "Still right"),
        ("settled", "settled", "Corrected"),
        ("qualified", "qualified", "Right for some"),
        ("slate", "none", "Advice removed"),
        ("slate", "conflict", "Experts disagree"),
        ("unsafe", "unsafe", "Caution"),
    ]


def test_style_guide_shows_every_colour_and_size(response):
    html = response.content.decode()

    assert [name for _group, names in COLOURS for name in names] == _tokens(r"--([\w-]+): #")
    assert sorted(name for name, _use in TYPE) == sorted(_tokens(r"--(t-\w+):"))
    assert re.findall(r'class="swatch is-([\w-]+)"', html) == [name for _group, names in COLOURS for name in names]


def test_every_colour_and_size_has_its_class():
    css = (ROOT / "static" / "css" / "guide.css").read_text()
    swatches = re.findall(r"\.is-[\w-]+ { background: var\(--([\w-]+)\); }", css)
    sizes = re.findall(r"\.is-(t-\w+) { font: \d+ var\(--\1\)", css)

    assert sorted(swatches) == sorted(name for _group, names in COLOURS for name in names)
    assert sorted(sizes) == sorted(name for name, _use in TYPE)


def test_style_guide_shows_every_icon(response):
    sprite = (ROOT / "templates" / "components" / "sprite.html").read_text()
    html = response.content.decode()

    assert list(ICONS) == re.findall(r'id="i-(\w+)"', sprite)
    assert re.findall(r'#i-\w+"/></svg>(\w+)</li>', html) == list(ICONS)


def test_style_guide_shows_each_kind_of_field_with_a_hint_and_with_an_error(response):
    fields = SpecimenForm.base_fields
    ids = {dict(node.attributes).get("id") for node in _nodes(parse_html(response.content.decode()))}

    assert {f"{form}_{name}_helptext" for name in fields for form in ("plain", "wrong")} <= ids
    assert {f"wrong_{name}_error" for name in fields if name != "name"} <= ids
    assert {"plain_email_error", "wrong_name_error"} & ids == set()


def test_summary_of_errors_leads_to_the_fields_and_takes_no_focus(response):
    html = response.content.decode()

    links = re.findall(r'<li><a href="#(wrong_\w+)">', html)

    assert links == [f"wrong_{name}" for name in SpecimenForm.base_fields if name != "name"]
    assert ("autofocus" in html, "<title>Style guide" in html) == (False, True)


def test_ids_of_the_style_guide_are_unique(response):
    ids = re.findall(r'\sid="([^"]+)"', response.content.decode())

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize(
    "markup",
    [
        "dolist is-settled", "dolist is-unsafe", "callout is-unsafe", "callout is-accent", "steps", "tombstone",
        "timeline", "diff", "rows", "forwhom", "pager", "crumbs", "empty", "quote is-open", "message is-success",
        "message is-info", "message is-warning", "btn", "btn quiet", "act", "tag", "tags", "comment", "position",
        "strip", "note", "panel", "aside", "signbox", "summary", "words", "facts", "listing", "tabs", "filters",
    ],
)  # fmt: skip
def test_style_guide_shows(response, markup):
    nodes = _nodes(parse_html(response.content.decode()))
    classes = [set(dict(node.attributes).get("class", "").split()) for node in nodes]

    assert any(set(markup.split()) <= own for own in classes)


def test_style_guide_asks_the_database_nothing_for_visitors(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/style-guide/")
