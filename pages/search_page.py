"""The search page: what is found in every app, what it says about disputes, and how it can be narrowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Topic
from claims.reading import Badge, disputed_passages, disputed_words, entries_of, families, with_badges
from claims.reading.filters import Asked
from search.engines import Narrowed
from search.forms import SearchForm
from search.models import Kind, State
from search.querying import says
from search.reading import PER_PAGE, Found, Hit, find, suggested

PERIODS = {"week": timedelta(days=7), "month": timedelta(days=31), "year": timedelta(days=366)}
COMMENTS = (Kind.QUESTION, Kind.ANSWER, Kind.COMMENT)
ONE = {
    Kind.ARTICLE: gettext_lazy("Article"), Kind.QUESTION: gettext_lazy("Question"), Kind.ANSWER: gettext_lazy("Answer"),
    Kind.COMMENT: gettext_lazy("Comment"), Kind.DISPUTE: gettext_lazy("Dispute"), Kind.CLAIM: gettext_lazy("Claim"),
    Kind.MEMBER: gettext_lazy("Member"),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A hit as the page lists it.

    `badges` say how the dispute itself stands, or those that a claim is in: (badge, address or None). `marks` lead to
    the disputed passages in which the words stand.
    """

    hit: Hit
    kind: str
    badges: list[tuple[Badge, str | None]]
    marks: list


def search_context(params: Mapping[str, str], member) -> dict:
    """Read what the search page shows; a constant number of queries, however much is found.

    Args:
        params: of the request: q, kind, topic, state, when, page; what no filter offers is left out.
        member: who asks.
    """
    form = SearchForm({"q": params.get("q", "").replace("\x00", "")})
    words = form.cleaned_data["q"] if form.is_valid() else ""
    chosen = {name: params.get(name, "") for name in ("kind", "topic", "state", "when")}
    topics = _topics() if words else []
    narrowed = _narrowed(chosen, topics)
    page = params.get("page", "")
    page = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
    found = find(words, member=member, narrowed=narrowed, page=page)
    asked = _asked(words, chosen, topics, found)
    is_short = not found.total or found.is_loose
    meant = suggested(words) if words and is_short else None
    return {
        "form": form, "words": words, "found": found, "rows": _rows(found), "filters": asked.filters if words else [],
        "query": asked.query(), "is_narrowed": len(asked.values) > 1, "has_words": bool(found.asked),
        "meant": meant, "meant_query": Asked({}, {"q": meant or ""}).query().rstrip("&"),
        "all_query": Asked({}, {"q": words}).query().rstrip("&"), "range": _range(found), "topics": topics,
    }  # fmt: skip


def _topics():
    rows = Topic.objects.filter(articles__in=Article.objects.published()).distinct().order_by("name", "pk")
    return list(rows.values_list("slug", "name"))


def _narrowed(chosen, topics):
    """Take what an address asks for, as far as a filter offers it."""
    return Narrowed(
        kinds=[chosen["kind"]] if chosen["kind"] in Kind.values else (),
        states=[chosen["state"]] if chosen["state"] in State.values and chosen["state"] else (),
        topic=chosen["topic"] if chosen["topic"] in dict(topics) else "",
        since=timezone.now() - PERIODS[chosen["when"]] if chosen["when"] in PERIODS else None,
    )


def _asked(words, chosen, topics, found: Found):
    """Return the filters as links: each says what it would show, and keeps the words and the other filters."""
    kinds = [(kind.value, f"{kind.label} ({found.counts.get(kind, 0)})") for kind in Kind]
    states = [(state.value, state.label) for state in State if state]
    periods = [("week", _("The last week")), ("month", _("The last month")), ("year", _("The last year"))]
    options = {
        "kind": (_("What it is"), [("", kinds)]), "topic": (_("Topic"), [("", topics)] if topics else []),
        "state": (_("How it stands"), [("", states)]), "when": (_("Since when"), [("", periods)]),
    }  # fmt: skip
    offered = {
        name: {key for _heading, group in groups for key, _label in group} for name, (_l, groups) in options.items()
    }
    values = {name: value for name, value in chosen.items() if value in offered[name]}
    return Asked(options, {"q": words} | values)


def _range(found):
    pages = Paginator(range(found.page_count * PER_PAGE), PER_PAGE)
    return list(pages.get_elided_page_range(found.page, on_each_side=2))


def _rows(found) -> list[Row]:
    """Say of each hit what it is and which disputes its words are in, in a constant number of queries."""
    by_kind: dict[str, list] = {}
    for hit in found.hits:
        by_kind.setdefault(hit.kind, []).append(hit.shown.thing)
    says_it = partial(says, found.asked)
    passages = disputed_passages(by_kind.get(Kind.ARTICLE, []), says_it)
    comments = [row.pk for kind in COMMENTS for row in by_kind.get(kind, [])]
    words = disputed_words(comments, says_it)
    badges = {row.pk: [(badge, None)] for row, badge in with_badges(by_kind.get(Kind.DISPUTE, []))}
    claims = _claim_badges([row.pk for row in by_kind.get(Kind.CLAIM, [])])
    said = {Kind.ARTICLE: passages, Kind.DISPUTE: badges, Kind.CLAIM: claims} | dict.fromkeys(COMMENTS, words)

    def row(hit):
        of_hit = said.get(hit.kind, {}).get(hit.shown.thing.pk, [])
        is_badge = hit.kind in (Kind.DISPUTE, Kind.CLAIM)
        return Row(hit, ONE[hit.kind], of_hit if is_badge else [], [] if is_badge else of_hit)

    return [row(hit) for hit in found.hits]


def _claim_badges(keys):
    if not keys:
        return {}
    entries = entries_of(keys, families())
    return {
        entry.claim.pk: [(badge, dispute.get_absolute_url()) for dispute, badge in entry.disputes] for entry in entries
    }
