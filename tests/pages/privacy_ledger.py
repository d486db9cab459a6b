"""What becomes of each text column when a member leaves, and every exception with its delay; literal on purpose."""

from django.apps import apps
from django.db import models

TEXT = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.GenericIPAddressField,
    models.FileField,
)


def text_columns() -> dict[str, list[str]]:
    """Return the columns that can hold words, by model; those with a fixed choice of values cannot."""
    return {
        model._meta.label: sorted(
            field.name for field in model._meta.concrete_fields if isinstance(field, TEXT) and not field.choices
        )
        for model in apps.get_models(include_auto_created=True)
    }


GONE = "the row goes with its member"
EMPTIED = "emptied where the words go; where only the name goes, they stay"
DROPPED = "the row goes, whichever way the member leaves"
JUDGED = "emptied when nobody can appeal any more"
STAFF = "written by staff for the site"
PUBLISHED = "the publisher's"
RECORD = "what a public document is called and where it is: no words of the member"
CODES = "codes, keys and numbers of the site"
HASHED = "a keyed hash"
PURGED = "the row goes; what belongs to a case when nobody can appeal any more"
INDEX = "follows what it indexes, in the same transaction"
WAITS = "finished ones go after 14 days; arguments are keys alone"
FORMER = "goes with the member; the one row that stays says “Former member”"

