"""A briefing tells many events side by side; all of them are found, each with what is told of it, and nothing else.

*Exactly* means:

- every event is found by at least one rule of its family, or of its families, in the sentence that tells it;
- every match in such a sentence by a rule of the family has the event's place and status, and tells no number but the
  event's own; all its numbers are told by one rule or another;
- there are no matches but these: beside them only those are let pass that a careful editor might want (`fair`);
- the words that met a rule stand in one paragraph;
- all this whether the paragraphs still stand, stand in one line, or stand between what the page sets around them.

An event marked `known` is not found so yet; the test fails when it is, so that the mark goes.
"""

from __future__ import annotations

import pytest

from tests.briefings import briefings, layouts, met, mistakes, read

READ = [(briefing, layout) for briefing in briefings() for layout in layouts(briefing)]
NAMES = [f"{briefing.name}, {layout.name}" for briefing, layout in READ]


@pytest.mark.parametrize(("briefing", "layout"), READ, ids=NAMES)
def test_a_briefing_yields_exactly_its_events(desk, briefing, layout):
    found = read(briefing, layout, desk.ruleset, desk.gazetteer)
    assert mistakes(briefing, layout, found, desk.gazetteer) == []


@pytest.mark.parametrize(("briefing", "layout"), READ, ids=NAMES)
def test_what_is_known_to_be_missed_still_is(desk, briefing, layout):
    found = read(briefing, layout, desk.ruleset, desk.gazetteer)
    assert met(briefing, layout, found, desk.gazetteer) == []


def test_there_are_briefings_of_several_wars_in_three_languages():
    told = briefings()
    assert {one.lang for one in told} == {"en", "uk", "ru"}
    assert all(len(one.paragraphs) >= 12 for one in told)
    assert all(len(" ".join(one.paragraphs).split()) >= 450 for one in told)


def test_what_is_expected_of_a_briefing_stands_in_it():
    for briefing in briefings():
        text = "\n".join([briefing.title, *briefing.paragraphs])
        for told in (*briefing.events, *briefing.fair, *briefing.nothing):
            for quote in told.quotes:
                assert quote in text, f"{briefing.name}: {quote}"
