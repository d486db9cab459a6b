"""How each constraint of our apps is broken once: a valid row, then one change that the database has to refuse."""

from tests.guards.breaks import accounts, articles, audit, claims, comments, moderation, notifications, search

MODULES = (accounts, articles, audit, claims, comments, moderation, notifications, search)
BREAKS = [(name, attempt) for module in MODULES for name, attempt in module.BREAKS.items()]
