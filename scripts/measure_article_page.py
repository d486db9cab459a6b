"""Say what an article page with its discussion costs a visitor: processor time of a whole request, nothing cached.

    SECRET_KEY=... .venv/bin/python scripts/measure_article_page.py [--comments 200] [--rounds 40] [--profile]

It makes an article with as many comments in threads of four in a throwaway database beside the one that DATABASE_URL
names, asks for the page through the site's own WSGI handler with all its middleware, and prints the median. On a
PostgreSQL of this machine it adds what the server's process took.
"""

import argparse
import io
import os
import statistics
import sys
import time
import uuid
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WARM_UP = 5
BODY = "I have lifted for two years, **slowly**, and with a trainer. What did your doctor say about the first months?"


def main():
    """Make the article, ask for it again and again, and say what one answer costs."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--comments", type=int, default=200, help="how many comments the article has (200)")
    parser.add_argument("--rounds", type=int, default=40, help="how many answers are timed, at least 30 (40)")
    parser.add_argument("--profile", action="store_true", help="say which functions take the time, too")
    asked = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django  # noqa: PLC0415 - the settings are named first

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    settings.DEBUG = False  # as on the real site; the queries are not kept
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    connection.settings_dict["CONN_MAX_AGE"] = None  # one connection, whose server process can be measured
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        report(asked, connection)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def report(asked, connection):
    """Print the figure."""
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - the settings are named first

    handler, address = get_wsgi_application(), talked_about(asked.comments)
    for _n in range(WARM_UP):
        answer(handler, address)
    if asked.profile:
        import cProfile  # noqa: PLC0415 - only when asked for

        with cProfile.Profile() as found:
            for _n in range(asked.rounds):
                answer(handler, address)
        found.print_stats("cumulative")
    times, server = [], server_seconds(connection)
    for _n in range(asked.rounds):
        began = time.process_time()
        size = answer(handler, address)
        times.append(time.process_time() - began)
    median, servers = statistics.median(times) * 1000, (server_seconds(connection) - server) / asked.rounds * 1000
    print(  # noqa: T201 - its result
        f"{connection.vendor}: {median + servers:.1f} ms of processor time a page (Python {median:.1f}, the median of "
        f"{asked.rounds}; database server {servers:.1f}), {asked.comments} comments, {size / 1024:.0f} kB of HTML"
    )


def answer(handler, address):
    """Ask for a page as a visitor; return how many bytes it has."""
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": "", "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
    }  # fmt: skip
    status = []
    response = handler(environ, lambda line, _headers: status.append(line))
    size = sum(map(len, response))
    if status != ["200 OK"]:
        sys.exit(f"The page answers {status}.")
    response.close()
    return size


def server_seconds(connection):
    """Return the processor time that the server's process of this connection took; 0 where it cannot be seen."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not stat.exists():
        return 0.0
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def talked_about(count):
    """Make an article with so many comments; return its address."""
    from comments.actions import discussion_of, post_comment  # noqa: PLC0415 - the settings are named first
    from tests.factories import NOON, ArticleFactory, AuthorFactory, MemberFactory, TopicFactory  # noqa: PLC0415

    article = ArticleFactory(topics=[TopicFactory()], authors=[AuthorFactory()])
    writers, parent = MemberFactory.create_batch(20), None
    for number in range(count):
        parent = post_comment(
            discussion=discussion_of(article), author=writers[number % 20], body=BODY, submission_key=uuid.uuid4(),
            kind="" if number % 4 else "experience", at=NOON + timedelta(minutes=number),
            parent=parent if number % 4 else None,
        )  # fmt: skip
    return article.get_absolute_url()


if __name__ == "__main__":
    main()
