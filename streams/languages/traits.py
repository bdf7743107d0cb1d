"""Every trait that a language can have: what the grammar does in it, and who asks.

A comparison with a language's code says what was convenient for the languages at hand; a trait says what is true of a
language, so that the next one needs no Python. A trait that a folder names and that does not stand here is a mistake.
"""

from __future__ import annotations

from collections.abc import Mapping

TRAITS: Mapping[str, str] = {
    "assumed": "Where nothing tells which language of its script a word is of, it is inflected as in this one first, and a"
    " bare name is read as in it (places: inflection, bare).",
    "dictionary": "Its dictionary tells ordinary words from names; sentences of a language without are asked in English"
    " (places: readings).",
    "one_country": "It is written in one country above all, which a text in it is about when it names none (places: context).",
    "small_headlines": "Headlines keep their words small, so that a capital letter tells a name there too (places: mentions).",
    "spelt_as_heard": "Its letters stand for sounds, vowels too, so that an unknown word behind a preposition may be a"
    " misspelt name (places: mentions).",
    "usual_names": "Its texts call a place by one usual name, so that another name of it is rather another word (places:"
    " plausibility).",
}
"""The traits, each with what it says and who asks."""
