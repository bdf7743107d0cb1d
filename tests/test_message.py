import re
import unicodedata

import pytest
from apprise import Apprise, NotifyFormat
from builders import HOSTILE, KURAKHOVE, UKRAINE, a_decision, a_hostile_alert, a_reference, an_alert
from hypothesis import example, given, settings
from hypothesis import strategies as st
from impostor import SLACK_URL, TELEGRAM_URL, read_slack, read_telegram

from streams.alert import Change, Code, Outlet
from streams.facts import Number
from streams.message import HEAD, LONGEST, render, safe_url, trial
from streams.reading.status import Status
from streams.reading.voice import Voice
from streams.rules.severity import SEVERITIES

KINDS = ("plain", "telegram", "slack")
EXPLAIN = "tocsin rules explain infrastructure/dam-strike"
SERVICES = {"slack": Apprise.instantiate(SLACK_URL), "telegram": Apprise.instantiate(TELEGRAM_URL)}


def written(alert, kind, **options):
    return render(alert, kind, explain=EXPLAIN, **options)


def sent(alert, kind, **options):
    """Title and text as Apprise's plugin would send them."""
    message = written(alert, kind, **options)
    service = SERVICES[kind]
    (call,) = service._build_send_calls(  # noqa: SLF001  what it would send, without sending
        title=message.title, body=message.body, body_format=NotifyFormat(message.format)
    )
    return call["title"], call["body"]


def shown(alert, kind):
    """What a reader sees of it."""
    if kind == "plain":
        return written(alert, "plain").title + "\n" + written(alert, "plain").body
    title, body = sent(alert, kind)
    return f"{title}\n{read_slack(body).bare}" if kind == "slack" else read_telegram(body).bare.replace("\r", "")


def test_two_lines_say_what_where_how_bad_and_according_to_whom():
    assert written(an_alert(), "plain").title == (
        "🔴 CRITICAL: Dam or reservoir struck — Kurakhove, Donetsk Oblast, UA"
    )
    assert re.sub("\u200b", "", written(an_alert(), "plain").body) == (
        "Claimed by Vadym Filashkin (governor) · outlet.example · 24 Nov, 12:00 UTC\n"
        "\n"
        "“A Russian strike damaged the dam of the Kurakhove reservoir, the governor said.”\n"
        "\n"
        "Read: https://outlet.example/dam\n"
        "Map: https://www.openstreetmap.org/?mlat=47.98300&mlon=37.28200#map=11/47.98300/37.28200\n"
        "\n"
        "rules/infrastructure/dam-strike.yaml:1 · alert 01234567\n"
        "tocsin rules explain infrastructure/dam-strike\n"
        "alert 0123456789abcdef"
    )


def test_telegram_gets_html():
    _, text = sent(an_alert(), "telegram")
    read = read_telegram(text)
    assert text.startswith("<b>🔴 CRITICAL: Dam or reservoir struck — Kurakhove, Donetsk Oblast, UA</b>")
    assert read.tags == ["b", "a", "a", "code", "code", "code"]
    assert read.links == [
        ("https://outlet.example/dam", "Read at outlet.example"),
        ("https://www.openstreetmap.org/?mlat=47.98300&mlon=37.28200#map=11/47.98300/37.28200", "Map"),
    ]


def test_slack_gets_mrkdwn():
    title, text = sent(an_alert(), "slack")
    assert title == "🔴 CRITICAL: Dam or reservoir struck — Kurakhove, Donetsk Oblast, UA"
    assert "<https://outlet.example/dam|Read at outlet.example> · <https://www.openstreetmap.org/" in text
    assert text.endswith("`tocsin rules explain infrastructure/dam-strike`")


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_article_is_readable_and_harmless(kind):
    text = shown(a_hostile_alert(), kind)
    seen = re.sub("[\u200b\u2068\u2069]", "", text).translate(str.maketrans("∗ˍ∼ˋ∖", "*_~`\\"))
    assert f"“{HOSTILE}”" in seen
    assert "Read" not in seen


