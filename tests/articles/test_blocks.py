"""From Markdown to blocks: leaves, what governs them, references, and a page that is well-formed."""

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from articles.blocks import BOXES, parse
from articles.models import Block
from common.html import plain_text
from common.markdown import MarkdownTooLarge
from tests.common.reading import Reader
from tests.common.test_html import outside
from tests.properties import steady


def _page(parsed):
    """Put a page together as the template does."""
    return "".join(
        leaf.opening + (f"<{leaf.tag}>{leaf.html}</{leaf.tag}>" if leaf.tag else leaf.html) + leaf.closing
        for leaf in parsed.leaves
    )


def _told(source, *names):
    return [tuple(getattr(leaf, name) for name in names) for leaf in parse(source).leaves]


@pytest.mark.parametrize(
    ("source", "leaves"),
    [
        pytest.param("# A\n\n## B\n\n### C", [("heading", "h2"), ("heading", "h2"), ("heading", "h3")], id="headings"),
        pytest.param("#### A\n\n###### B", [("heading", "h4"), ("heading", "h4")], id="low headings"),
        pytest.param("A\n\nB", [("paragraph", "p"), ("paragraph", "p")], id="paragraphs"),
        pytest.param("- A\n- B", [("item", ""), ("item", "")], id="list"),
        pytest.param("- A\n\n  B", [("item", ""), ("paragraph", "p")], id="second paragraph of an item"),
        pytest.param("::: do\nA\n:::", [("title", "h3"), ("paragraph", "p")], id="box"),
        pytest.param("::: steps\nA\n:::", [("paragraph", "p")], id="box without a title"),
        pytest.param("|A|B|\n|-|-|\n|C|D|", [("row", "tr"), ("row", "tr")], id="table"),
        pytest.param("```\nA\n```\n\n    B", [("code", "pre"), ("code", "pre")], id="code"),
        pytest.param("A\n\n---\n\nB", [("paragraph", "p"), ("paragraph", "p")], id="rule"),
        pytest.param("> A", [("paragraph", "p")], id="quotation"),
        pytest.param("", [], id="nothing"),
        pytest.param("[^1]: Smith 2012.", [], id="only a reference"),
    ],
)
def test_leaves_of(source, leaves):
    assert _told(source, "kind", "tag") == leaves


@pytest.mark.parametrize(
    ("source", "page"),
    [
        pytest.param("- A\n  - B\n- C", "<ul><li>A<ul><li>B</li></ul></li><li>C</li></ul>", id="nested list"),
        pytest.param("3. A", '<ol start="3"><li>A</li></ol>', id="number of a list"),
        pytest.param("0. A", '<ol start="0"><li>A</li></ol>', id="list from nought"),
        pytest.param("A\n\n---\n\nB", "<p>A</p><hr><p>B</p>", id="rule"),
        pytest.param("> A\n\nB", "<blockquote><p>A</p></blockquote><p>B</p>", id="quotation"),
        pytest.param("- A\n-", "<ul><li>A</li><li></li></ul>", id="empty item at the end"),
        pytest.param("-\n- A", "<ul><li></li><li>A</li></ul>", id="empty item at the start"),
        pytest.param("A\n\n::: steps\n:::", '<p>A</p><div class="steps-box"></div>', id="empty box at the end"),
        pytest.param(
            "::: steps\n1. A\n:::",
            '<div class="steps-box"><ol class="steps"><li>A</li></ol></div>',
            id="numbered steps",
        ),
        pytest.param(
            "::: dont\n- A\n:::",
            '<section class="dolist is-unsafe"><h3>Do not</h3><ul><li>A</li></ul></section>',
            id="box with its own title",
        ),
        pytest.param(
            "::: dont Never <b>\n- A\n:::",
            '<section class="dolist is-unsafe"><h3>Never &lt;b&gt;</h3><ul><li>A</li></ul></section>',
            id="box with a title of the editor's",
        ),
        pytest.param(
            "|A|B|\n|-|:-:|\n|C|*D*|",
            "<table><thead><tr><th>A</th> <th>B</th></tr></thead>"
            "<tbody><tr><td>C</td> <td><em>D</em></td></tr></tbody></table>",
            id="table",
        ),
        pytest.param("```\n<b>\n```", "<pre>&lt;b&gt;</pre>", id="code"),
        pytest.param("<script>a</script>", "<p>&lt;script&gt;a&lt;/script&gt;</p>", id="HTML is text"),
        pytest.param("~~A~~", "<p>~~A~~</p>", id="nothing is struck out"),
        pytest.param("[A](javascript:b) [C](//d)", "<p>[A](javascript:b) <a>C</a></p>", id="unsafe links"),
    ],
)
def test_page_of(source, page):
    assert _page(parse(source)) == page


