"""The literal table of routes and roles: what a GET answers. docs/permissions.md shows the same table.

302 for a visitor sends them to the sign-in; 405 says that the route takes a POST only.
"""

ROLES = ("visitor", "reader", "moderator", "editor", "admin")
ALL = (200, 200, 200, 200, 200)
MEMBERS = (302, 200, 200, 200, 200)
MODERATORS = (302, 403, 200, 403, 200)
STAFF = (302, 403, 200, 200, 200)
EDITORS = (302, 403, 403, 200, 200)
REPORTER = (302, 404, 404, 404, 404)
POST_ONLY = (302, 405, 405, 405, 405)
OPEN_POST_ONLY = (405, 405, 405, 405, 405)
SIGNS_IN = (302, 200, 200, 200, 200)
OWNER = (302, 403, 403, 403, 403)
MOVES = (302, 302, 302, 302, 302)

STATUS = {
    "home": ALL,
    "healthz": ALL,
    "search": ALL,
    "policy_comments": ALL,
    "policy_disclaimer": ALL,
    "policy_privacy": ALL,
    "dev_mail": (404, 404, 404, 404, 404),
    "me": MEMBERS,
    "member_rename": MEMBERS,
    "member_detail": ALL,
    "member_flag": MEMBERS,
    "article_list": ALL,
    "article_detail": ALL,
    "article_history": ALL,
    "article_diff": ALL,
    "revision_detail": ALL,
    "topic_list": ALL,
    "topic_detail": ALL,
    "author_detail": ALL,
    "comment_create": OPEN_POST_ONLY,
    "comment_reply": SIGNS_IN,
    "comment_detail": MOVES,
    "comment_edit": OWNER,
    "comment_delete": OWNER,
    "comment_history": ALL,
    "comment_flag": MEMBERS,
    "comment_question": MEMBERS,
    "statement_question": MEMBERS,
    "report_retract": REPORTER,
    "editorial_home": EDITORS,
    "article_create": EDITORS,
    "draft_edit": EDITORS,
    "draft_publish": EDITORS,
    "article_details": EDITORS,
    "article_withdraw": EDITORS,
    "article_restore": POST_ONLY,
    "record_list": EDITORS,
    "topic_create": EDITORS,
    "author_create": EDITORS,
    "author_edit": EDITORS,
    "source_edit": EDITORS,
    "dispute_queue": STAFF,
    "dispute_reopen": (302, 403, 302, 302, 302),
    "position_create": STAFF,
    "position_edit": STAFF,
    "dispute_rule": EDITORS,
    "caution_set": EDITORS,
    "caution_lift": POST_ONLY,
    "anchor_list": EDITORS,
    "anchor_place": EDITORS,
    "evidence_create": MEMBERS,
    "dispute_receipt": MOVES,
    "report_triage": STAFF,
    "dispute_list": ALL,
    "dispute_detail": ALL,
    "case_list": MODERATORS,
    "case_detail": MODERATORS,
    "comment_reconsider": POST_ONLY,
    "audit_log": MODERATORS,
    "notice_open": POST_ONLY,
}

OPEN_TO_VISITORS = {name for name, row in STATUS.items() if row[0] != 302} | {
    "comment_detail",
    "comment_reply",
    "dispute_receipt",
}

ARGUMENTS = {
    "comment_question": ["comment.pk"],
    "statement_question": ["article.slug", "block.key"],
    "member_detail": ["writer.slug"],
    "member_flag": ["writer.slug"],
    "article_detail": ["article.slug"],
    "article_history": ["article.slug"],
    "article_diff": ["article.slug", "revision.number", "revision.number"],
    "revision_detail": ["article.slug", "revision.number"],
    "topic_detail": ["topic.slug"],
    "author_detail": ["author.slug"],
    "comment_create": ["discussion.pk"],
    "comment_reply": ["comment.pk"],
    "comment_detail": ["comment.pk"],
    "comment_edit": ["comment.pk"],
    "comment_delete": ["comment.pk"],
    "comment_history": ["comment.pk"],
    "comment_flag": ["comment.pk"],
    "dispute_detail": ["dispute.pk", "dispute.slug"],
    "report_triage": ["dispute.pk"],
    "report_retract": ["report.pk"],
    "draft_edit": ["article.pk"],
    "draft_publish": ["article.pk"],
    "article_details": ["article.pk"],
    "article_withdraw": ["article.pk"],
    "article_restore": ["article.pk"],
    "author_edit": ["author.pk"],
    "source_edit": ["source.pk"],
    "dispute_reopen": ["dispute.pk"],
    "position_create": ["dispute.pk"],
    "position_edit": ["position.pk"],
    "dispute_rule": ["dispute.pk"],
    "caution_set": ["dispute.pk"],
    "caution_lift": ["dispute.pk"],
    "anchor_place": ["resolution.pk"],
    "evidence_create": ["dispute.pk"],
    "dispute_receipt": ["dispute.pk"],
    "case_detail": ["case.pk"],
    "comment_reconsider": ["comment.pk"],
    "notice_open": ["comment.pk"],
}
