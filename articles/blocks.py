"""From an article's Markdown to its blocks: pure, no database.

A block is a leaf of the text. What stands around it (lists, boxes, tables) is kept as its opening and closing HTML, so
that a page is the blocks in order and a mark can be laid over one leaf without touching any other.
"""

import re
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.translation import gettext as _

from common.html import plain_text, sanitize
from common.markdown import MAX_ARTICLE_CHARS, MarkdownTooLarge, article_parser, check_size

MAX_CONTAINER_CHARS = 60  # the width of Block.container
BOXES = {  # container: (opening HTML, closing HTML, title when the editor gives none)
    "do": ('<section class="dolist is-settled">', "</section>", "Do"),
    "dont": ('<section class="dolist is-unsafe">', "</section>", "Do not"),
    "warning": ('<section class="callout is-unsafe">', "</section>", "Warning"),
    "clinician": ('<section class="callout is-accent">', "</section>", "Ask your clinician if"),
    "steps": ('<div class="steps-box">', "</div>", ""),
}
_DEFINITION = re.compile(r"^\[\^([\w-]{1,40})\]:[ \t]*(.+(?:\n(?!\[\^|[ \t]*(?:#|:::))[ \t]*\S.*)*)\n?", re.MULTILINE)
# a sentence does not begin with a small letter or a number ("e.g. the", "approx. 5"), nor after a title or an initial
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b[DMS][rt]\.)(?<!\bMrs\.)(?<!\bProf\.)\s+(?![a-z\d])")
_PLAIN = {"thead_open", "thead_close", "tbody_open", "tbody_close", "table_open", "table_close"}


@dataclass
class Leaf:
    """A block before it has a key. The fields are those of models.Block.

    `lead_in` and `parent_item` hold what governs the lists around it, too: a line each, the outermost first.
    """

    kind: str
    tag: str
    markdown: str
    text: str
    html: str
    opening: str = ""
    closing: str = ""
    container: str = ""
    lead_in: str = ""
    parent_item: str = ""


@dataclass(frozen=True)
class Reference:
    """A definition of a reference in the Markdown, with the number readers see."""

    number: int
    label: str
    printed: str


@dataclass(frozen=True)
class Parsed:
    """What an article's Markdown holds."""

    leaves: list[Leaf]
    references: list[Reference]

    @property
    def word_count(self) -> int:
        """Words in all leaves."""
        return sum(len(leaf.text.split()) for leaf in self.leaves)


def parse(source: str) -> Parsed:
    """Read an article's Markdown.

    Args:
        source: CommonMark with our containers and references, at most MAX_ARTICLE_CHARS characters.

    Returns:
        Its leaves in order and its references, numbered by first use.

    Raises:
        common.markdown.MarkdownTooLarge: too long, too many parts, or parts too deep inside one another.
    """
    check_size(source, MAX_ARTICLE_CHARS)
    source = source.replace("\r\n", "\n").replace("\x00", "")
    definitions = {label: " ".join(text.split()) for label, text in _DEFINITION.findall(source)}
    reader = _Reader(_DEFINITION.sub("", source), definitions)
    return Parsed(leaves=reader.read(), references=reader.references())


