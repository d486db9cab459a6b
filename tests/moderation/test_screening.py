"""Which posts wait for a moderator: prices, shops, addresses, phone numbers; and what must not wait."""

from time import perf_counter

import pytest

from moderation.screening import RULES, screen


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("It costs $124 there", "price"),
        ("only £ 9", "price"),
        ("€10 a month", "price"),
        ("I paid 30 dollars", "price"),
        ("19.99 euros", "price"),
        ("25USD", "price"),
        ("Get it at amazon.com", "shop"),
        ("https://www.amazon.co.uk/dp/B000?tag=me-21", "shop"),
        ("https://www.EBAY.com/itm/1", "shop"),
        ("Use my discount code BONE", "discount code"),
        ("Type in the voucher-code at the till", "discount code"),
        ("10% off with code “BONE10”", "discount code"),
        ("Write to me.too+bone@mail.example.org", "e-mail address"),
        ("Call 555-123-4567", "phone number"),
        ("Call (555) 123-4567 now", "phone number"),
        ("+44 20 7946 0958", "phone number"),
        ("0301234567", "phone number"),
    ],
)
def test_post_that_waits(body, rule):
    assert [found.rule for found in screen(None, body)] == [rule]


def test_post_that_meets_several_rules_is_told_of_each_in_their_order():
    found = screen(None, "Call 555-123-4567 or write to a@b.org: $5 at ebay.com with the coupon code X")

    rules = ["price", "shop", "discount code", "e-mail address", "phone number"]
    assert [(row.rule, row.identifies) for row in found] == [(rule, rule in rules[3:]) for rule in rules]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "I lift 20 pounds, and 9 kg at home.",
        "10 - 12 - 15 - 20 repetitions",
        "3 sets of 10, 2-3 times a week since 2014-2015",
        "Amazon women had strong bones.",
        "My coupon ran out.",
        "@Ruth: is 800 IU enough?",
        "Osteoporos Int 2014;25:821-835, doi:10.1007/s00198-013-2523-2",
        "J Clin Endocrinol Metab (2012) 97(10): 3614-3620",
        "https://doi.org/10.1136/bjsports-2021-104634",
        "https://example.org/articles/12345678901?price=$5&mail=a@b.org",
        "https://example.org/amazon.html",
        "He said: five dollars a month buys a band",
    ],
)
def test_post_that_does_not_wait(body):
    assert screen(None, body) == ()


@pytest.mark.parametrize("piece", ["a.a.a.", "1-1-1-", "a@a.", "a@", "1 1 1-", "$ ", "1,11", "10.1000/", "https://"])
def test_no_rule_costs_the_square_of_what_it_reads(piece):
    body = (piece * 50_000)[:50_000] + "!"  # five times what a post may have

    begun = perf_counter()
    screen(None, body)

    assert perf_counter() - begun < 1  # it takes a hundredth of that; the square took seconds


def test_rules_have_names_of_their_own():
    names = [noticed.rule for noticed, _pattern in RULES]

    assert names == ["price", "shop", "discount code", "e-mail address", "phone number"]
