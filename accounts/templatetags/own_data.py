"""How the page in a member's download shows a row."""

from django import template

from accounts import sections

register = template.Library()
register.filter("as_html", sections.as_html)
