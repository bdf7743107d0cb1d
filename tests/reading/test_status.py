from __future__ import annotations

import datetime as dt

import pytest
from sentences import asserted

from streams.article import Article
from streams.match.match import Reading, match
from streams.match.passage import Passage
from streams.reading.cue import Cue
from streams.reading.status import Status
from streams.rules.rule import SAMPLE_DAY
from tests.eval.status import NO_NEWS, PARTS, cases, macro_f1, read, scores


def an_article(text: str, published: dt.datetime = SAMPLE_DAY) -> Article:
    return Article(id="1", text=text, published_at=published, fetched_at=published)


def assertion(desk, text: str):
    """How the first sentence that speaks of a strike or an offensive asserts it."""
    reading = Reading(an_article(text), desk.ruleset, desk.gazetteer)
    for rule in desk.files.rules:
        for passage in reading.passages(rule):
            assert isinstance(passage, Passage)
            return reading.assess(passage)
    raise AssertionError(f"no rule is about this: {text}")


@pytest.fixture(scope="module")
def reads(desk):
    """Every sentence of `tests/golden/status.yaml`, read."""
    return [read(desk, case) for case in cases()]


# ------------------------------------------------------------------ what the numbers may not fall below


def test_there_are_enough_sentences_in_every_language(reads):
    assert len(reads) >= 300
    for lang, least in {"en": 120, "uk": 90, "ru": 90}.items():
        assert sum(one.case.lang == lang for one in reads) >= least


@pytest.mark.parametrize("part", [*PARTS, "en", "uk", "ru", "ar", "all"])
def test_statuses_are_read_as_well_as_they_were(reads, part):
    assert macro_f1(one for one in reads if part in {"all", one.case.part, one.case.lang}) >= 0.95


def test_no_status_is_read_poorly(reads):
    assert min(min(precision, recall) for precision, recall, _ in scores(reads).values()) >= 0.92


def test_nothing_that_did_not_happen_is_taken_for_news(reads):
    assert [one.case.text for one in reads if one.dangerous] == []


def test_who_says_so_is_named_with_his_role(reads):
    asked = [one for one in reads if one.case.name]
    right = [
        one for one in asked
        if (voice := one.told.according_to) and (voice.name, voice.role) == (one.case.name, one.case.role)
    ]  # fmt: skip
    assert len(asked) >= 100
    assert len(right) >= 0.96 * len(asked)


# ------------------------------------------------------------------ what a match carries


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A missile struck the port of Odesa.", "occurred"),
        ("A missile struck the port of Odesa, the governor said.", "claimed"),
        ("The ministry denied that a missile struck Odesa.", "denied"),
        ("There was no missile strike on Odesa.", "negated"),
        ("A missile strike on Odesa caused no casualties.", "occurred"),
        ("In 2014 a missile struck Donetsk.", "historical"),
        ("A missile struck the dam, built in 1956, near Kurakhove.", "occurred"),
        ("Ракета влучила в порт Одеси, повідомив губернатор.", "claimed"),
        ("Минобороны опровергло ракетный удар по Одессе.", "denied"),
        ("An offensive on Zaporizhzhia is expected any day.", "expected"),
        ("The spokesman said an offensive on Zaporizhzhia could begin any day.", "expected"),
    ],
)
def test_the_text_s_own_words_decide_the_status(desk, text, status):
    assert assertion(desk, text).status == status


@pytest.mark.parametrize(
    ("text", "name", "role", "side"),
    [
        ("A missile struck the port of Odesa, the regional governor said.", "the regional governor", "governor", None),
        ("According to the army, a missile struck Odesa.", "the army", "army", None),
        ("Russian officials said a missile struck Odesa.", "Russian officials", "official", "Russia"),
        ("Moscow claims a missile struck Odesa.", "Moscow", "government", "Russia"),
        ("North Korea said a missile struck Odesa.", "North Korea", "government", "North Korea"),
        ("U.S. officials said a missile struck Odesa.", "U.S. officials", "official", "United States"),
        ("У Генштабі ЗСУ повідомили про ракетний удар по Одесі.", "Генштабі ЗСУ", "army", "Ukraine"),
        ("По словам российских военных, ракета попала в порт Одессы.", "российских военных", "army", "Russia"),
        ("A missile struck Odesa, said Oleh Kiper, the governor.", "Oleh Kiper", None, None),
        ("The head of the region, Oleh Kiper, told reporters a missile struck Odesa.", "The head of the region", "governor", None),
    ],
)  # fmt: skip
def test_who_says_so_is_named(desk, text, name, role, side):
    voice = assertion(desk, text).according_to
    assert voice is not None
    assert (voice.name, voice.role, voice.side) == (name, role, side)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The governor said it was bad. He added that a missile struck Odesa.", "The governor"),
        ("The army said it was bad. It said a missile struck Odesa.", "The army"),
        ("The governor said it was bad. The night was loud. He said a missile struck Odesa.", "The governor"),
        ("Голова області сказав, що було гучно. За його словами, ракета влучила в Одесу.", "Голова області"),
        ("Губернатор рассказал о ночи. Он добавил, что ракета попала в Одессу.", "Губернатор"),
        ("The army said it was bad. He said a missile struck Odesa.", None),
        ("The governor said it was bad, while the mayor said it was worse. He said a missile struck Odesa.", None),
        ("The governor said it was bad.\n\nHe said a missile struck Odesa.", None),
    ],
)
def test_a_pronoun_speaks_for_whoever_spoke_before_in_the_paragraph(desk, text, name):
    told = assertion(desk, text)
    assert told.status == "claimed"
    assert (told.according_to.name if told.according_to else None) == name


