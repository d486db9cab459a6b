"""Opening a notice."""

from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from notifications import actions
from notifications.models import Notice


@require_POST
def notice_open(request, pk):
    """Mark one's own notice as read and go where it leads."""
    notice = get_object_or_404(Notice, pk=pk, member=request.user)
    actions.mark_read(notice=notice, at=timezone.now())
    return redirect(notice.url)
