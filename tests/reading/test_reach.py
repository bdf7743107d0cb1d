"""How far a cue of each kind reaches: whether it says something of the event."""

from __future__ import annotations

import pytest
from sentences import reaches

from streams.reading.cue import Cue


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("The army {denied} that it had [shelled] the town.", True),
        ("Shells [hit] the town, which the army {denied}.", True),
        ("The army [shelled] the town and {denied} that anybody was hurt.", False),
        ("The army {denied} it, but missiles [hit] the town.", False),
        ("The army [shelled] the town, a charge it {denied}.", False),
        ("Армія {заперечила}, що [обстріляла] місто.", True),
        ("Армія [обстріляла] місто і {заперечила}, що є жертви.", False),
        ("[Обстрел] города {опровергли} в штабе.", True),
        ("После [обстрела] города {опровергли} слухи.", False),
        ("{نفى} الجيش أنه [قصف] القرية.", True),
    ],
)
def test_a_denial_reaches_what_it_governs_or_what_was_told_before_it(text, reached):
    assert reaches(Cue.DENIED, text) is reached


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("The report of a [strike] was {false}.", True),
        ("Missiles [hit] the port, but the photograph was {false}.", False),
        ("Reports that the port was [hit] are {false}.", True),
        ("Повідомлення про [удар] {неправдиве}.", True),
        ("Сообщения о том, что порт [обстреляли], {ложные}.", True),
    ],
)
def test_what_is_untrue_is_what_the_clause_speaks_of(text, reached):
    assert reaches(Cue.UNTRUE, text) is reached


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("There was {no} [strike] on the port.", True),
        ("There was {no} sign of any [strike] on the port.", True),
        ("The port was {not} [hit].", True),
        ("There was {no} power in the town after the [strike].", False),
        ("There was {no} time to hide in the cellar before a [strike].", False),
        ("The [dam] was {not} [hit] by drones.", True),
        ("The [dam] was {not} destroyed overnight by many [drones].", True),
        ("The [dam] has {no} lights that [drones] see.", False),
        ("There is {no} evidence that rebels [took] the town.", True),
        ("{No} one spoke, and missiles [hit] the town.", False),
        ("Міста {не} [обстрілювали] цієї ночі.", True),
        ("Світла в місті ще {немає}, бо станцію [обстріляли].", False),
        ("Город {не} [обстреливали] этой ночью.", True),
        ("{لم} [يقصف] الجيش القرية.", True),
    ],
)
def test_a_negation_reaches_what_follows_close_by(text, reached):
    assert reaches(Cue.NEGATED, text) is reached


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("The guards {foiled} an [attack] on the port.", True),
        ("The [attack] on the port {did not take place}.", True),
        ("The army pulled back to {avert} an [attack].", True),
        ("They left the port, and an [attack] was {averted}.", True),
        ("The [attack] hit the port and a fire was {averted}.", False),
        ("СБУ {зірвала} [напад] на порт.", True),
        ("Охрана {предотвратила} [нападение] на порт.", True),
    ],
)
def test_what_is_averted_did_not_happen(text, reached):
    assert reaches(Cue.AVERTED, text) is reached


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("In {1943} a shell [hit] the theatre.", True),
        ("A shell [hit] the theatre, built in {1943}.", False),
        ("A shell [hit] the theatre that in {1943} was a school.", False),
        ("The [shelling] of {1943} was worse.", True),
        ("У {1943} році снаряд [влучив] у театр.", True),
        ("Снаряд [влучив] у театр, який збудували у {1943} році.", False),
        ("В {1943} году снаряд [попал] в театр.", True),
    ],
)
def test_a_time_is_said_of_its_clause(text, reached):
    assert reaches(Cue.HISTORICAL, text) is reached


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("The army {plans} to [storm] the town.", True),
        ("A new [assault] is {expected}.", True),
        ("The army [stormed] the town and {plans} to hold it.", False),
        ("The sides agreed on a [truce] and {plan} to [meet].", False),
        ("Fights [erupted] ahead of {planned} protests.", False),
        ("The president {ordered} a [strike], killing ten.", False),
        ("The army is {ready} to respond to the [strike].", False),
        ("The army is {ready} to respond to an [attack].", True),
        ("Армія {планує} [наступ] на місто.", True),
        ("Після [удару] по місту {очікують} дощу.", False),
        ("Армия {планирует} [наступление] на город.", True),
    ],
)
def test_an_expectation_reaches_what_has_not_come(text, reached):
    assert reaches(Cue.EXPECTED, text) is reached


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("The rebels {threatened} to [blow up] the dam.", True),
        ("The [strike] {threat} emptied the town.", True),
        ("The [strike] on the port and the {threat} of rain emptied the town.", False),
        ("Бойовики {погрожують} [підірвати] дамбу.", True),
        ("Боевики {угрожают} [взорвать] дамбу.", True),
    ],
)
def test_a_threat_reaches_what_is_threatened(text, reached):
    assert reaches(Cue.THREATENED, text) is reached


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("{If} rebels [take] the town, the road is cut.", True),
        ("{If} it rains, rebels [take] the town.", True),
        ("Rebels [took] the town {if} we trust the mayor.", False),
        ("The army will [strike] {if} talks fail.", True),
        ("Rebels {could} [take] the town.", True),
        ("A [strike] that {could} be seen from the coast hit the port.", False),
        ("An [invasion] this year is {unlikely}.", True),
        ("A [strike] {could} follow.", True),
        ("The [strike] {could} follow.", False),
        ("The rebels [agreed] to a truce {proposed} by the envoy.", False),
        ("{Якщо} бойовики [візьмуть] місто, дорогу переріжуть.", True),
        ("{Если} боевики [возьмут] город, дорогу перережут.", True),
    ],
)
def test_a_condition_reaches_its_case_and_what_would_follow(text, reached):
    assert reaches(Cue.HYPOTHETICAL, text) is reached


@pytest.mark.parametrize(
    ("kind", "text", "reached"),
    [
        (Cue.ONGOING, "The [shelling] {goes on}.", True),
        (Cue.ONGOING, "After the [shelling] the rescue {goes on}.", False),
        (Cue.ONGOING, "The [shelling] stopped and the rescue {goes on}.", False),
        (Cue.ONGOING, "[Обстріл] {триває}.", True),
        (Cue.ONGOING, "После [обстрела] поиски {продолжаются}.", False),
        (Cue.HEARSAY, "Missiles {reportedly} [hit] the port.", True),
        (Cue.HEARSAY, "The mayor {reportedly} left; missiles [hit] the port.", False),
        (Cue.REMEMBERED, "The town {marked the anniversary of} the [shelling].", True),
        (Cue.REMEMBERED, "The [shelling] {anniversary} was quiet.", True),
        (Cue.REMEMBERED, "The [shelling] emptied the town before the {anniversary}.", False),
        (Cue.PRETENDED, "In the {exercise} rebels [took] the town.", True),
        (Cue.PRETENDED, "The {exercise} ended, but rebels [took] the town.", False),
    ],
)
def test_other_cues_reach_their_clause_or_part(kind, text, reached):
    assert reaches(kind, text) is reached