@pytest.mark.parametrize(
    "text",
    [
        "A missile strike on Odesa was reported.",
        "A missile reportedly struck Odesa.",
        "He said a missile struck Odesa.",
    ],
)
def test_a_claim_may_be_nobody_s(desk, text):
    told = assertion(desk, text)
    assert (told.status, told.according_to) == (Status.CLAIMED, None)


@pytest.mark.parametrize(
    ("text", "since", "quote"),
    [
        ("A missile struck the port of Odesa on Tuesday.", dt.datetime(2026, 11, 17, tzinfo=dt.UTC), "Tuesday"),
        ("A missile struck the port of Odesa.", SAMPLE_DAY, None),
        ("On Tuesday the mayor resigned; a missile struck the port of Odesa overnight.",
         dt.datetime(2026, 11, 19, 20, tzinfo=dt.UTC), "overnight"),
    ],
)  # fmt: skip
def test_a_match_says_when_it_happened(desk, text, since, quote):
    happened = {one.happened_at for one in match(an_article(text), desk.ruleset, desk.gazetteer)}
    assert {(one.from_, one.quote) for one in happened if one} == {(since, quote)}


def test_every_status_has_its_place_in_the_order():
    assert [status.strength for status in Status] == sorted(range(len(Status)), reverse=True)
    assert Status.DENIED.strength == 0


# ------------------------------------------------------------------ without rules and places


@pytest.mark.parametrize(
    ("text", "kind", "status", "name"),
    [
        ("Missiles [hit] the port.", Cue.ATTRIBUTED, Status.OCCURRED, None),
        ("Missiles [hit] the port, the mayor {said}.", Cue.ATTRIBUTED, Status.CLAIMED, "the mayor"),
        ("Missiles [hit] the port; nobody slept, the mayor {said}.", Cue.ATTRIBUTED, Status.OCCURRED, None),
        ("The army {denied} that missiles [hit] the port.", Cue.DENIED, Status.DENIED, "The army"),
        ("Missiles {reportedly} [hit] the port.", Cue.HEARSAY, Status.CLAIMED, None),
        ("The army {plans} to [hit] the port.", Cue.EXPECTED, Status.EXPECTED, None),
        ("In 2014 missiles [hit] the port.", Cue.HISTORICAL, Status.HISTORICAL, None),
        ("The trains of the valley have stood since the [offensive] failed.", Cue.ATTRIBUTED, Status.HISTORICAL, None),
        ("Did missiles [hit] the port?", Cue.HYPOTHETICAL, Status.HYPOTHETICAL, None),
        ("Had missiles [hit] the port, it would have burned.", Cue.HYPOTHETICAL, Status.HYPOTHETICAL, None),
        ("Missiles are [hitting] the port.", Cue.ONGOING, Status.ONGOING, None),
        ("Ракети [влучили] в порт, {повідомив} мер.", Cue.ATTRIBUTED, Status.CLAIMED, "мер"),
        ("Ракеты [попали] в порт в 2014 году.", Cue.HISTORICAL, Status.HISTORICAL, None),
        ("{نفى} الجيش أنه [قصف] القرية.", Cue.DENIED, Status.DENIED, "الجيش"),
    ],
)
def test_a_sentence_asserts_its_event_by_its_cues_and_forms(text, kind, status, name):
    told = asserted(text, kind, SAMPLE_DAY)
    assert (told.status, told.according_to.name if told.according_to else None) == (status, name)


def test_what_is_no_news_is_weaker_than_what_is():
    assert max(status.strength for status in NO_NEWS) < Status.EXPECTED.strength


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("On 9 May a missile hit a house in Kherson. The missile killed nine people.", False),
        ("Last year a missile hit the theatre in Kherson. It killed nine people.", False),
        ("Минулого року ракета влучила в театр Херсона. Та ракета вбила дев'ятьох людей.", False),
        ("На прошлой неделе ракета попала в театр Херсона. Та ракета убила девять человек.", False),
        ("On Tuesday a missile hit a house in Kherson. The missile killed nine people.", True),
        ("On 9 May a missile hit a house in Kherson. On Tuesday a missile killed nine people.", True),
        ("On 9 May a missile hit a house in Kherson. A new missile strike killed nine people.", True),
        ("On 9 May a missile hit a house in Kherson.\n\nThe missile strike on Sumy killed nine people.", True),
    ],
)
def test_a_sentence_that_goes_on_about_long_ago_is_no_news(desk, text, matches):
    assert bool(match(an_article(text), desk.ruleset, desk.gazetteer)) is matches