def test_what_a_reader_sees_of_markup_is_the_markup_itself():
    alert = an_alert(quote="5 < 7 & a <b>bold</b> claim &amp; `code` _x_ ~y~ \\*z\\* # head > quote")
    for kind in ("telegram", "slack"):
        seen = shown(alert, kind).translate(str.maketrans("∗ˍ∼ˋ∖", "*_~`\\"))
        assert alert.quote in seen


@pytest.mark.parametrize(
    ("status", "first", "second"),
    [
        (Status.OCCURRED, "CRITICAL: ", "Reported by V"),
        (Status.ONGOING, "CRITICAL: ", "Ongoing, reported by V"),
        (Status.CLAIMED, "CRITICAL: ", "Claimed by V"),
        (Status.EXPECTED, "CRITICAL, expected: ", "Expected, according to V"),
        (Status.THREATENED, "CRITICAL, threatened: ", "Threatened, according to V"),
        (Status.HYPOTHETICAL, "CRITICAL, hypothetical: ", "Only a possibility, according to V"),
        (Status.HISTORICAL, "CRITICAL, historical: ", "A past event, told by V"),
        (Status.NEGATED, "CRITICAL, negated: ", "Said not to have happened, according to V"),
        (Status.DENIED, "CRITICAL, denied: ", "Denied, according to V"),
    ],
)
def test_what_is_not_happening_says_so_in_words(status, first, second):
    lines = shown(an_alert(status=status), "telegram").splitlines()
    assert first in lines[0]
    assert lines[1].startswith(second)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"severity": "low"}, "🔵 LOW: Dam or reservoir struck — Kurakhove, Donetsk Oblast, UA"),
        ({"place": None}, "🔴 CRITICAL: Dam or reservoir struck"),
        ({"place": UKRAINE}, "🔴 CRITICAL: Dam or reservoir struck — Ukraine"),
        ({"change": "escalated"}, "🔴 CRITICAL, escalated: Dam or reservoir struck — Kurakhove, Donetsk Oblast, UA"),
        ({"change": "retracted"}, "⚪ CRITICAL, retracted: Dam or reservoir struck — Kurakhove, Donetsk Oblast, UA"),
        ({"according_to": None}, "Claimed by outlet.example · 24 Nov, 12:00 UTC"),
        ({"according_to": None, "sources": ()}, "Claimed by an unnamed source · 24 Nov, 12:00 UTC"),
        (
            {"sources": (Outlet(name="a"), Outlet(name="b"), Outlet(name="c")), "article_count": 5},
            "Claimed by Vadym Filashkin (governor) · a and 2 more · 24 Nov, 12:00 UTC",
        ),
        ({"article_count": 5, "corroboration": "one-sided"}, "5 articles · one-sided"),
        (
            {
                "facts": {
                    "wounded": Number(min=5, quote=""),
                    "killed": Number(min=2, max=2, quote=""),
                    "missing": Number(min=1, max=3, quote=""),
                }
            },
            "killed 2 · missing 1 to 3 · wounded at least 5",
        ),
        ({"late": True}, "Late: this was already old when it reached us."),
        (
            {"change": "updated", "decision": a_decision(Code.NUMBERS, "three more were killed")},
            "Told again: three more were killed",
        ),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_message_says(fields, line, kind):
    assert line in shown(an_alert(**fields), kind).replace("\u200b", "").splitlines()


