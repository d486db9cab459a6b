"""The lead picture of an article, on the editor's desk."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles import actions
from articles.forms import PictureForm
from articles.models import Article
from articles.pictures import NotAPicture, PictureTooLarge

editor = permission_required("articles.edit_article", raise_exception=True)


@require_http_methods(["GET", "POST"])
@editor
def article_picture(request, pk):
    """Give an article its lead picture."""
    article = get_object_or_404(Article.objects.select_related("draft"), pk=pk)
    unchanged = Article.objects.get(pk=pk)
    form = PictureForm(request.POST or None, request.FILES or None, instance=unchanged)
    if form.is_valid() and _set(request, form, article):
        messages.success(request, _("Saved."))
        return redirect("article_picture", pk)
    context = {"form": form, "article": article, "here": "article_picture"}
    return TemplateResponse(request, "articles/article_picture.html", context)


def _set(request, form, article):
    """Store the picture, or say in the form why not."""
    data = form.cleaned_data
    try:
        actions.set_lead_picture(
            article=article, picture=data["picture"], alt=data["lead_alt"], credit=data["lead_credit"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip
    except PictureTooLarge:
        form.add_error("picture", _("This picture is too large. Choose one of at most 8 MB and 40 megapixels."))
    except NotAPicture:
        form.add_error("picture", _("This file is not a picture that we can read. Choose a JPEG, PNG or WebP file."))
    else:
        return True
    return False


@require_POST
@editor
def picture_remove(request, pk):
    """Take the lead picture of an article away."""
    article = get_object_or_404(Article, pk=pk)
    actions.remove_lead_picture(article=article, by=request.user, at=timezone.now())
    messages.success(request, _("The picture is gone."))
    return redirect("article_picture", pk)
