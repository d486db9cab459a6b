"""The editor's desk: write, preview, merge, publish."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from articles import actions
from articles.blocks import parse
from articles.diffs import around, word_diff
from articles.forms import DetailsForm, DraftForm, PublishForm, WithdrawForm
from articles.merging import merge, pick
from articles.models import Article
from articles.reading import touched_by_text

editor = permission_required("articles.edit_article", raise_exception=True)
get_or_post = require_http_methods(["GET", "POST"])


def _article(pk):
    return get_object_or_404(Article.objects.select_related("draft", "current_revision"), pk=pk)


@get_or_post
@editor
@vary_on_headers("HX-Request")
def article_create(request):
    """Begin an article."""
    form = DraftForm(request.POST or None, preview_url=request.path)
    if "preview" in request.POST:
        return _preview(request, form, None)
    if form.is_valid():
        data = dict(form.cleaned_data)
        del data["base_version"]
        now = timezone.now()
        article = actions.create_article(by=request.user, at=now, **data)
        if article.created_at != now and not _was_begun_as(article, data):
            return _begun_otherwise(request, form)
        messages.success(request, _("Saved. Readers see nothing of it until you publish."))
        return redirect("draft_edit", article.pk)
    return _desk(request, form, None)


def _was_begun_as(article, data):
    """Tell whether the form that made an article had just these words; a later save changes nothing about it."""
    words = {name: data[name] for name in ("title", "standfirst", "body")}
    return article.draft.versions.filter(number=1, **words).exists()


def _begun_otherwise(request, form):
    """Give the words back that the form was sent with a second time."""
    form.start_anew()
    form.add_error(None, _("With this form you have begun another article before. Save again to begin this one too."))
    return _desk(request, form, None, status=409)


@get_or_post
@editor
@vary_on_headers("HX-Request")
def draft_edit(request, pk):
    """Change the text; a text that somebody else saved meanwhile is merged, never overwritten."""
    article = _article(pk)
    form = DraftForm(request.POST or None, initial=_opened(article), preview_url=request.path)
    if "preview" in request.POST:
        return _preview(request, form, article)
    if form.is_valid():
        data = dict(form.cleaned_data)
        del data["submission_key"]
        is_behind = article.draft.base_id != article.current_revision_id
        save = actions.rebase_draft if is_behind else actions.save_draft
        try:
            draft = save(article=article, by=request.user, at=timezone.now(), **data)
        except actions.StaleDraft as stale:
            return _merge(request, article, data, stale.draft)
        messages.success(request, _("Saved as version %(number)s.") % {"number": draft.version})
        return redirect("draft_edit", pk)
    return _desk(request, form, article)


def _opened(article):
    """Return the draft's text; one that is behind the live revision is opened merged with it."""
    draft, live = article.draft, article.current_revision
    opened = {"title": draft.title, "standfirst": draft.standfirst, "body": draft.body, "base_version": draft.version}
    if draft.base_id != article.current_revision_id:
        opened["body"] = merge(draft.base.body if draft.base else "", draft.body, live.body).text
    return opened


def _desk(request, form, article, status=200):
    context = {"form": form, "article": article, "here": "draft_edit"}
    if not form.is_bound and article:
        context |= {"title": article.draft.title, "standfirst": article.draft.standfirst}
        context |= _shown(request, article, form.initial["body"])
    return TemplateResponse(request, "articles/draft_edit.html", context, status=status)


def _preview(request, form, article):
    """Show how a text would look, beside the text as it was typed; nothing is saved."""
    body = form["body"].value() or ""
    context = {"form": form, "article": article, "here": "draft_edit", "title": form["title"].value()}
    context["standfirst"] = form["standfirst"].value()
    if form.is_valid() or "body" not in form.errors:
        context |= _shown(request, article, form.cleaned_data.get("body", body))
    template = "articles/_preview.html" if request.htmx else "articles/draft_edit.html"
    return TemplateResponse(request, template, context)


def _shown(request, article, body):
    """Return a text as readers would see it, and the marked statements that it touches."""
    parsed = parse(body)
    return {"preview": parsed, "touched": touched_by_text(article, parsed, member=request.user)}


