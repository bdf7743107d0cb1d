"""Plain text out of what feeds hold: HTML without its tags but with its paragraphs, no control characters.

DECISION: no HTML parser of the standard library. On Python 3.11.7 80 kB of `<a <a <a …` keep `html.parser` busy for
66 s and `<![<` ends it with an AssertionError; a feed is written by strangers. Here every scan for the end of a
tag stops at the next `<`, so the time grows with the length, whatever the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""<!--.*?(?:-->|\Z)                                   # a comment that never ends hides the rest, as in browsers
      | <[!?][^<>]*>?                                       # <!DOCTYPE …>, <![CDATA[, <?xml … ?>
      | <(?P<close>/?)(?P<name>[a-z][a-z0-9]*(?:[:-][a-z][a-z0-9-]*)?)(?=[\s/>])   # not <https://…>, not "x <3"
        (?:(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+ | [^<>]*+) > # quotes may hold a ">"; one that is never closed may not
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_HIDDEN = frozenset({"script", "style", "template", "noscript", "iframe", "svg", "object", "head", "title"})
"""Elements whose content no reader sees as the article."""
# fmt: off
_PARAGRAPH = frozenset({
    "address", "article", "aside", "blockquote", "div", "dl", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
})
# fmt: on
"""Elements that stand by themselves (HTML Standard, rendering: "flow content", display: block)."""
_LINE = frozenset(["br", "li", "tr", "dt", "dd"])
"""Elements that begin a new line inside a paragraph."""
_COMMON_TAG = re.compile(
    r"</?(?:p|br|div|a|b|i|em|strong|span|ul|li|h[1-6]|img|figure|blockquote)(?:\s[^<>]*)?/?>", re.IGNORECASE
)

_SPACE_LIKE = str.maketrans(
    {**dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x1f\xa0\t", " "), "\x85": "\n", "\u2028": "\n", "\u2029": "\n\n"}
)
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters but tab and newlines
    "\xad\u200b\u2060\ufeff"  # soft hyphens and invisible spaces: inside a word they hide it from every rule
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks: they can show a link or a name backwards
    "\ud800-\udfff\ufffe\uffff]"  # no characters at all
)


def clean(text: str) -> str:
    """A text without control and invisible characters, its lines and paragraphs kept, nothing around it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SPACE_LIKE)
    return _CONTROL.sub("", text).strip()


def one_line(text: str) -> str:
    """A text without control characters on one line, as a title is."""
    return " ".join(clean(text).split())


def from_html(markup: str) -> str:
    """What a reader sees of HTML, as plain text with a blank line between paragraphs; plain text stays as it is.

    Markup that was escaped once too often is read twice: ukranews.com sends `&amp;lt;p&amp;gt;`.
    """
    if not _TOKEN.search(markup):
        text = html.unescape(markup)
        return _without_tags(text) if _COMMON_TAG.search(text) else _spaced(clean(text))
    return _without_tags(markup)


def _without_tags(markup: str) -> str:
    return _spaced(clean("".join(_pieces(markup))))


def _pieces(markup: str) -> Iterator[str]:
    at = 0
    while tag := _TOKEN.search(markup, at):
        yield _flowing(markup[at : tag.start()])
        name = (tag["name"] or "").lower()
        opens = not tag["close"]
        at = tag.end()
        if opens and name in _HIDDEN:
            end = re.compile(f"</{name}", re.IGNORECASE).search(markup, at)
            at = end.start() if end else len(markup)
        yield _break(name, opens=opens)
    yield _flowing(markup[at:])


def _break(name: str, *, opens: bool) -> str:
    """What a tag puts between the words beside it."""
    if name in _PARAGRAPH:
        return "\n\n"
    if name in _LINE and opens:
        return "\n"
    return " " if name in {"td", "th"} else ""


def _flowing(text: str) -> str:
    """Text between tags: in HTML a newline is a space."""
    return re.sub(r"\s+", " ", html.unescape(text))


def _spaced(text: str) -> str:
    """One space between words, none at the ends of lines, one blank line between paragraphs."""
    text = re.sub(r"[^\S\n]+", " ", text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" ?\n ?", "\n", text)).strip()
