"""The demo articles in Markdown, in our own words."""

from pathlib import Path

HERE = Path(__file__).parent


def read(name: str) -> str:
    """Return the Markdown of one demo article.

    Args:
        name: the file's name without its ending.
    """
    return (HERE / f"{name}.md").read_text(encoding="utf-8")
