"""A pronoun speaks for whoever the sentences before name, where only one can be meant."""

from __future__ import annotations

import pytest
from sentences import pronoun

from streams.reading.speech_words import speech_words
from streams.reading.voice import Voice
from streams.reading.who_speaks_on import speaks_on

MAYOR, ENVOY = Voice(name="the mayor", role="mayor"), Voice(name="the envoy", role="diplomat")
ARMY = Voice(name="the army", role="army")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("He {added} that the dam held.", "he"),
        ("He also {added} that the dam held.", "he"),
        ("The dam held, she {said}.", "she"),
        ("The mayor {said} the dam held.", ""),
        ("His envoy {said} the dam held.", ""),
        ("{According to} him, the dam held.", "him"),
        ("{According to} the mayor, the dam held.", ""),
        ("{За його словами}, дамба встояла.", "його"),
        ("{За словами} мера, дамба встояла.", ""),
        ("Він {додав}, що дамба встояла.", "він"),
        ("{По его словам}, плотина выстояла.", "его"),
        ("Она {добавила}, что плотина выстояла.", "она"),
    ],
)
def test_a_pronoun_is_known_where_nobody_is_named(text, told):
    assert pronoun(text) == told


@pytest.mark.parametrize(
    ("word", "before", "meant"),
    [
        ("he", [[MAYOR]], MAYOR),
        ("he", [[MAYOR, MAYOR]], MAYOR),
        ("he", [[], [MAYOR]], MAYOR),
        ("he", [[ENVOY], [MAYOR]], ENVOY),
        ("he", [[MAYOR, ENVOY]], None),
        ("he", [[ARMY]], None),
        ("he", [[ARMY], [MAYOR]], None),
        ("it", [[ARMY]], ARMY),
        ("it", [[MAYOR]], None),
        ("він", [[MAYOR]], MAYOR),
        ("він", [[ARMY]], None),
        ("она", [[ENVOY]], ENVOY),
        ("he", [], None),
    ],
)
def test_it_means_the_only_one_who_spoke_last_if_it_fits_him(word, before, meant):
    assert speaks_on(word, before, speech_words("und")) == meant
