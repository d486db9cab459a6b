"""A stencil draws what the template would draw."""

from typing import NamedTuple

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from common.stencils import Stencil
from tests.properties import steady

TEMPLATE = (
    '{% load i18n %}<li id="c-{{ c.pk }}">{% if c.title %}<b title="{{ c.title }}">{{ c.title }}</b>{% endif %}'
    '{% if c.status == "held" %}{% translate "waiting" %}{% endif %}{{ c.html }} {{ page }}'
    "<a href=\"{% url 'comment_detail' c.pk %}\">{% url 'member_detail' c.slug %}</a></li>"
)


class Shape(NamedTuple):
    status: str
    is_own: bool


def _direct(shape, words):
    row = shape._asdict() | words
    return Template(TEMPLATE).render(Context({"c": row, "page": "the page"}))


SHAPES = st.builds(Shape, status=st.sampled_from(["held", "published"]), is_own=st.booleans())
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=20)
ROWS = st.tuples(
    SHAPES,
    st.fixed_dictionaries(
        {
            "pk": st.integers(1, 2**31),
            "title": st.one_of(st.none(), TEXT, st.sampled_from(["", "<b>&'\"", "{{ c.pk }}", "1000000000000000"])),
            "html": TEXT.map(lambda text: SafeString(f"<p>{len(text)}\x00</p>")),
            "slug": st.from_regex(r"\A[-a-z0-9]{1,20}\Z"),
        }
    ),
)


@pytest.mark.django_db
@steady
@given(st.lists(ROWS, min_size=1, max_size=8))
def test_stencil_draws_what_the_template_draws(rows):
    stencil = Stencil(Template(TEMPLATE), Context({"page": "the page"}))

    for shape, words in rows:
        whole = words | {"title": words["title"] or ""}
        assert stencil.fill(shape, words) == _direct(shape, whole)


def test_stencil_escapes_words_and_leaves_markup():
    stencil = Stencil(Template("{{ c.name }}{{ c.html }}"), Context())

    drawn = stencil.fill(Shape("", False), {"name": "<b>&\"'", "html": SafeString("<i>so</i>")})

    assert drawn == "&lt;b&gt;&amp;&quot;&#x27;<i>so</i>"


def test_word_is_not_looked_through_for_others():
    """What a reader writes cannot name another word, whatever they guess."""
    stencil = Stencil(Template("{{ c.one }} {{ c.two }}"), Context())
    signs = []
    spy = Stencil(Template("{{ c.one }}"), Context())
    spy._draw(Shape("", False), {"one": "x"})
    signs = [str(10**15), str(10**15 + 1), "two", "{{ c.two }}"]

    for guess in signs:
        assert stencil.fill(Shape("", False), {"one": SafeString(guess), "two": "secret"}) == f"{guess} secret"


def test_indent_of_a_template_is_not_sent():
    stencil = Stencil(Template("<ul>\n  <li>\n    {{ c.name }}\n  </li>\n</ul>"), Context())

    assert stencil.fill(Shape("", False), {"name": "a\n  b"}) == "<ul>\n<li>\na\n  b\n</li>\n</ul>"


def test_each_shape_is_drawn_once():
    drawn = []
    template = Template("{{ c.name }}")
    render = template.render
    template.render = lambda context: drawn.append(1) or render(context)
    stencil = Stencil(template, Context())

    for name in ("a", "b", ""):
        for is_own in (True, False):
            stencil.fill(Shape("", is_own), {"name": name})
            stencil.fill(Shape("", is_own), {"name": name})

    assert len(drawn) == 4


def test_page_is_left_as_it_was():
    context = Context({"c": "of the page"})

    Stencil(Template("{{ c.name }}"), context).fill(Shape("", False), {"name": "a"})

    assert context["c"] == "of the page"
