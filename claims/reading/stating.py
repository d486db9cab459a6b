"""What a passage states, read for the dissolver: only what somebody has stated, nothing guessed from its words."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from articles.citing import canonical_doi, document_of, documents_in
from articles.models import Block, Citation, Source
from claims.dissolving import Statement
from claims.documents import Pointed, mirrors_of, newer_than, pointed_at
from claims.models import Appearance, ArticlePopulation, Claim, FacetValue, Population, Resolution
from claims.naming import things_in
from claims.reading.evidence import leads_of
from claims.reading.passages import Outside, plain_text_of, standing_at, words_about
from claims.reading.populations import narrower_codes, scope_of, values_of
from claims.reading.things import names_of_things
from claims.scope import Scope
from claims.sentences import split, widen
from comments.models import Comment


@dataclass(frozen=True)
class Stated:
    """What is on record about a passage; what a reporter says of it is no part of this."""

    claim: Claim | None = None
    scope: Scope = field(default_factory=dict)
    words: str = ""
    documents: frozenset[str] = frozenset()
    sources: frozenset[Source] = frozenset()


def stated_in(target: Block | Comment, start: int, end: int) -> Stated:
    """Return what is on record about a passage of a text as it reads now.

    Args:
        target: a Block of the live revision, or a Comment.
        start: first code point of the passage in its plain text.
        end: one past the last.
    """
    claims = (standing.appearance.claim for standing in standing_at(target, start, end) if standing.appearance.claim)
    return _stated(target, start, end, next(claims, None))


def stated_outside(outside: Outside) -> Stated:
    """Return what is on record about words of an outside source.

    Args:
        outside: its address and the words.
    """
    return Stated(words=outside.words, documents=frozenset(filter(None, [document_of(outside.address)])))


def stated_by(appearance: Appearance) -> Stated:
    """Return what is on record about a quoted passage as it stands now; of a comment that is not public, its claim.

    Words of an article that a revision changed are read where an editor has placed them since.

    Args:
        appearance: with its source, its comment and its claim loaded, where it has them.
    """
    appearance = _placed(appearance)
    claim = root_claim(appearance.claim)
    if appearance.source:
        return Stated(claim, _scope_of_claim(claim), appearance.sentences, sources=frozenset({appearance.source}))
    if appearance.comment:
        return _stated_by_comment(appearance, claim)
    block = Block.objects.filter(revision=appearance.revision_id, key=appearance.block_key).get()
    return _stated(block, appearance.start, appearance.end, claim or _claim_where_it_stands(appearance))


def statement_of(stated: Stated, said: Iterable[Scope] = ()) -> Statement:
    """Return a passage as the dissolver reads it.

    Args:
        stated: what is on record.
        said: what a reporter says of the people it is about, the closest first; it fills in facets that are not stated.
    """
    things = {stated.claim.thing_id} if stated.claim and stated.claim.thing_id else set()
    documents, later = _known(stated.documents, stated.sources)
    return Statement(
        stance=stated.claim.stance if stated.claim else "",
        scope=layered(stated.scope, *said),
        things=frozenset(things or things_in(stated.words, names_of_things())),
        documents=documents,
        later=later,
    )


def scope_in(population: Population | None) -> Scope:
    """Return a stored population as codes per facet; nothing where there is none.

    Args:
        population: or None.
    """
    return scope_of_values(values_of([population.pk]).get(population.pk, ())) if population else {}


def scope_of_values(values: Iterable[FacetValue]) -> Scope:
    """Return facet values as codes per facet; a value speaks for the narrower ones that it holds.

    Args:
        values: with their facets loaded.
    """
    return scope_of(values, narrower_codes()) if values else {}


def layered(*scopes: Scope) -> Scope:
    """Return one scope: each facet as the first of these states it.

    Args:
        *scopes: the one that counts most in front.
    """
    together: dict[str, Iterable[str]] = {}
    for scope in scopes:
        together = {facet: values for facet, values in scope.items() if values} | together
    return together


def _stated(target, start, end, claim):
    """Read a passage of a block or a public comment, its claim given or None."""
    article_id = target.revision.article_id if isinstance(target, Block) else None
    of_article = ArticlePopulation.objects.filter(article=article_id).select_related("population").first()
    text = plain_text_of(target)
    first, last = widen(text, start, end)
    places = [place for place in split(text) if first <= place[0] and place[1] <= last]
    pointed = pointed_at(target.html if isinstance(target, Block) else target.body_html, places)
    root = root_claim(claim)
    scope = layered(_scope_of_claim(root), scope_in(of_article and of_article.population))
    return Stated(root, scope, words_about(target, start, end), pointed.documents, _cited(target, pointed))


def _stated_by_comment(appearance, claim):
    comment, start, end = appearance.comment, appearance.start, appearance.end
    if comment.status != Comment.Status.PUBLISHED:
        return Stated(claim, _scope_of_claim(claim))
    if comment.revision == appearance.comment_revision:
        return _stated(comment, start, end, claim) if claim else stated_in(comment, start, end)
    words = appearance.sentences  # edited since: what was quoted, as far as it says it by itself
    return Stated(claim, _scope_of_claim(claim), words, frozenset(documents_in(words)))


def _placed(appearance):
    """Follow an appearance to where an editor placed it last; to place it where it stood before ends the way."""
    seen = set()
    while appearance.pk not in seen:
        seen.add(appearance.pk)
        moves = appearance.resolutions.filter(replaced_by__isnull=False).select_related("replaced_by__claim")
        last = moves.order_by("-revision__number").first()
        appearance = last.replaced_by if last else appearance
    return appearance


def _claim_where_it_stands(appearance):
    """Return the claim of other appearances of the same sentences in the live text, if there is one."""
    now = Resolution.objects.filter(
        appearance=appearance, revision=appearance.article.current_revision_id, state__in=Resolution.CERTAIN
    ).first()
    if now is None:
        return None
    block = Block.objects.get(revision=now.revision_id, key=now.block_key)
    rows = standing_at(block, now.start, now.end)
    return next((standing.appearance.claim for standing in rows if standing.appearance.claim), None)


def root_claim(claim: Claim | None) -> Claim | None:
    """Return the claim that a merged one belongs to now, or the claim itself.

    Args:
        claim: or None.
    """
    seen = set()
    while claim and claim.merged_into_id and claim.pk not in seen:
        seen.add(claim.pk)
        claim = claim.merged_into
    return claim


def _scope_of_claim(claim):
    return scope_in(claim.population) if claim else {}


def _cited(target, pointed: Pointed):
    """Return the sources of the references that the sentences carry."""
    if not pointed.references:
        return frozenset()
    rows = Citation.objects.filter(revision=target.revision_id, number__in=pointed.references)
    return frozenset(row.source for row in rows.select_related("source"))


def _known(documents, sources):
    """Return documents by the names of their roots, and those of their newer versions.

    A record that is a mirror of another is that document; one with a newer version is older than it.
    """
    dois = [doi for doi in map(canonical_doi, documents) if doi]
    rows = set(Source.objects.filter(Q(doi__in=dois) | Q(url__in=documents))) | sources
    leads = leads_of() if rows else {}
    roots = {mirrors_of(row.pk, leads)[-1] for row in rows}
    newer = {key for row in rows for key in newer_than(row.pk, leads)}
    names = {row.pk: _name(row) for row in Source.objects.filter(pk__in=roots | newer)}
    ours = set(documents) - {_name(row) for row in rows} | {names[key] for key in roots}
    return frozenset(ours), frozenset({names[key] for key in newer} - ours)


def _name(source):
    link = f"https://doi.org/{source.doi}" if source.doi else source.url or ""
    return document_of(link) or f"source:{source.pk}"
