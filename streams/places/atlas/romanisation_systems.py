"""The romanisation systems: what each letter becomes, and where.

A table is a text of rules, each `letter→Latin`. What stands before the letter is its context: `^` at the start of a
word, `*` where the letter is iotated (after anything but a consonant), `V` after a vowel, otherwise a look-behind;
a look-ahead may follow the letter. A later rule replaces an earlier one for the same letter in the same context, and
a rule with a context comes before one without. ʼ is the apostrophe inside a word, whatever character was typed.

Sources: the standards themselves (resolution 55 of the Cabinet of Ministers of Ukraine, 27 January 2010; the PCGN's
leaflets on Ukrainian, Russian and Belarusian; ISO 9:1995; the ALA-LC tables of 2012; UNGEGN's report on Russian; the
order of the State Committee on Land Resources of Belarus of 23 November 2000 as amended in 2007; ICAO's Doc 9303 of
2015, which Russian passports follow), the conventions of transcription of the Duden, of PWN and of the Dutch and the
French Wikipedia, and what newsrooms print.

The tables are our own because no library we tried has them: translitua 2.0 is right on the Ukrainian national tables
but writes BGN/PCGN's soft sign and apostrophe otherwise, its Russian tables lack BGN/PCGN, and it knows nothing of
Belarusian, Polish or Dutch; iuliia is for Russian, and its BGN/PCGN leaves ё in Cyrillic and the second letter of a
capital small; transliterate and cyrtranslit follow no one standard.
"""

from __future__ import annotations

from streams.languages.lexicon import shared

_WRITTEN = shared("romanisation")


TABLES: dict[str, str] = {
    name: " ".join(_WRITTEN["rules"].get(part, part) for part in parts) for name, parts in _WRITTEN["systems"].items()
}
"""Every system by name: language, authority, year of the standard; or the language whose newsrooms write so."""

NEWSROOM: dict[str, tuple[str, ...]] = {lang: tuple(names) for lang, names in _WRITTEN["newsroom"].items()}
"""The systems whose spellings of a language's names are met in the news, the most usual first."""

ALSO: dict[str, dict[str, str]] = _WRITTEN["also"]
"""By language the letters that are mostly written as others, each with that one."""

CONTEXTS: dict[str, str] = _WRITTEN["contexts"]
"""What stands before a letter, as a regular expression, by the sign that says so."""
