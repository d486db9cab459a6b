"""Articles and what belongs to them."""

import uuid

from articles.actions import find_or_add_source
from articles.models import Block, Byline, Citation, DraftVersion
from tests.factories import NOON, ArticleFactory, AuthorFactory, MemberFactory
from tests.guards.breaks.rows import again, change


def _sent_twice():
    again(ArticleFactory(published=False, submission_key=uuid.uuid4()), slug="another")


def _byline():
    article = ArticleFactory(authors=[AuthorFactory()])
    return Byline.objects.get(article=article)


def _draft_version():
    return DraftVersion.objects.get(draft__article=ArticleFactory(published=False))


def _revision():
    return ArticleFactory().current_revision


def _block():
    return Block.objects.filter(revision=_revision()).order_by("position").first()


def _source():
    return find_or_add_source(reference="Smith 2012.", by=MemberFactory(), at=NOON)


def _citation():
    return Citation.objects.get(revision=ArticleFactory(body="Walk.[^1]\n\n[^1]: Smith 2012.").current_revision)


def _points_at_itself(field):
    source = _source()
    change(source, **{field: source})


BREAKS = {
    "articles_article_published_as_a_whole": lambda: change(ArticleFactory(), first_published_at=None),
    "articles_article_withdrawn_with_reason": lambda: change(ArticleFactory(), withdrawn_at=NOON),
    "articles_article_sent_once": _sent_twice,
    "articles_byline_once": lambda: again(_byline(), position=1),
    "articles_draftversion_number": lambda: again(_draft_version()),
    "articles_revision_number": lambda: again(_revision()),
    "articles_revision_kind": lambda: change(_revision(), kind="whim"),
    "articles_block_position": lambda: again(_block(), key="another"),
    "articles_block_key": lambda: again(_block(), position=99),
    "articles_source_checked_as_a_whole": lambda: change(_source(), checked_at=NOON),
    "articles_source_mirrors_another": lambda: _points_at_itself("mirror_of"),
    "articles_source_newer_is_another": lambda: _points_at_itself("newer_version"),
    "articles_source_kind": lambda: change(_source(), kind="gossip"),
    "articles_citation_number": lambda: again(_citation()),
}
