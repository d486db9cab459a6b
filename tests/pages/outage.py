"""Ask the site, in a process of its own, for what it answers while its database cannot be reached.

Takes requests as JSON on standard input, prints the answers as JSON.
"""

import json
import sys

import django
from django.test import Client
from django.test.utils import setup_test_environment


def main():
    """Answer every request; DEBUG is off, as it is for readers."""
    django.setup()
    setup_test_environment(debug=False)
    answers = []
    for method, path, data, cookies in json.load(sys.stdin):
        client = Client(raise_request_exception=False, headers={"origin": "http://testserver"})
        client.cookies.load(cookies)
        response = getattr(client, method)(path, data)
        headers = {name: response.headers.get(name) for name in ("Retry-After", "Content-Security-Policy")}
        answers.append([response.status_code, headers, response.content.decode()])
    json.dump(answers, sys.stdout)


main()
