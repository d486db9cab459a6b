"""What a member downloads: sections of rows, as JSON and as one HTML page without scripts, in a zip. Pure."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

STYLE = """body { font: 1.1875rem/1.6 Georgia, serif; max-width: 68ch; margin: 2rem auto; padding: 0 1rem; }
dt { font-weight: bold; margin-top: .5rem; }
dd { margin: 0 0 0 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
section > dl { border-top: 1px solid; padding: .5rem 0; }
"""


@dataclass(frozen=True)
class Section:
    """One kind of thing that is stored about the member."""

    key: str  # in the JSON file
    title: str
    rows: list[dict] = field(default_factory=list)


def rows_of(query, *columns: str, **named: str) -> list[dict]:
    """Return these columns of a query, as rows of a section.

    Args:
        query: a QuerySet, in the order in which the member reads it.
        *columns: names of columns that are called in the file as in the table.
        **named: other names: the one in the file, and the column.
    """
    names = {column: column for column in columns} | named
    return [{name: row[column] for name, column in names.items()} for row in query.values(*names.values())]


def zipped(sections: Iterable[Section], *, name: str, day: str) -> bytes:
    """Return the zip of what is stored about a member.

    Args:
        sections: in the order of the page; of two with one key, the rows stand together.
        name: the member's public name.
        day: when it was made, in words.

    Returns:
        data.json, index.html and its style sheet, zipped.
    """
    whole = joined(sections)
    data = {section.key: section.rows for section in whole}
    page = render_to_string("account/export.html", {"sections": whole, "name": name, "day": day})
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(data, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False))
        archive.writestr("index.html", page)
        archive.writestr("style.css", STYLE)
    return out.getvalue()


def joined(sections: Iterable[Section]) -> list[Section]:
    """Return the sections, each key once, in the order in which the keys came first."""
    found: dict[str, Section] = {}
    for section in sections:
        first = found.setdefault(section.key, Section(section.key, section.title))
        first.rows.extend(section.rows)
    return list(found.values())


def as_html(value) -> SafeString:
    """Return a value of a row for the page: a list of rows below each other, the rest as text, all of it escaped.

    Args:
        value: plain data; dictionaries and lists may hold others.
    """
    if isinstance(value, dict):
        pairs = ((words(key), as_html(part)) for key, part in value.items())
        return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", pairs))
    if isinstance(value, (list, tuple)):
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((as_html(part),) for part in value)))
    if isinstance(value, datetime):
        return format_html("{}", date_format(localtime(value), "j F Y, G:i T"))
    if isinstance(value, date):
        return format_html("{}", date_format(value, "j F Y"))
    if isinstance(value, bool):
        return format_html("{}", _("yes") if value else _("no"))
    return format_html("{}", "-" if value in (None, "") else value)


def words(key: str) -> str:
    """Return the name of a column as words."""
    return key.replace("_", " ").capitalize()