class _Reader:
    """Walks the tokens once; what opens waits for the next leaf, what closes joins the last one."""

    def __init__(self, source, definitions):
        self.parser = article_parser()
        self.parser.renderer.rules["reference"] = self._render_reference
        self.tokens = self.parser.parse(source)
        self.definitions, self.numbers, self.used = definitions, {}, set()
        self.leaves, self.pending = [], ""
        self.boxes, self.items, self.lists = [], [], []
        self.cells = None

    def _render_reference(self, tokens, index, options, env):
        label = tokens[index].content
        if label not in self.definitions:
            return escape(f"[^{label}]")
        number = self.numbers.setdefault(label, len(self.numbers) + 1)
        back = "" if label in self.used else f' id="back-{number}"'
        self.used.add(label)
        return f'<a class="cite" href="#ref-{number}"{back}><span class="sr">Reference </span>{number}</a>'

    def read(self):
        for index, token in enumerate(self.tokens):
            handler = getattr(self, f"_{token.type}", None)
            if handler:
                handler(token, index)
            elif token.type.startswith("container_"):
                self._container(token)
            elif token.type in _PLAIN:
                self._structure(f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}>", token.nesting)
        if self.leaves:
            self.leaves[-1].closing += self.pending
        return self.leaves

    def references(self):
        for label in self.definitions:
            self.numbers.setdefault(label, len(self.numbers) + 1)
        return [Reference(number, label, self.definitions[label]) for label, number in self.numbers.items()]

    def _structure(self, html, nesting):
        if nesting > 0 or self.pending or not self.leaves:
            self.pending += html
        else:
            self.leaves[-1].closing += html

    def _leaf(self, kind, tag, html, markdown):
        self._add(kind, tag, sanitize(html.strip(), profile="article"), markdown)

    def _add(self, kind, tag, html, markdown):
        above = self.items[:-1] if kind == "item" else self.items
        self.leaves.append(
            Leaf(
                kind=kind,
                tag=tag,
                markdown=markdown,
                text=plain_text(html).replace("\n", " "),  # where a line was broken says nothing
                html=html,
                opening=self.pending,
                container="/".join(self.boxes),
                lead_in=self.lists[-1] if self.lists else "",
                parent_item="\n".join(filter(None, above)),
            )
        )
        self.pending = ""

    def _inline(self, token, index):
        before = self.tokens[index - 1]
        html = self.parser.renderer.render(token.children, self.parser.options, {})
        if before.type == "heading_open":
            self._leaf("heading", "h2" if before.tag == "h1" else min(before.tag, "h4"), html, token.content)
        elif self.cells is not None:
            cell = before.tag
            self.cells.append((f"<{cell}>{sanitize(html, profile='inline')}</{cell}>", token.content))
        elif self.items and self.items[-1] is None:
            self.items[-1] = plain_text(sanitize(html, profile="inline"))
            self._leaf("item", "", html, token.content)
        else:
            self._leaf("paragraph", "p", html, token.content)

    def _tr_open(self, token, index):
        self.cells = []

    def _tr_close(self, token, index):
        cells, self.cells = self.cells, None
        self._add("row", "tr", " ".join(html for html, _words in cells), " | ".join(words for _html, words in cells))

    def _fence(self, token, index):
        self._leaf("code", "pre", escape(token.content), token.content)

    _code_block = _fence

    def _hr(self, token, index):
        self._structure("<hr>", -1)

    def _blockquote_open(self, token, index):
        self._structure("<blockquote>", 1)

    def _blockquote_close(self, token, index):
        self._structure("</blockquote>", -1)

    def _list_open(self, token, index):
        self.lists.append("\n".join(filter(None, [*self.lists[-1:], self._lead_in()])))
        css = ' class="steps"' if self.boxes[-1:] == ["steps"] and len(self.lists) == 1 and token.tag == "ol" else ""
        start = token.attrGet("start")
        self._structure(f"<{token.tag}{css}>" if start is None else f'<{token.tag}{css} start="{int(start)}">', 1)

    _bullet_list_open = _ordered_list_open = _list_open

    def _list_close(self, token, index):
        self.lists.pop()
        self._structure(f"</{token.tag}>", -1)

    _bullet_list_close = _ordered_list_close = _list_close

    def _list_item_open(self, token, index):
        self.items.append(None)
        self._structure("<li>", 1)

    def _list_item_close(self, token, index):
        self.items.pop()
        self._structure("</li>", -1)

    def _container(self, token):
        name = token.type.split("_")[1]
        opening, closing, title = BOXES[name]
        if token.nesting < 0:
            self.boxes.pop()
            self._structure(closing, -1)
            return
        self.boxes.append(name)
        if len("/".join(self.boxes)) > MAX_CONTAINER_CHARS:
            raise MarkdownTooLarge(_("Put fewer boxes inside one another: each ends with a line :::"))
        self._structure(opening, 1)
        words = token.info.strip().removeprefix(name).strip() or title
        if words:
            self._leaf("title", "h3", escape(words), words)

    def _lead_in(self):
        """Return the last sentence of the paragraph that stands right before a list, a title between them or not."""
        around = {"/".join(self.boxes[:depth]) for depth in range(len(self.boxes) + 1)}
        for leaf in reversed(self.leaves[-2:]):
            if leaf.container not in around:
                return ""
            if leaf.kind == "paragraph":
                return _SENTENCE_END.split(leaf.text.strip())[-1]
            if leaf.kind != "title":
                return ""
        return ""