LEDGER = {
    "admin.LogEntry": {"change_message": DROPPED, "object_id": CODES, "object_repr": DROPPED},
    "auth.Permission": {"codename": CODES, "name": CODES},
    "auth.Group_permissions": {},
    "auth.Group": {"name": CODES},
    "contenttypes.ContentType": {"app_label": CODES, "model": CODES},
    "sessions.Session": {"session_data": GONE, "session_key": GONE},
    "account.EmailAddress": {"email": GONE},
    "account.EmailConfirmation": {"key": GONE},
    "mfa.Authenticator": {"data": GONE},
    "usersessions.UserSession": {"data": GONE, "ip": GONE, "session_key": GONE, "user_agent": GONE},
    "django_tasks_database.DBTaskResult": {
        "args_kwargs": WAITS, "backend_name": CODES, "exception_class_path": CODES, "queue_name": CODES,
        "return_value": WAITS, "task_path": CODES, "traceback": WAITS, "worker_ids": CODES,
    },
    "audit.Entry": {
        "after": CODES, "before": CODES, "hash": HASHED, "prev_hash": HASHED, "reason_code": CODES,
        "request_id": CODES, "role": CODES, "rule": CODES, "subject": CODES, "verb": CODES, "words_hash": HASHED,
    },
    "audit.Detail": {"private_note": PURGED, "public_note": PURGED},
    "accounts.Member_groups": {},
    "accounts.Member_user_permissions": {},
    "accounts.Member": {"email": FORMER, "name_key": FORMER, "password": FORMER, "public_name": FORMER, "slug": FORMER},
    "accounts.NameRedirect": {"name_key": GONE, "slug": GONE},
    "accounts.Credential": {
        "country": GONE, "end_reason": GONE, "kind": GONE, "number_sealed": GONE, "register_url": GONE,
    },
    "accounts.Mute": {},
    "accounts.Restriction": {"reason": DROPPED},
    "accounts.DataExport": {"file_name": GONE},
    "notifications.Notice": {
        "kind": CODES, "subject_key": CODES, "text": DROPPED, "thread_key": CODES, "title": DROPPED,
        "unique_key": CODES, "url": DROPPED,
    },
    "notifications.Preference": {},
    "notifications.QuietWriter": {},
    "notifications.Subscription": {"carried_from": CODES, "subject_key": CODES},
    "notifications.OutboxMail": {
        "digest": CODES, "last_error": DROPPED, "subject": DROPPED, "subject_key": CODES, "text": DROPPED,
        "thread_key": CODES, "to": DROPPED, "unique_key": CODES, "url": DROPPED,
    },
    "search.SearchDocument": {"place": CODES, "subject_key": CODES, "text": INDEX, "title": INDEX},
    "search.DocumentTopic": {"slug": CODES},
    "search.Word": {"word": INDEX},
    "search.WordChange": {"words": INDEX},
    "search.Synonyms": {"words": STAFF},
    "articles.Topic": {"description": STAFF, "name": STAFF, "slug": STAFF},
    "articles.Author": {"bio": PUBLISHED, "name": PUBLISHED, "role": PUBLISHED, "slug": PUBLISHED},
    "articles.Article_topics": {},
    "articles.Article": {
        "disclaimer": PUBLISHED, "lead_alt": PUBLISHED, "lead_credit": PUBLISHED, "lead_image": PUBLISHED,
        "prompt": PUBLISHED, "reviewed_by": PUBLISHED, "slug": PUBLISHED, "standfirst": PUBLISHED,
        "title": PUBLISHED, "withdrawn_reason": PUBLISHED,
    },
    "articles.Byline": {},
    "articles.SlugRedirect": {"slug": PUBLISHED},
    "articles.Draft": {"body": PUBLISHED, "standfirst": PUBLISHED, "title": PUBLISHED},
    "articles.DraftVersion": {"body": PUBLISHED, "standfirst": PUBLISHED, "title": PUBLISHED},
    "articles.Revision": {"body": PUBLISHED, "reason": PUBLISHED, "standfirst": PUBLISHED, "title": PUBLISHED},
    "articles.Block": {
        "closing": PUBLISHED, "container": PUBLISHED, "html": PUBLISHED, "key": CODES, "lead_in": PUBLISHED,
        "markdown": PUBLISHED, "opening": PUBLISHED, "parent_item": PUBLISHED, "tag": CODES, "text": PUBLISHED,
    },
    "articles.Source": {
        "address": RECORD, "authors": RECORD, "doi": RECORD, "people_studied": STAFF, "title": RECORD,
        "url": RECORD, "venue": RECORD,
    },
    "articles.Citation": {"label": PUBLISHED, "printed": PUBLISHED},
    "comments.Discussion": {"closed_reason": STAFF, "notice": STAFF, "notice_html": STAFF, "slow_mode_reason": STAFF},
    "comments.Comment": {
        "body": EMPTIED, "body_html": EMPTIED, "interest": EMPTIED, "path": CODES, "removal_code": CODES,
        "status_reason": JUDGED, "title": EMPTIED,
    },
    "comments.CommentRevision": {"body": EMPTIED, "body_html": EMPTIED, "interest": EMPTIED, "title": EMPTIED},
    "comments.HelpfulMark": {},
    "comments.Endorsement": {},
    "comments.Mention": {},
    "comments.Draft": {"place": CODES, "values": GONE},
    "comments.Question": {"close_note": STAFF},
    "comments.Move": {"from_basis": CODES, "from_kind": CODES, "from_title": EMPTIED, "reason": STAFF},
    "claims.Facet": {"code": STAFF, "name": STAFF},
    "claims.FacetValue": {"code": STAFF, "name": STAFF},
    "claims.Population_values": {},
    "claims.Population": {},
    "claims.StudiedPopulation": {},
    "claims.ArticlePopulation": {},
    "claims.CitationFit": {"note": STAFF, "sentences": PUBLISHED},
    "claims.Thing": {"name": STAFF, "slug": STAFF, "synonyms": STAFF},
    "claims.Claim": {"statement": STAFF},
    "claims.Appearance": {
        "block_key": CODES, "container": PUBLISHED, "exact": EMPTIED, "lead_in": PUBLISHED, "parent_item": PUBLISHED,
        "prefix": EMPTIED, "sentences": EMPTIED, "suffix": EMPTIED,
    },
    "claims.Resolution": {"block_key": CODES},
    "claims.Ripple": {"note": STAFF},
    "claims.ArticleMarks": {},
    "claims.Quotation": {},
    "claims.Dispute": {
        "agreed": STAFF, "ask_clinician": STAFF, "dismissal_code": CODES, "dismissal_reason": STAFF,
        "question": STAFF, "slug": STAFF, "status_before_merge": CODES,
    },
    "claims.Report": {"what_is_new": EMPTIED, "why": EMPTIED, "why_another": EMPTIED},
    "claims.Caution": {"rule": CODES, "text": STAFF},
    "claims.Position_claims": {},
    "claims.Position": {"name": STAFF, "summary": STAFF},
    "claims.Evidence": {"brought_as": CODES, "note": EMPTIED, "set_aside_because": STAFF},
    "claims.FairMark": {"summary": STAFF},
    "claims.Response": {"removed_reason": STAFF, "text": EMPTIED},
    "claims.ResponseVersion": {"text": EMPTIED},
    "claims.Ruling": {
        "declined_because": STAFF, "interests": STAFF, "no_change_because": STAFF, "reasoning": STAFF,
        "summary": STAFF, "waiver": STAFF,
    },
    "claims.RulingAnchor": {"after": EMPTIED, "before": EMPTIED},
    "claims.RulingEvidence": {"because": STAFF},
    "moderation.PolicyRule": {"code": STAFF, "text": STAFF, "title": STAFF},
    "moderation.Case": {"hold_rule": CODES},
    "moderation.Flag": {"note": JUDGED},
    "moderation.Decision": {"private_note": JUDGED, "statement": JUDGED},
}  # fmt: skip