def _merge(request, article, mine, theirs):
    """Give an editor's text back, merged with what a colleague saved first."""
    base = theirs.versions.filter(number=mine["base_version"]).first() or theirs.base
    was = {name: getattr(base, name, "") for name in ("title", "standfirst", "body")}
    merged = merge(was["body"], mine["body"], theirs.body)
    initial = {name: pick(was[name], mine[name], getattr(theirs, name)) for name in ("title", "standfirst")}
    initial |= {"body": merged.text, "base_version": theirs.version}
    form = DraftForm(initial=initial, preview_url=request.path)
    context = {
        "form": form, "article": article, "mine": mine, "theirs": theirs, "conflicts": merged.conflicts,
        "changes": around(word_diff(was["body"], theirs.body)), "here": "draft_edit",
    }  # fmt: skip
    return TemplateResponse(request, "articles/draft_merge.html", context, status=409)


@get_or_post
@editor
def draft_publish(request, pk):
    """Make the draft the live text, with a kind and a reason."""
    article = _article(pk)
    draft, live = article.draft, article.current_revision
    form = PublishForm(request.POST or None, is_first=live is None, version=draft.version)
    if form.is_valid() and _published(request, form, article):
        return redirect(article)
    changes = around(word_diff(live.body, draft.body)) if live else []
    context = {"form": form, "article": article, "changes": changes, "draft": draft, "live": live}
    context |= _shown(request, article, draft.body)
    return TemplateResponse(
        request, "articles/draft_publish.html", context | {"here": "draft_publish", "missing": _missing(article)}
    )


def _missing(article):
    """Return what readers will look for and not find; it does not stop a publication."""
    return [
        words
        for words, is_there in (
            (_("no author"), article.bylines.exists()),
            (_("no topic"), article.topics.exists()),
            (_("no standfirst"), article.draft.standfirst),
            (_("no disclaimer"), article.disclaimer),
            (_("no medical review"), article.reviewed_on),
        )
        if not is_there
    ]


def _published(request, form, article):
    """Publish, or say in the form why not."""
    try:
        revision = actions.publish_draft(article=article, by=request.user, at=timezone.now(), **form.cleaned_data)
    except actions.StaleDraft:
        form.add_error(None, _("A colleague saved this draft while you read. Look at the text below once more."))
        form.show_latest()
    except actions.NothingToPublish:
        form.add_error(None, _("There is nothing to publish: the draft is empty, or readers see the same words."))
    except actions.StaleBase:
        form.add_error(None, _("Another revision went live meanwhile. Open the text, look at the merge and save it."))
    else:
        messages.success(request, _("Published as revision %(number)s.") % {"number": revision.number})
        return True
    return False


@get_or_post
@editor
def article_details(request, pk):
    """Change topics, authors, address, prompt, disclaimer and medical review."""
    article = _article(pk)
    form = DetailsForm(request.POST or None, instance=_article(pk))
    if form.is_valid():
        try:
            actions.update_details(article=article, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValueError:
            form.add_error("slug", _("Another article has, or once had, this address. Choose another one."))
        else:
            messages.success(request, _("Saved."))
            return redirect("article_details", pk)
    citations = article.current_revision.citations.select_related("source") if article.current_revision else []
    context = {"form": form, "article": article, "citations": citations, "here": "article_details"}
    return TemplateResponse(request, "articles/article_details.html", context)


@get_or_post
@editor
def article_withdraw(request, pk):
    """Take a published article out of the lists, with a reason."""
    article = get_object_or_404(Article.objects.published(), pk=pk)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            actions.withdraw_article(article=article, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValueError:
            messages.info(request, _("A colleague has withdrawn this article just before, with their own reason."))
        else:
            messages.success(request, _("The article is withdrawn. Its address says why."))
        return redirect("draft_edit", pk)
    context = {"form": form, "article": article, "here": "article_withdraw"}
    return TemplateResponse(request, "articles/article_withdraw.html", context)


@require_POST
@editor
def article_restore(request, pk):
    """Put a withdrawn article back."""
    article = get_object_or_404(Article.objects.withdrawn(), pk=pk)
    try:
        actions.restore_article(article=article, by=request.user, at=timezone.now())
    except ValueError:
        messages.info(request, _("A colleague has put this article back just before."))
    else:
        messages.success(request, _("The article is back in the lists."))
    return redirect(reverse("draft_edit", args=[pk]))
