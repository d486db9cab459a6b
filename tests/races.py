"""Several calls at once, as they come from several readers."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def together(calls, *, refusals: tuple[type[Exception], ...]) -> list:
    """Run these at once, each on a connection of its own.

    Args:
        calls: functions without arguments.
        refusals: what a call may raise; anything else fails the test.

    Returns:
        What each returned, or the type of its refusal, in the order of the calls.
    """

    def run(call):
        try:
            return call()
        except refusals as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
