"""What articles point at: topics, authors and sources, kept by editors."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import actions
from articles.forms import AuthorForm, SourceForm, TopicForm
from articles.models import Author, Source, Topic

editor = permission_required("articles.edit_article", raise_exception=True)
get_or_post = require_http_methods(["GET", "POST"])


@require_safe
@editor
def record_list(request):
    """List topics and authors, and the sources that nobody has described yet."""
    context = {
        "topics": Topic.objects.order_by("name"),
        "authors": Author.objects.order_by("name", "pk"),
        "sources": Source.objects.filter(kind=Source.Kind.UNKNOWN).order_by("-pk")[:100],
    }
    return TemplateResponse(request, "articles/record_list.html", context)


def _record(request, form, heading, save):
    if form.is_valid():
        save(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("record_list")
    return TemplateResponse(request, "articles/record_edit.html", {"form": form, "heading": heading})


@get_or_post
@editor
def topic_create(request):
    """Add a topic."""
    return _record(request, TopicForm(request.POST or None), _("A new topic"), actions.add_topic)


@get_or_post
@editor
def author_create(request):
    """Add an author."""
    return _record(request, AuthorForm(request.POST or None), _("A new author"), actions.add_author)


@get_or_post
@editor
def author_edit(request, pk):
    """Change what is said about an author."""
    author = get_object_or_404(Author, pk=pk)

    def save(**fields):
        return actions.update_author(author=author, **fields)

    form = AuthorForm(request.POST or None, instance=get_object_or_404(Author, pk=pk))
    return _record(request, form, _("About the author"), save)


@get_or_post
@editor
def source_edit(request, pk):
    """Describe a source, and say what else is the same document."""
    source = _source(pk)
    form = SourceForm(request.POST or None, instance=_source(pk))
    if form.is_valid():
        try:
            actions.update_source(source=source, by=request.user, at=timezone.now(), **form.cleaned_data)
        except actions.PointsAtItself as error:
            form.add_error(error.field, _("This is the record itself, or one that leads back to it. Choose another."))
        else:
            messages.success(request, _("Saved."))
            return redirect("source_edit", pk)
    context = {"form": form, "source": source, "seen": actions.seen_of(source)}
    return TemplateResponse(request, "articles/source_edit.html", context)


def _source(pk):
    return get_object_or_404(Source.objects.select_related("mirror_of", "newer_version", "checked_by"), pk=pk)


@require_POST
@editor
def source_check(request, pk):
    """Say that one has opened a source, and that it says what its record says."""
    source, seen = get_object_or_404(Source, pk=pk), request.POST.get("seen", "")
    try:
        actions.check_source(source=source, by=request.user, at=timezone.now(), seen=seen)
    except actions.ChangedMeanwhile:
        messages.info(request, _("A colleague changed this record while you read. Look at it once more."))
    else:
        messages.success(request, _("Recorded: you have checked this source."))
    return redirect("source_edit", pk)
