"""Every trait that a language can have: what the grammar does in it, and who asks.

A comparison with a language's code says what was convenient for the languages at hand; a trait says what is true of a
language, so that the next one needs no Python. A trait that a folder names and that does not stand here is a mistake.
Sentences of an undetermined language show none.
"""

from __future__ import annotations

from collections.abc import Mapping

TRAITS: Mapping[str, str] = {
    "articles": 'one person or thing has an article before it, "a man", where else the noun alone says one: who is counted',
    "assumed": "where nothing tells which language of a script a word is of, it is taken for this one: the cases of places,"
    " and names as analysts type them",
    "capital-months": 'months are written with a capital, so that "may" in small letters is none: dates beside numbers',
    "cases": "nouns are declined, so that those of a language not told apart are looked up in their first case: who speaks",
    "commas-part-clauses": "a comma stands before what is said and before a relative clause: where clauses begin",
    "decimal-point": 'a point parts whole from fraction, "1.200" is one and a fifth: numbers in digits',
    "dictionary-tells-names": "its dictionary tells ordinary words from names; sentences of a language whose does not are"
    " looked up in English: which capitalised words are places",
    "fixed-word-order": "who acts stands before the verb, and what is acted on behind it: who speaks, and what is denied",
    "joined-articles": "an article is a part of its word, and tells how far a name goes: who speaks",
    "joined-prepositions": "a preposition is a part of the word it governs: who is cited",
    "k-for-thousands": 'a "k" behind digits says thousands, "12k": numbers in digits',
    "marked-letters": "its words have letters beyond a to z, which tell no other script: Orléans, near Nîmes: how places are written",
    "numerals-by-twenties": 'tens are counted by twenties, "soixante-dix", "quatre-vingts": numbers in words',
    "one-country": "it is written in one country above all, which a text in it is about when it names none: which place is meant",
    "one-usual-name": "a text calls a place by one usual name, so that its other names are rather other words: whether a"
    " name is a place",
    "passive-by-be": 'a verb "to be" and a participle make the passive, not an ending: who is told to speak, what is negated',
    "small-headlines": "headlines keep their words small, so that a capital letter tells a name in them: how names are written",
    "spelt-as-heard": "letters stand for sounds, vowels too, so that an unknown word may be a misspelt name: typing errors",
    "tense-by-auxiliaries": 'words before a verb tell its tense, "to strike", "are storming", not its ending: what is to come',
    "uninflected-numerals": "a numeral has one form: numbers in words",
}
"""The traits, each with what it says and who asks."""
