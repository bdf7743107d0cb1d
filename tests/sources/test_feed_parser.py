from __future__ import annotations

import datetime as dt

import pytest

from streams.article import Article, digest
from streams.errors import SourceError
from streams.sources.feed_parser import read_feed
from streams.sources.source import Unusable

HERE = "https://www.beacon.example/rss/all.xml"


def rss(
    items,
    *,
    encoding="utf-8",
    channel="<title>Beacon</title><link>https://www.beacon.example</link><language>uk-UA</language>",
):
    head = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    return f'{head} xmlns:yandex="http://news.yandex.ru"><channel>{channel}{items}</channel></rss>'.encode(encoding)


def articles(body, content_type="application/rss+xml"):
    return read_feed(body, name="beacon", url=HERE, content_type=content_type).articles


ITEM = """<item><title>Дамбу пошкоджено</title><link>https://news.beacon.example/1?utm_source=rss</link><guid>g1</guid>
<pubDate>Tue, 05 Nov 2024 10:00:00 +0200</pubDate><description><![CDATA[<p>Удар.</p><p>Воду спускають.</p>]]></description></item>"""


def test_an_item_becomes_an_article():
    assert articles(rss(ITEM)) == [
        Article(
            id=digest("https://news.beacon.example/1"),
            url="https://news.beacon.example/1",
            source="news.beacon.example",
            title="Дамбу пошкоджено",
            text="Удар.\n\nВоду спускають.",
            lang="uk",
            published_at=dt.datetime(2024, 11, 5, 8, tzinfo=dt.UTC),
        )
    ]


def test_an_atom_entry_becomes_an_article():
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>B</title><id>urn:b</id><entry>
    <title type="html">Dam &amp;lt;b&amp;gt;hit&amp;lt;/b&amp;gt; &lt;b&gt;again&lt;/b&gt;</title><link rel="alternate" href="/a/1"/><id>urn:1</id>
    <updated>2024-11-05T10:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content>
    </entry></feed>"""
    (article,) = articles(body)
    assert article.url == "https://www.beacon.example/a/1"  # relative to the feed
    assert (article.title, article.text) == ("Dam <b>hit</b> again", "One.\n\nTwo.")
    assert article.published_at == dt.datetime(2024, 11, 5, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [
        ("windows-1251", "text/xml"),
        ("windows-1251", "text/xml; charset=windows-1251"),
        ("windows-1251", "text/xml; charset=utf-8"),  # the server says this of everything it sends
        ("windows-1251", "text/html; charset=ISO-8859-1"),
        ("utf-8", "text/xml; charset=ISO-8859-1"),
        ("utf-8", "text/xml"),
        ("utf-8", ""),
        ("koi8-u", "application/rss+xml"),
        ("utf-16", "application/rss+xml"),
    ],
)
def test_letters_survive_every_encoding_and_wrong_headers(encoding, content_type):
    (article,) = articles(rss(ITEM, encoding=encoding), content_type)
    assert article.title == "Дамбу пошкоджено"


def test_an_encoding_that_expat_does_not_know_is_read():
    body = '<?xml version="1.0" encoding="gb2312"?><rss><channel><item><title>水坝</title><link>/1</link></item></channel></rss>'
    assert articles(body.encode("gb2312"))[0].title == "水坝"


def test_a_feed_that_comes_as_a_web_page_is_not_called_malformed():
    assert read_feed(rss(ITEM), name="b", url=HERE, content_type="text/html; charset=utf-8").problem is None


def test_a_document_that_declares_a_wrong_encoding_but_is_utf_8_is_read_as_utf_8():
    body = rss(ITEM).replace(b'encoding="utf-8"', b'encoding="windows-1251"')
    assert articles(body)[0].title == "Дамбу пошкоджено"


def test_the_oldest_comes_first():
    items = "".join(f"<item><title>{n}</title><link>https://e.com/{n}</link></item>" for n in (3, 2, 1))
    assert [article.title for article in articles(rss(items))] == ["1", "2", "3"]


def test_an_item_without_a_link_is_known_by_its_guid_and_its_outlet():
    item = '<item><title>t</title><guid isPermaLink="false">77</guid></item>'
    (article,) = articles(rss(item))
    assert article.id == digest("beacon.example", "77")
    assert (article.url, article.source) == (None, "beacon.example")


def test_a_guid_that_is_a_permalink_is_the_link():
    (article,) = articles(rss("<item><title>t</title><guid>https://e.com/7</guid></item>"))
    assert article.url == "https://e.com/7"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "tg://x"])
def test_a_link_that_is_none_of_the_web_is_not_taken_over(link):
    (article,) = articles(rss(f"<item><title>t</title><link>{link}</link><guid isPermaLink='false'>1</guid></item>"))
    assert article.url is None


def test_the_longest_of_summary_and_full_text_is_the_text():
    item = """<item><title>t</title><link>https://e.com/1</link><description>Short.</description>
    <yandex:full-text><![CDATA[&lt;p&gt;The whole text.&lt;/p&gt;&lt;p&gt;And more.&lt;/p&gt;]]></yandex:full-text></item>"""
    assert articles(rss(item))[0].text == "The whole text.\n\nAnd more."


def test_an_item_that_says_nothing_is_a_dead_letter_with_what_it_holds():
    (item,) = articles(rss("<item><pubDate>Tue, 05 Nov 2024 10:00:00 GMT</pubDate></item>"))
    assert isinstance(item, Unusable)
    assert "an id or a url" in item.error
    assert b"05 Nov 2024" in item.raw


@pytest.mark.parametrize("date", ["", "<pubDate>yesterday</pubDate>", "<pubDate>99 Foo 2024</pubDate>"])
def test_a_date_that_cannot_be_read_is_no_date(date):
    assert articles(rss(f"<item><title>t</title><link>https://e.com/1</link>{date}</item>"))[0].published_at is None


def test_malformed_xml_gives_what_can_be_read_and_says_so():
    reading = read_feed(
        rss(ITEM + "<item><title>Bread & butter</title><link>https://e.com/2</link></item>"), name="b", url=HERE
    )
    assert [article.title for article in reading.articles] == ["Bread & butter", "Дамбу пошкоджено"]
    assert reading.problem


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"<!DOCTYPE html><html><body>404</body></html>", "no RSS or Atom"),
        (b"", "no RSS or Atom"),
        (b'{"items": []}', "no RSS or Atom"),
        (b"<rss version='2.0'><channel><ti", "broken"),
    ],
)
def test_what_is_no_feed_is_told_apart_from_an_empty_one(body, told):
    with pytest.raises(SourceError, match=told):
        read_feed(body, name="beacon", url=HERE)
    assert articles(rss("")) == []


def test_malformed_xml_that_would_take_hours_to_repair_is_refused():
    body = rss("<item><title>t</title><link>https://e.com/1</link></item>" + "<a " * 400_000)
    with pytest.raises(SourceError, match=r"beacon: the feed is broken .* too large to be repaired"):
        articles(body)


def test_a_large_feed_that_is_well_formed_is_read():
    item = (
        "<item><title>т</title><link>https://e.com/1</link><description>" + "слово " * 200_000 + "</description></item>"
    )
    assert len(articles(rss(item, encoding="windows-1251"))[0].text) > 1_000_000


def test_entities_of_a_hostile_feed_are_not_expanded():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = rss("<item><title>&b;&f;</title><link>https://e.com/1</link></item>").replace(
        b"?>", b"?>" + bomb.encode(), 1
    )
    assert "root:" not in str(articles(body))