def test_every_box_has_its_frame():
    opened = {name: parse(f"::: {name}\nA\n:::").leaves for name in BOXES}

    assert {name: (leaves[0].opening, leaves[-1].closing) for name, leaves in opened.items()} == {
        name: (opening, closing) for name, (opening, closing, _title) in BOXES.items()
    }


@pytest.mark.parametrize(
    ("source", "containers"),
    [
        pytest.param("A\n\n::: do\nB\n:::\n\nC", ["", "do", "do", ""], id="before, in and after"),
        pytest.param(
            ":::: warning\nA\n\n::: steps\n1. B\n:::\n\nC\n::::",
            ["warning", "warning", "warning/steps", "warning"],
            id="box in a box",
        ),
        pytest.param("- ::: do\n  A\n  :::\n- B", ["do", "do", ""], id="box in a list"),
        pytest.param("::: do\n|A|\n|-|\n:::", ["do", "do"], id="table in a box"),
    ],
)
def test_container_of_each_leaf(source, containers):
    assert [leaf.container for leaf in parse(source).leaves] == containers


@pytest.mark.parametrize(
    ("source", "lead_ins"),
    [
        pytest.param("Ask. If so:\n\n- B\n- C", ["", "If so:", "If so:"], id="last sentence of the paragraph"),
        pytest.param("A\n\n## B\n\n- C", ["", "", ""], id="a heading between"),
        pytest.param("If so:\n\n- B\n\n1. C", ["", "If so:", ""], id="a list between"),
        pytest.param("If so:\n\n::: do\n- B\n:::", ["", "", "If so:"], id="from before the box"),
        pytest.param("::: do\nIf so:\n\n- B\n:::", ["", "", "If so:"], id="within the box"),
        pytest.param("::: do\nIf so:\n:::\n\n- B", ["", "", ""], id="not out of a box that has ended"),
        pytest.param("If so:\n\n- B\n  - C\n    - D", ["", "If so:", "If so:", "If so:"], id="of the list around"),
        pytest.param(
            "If so:\n\n- B\n\n  Then:\n\n  - C", ["", "If so:", "If so:", "If so:\nThen:"], id="one in the other"
        ),
        pytest.param("Never do e.g. this: these:\n\n- B", ["", "Never do e.g. this: these:"], id="abbreviation"),
        pytest.param("Not Dr. Smith's:\n\n- B", ["", "Not Dr. Smith's:"], id="title"),
        pytest.param("Not within approx. 5 weeks:\n\n- B", ["", "Not within approx. 5 weeks:"], id="number"),
        pytest.param("It is never\nsafe to:\n\n- B", ["", "It is never safe to:"], id="line broken"),
    ],
)
def test_lead_in_of_each_leaf(source, lead_ins):
    assert [leaf.lead_in for leaf in parse(source).leaves] == lead_ins


@pytest.mark.parametrize(
    ("source", "parents"),
    [
        pytest.param("- A\n  - B\n  - C\n- D", ["", "A", "A", ""], id="nested"),
        pytest.param("- A\n  - B\n    - C", ["", "A", "A\nB"], id="nested twice"),
        pytest.param("- A\n\n  B", ["", "A"], id="second paragraph"),
        pytest.param("- *A* [^1]\n  - B\n\n[^1]: Smith", ["", "A "], id="text only"),
        pytest.param("- - A\n  - B\n- C", ["", "", ""], id="item without words of its own"),
        pytest.param("- # A\n- B", ["", ""], id="heading in an item"),
        pytest.param("- ```\n  A\n  ```\n- B", ["", ""], id="code in an item"),
        pytest.param("- A\n\n  |B|\n  |-|", ["", "A"], id="table in an item"),
        pytest.param("- ::: do\n  A\n  :::", ["", ""], id="box in an item"),
    ],
)
def test_parent_item_of_each_leaf(source, parents):
    assert [leaf.parent_item for leaf in parse(source).leaves] == parents


