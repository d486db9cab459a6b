"""Whom a study looked at, whom an article speaks about, and whether the one fits the other."""

from datetime import datetime

from django.db import transaction

from articles.actions import take_back_check
from articles.models import Article, Source
from audit.actions import record
from claims.actions.reports import population_of, touch_marks
from claims.models import ArticlePopulation, CitationFit, StudiedPopulation


@transaction.atomic
def set_studied_people(*, source: Source, values, by, at: datetime) -> None:
    """Note whom a source studied, by groups that the site can compare.

    A check of the source, and what was decided about its fit, were about other people: both are taken back.

    Args:
        source: the record.
        values: FacetValue rows; none means that it is not known.
        by: the editor.
        at: when (aware).
    """
    source = Source.objects.select_for_update().get(pk=source.pk)
    if _set(StudiedPopulation, {"source": source}, values, "set_studied_people", by, at):
        take_back_check(source=source, by=by, at=at)
        mirrors = Source.objects.filter(mirror_of=source).values("pk")
        _forget(CitationFit.objects.filter(source__in=[source.pk, *mirrors.values_list("pk", flat=True)]), by, at)


@transaction.atomic
def set_article_people(*, article: Article, values, by, at: datetime) -> None:
    """Note whom an article speaks about, where a sentence of it does not say so itself.

    What was decided about the fit of its references was about other people, and is taken back.

    Args:
        article: any.
        values: FacetValue rows; none means that it is not stated.
        by: the editor.
        at: when (aware).
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    if _set(ArticlePopulation, {"article": article}, values, "set_article_people", by, at):
        _forget(CitationFit.objects.filter(article=article), by, at)


def _set(model, owner, values, verb, by, at):
    """Store the values for their owner; tell whether they are others than before."""
    row = model.objects.filter(**owner).select_related("population").first()
    before = sorted(row.population.values.values_list("code", flat=True)) if row else []
    after = sorted(value.code for value in values)
    if before == after:
        return False
    if row:
        row.delete()
        row.population.delete()
    if after:
        model.objects.create(**owner, population=population_of(list(values)))
    subject = next(iter(owner.values()))
    record(actor=by, verb=verb, subject=subject, at=at, before={"people": before}, after={"people": after})
    return True


def _forget(fits, by, at):
    for row in fits.select_related("article").order_by("pk"):
        take_back_citation_fit(fit=row, by=by, at=at)


@transaction.atomic
def decide_citation_fit(
    *, article: Article, source: Source, verdict: str, note: str, sentences: list[str], by, at: datetime
) -> CitationFit:
    """Decide about a reference that studied other people than its sentences are about: readers are told, or it fits.

    Args:
        article: whose live text carries the reference.
        source: what it points at.
        verdict: a CitationFit.Verdict.
        note: at most 300 characters: what readers are told, or why it fits.
        sentences: as the editor read them; others wait for a decision of their own.
        by: the editor; the caller has checked can_decide_fit.
        at: when (aware).

    Returns:
        The decision.

    Raises:
        AlreadyDecided: a colleague has decided on these sentences.
        ValueError: no words, or no sentence.
    """
    if not note.strip() or not sentences:
        raise ValueError("a decision needs words, and a sentence")
    Article.objects.select_for_update().get(pk=article.pk)
    earlier = CitationFit.objects.filter(article=article, source=source).first()
    if earlier and set(sentences) <= set(earlier.sentences):
        raise AlreadyDecided
    said = {"verdict": verdict, "note": note.strip(), "sentences": sentences, "decided_by": by, "decided_at": at}
    fit, _is_new = CitationFit.objects.update_or_create(article=article, source=source, defaults=said)
    touch_marks(article.pk)
    record(
        actor=by, verb="decide_citation_fit", subject=article, at=at, after={"source": source.pk, "verdict": verdict},
        public_note=fit.note,
    )  # fmt: skip
    return fit


class AlreadyDecided(Exception):
    """A colleague has decided on these sentences."""


@transaction.atomic
def take_back_citation_fit(*, fit: CitationFit, by, at: datetime) -> None:
    """Undo a decision about a reference: readers are told nothing, and it waits for editors again.

    Args:
        fit: the decision; one that is gone already is left alone.
        by: the editor; the caller has checked can_decide_fit.
        at: when (aware).
    """
    if CitationFit.objects.filter(pk=fit.pk).delete()[0]:
        touch_marks(fit.article_id)
        before = {"source": fit.source_id, "verdict": fit.verdict}
        record(actor=by, verb="take_back_citation_fit", subject=fit.article, at=at, before=before)