CASCADES = {
    "account.EmailAddress.user",
    "accounts.Credential.member",
    "accounts.DataExport.member",
    "accounts.Member_groups.member",
    "accounts.Member_user_permissions.member",
    "accounts.Mute.member",
    "accounts.Mute.muted",
    "accounts.NameRedirect.member",
    "accounts.Restriction.member",  # the former member keeps those that a decision names, without their reason
    "admin.LogEntry.user",
    "comments.Draft.member",
    "comments.HelpfulMark.member",
    "comments.Mention.member",
    "mfa.Authenticator.user",
    "moderation.Flag.reporter",  # handed over before: a case keeps its signals
    "notifications.Notice.member",
    "notifications.OutboxMail.member",
    "notifications.Preference.member",
    "notifications.QuietWriter.member",
    "notifications.Subscription.member",
    "usersessions.UserSession.user",
}
HANDED_OVER = {
    "accounts.Credential.checked_by",
    "accounts.Credential.ended_by",
    "articles.Article.created_by",
    "articles.Draft.updated_by",
    "articles.DraftVersion.saved_by",
    "articles.Revision.published_by",
    "articles.Source.checked_by",
    "claims.Appearance.created_by",
    "claims.Caution.put_by",
    "claims.CitationFit.decided_by",
    "claims.Dispute.decided_by",
    "claims.Evidence.added_by",
    "claims.Evidence.set_aside_by",
    "claims.FairMark.member",  # deleted before
    "claims.Quotation.looked_by",
    "claims.Report.reporter",
    "claims.Resolution.confirmed_by",
    "claims.Response.member",
    "claims.Ripple.looked_by",
    "claims.Ruling.ruled_by",
    "claims.Ruling.seconded_by",
    "comments.Comment.author",
    "comments.Comment.featured_by",
    "comments.Discussion.notice_by",
    "comments.Discussion.slow_mode_by",
    "comments.Endorsement.member",  # deleted before
    "comments.Move.moved_by",
    "comments.Question.closed_by",
    "moderation.Case.member",
    "moderation.Case.taken_by",
    "moderation.Decision.decided_by",
    "moderation.Flag.member",
}
LOOSENED = {"articles.Author.member", "articles.Source.added_by"}

EXCEPTIONS = [  # what stays, and until when; docs/privacy.md says the same
    (
        "posts that moderators judged or have to judge, with the decision, its log in words and the flags; for staff",
        "180 days after the decision (`APPEAL_DAYS`); where nobody decides, after the case was opened",
    ),
    ("the address in the last mail, which says that the account is deleted", "until it is sent, at most a day longer"),
    ("words in the files of the search index that nobody finds any more", "until the worker has rewritten it: minutes"),
    ("what a visitor typed before signing in, in a session that belongs to no account", "14 days, when sessions end"),
    ("counters that slow down attempts to sign in, by address", "5 minutes"),
    ("errors of the worker's tasks", "14 days"),
    ("the log of acts: numbers, codes and keyed hashes", "for good"),
    ("questions, summaries and rulings that staff wrote about a dispute", "for good"),
    ("where a public document is, and its words that one side of an opened dispute quotes", "for good"),
    ("articles and what else was written for the site by who was staff then", "for good"),
    ("bylines, which are the publisher's", "for good"),
    ("backups", "as long as the site keeps them: 30 days are advised"),
]