@pytest.mark.parametrize("change", ["escalated", "corroborated", "updated"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_first_message_about_an_incident_tells_nothing_again(change, kind):
    alert = an_alert(change=change, decision=a_decision(Code.NUMBERS, "three more were killed"))
    first = render(alert, kind, explain=EXPLAIN, first=True)
    assert first == render(an_alert(), kind, explain=EXPLAIN)
    assert first != render(alert, kind, explain=EXPLAIN)


@pytest.mark.parametrize("change", ["retracted", "merged", "closed"])
def test_an_end_reads_as_one_also_where_it_is_the_first_message(change):
    assert change in render(an_alert(change=change), "plain", explain=EXPLAIN, first=True).title


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_that_may_have_come_before_says_so_near_its_top(kind):
    repeated = render(an_alert(), kind, explain=EXPLAIN, repeated=True)
    lines = (repeated.title + "\n" + repeated.body).strip().splitlines()
    assert lines[2] == "May be a repeat: the chat did not answer when this was first sent."
    assert repeated.body.replace(lines[2] + "\n", "") == render(an_alert(), kind, explain=EXPLAIN).body


@pytest.mark.parametrize("kind", KINDS)
def test_a_region_has_no_map_link_and_an_article_without_address_no_link(kind):
    text = shown(an_alert(place=UKRAINE, articles=(a_reference(url=None),)), kind)
    assert "Map" not in text
    assert "Read" not in text


def test_the_link_leads_to_the_newest_article_that_has_one():
    old, new, broken = (
        a_reference(id=str(hour), url=url, published_at=f"2026-11-24T{hour}:00:00Z")
        for hour, url in ((10, "https://old.example"), (11, "https://new.example"), (12, "ftp://x"))
    )
    for order in ((old, new, broken), (broken, new, old)):
        assert "Read: https://new.example" in written(an_alert(articles=order), "plain").body
        quoted = an_alert(articles=order, quoted=a_reference(url="https://quoted.example"))
        assert "Read: https://quoted.example" in written(quoted, "plain").body


def test_a_long_quote_is_cut_behind_a_word_and_long_words_anywhere():
    text = shown(an_alert(quote="drone " * 2_000), "plain")
    assert "drone drone…”" in text
    assert text.count("drone") == 50
    assert "A" * 299 + "…”" in shown(an_alert(quote="A" * 10_000), "plain")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://outlet.example/a?b=c&d=%20#e", "https://outlet.example/a?b=c&d=%20#e"),
        ("HTTP://Outlet.Example/A", "http://outlet.example/A"),
        ("https://outlet.example:8443/", "https://outlet.example:8443/"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ('https://outlet.example/"><b>|`', "https://outlet.example/%22%3E%3Cb%3E%7C%60"),
        ("https://outlet.example/\\]()", "https://outlet.example/%5C%5D()"),
        ("https://bbc.com@evil.example/", None),
        ("https://bbc.com:x@evil.example/", None),
        ("https://outlet.example/a b", None),
        ("https://out\nlet.example/", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("tg://resolve?domain=x", None),
        ("ftp://outlet.example", None),
        ("//outlet.example", None),
        ("outlet.example", None),
        ("https://", None),
        ("https://[::1", None),
        ("https://x:99999/", None),
        ("https://" + "a" * 70 + ".example", None),
        ("https://<!channel>/", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url, expected):
    assert (safe_url(url) or (None,))[0] == expected


def test_a_link_that_is_too_long_is_left_out():
    assert "Read" not in shown(an_alert(articles=(a_reference(url="https://x.example/" + "a" * 2_000),)), "plain")
    assert "Read" in shown(an_alert(articles=(a_reference(url="https://x.example/" + "a" * 900),)), "plain")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["&", "<", "[", "a.", "@a", "س.a ", "w "])
def test_the_longest_message_fits_whatever_it_is_made_of(kind, text):
    alert = a_hostile_alert(
        text * 10_000,
        articles=(a_reference(url="https://x.example/" + "a" * 980),),
        facts={text * 50: Number(min=10**9, quote=""), "killed": Number(min=1, quote="")},
        article_count=10**9,
        corroboration="one-sided",
        status="negated",
        late=True,
    )
    message = written(alert, kind, repeated=True)
    arrived = (message.title, message.body) if kind == "plain" else sent(alert, kind, repeated=True)
    assert 500 < sum(map(len, arrived)) <= LONGEST


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "override", ["\u202e", "\u202d", "\u2066", "\u200f", "\x1b[31m", "\x00", "\u2028", "\ufeff", "\U000e0041"]
)
def test_nothing_invisible_passes(kind, override):
    assert override not in shown(a_hostile_alert(f"a{override}b"), kind)


def test_a_text_from_right_to_left_turns_nothing_around_it():
    body = written(an_alert(quote="قصف السد"), "telegram").body
    assert "“\u2068قصف السد\u2069”" in body


@pytest.mark.parametrize("kind", KINDS)
def test_a_test_message_says_that_it_is_one(kind):
    message = trial("water-slack", kind)
    assert "test" in message.title + message.body
    assert "Nothing has happened" in message.body


HOSTILE_PIECES = r"""
    < > & * _ ~ ` | [ ] ( ) ! @ # / \ : . - " ' “ ” \< \\< ** ``` :x: 🔴 سد
    <!channel> <!here|x> <@U1> <#C1> &lt;!channel&gt; &amp; &quot </b> <a\thref='x'> <script> <!-- ]]> <?x> <!doctype>
    @channel @durov [y](http://evil) [y](<http://evil>) <http://evil|bank.com> evil.com bank.com@evil.com 192.0.2.1
    https://evil.com tg://x mailto:x /start
"""
PIECES = st.sampled_from([*HOSTILE_PIECES.split(), *" \n\r\t\0\u202e\u200b\u200d\ud800\u0301", "# x", "> y"])
TEXTS = st.one_of(
    st.text(max_size=400), st.lists(PIECES, max_size=60).map("".join), PIECES.map(lambda piece: piece * 400)
)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=3 * settings.default.max_examples, deadline=None)
@given(text=TEXTS, late=st.booleans(), change=st.sampled_from(Change), severity=st.sampled_from(SEVERITIES))
@example(text=HOSTILE, late=True, change=Change.OPENED, severity="critical")
@example(text="A" * 10_000, late=True, change=Change.OPENED, severity="critical")
@example(text="&" * 10_000, late=True, change=Change.UPDATED, severity="critical")
@example(text="a." * 5_000, late=True, change=Change.UPDATED, severity="critical")
@example(text="https://x.example/" + "&" * 180, late=True, change=Change.UPDATED, severity="critical")
@example(text="https://x.example/@everyone", late=True, change=Change.OPENED, severity="critical")
@example(text="https://x.example/" + "&" * 90, late=True, change=Change.UPDATED, severity="critical")
def test_whatever_an_article_says_it_pings_nobody_forges_nothing_and_fits(kind, text, late, change, severity):
    alert = a_hostile_alert(text, late=late, change=change, severity=severity)
    own = {"https://www.openstreetmap.org/?mlat=47.98300&mlon=37.28200#map=11/47.98300/37.28200"}
    own |= {link[0] for link in [safe_url(text)] if link}
    message = written(alert, kind)
    assert message.body.strip()
    if kind == "plain":
        assert message.body.splitlines()[-1] == f"alert {alert.id}"
        assert len(message.title) <= HEAD
        assert len(message.title + message.body) <= LONGEST + HEAD
        visible = message.title + message.body
        assert set(re.findall(r"https?://\S+", visible)) <= own
        assert not re.search(r"<[!@#]|@\w", visible)
    else:
        title, body = sent(alert, kind)
        read = read_slack(body) if kind == "slack" else read_telegram(body)
        assert {url for url, _ in read.links} <= own
        assert not read.pings
        assert not read.active
        assert len(title) <= HEAD
        assert not re.search(r"<[!@#]", title)
        assert len(body) <= 4096
        visible = title + read.text
    assert visible.count("\u2068") == visible.count("\u2069") or kind != "telegram"
    assert not {unicodedata.category(char) for char in visible.replace("\r", "").replace("\n", "")} & {
        "Cc",
        "Cs",
        "Zl",
        "Zp",
    }


def test_a_voice_has_a_name_a_role_and_a_side():
    voice = Voice(name="Spokesman", role="army", side="Russia")
    assert "Claimed by Spokesman (army, Russia)" in shown(an_alert(according_to=voice), "slack")


def test_the_places_of_a_builder_are_on_the_map():
    assert KURAKHOVE.lat is not None
