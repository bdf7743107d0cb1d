from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from streams.sources.link import TRACKING, TRACKING_PREFIXES, canonical_url, is_web_link, outlet


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://WWW.Example.com:80/a?utm_source=rss&b=1#top", "http://www.example.com/a?b=1"),
        ("https://example.com:443", "https://example.com/"),
        ("https://example.com:8443/a", "https://example.com:8443/a"),
        ("https://user:secret@example.com/a", "https://example.com/a"),
        (" https://example.com/a\n", "https://example.com/a"),
        ("https://example.com/?b=2&a=1&a=", "https://example.com/?a=&a=1&b=2"),
        ("https://example.com/?UTM_Source=x&fbclid=1&gclid=2&yclid=3&id=7", "https://example.com/?id=7"),
        ("https://example.com/?source=rss", "https://example.com/"),
        ("https://example.com/?source=interfax", "https://example.com/?source=interfax"),
        ("https://www.bbc.co.uk/news/1?at_medium=RSS&at_campaign=KARANGA", "https://www.bbc.co.uk/news/1"),
        ("https://новини.укр/дамба", "https://xn--b1amarcd.xn--j1amh/%D0%B4%D0%B0%D0%BC%D0%B1%D0%B0"),
        ("https://[2001:DB8:0::1]:443/a", "https://[2001:db8::1]/a"),
    ],
)
def test_two_links_to_one_article_are_one(url, canonical):
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url", ["tg://resolve?domain=x", "javascript:alert(1)", "/relative", "", "http://[::1", "http://e.com:99999/"]
)
def test_what_is_no_link_of_the_web_stays_as_it_came(url):
    assert canonical_url(url) == url


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://e.com/a", True),
        ("HTTP://e.com", True),
        ("javascript:alert(1)", False),
        ("/a", False),
        ("http://", False),
        (None, False),
    ],
)
def test_a_web_link_is_one_that_a_browser_opens(url, is_one):
    assert is_web_link(url) is is_one


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.bbc.co.uk/news", "bbc.co.uk"),
        ("https://Life.Pravda.com.ua/x", "life.pravda.com.ua"),
        ("no link", None),
        (None, None),
    ],
)
def test_the_outlet_is_the_domain_of_the_link(url, name):
    assert outlet(url) == name


ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
HOSTS = st.sampled_from(
    ["e.com", "WWW.E.com", "e.com:80", "e.com:443", "e.com:8080", "новини.укр", "u:p@e.com", "[::1]", "1.2.3.4"]
)
URLS = st.builds(
    lambda scheme, host, path, query, fragment: f"{scheme}://{host}/{path}?{query}#{fragment}",
    st.sampled_from(["http", "https", "HTTP", "Https"]), HOSTS, ANY_TEXT, ANY_TEXT, ANY_TEXT,
)  # fmt: skip


@given(URLS | ANY_TEXT)
@example("http://e.com/%2525?a=%2526&=&&b")
@example("http://e.com/a;b?c=d;e#f")
@example("http://e.com//./../a/..")
def test_canonical_twice_is_canonical_once(url):
    once = canonical_url(url)
    assert canonical_url(once) == once


PLAIN = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=8)
TRACKERS = st.sampled_from(sorted(TRACKING)) | st.builds(str.__add__, st.sampled_from(TRACKING_PREFIXES), PLAIN)


@given(
    query=st.lists(st.tuples(st.sampled_from(["id", "p", "q"]), PLAIN), max_size=4),
    trackers=st.lists(st.tuples(TRACKERS, ANY_TEXT), min_size=1, max_size=4),
    data=st.data(),
)
def test_tracking_parameters_never_change_the_canonical_link(query, trackers, data):
    def link(pairs):
        return "https://e.com/a?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs)

    mixed = data.draw(st.permutations([*query, *trackers]))
    assert canonical_url(link(mixed)) == canonical_url(link(query))
