"""The editor's desk with JavaScript: the preview follows the typing."""

import pytest

from articles.models import Article, Draft


@pytest.mark.django_db(transaction=True)
def test_preview_follows_the_typing_and_saves_nothing(visit):
    article = Article.objects.get(title__startswith="Exercise")
    editor = visit()
    editor.sign_in("editor@example.org")
    editor.go(f"/editorial/articles/{article.pk}/")

    editor.page.get_by_label("Text", exact=True).fill("::: warning\nStop when it **hurts**.\n:::")
    shown = editor.page.locator("#preview .callout strong")
    shown.wait_for()

    assert (shown.inner_text(), Draft.objects.get(article=article).version) == ("hurts", 2)
    assert editor.complaints == []