JUDGMENT = {
    "audit_detail.private_note",
    "audit_detail.public_note",
    "moderation_decision.private_note",
    "moderation_decision.statement",
    "moderation_flag.note",
}
UNTIL_APPEAL = {
    "zqxperson": JUDGMENT,
    "zqxwords": JUDGMENT
    | {
        "comments_comment.body",
        "comments_comment.body_html",
        "comments_commentrevision.body",
        "comments_commentrevision.body_html",
    },
}
UNTIL_SENT = {"notifications_outboxmail.to"}
FOR_GOOD = {
    "articles_source.address",
    "articles_source.url",
    "claims_appearance.exact",
    "claims_appearance.sentences",
    "claims_claim.statement",
    "the search index",
}
WORDS_LEFT = {  # where only the name goes
    "claims_appearance.exact",
    "claims_appearance.sentences",
    "claims_evidence.note",
    "claims_report.what_is_new",
    "claims_report.why",
    "claims_report.why_another",
    "claims_response.text",
    "claims_responseversion.text",
    "comments_comment.body",
    "comments_comment.body_html",
    "comments_comment.interest",
    "comments_comment.title",
    "comments_commentrevision.body",
    "comments_commentrevision.body_html",
    "comments_commentrevision.interest",
    "comments_commentrevision.title",
    "comments_move.from_title",
    "moderation_flag.note",
    "notifications_notice.text",
    "notifications_outboxmail.text",
    "the search index",
}
WORDS_AT_FIRST = {
    *WORDS_LEFT,
    *JUDGMENT,
    "accounts_restriction.reason",
    "comments_comment.status_reason",
    "comments_draft.values",
    "django_session.session_data",
}
PERSON_AT_FIRST = {
    *JUDGMENT,
    "account_emailaddress.email",
    "accounts_credential.country",
    "accounts_credential.kind",
    "accounts_credential.register_url",
    "accounts_member.email",
    "accounts_member.name_key",
    "accounts_member.public_name",
    "accounts_member.slug",
    "accounts_nameredirect.name_key",
    "accounts_nameredirect.slug",
    "accounts_restriction.reason",
    "comments_comment.body",
    "comments_comment.body_html",
    "comments_comment.status_reason",
    "comments_commentrevision.body",
    "comments_commentrevision.body_html",
    "django_admin_log.object_repr",
    "django_session.session_data",
    "mfa_authenticator.data",
    "notifications_notice.text",
    "notifications_notice.title",
    "notifications_outboxmail.subject",
    "notifications_outboxmail.text",
    "notifications_outboxmail.to",
    "the search index",
    "usersessions_usersession.user_agent",
}

EMPTY_SECTIONS = {"acts", "bylines", "revisions", "preferences", "quotes"}  # of staff; as at first
DOWNLOADED = {  # what a download has to say
    "name": "Zqxperson",
    "address": "zqxperson@example.org",
    "pending address": "zqxperson.new@example.org",
    "earlier name": "zqxperson-old",
    "device": "zqxperson browser",
    "licence": "zqxperson nurse",
    "comment": "zqxwords about walking every day",
    "earlier version": "zqxwords once",
    "title": "zqxwords title",
    "interest": "zqxwords shop",
    "deleted comment": "zqxwords gone",
    "report": "zqxwords why",
    "for whom it is a worry": "80",
    "answer in a dispute": "zqxwords now",
    "earlier answer": "zqxwords once",
    "source": "zqxwords note",
    "flag": "zqxwords flag",
    "decision": "Zqxperson wrote zqxwords.",
    "what was quoted against a statement": "zqxwords outside.",
}
