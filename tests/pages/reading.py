"""Reading a page as a browser does: its heading, its text, and what its forms would send."""

from dataclasses import dataclass, field

from django.test.html import Element, parse_html


@dataclass
class Form:
    """A form and what pressing its first button sends."""

    action: str
    method: str
    data: dict[str, str] = field(default_factory=dict)


@dataclass
class Page:
    """What a test asks of a page."""

    status: int
    heading: str
    text: str
    forms: list[Form]
    readonly: list[str]

    def form_to(self, action):
        """Return the one form that is sent to this address."""
        (form,) = [form for form in self.forms if form.action == action and form.method == "post"]
        return form


def _walk(node):
    if isinstance(node, Element):
        yield node
        for child in node.children:
            yield from _walk(child)


def _text(node):
    if isinstance(node, str):
        return node
    return " ".join(_text(child) for child in node.children)


def _squeezed(text):
    return " ".join(text.split())


def _form(node):
    attributes = dict(node.attributes)
    form = Form(attributes.get("action", ""), attributes.get("method", "get"))
    for part in _walk(node):
        own = dict(part.attributes)
        if part.name in ("input", "textarea") and own.get("name"):
            form.data[own["name"]] = _text(part).strip() if part.name == "textarea" else own.get("value", "")
    return form


def read(response) -> Page:
    """Parse an answer; HTML that does not nest is an error."""
    tree = parse_html(response.content.decode())
    nodes = list(_walk(tree))
    headings = [_squeezed(_text(node)) for node in nodes if node.name == "h1"]
    assert len(headings) == 1
    main = next(node for node in nodes if node.name == "main")
    areas = [node for node in nodes if node.name == "textarea" and "readonly" in dict(node.attributes)]
    return Page(
        response.status_code,
        headings[0],
        _squeezed(_text(main)),
        [_form(node) for node in nodes if node.name == "form"],
        [_text(node).strip() for node in areas],
    )
