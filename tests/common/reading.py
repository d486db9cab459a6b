"""Reading HTML back: what a page holds, and whether every tag that opens is closed."""

from html.parser import HTMLParser

VOID = {"br", "hr"}


class Reader(HTMLParser):
    """Collects tags with their attributes and the text; `faults` lists what is not well-formed."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.tags, self.faults, self.open, self.words = [], [], [], []
        self.feed(source)
        self.close()
        self.faults += [f"<{tag}> never closed" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open[-1:] == [tag]:
            self.open.pop()
        else:
            self.faults.append(f"</{tag}> within {self.open}")

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return "".join(self.words)
