"""How the account pages name devices, spell secrets and draw the picture."""

import pytest

from accounts.templatetags.account_words import device, in_fours, inline_svg


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0",  # noqa: E501
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 9; SM-T580) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Safari/537.36",  # noqa: E501
            "Samsung Internet on Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0 Mobile/15E148 Safari/604.1",  # noqa: E501
            "Chrome on iPhone",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",  # noqa: E501
            "Safari on Mac",
        ),
        (
            "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36",
            "Chrome on Chromebook",
        ),
        ("Lynx/2.9 (Linux)", "Linux"),
        ("curl/8.5.0", "a browser that does not say what it is"),
        ("", "a browser that does not say what it is"),
    ],
)
def test_device_is_named_in_words(user_agent, words):
    assert device(user_agent) == words


@pytest.mark.parametrize(("letters", "parts"), [("", []), ("ABCD", ["ABCD"]), ("ABCDEFGHIJ", ["ABCD", "EFGH", "IJ"])])
def test_letters_are_cut_in_fours(letters, parts):
    assert in_fours(letters) == parts


def test_drawing_stands_in_a_page_without_its_declaration():
    assert inline_svg("<?xml version='1.0' encoding='UTF-8'?>\n<svg><path/></svg>") == "<svg><path/></svg>"
