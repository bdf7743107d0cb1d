from __future__ import annotations

import pytest

from streams.errors import SourceError
from streams.sources import bounds
from streams.sources.bounds import check_bounds


def rss(inside="", *, before="", root=""):
    return f'{before}<rss version="2.0"{root}><channel>{inside}</channel></rss>'.encode()


def attributes(count):
    return "".join(f' a{number}=""' for number in range(count))


BEYOND = {
    "depth": (rss("<a>" * 99 + "</a>" * 99), "more than 100 elements inside one another"),
    "attributes": (rss(root=attributes(200)), "more than 200 attributes of one element"),
    "elements": (rss("<a/>" * 100_000), "more than 100,000 elements, attributes and comments"),
    "attributes in all": (rss(f"<a{attributes(199)}/>" * 501), "more than 100,000 elements, attributes and comments"),
    "comments": (rss("<!---->" * 100_000), "more than 100,000 elements, attributes and comments"),
    "instructions": (rss("<?a?>" * 100_000), "more than 100,000 elements, attributes and comments"),
    "articles": (rss("<item/>" * 5_001), "more than 5,000 articles"),
    "what stands before": (rss(before="\n" * 8_193), "8,193 bytes stand before the first element, 8,192 are read"),
    "one entity again and again": (
        rss("&a;" * 5_000, before=f'<!DOCTYPE r [<!ENTITY a "{"x" * 1_000}">]>'),
        "characters, by its entities",
    ),
    "entities in an attribute": (
        rss(f'<a b="{"&a;" * 5_000}"/>', before=f'<!DOCTYPE r [<!ENTITY a "{"x" * 1_000}">]>'),
        "characters, by its entities",
    ),
}


@pytest.mark.parametrize(("body", "told"), BEYOND.values(), ids=BEYOND)
def test_what_is_beyond_a_bound_is_refused_by_its_name(body, told):
    with pytest.raises(SourceError, match=told):
        check_bounds(body, utf8=True)


@pytest.mark.parametrize(
    "body",
    [
        rss("<a>" * 98 + "</a>" * 98),
        rss(root=attributes(199)),
        rss("<item/>" * 5_000),
        rss(before="\n" * 8_192),
        rss("&a;" * 100, before='<!DOCTYPE r [<!ENTITY a "x">]>'),
        rss("<item>" + "x" * 2_000_000 + "</item>"),
    ],
)
def test_what_is_within_the_bounds_is_not(body):
    check_bounds(body, utf8=True)


def test_malformed_xml_is_refused_only_where_it_is_large(monkeypatch):
    check_bounds(rss("<a & b>"), utf8=True)
    monkeypatch.setattr(bounds, "REPAIRABLE", 10)
    with pytest.raises(
        SourceError, match=r"broken \(not well-formed \(invalid token\)\), and with [0-9]+ bytes too large"
    ):
        check_bounds(rss("<a & b>"), utf8=True)
