from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.sources.plain_text import clean, from_html, one_line


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain text", "plain text"),
        ("two\n\nparagraphs", "two\n\nparagraphs"),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<p>One\n  flowing line.</p>", "One flowing line."),
        ("One.<br><br/>Two.<br>Three.", "One.\n\nTwo.\nThree."),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<b>Kher</b>son", "Kherson"),
        ("x<script>alert('<p>')</script>y<style>p{}</style>z", "xyz"),
        ("a <!-- <p>hidden</p> --> b", "a b"),
        ('<img alt="5 > 4">after', "after"),
        ("<a title='it\"s'>link</a>", "link"),
        ("Fish &amp; chips &#8211; 5&nbsp;pounds", "Fish & chips – 5 pounds"),
        ("&lt;p&gt;Escaped once too often.&lt;/p&gt;&lt;p&gt;Next.&lt;/p&gt;", "Escaped once too often.\n\nNext."),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("see <https://example.com/a>", "see <https://example.com/a>"),
        ("<p>use the &lt;p&gt; tag</p>", "use the <p> tag"),
        ("<o:p></o:p>Word", "Word"),
        ("broken <p class=", "broken <p class="),
        ("<script>never closed", ""),
        ("", ""),
    ],
)
def test_html_is_read_as_a_reader_sees_it(markup, text):
    assert from_html(markup) == text


@pytest.mark.parametrize(
    "pattern",
    ["<", "<!", "<!--", "<![", "<a ", '<a href="', "<a b='\" ", "</", "<?", "&", "&#", "<p>x</p>", "</script <"],
)
def test_no_text_takes_more_than_its_length(pattern):
    started = time.perf_counter()
    from_html(pattern * (400_000 // len(pattern)))
    assert time.perf_counter() - started < 5  # 0.2 s here; with html.parser 80 kB take up to 66 s


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_html_never_fails_and_leaves_no_control_characters(markup):
    text = from_html(markup)
    assert not [character for character in text if unicodedata.category(character) == "Cc" and character != "\n"]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x00b\x07c\x1bd", "abcd"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("tab\tand\x0bfeed", "tab and feed"),
        ("обстрі\xadл\u200bяли", "обстріляли"),
        ("\u202etxt.exe\u202c", "txt.exe"),
        ("\ufeffstart \ud800end", "start end"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian needs its zero-width non-joiner
    ],
)
def test_control_characters_are_dropped(text, cleaned):
    assert clean(text) == cleaned


def test_a_title_is_one_line():
    assert one_line(" Dam\n struck\t again ") == "Dam struck again"
