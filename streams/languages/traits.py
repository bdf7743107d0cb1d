"""Every trait that a language can have: what the grammar does in it, and who asks.

A comparison with a language's code says what was convenient for the languages at hand; a trait says what is true of a
language, so that the next one needs no Python. A trait that a folder names and that does not stand here is a mistake.
"""

from __future__ import annotations

from collections.abc import Mapping

TRAITS: Mapping[str, str] = {
    "assumed": "where nothing tells which language of a script a word is of, it is taken for this one: the cases of places,"
    " and names as analysts type them",
    "dictionary-tells-names": "its dictionary tells ordinary words from names; sentences of a language whose does not are"
    " looked up in English: which capitalised words are places",
    "marked-letters": "its words have letters beyond a to z, which tell no other script: Orléans, near Nîmes: how places are written",
    "one-country": "it is written in one country above all, which a text in it is about when it names none: which place is meant",
    "one-usual-name": "a text calls a place by one usual name, so that its other names are rather other words: whether a"
    " name is a place",
    "small-headlines": "headlines keep their words small, so that a capital letter tells a name in them: how names are written",
    "spelt-as-heard": "letters stand for sounds, vowels too, so that an unknown word may be a misspelt name: typing errors",
}
"""The traits, each with what it says and who asks."""
