"""The second step of questioning a statement: what the site found, and what the reader answers."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims import actions
from claims.forms.offers import EVIDENCE, JOIN, OfferForm
from claims.forms.people import PeopleField
from claims.reading import alike_to, dissolve_passages

STEP = ("seen", "choice", "why_another", "what_is_new", "stated_values", "against_values")
BEGUN = "evidence_begun"  # in the session: what was typed about a source before it was brought to a dispute


def soon() -> str:
    """Say when a moderator reads a report."""
    days = settings.TRIAGE_TARGET_DAYS
    return ngettext("usually within %(days)s day", "usually within %(days)s days", days) % {"days": days}


def is_within_budget(request, form) -> bool:
    """Tell whether the member may send one more report; if not, say in the form when they may."""
    try:
        actions.check_reports(request.user, timezone.now())
    except actions.OverBudget as limit:
        form.add_error(None, over_budget(limit))
        return False
    return True


def over_budget(limit: actions.OverBudget) -> str:
    """Say that a day's budget of reports is spent, and when there is room again."""
    words = ngettext(
        "You can send %(most)s report within a day, and you have.",
        "You can send %(most)s reports within a day, and you have.",
        limit.most,
    )
    return f"{words % {'most': limit.most}} {room_again(limit)}"


def over_evidence(limit: actions.OverBudget) -> str:
    """Say that a day's budget of sources is spent, and when there is room again."""
    words = ngettext(
        "You can bring %(most)s source within a day, and you have.",
        "You can bring %(most)s sources within a day, and you have.",
        limit.most,
    )
    return f"{words % {'most': limit.most}} {room_again(limit)}"


def evidence_begun(request, dispute) -> dict:
    """Return what the member typed about a source before they chose to bring it to this dispute."""
    begun = request.session.get(BEGUN) or {}
    return begun if begun.get("dispute") == dispute.pk else {}


def room_again(limit: actions.OverBudget) -> str:
    """Say from when on there is room again, and that nothing is lost."""
    if limit.free_at is None:
        return _("Members who have just joined cannot send this yet. Your words stay in this form.")
    when = date_format(timezone.localtime(limit.free_at), "j F Y, H:i")
    words = _("You can send this one from %(when)s (%(zone)s) on. Your words stay in this form.")
    return words % {"when": when, "zone": timezone.get_current_timezone_name()}


def offer_for(request, form, target) -> OfferForm | None:
    """Look for what is alike and what may dissolve the doubt; None where there is nothing to show.

    Args:
        request: the POST.
        form: the question, valid.
        target: the block or comment in question.

    Returns:
        The second step: answered, if the request answers these very findings; else to be shown, with what was typed.
    """
    said = _said(request)
    found = _found(form.cleaned_data, said, target, request.user)
    if not any(found.values()):
        return None
    offer = OfferForm(request.POST, said=said, **found)
    if request.POST.get("seen") == offer.found:
        return offer
    typed = {name: request.POST.get(name, "") for name in ("choice", "why_another", "what_is_new")}
    return OfferForm(initial=typed | {"stated_values": said[0], "against_values": said[1]}, said=said, **found)


def _found(data, said, target, member):
    """Look at the passage that was chosen; its words may have changed meanwhile, then there is none."""
    if "sentence" not in data:
        return {}
    (start, end), against, dissolved = data["sentence"], data["against"], None
    if against:
        people = {"values": data["values"], "stated_values": said[0], "against_values": said[1]}
        dissolved = dissolve_passages((target, start, end), against, **people)
    return {"alike": alike_to(target, start, end, member=member), "dissolved": dissolved}


def _said(request):
    """Return the facet values that the reporter chose for each side; whatever is none of them is left out."""
    known = {str(value.pk): value for value in PeopleField().queryset}
    names = ("stated_values", "against_values")
    return tuple([known[key] for key in request.POST.getlist(name) if key in known] for name in names)


def carried(request, offer) -> list[tuple[str, str]]:
    """Return what was typed in the second step where the page shows the first one again: nothing is lost."""
    if offer is not None:
        return []
    return [(name, text) for name in STEP for text in request.POST.getlist(name) if text]


def send(request, form, offer: OfferForm | None, target):
    """Do what the reader chose; None where it could not be done, and the form says why.

    Args:
        request: the POST.
        form: the question, valid.
        offer: the second step, valid; None where nothing was found.
        target: the block or comment in question.
    """
    data = dict(form.cleaned_data)
    start, end = data.pop("sentence")
    answer = offer.cleaned_data if offer else {}
    said = {name: answer[name] for name in ("stated_values", "against_values") if answer.get(name)}
    data |= {"target": target, "start": start, "end": end} | said
    if answer.get("verb") == EVIDENCE:
        return _begin_evidence(request, answer["chosen"], data)
    if answer.get("verb") == JOIN:
        return _joined(request, form, answer["chosen"], data)
    words = {name: answer.get(name, "") for name in ("why_another", "what_is_new")}
    return _reported(request, form, offer, data | words | {"alike": answer.get("chosen")})


def _begin_evidence(request, dispute, data):
    """Keep what was typed for the form that brings a source."""
    request.session[BEGUN] = {"dispute": dispute.pk, "source_url": data["source_url"], "note": data["why"]}
    return redirect("evidence_create", dispute.pk)


def _joined(request, form, dispute, data):
    if _stored(request, form, actions.join_open_dispute, data | {"dispute": dispute}) is None:
        return None
    messages.success(request, _("Thank you. Your doubt is now part of this dispute, and you are told how it ends."))
    return redirect(dispute)


def _reported(request, form, offer, data):
    if _stored(request, form, actions.report_statement, data) is None:
        return None
    words = _("Thank you. A moderator reads it, %(when)s, and you are told.") % {"when": soon()}
    if offer and offer.dissolved:
        words = f"{words} {_('What the site found:')} {offer.dissolved.label}."
    messages.success(request, words)
    return redirect("own_reports")


def _stored(request, form, verb, data):
    """Call the verb; return the report, or say in the form why there is none."""
    try:
        report = verb(reporter=request.user, at=timezone.now(), **data)
    except ValueError:
        form.add_error("sentence", _("These words have changed meanwhile. Open the article and choose them once more."))
    except actions.AlikeHasMoved:
        form.add_error(None, _("What the site showed you has changed meanwhile. Look at it again; your words stay."))
    except actions.OverBudget as limit:
        form.add_error(None, over_budget(limit))
    else:
        if report.why == data["why"]:
            return report
        form.add_error(None, _("You have sent this form before, with other words. Send it again to add these."))
        form.renew_key()
    return None
