"""What tests of quoted passages share."""

from claims.reading import quotations_on

MOST = "Walking is good for most bones."
SAID = "Is this also true after the menopause?"


def shown(row):
    """Return a quotation as its page shows it."""
    [found] = quotations_on([row.comment_id])[row.comment_id]
    return found


def page_of(client, article):
    """Return the HTML of an article's page."""
    return client.get(article.get_absolute_url()).content.decode()
