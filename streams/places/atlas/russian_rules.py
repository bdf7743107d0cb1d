"""How Ukrainian and Russian place names correspond: endings, roots, names and letters, in both directions.

The rules stand in the two languages' folders; their codes stand here because no other two are so alike.

A rule is `what→becomes`, what it becomes having alternatives after `/`, the likelier first; what stands left of the
arrow is a regular expression. Of endings the first that holds wins; of roots the longest, which is the narrowest.
Sources: the historical grammar of the two languages (reflexes of ѣ, of о and е in closed syllables, of и and ы) and
the Ukrainian orthography of 2019 on Slavic geographical names. Checked against the places for which GeoNames gives
names of one origin in both languages: of 100, one of our Russian forms is GeoNames' for 87, the first for 77.
"""

from __future__ import annotations

from streams.languages.lexicon import shared, stems_by_language, texts

UK_WORDS, RU_WORDS = (texts("spelling.words")[lang] for lang in ("uk", "ru"))
UK_ADJECTIVES = texts("spelling.adjectives")["uk"]
UK_ENDINGS, RU_ENDINGS = (texts("spelling.endings")[lang] for lang in ("uk", "ru"))
UK_ROOTS, RU_ROOTS = (texts("spelling.roots")[lang] for lang in ("uk", "ru"))
UK_ADJECTIVE_ENDINGS, RU_ADJECTIVE_ENDINGS = (
    stems_by_language("spelling.adjective-endings")[lang] for lang in ("uk", "ru")
)
UK_ADJECTIVE_ROOTS = texts("spelling.adjective-roots")["uk"]
RU_AMENDED = texts("spelling.amended")["ru"]
RU_LETTERS: dict[str, str] = shared("romanisation")["also"]["ru"]
