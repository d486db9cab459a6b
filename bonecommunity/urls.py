"""All addresses of the site, app by app."""

from functools import partial

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.static import serve

from accounts import urls as accounts_urls

urlpatterns = [
    path("", include("pages.urls")),
    path("", include("articles.urls")),
    path("", include("comments.urls")),
    path("", include("claims.urls")),
    path("", include("moderation.urls")),
    path("", include("notifications.urls")),
    path("", include("search.urls")),
    path("", include("accounts.urls")),
    path("me/", include(accounts_urls.mine)),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

if settings.DEBUG:  # elsewhere the proxy serves them: docs/operations.md
    uploads = login_not_required(partial(serve, document_root=settings.MEDIA_ROOT))
    urlpatterns.append(path("media/<path:path>", uploads))

handler400 = "pages.errors.bad_request"
handler403 = "pages.errors.permission_denied"
handler404 = "pages.errors.not_found"
handler429 = "pages.errors.too_many_requests"
handler500 = "pages.errors.server_error"