def test_references_are_numbered_by_first_use():
    source = "A[^z] B[^y].\n\n- C[^z]\n\n|D[^x]|\n|-|\n\n[^x]: X.\n[^y]: Y\n  goes on.\n[^unused]: U.\n[^z]: Z.\n\nE"

    parsed = parse(source)

    assert [(row.number, row.label, row.printed) for row in parsed.references] == [
        (1, "z", "Z."),
        (2, "y", "Y goes on."),
        (3, "x", "X."),
        (4, "unused", "U."),
    ]
    assert [leaf.text for leaf in parsed.leaves] == ["A B.", "C", "D", "E"]
    back = [attrs["id"] for _tag, attrs in Reader(_page(parsed)).tags if "id" in attrs]
    assert back == ["back-1", "back-2", "back-3"]


def test_reference_without_a_definition_is_shown_as_typed():
    parsed = parse("A[^nobody] `[^1]`.\n\n[^1]: Smith.")

    assert (parsed.leaves[0].text, [row.number for row in parsed.references]) == ("A[^nobody] [^1].", [1])


@pytest.mark.parametrize("behind", ["## Next", "::: do\nNext\n:::"])
def test_reference_ends_where_a_heading_or_box_begins(behind):
    parsed = parse(f"A[^1]\n\n[^1]: Smith\n2012.\n{behind}")

    assert (parsed.references[0].printed, parsed.leaves[-1].text) == ("Smith 2012.", "Next")


def test_text_of_a_leaf_is_one_line_without_marks():
    source = "Walk **daily** &amp;\nlift  \n[slowly](/a)[^1] `a<b` \U0001f9b4.\r\n\r\n[^1]: Smith."

    assert _told(source, "text") == [("Walk daily & lift slowly a<b \U0001f9b4.",)]


def test_word_count_is_that_of_the_leaves():
    assert parse("# One two\n\n- three\n\n|four|five|\n|-|-|\n\n[^1]: not counted").word_count == 5


LINES = [
    *["Walk.", "*Lift* **now", "# Head", "Head\n===", "- item", "-", "  - nested", "    - deeper", "1. one", "10) ten"],
    *[
        "   more",
        "> said",
        ">",
        "---",
        "```",
        "    code",
        "|a|b|",
        "|-|-|",
        "[^1]",
        "[^1]: Smith",
        "[x](/y)",
        "<b>&amp;",
    ],
    *["::: do", "::: dont Title", ":::: warning", "::: steps", "::: clinician", ":::", "::::", ":::"],
    *["a  ", "", "", "\t", "- - x", "- # h", "\x00"],
]
MARKDOWN = st.lists(st.sampled_from(LINES), max_size=25).map("\n".join)


def _parsed(source):
    """Parse what can be read: some heaps of boxes are refused."""
    try:
        return parse(source)
    except MarkdownTooLarge:
        reject()


@steady
@given(MARKDOWN)
def test_any_page_is_well_formed_and_clean(source):
    page = _page(_parsed(source))

    frames = {("section", "dolist is-settled"), ("section", "dolist is-unsafe"), ("section", "callout is-unsafe")}
    frames |= {("section", "callout is-accent"), ("div", "steps-box"), ("ol", "steps")}
    wrong = [part for part in outside(page, "article") if (part[0], part[-1]) not in frames]
    assert (Reader(page).faults, wrong) == ([], [])


@steady
@given(MARKDOWN)
def test_any_leaf_says_what_its_html_says_on_one_line(source):
    leaves = _parsed(source).leaves

    assert [leaf.text for leaf in leaves] == [plain_text(leaf.html).replace("\n", " ") for leaf in leaves]
    assert [leaf.text for leaf in leaves if "\n" in leaf.text] == []


@steady
@given(MARKDOWN)
def test_any_leaf_fits_the_columns_of_a_block(source):
    for leaf in _parsed(source).leaves:
        block = Block(position=0, key="k", **vars(leaf))
        block.full_clean(exclude=["revision", "html", "text", "markdown"], validate_constraints=False)


@steady
@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=12))
def test_references_count_up_by_first_use_whatever_is_cited(cited):
    definitions = "\n".join(f"[^{label}]: {label}" for label in "dcba")

    parsed = parse("\n\n".join(f"word[^{label}]" for label in cited) + f"\n\n{definitions}")

    used = list(dict.fromkeys(cited))
    unused = [label for label in "dcba" if label not in used]
    assert [(row.number, row.label) for row in parsed.references] == list(enumerate(used + unused, start=1))
    links = [attrs["href"] for _tag, attrs in Reader(_page(parsed)).tags if attrs.get("class") == "cite"]
    assert links == [f"#ref-{used.index(label) + 1}" for label in cited]
