from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text import text as reader
from streams.text.sentences import UNSEEN, sentence_spans
from streams.text.text import LONGEST_SENTENCE, read, read_fields
from streams.text.words import MAX_WORD, normalise


def languages(raw: str) -> list[str]:
    return [sentence.lang for sentence in read("text", raw).sentences]


def sentences(raw: str) -> list[str]:
    return [raw[sentence.start : sentence.end] for sentence in read("text", raw).sentences]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("The dam was hit. Villages were warned.", ["The dam was hit", "Villages were warned"]),
        ("Gen. Oleh Bondar said so. He left.", ["Gen. Oleh Bondar said so", "He left"]),
        ("Losses of 3.5 million U.S. dollars.", ["Losses of 3.5 million U.S. dollars"]),
        ("A heading\n\nThe text begins.", ["A heading", "The text begins"]),
        ("a line that is\nwrapped in the middle", ["a line that is\nwrapped in the middle"]),
        ("Глава обл. адміністрації прибув. Він мовчав.", ["Глава обл. адміністрації прибув", "Він мовчав"]),
        ("the first event ended.The next began", ["the first event ended", "The next began"]),
        ("“It is over!” he said.", ["It is over!” he said"]),
        (
            "Home News World Share 1,284 views Росія вдарила по місту.",
            ["Home News World Share 1,284 views", "Росія вдарила по місту"],
        ),
        (
            "Новини Світ 18:45 1 284 перегляди A missile hit a dam.",
            ["Новини Світ 18:45 1 284 перегляди", "A missile hit a dam"],
        ),
        (
            "Дослідники Institute for the Study of War пишуть про це.",
            ["Дослідники Institute for the Study of War пишуть про це"],
        ),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(raw, expected):
    assert sentences(raw) == expected


@pytest.mark.parametrize(
    ("raw", "lang"),
    [
        ("The dam was hit by a missile.", "en"),
        ("Atak dronów na szkołę", "pl"),
        ("Der Damm ist nicht getroffen worden und die Lage ist ruhig", "de"),
        ("Дамбу підірвано вночі", "uk"),
        ("Обстрелян город, сообщили власти, и это было ночью", "ru"),
        ("قصف مدفعي على المدينة", "ar"),
        ("Missile depot Odesa", "und-Latn"),
        ("Ukraine war: Russia strikes Odesa port", "en"),
        ("Yemen militia seizes UN cargo", "en"),
        ("Un missile sur Odessa", "fr"),
        ("Forces russes, missiles et drones sur Odessa", "fr"),
        ("Krieg: Rakete trifft Hafen und Schule", "de"),
        ("12:30", "und"),
        ("Херсон", "und-Cyrl"),
        ("Окупанти вдарили по вокзалу в Краматорську.", "und-Cyrl"),
    ],
)
def test_each_sentence_shows_its_language(raw, lang):
    assert languages(raw) == [lang]


def test_a_sentence_that_shows_no_language_takes_the_article_s():
    title, text = read_fields(
        [("title", "Missile strike Odesa"), ("text", "It was the third in a week, and the worst.")]
    )
    assert [title.sentences[0].lang, text.sentences[0].lang] == ["en", "en"]


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Курахо́ве", "курахове"),
        ("Слов’янськ", "слов'янськ"),
        ("Словʼянськ", "слов'янськ"),
        ("Йод", "йод"),
        ("Їжа", "їжа"),
        ("da\u00adm", "dam"),
        ("d\u200ba\u200bm", "dam"),
        ("ИЙ", "ий"),
        ("كـــبير", "كبير"),
    ],
)
def test_words_are_compared_without_what_says_nothing(written, compared):
    assert normalise(written) == compared


def test_a_run_of_letters_without_end_costs_no_more_than_a_word():
    assert len(read("text", "x" * 1_000_000).words[0]) == MAX_WORD


@given(st.text(max_size=400))
def test_every_word_slices_back_to_the_text(raw):
    text = read("text", raw)
    assert len(text.words) == len(text.starts) == len(text.ends)
    for word, start, end in zip(text.words, text.starts, text.ends, strict=True):
        assert 0 <= start < end <= len(raw)
        assert normalise(raw[start : min(end, start + MAX_WORD)]) == word


@given(st.text(alphabet="aZ9_ .,'`!?…\n\x01-)\"’й\u0301", max_size=200))
def test_text_that_is_read_fast_gives_the_words_that_offsets_measure(raw):
    text = read("text", raw)
    assert text.words == [normalise(raw[start:end]) for start, end in zip(text.starts, text.ends, strict=True)]
    assert [text.span(word) for word in range(len(text.words))] == list(zip(text.starts, text.ends, strict=True))


@given(st.text(max_size=400))
def test_every_word_is_in_exactly_one_sentence(raw):
    text = read("text", raw)
    spans = [(sentence.first, sentence.last) for sentence in text.sentences]
    assert [number for first, last in spans for number in range(first, last)] == list(range(len(text.words)))


def test_a_sentence_as_long_as_any_in_the_news_is_one():
    assert len(read("text", " ".join(["word"] * LONGEST_SENTENCE)).sentences) == 1


def test_a_sentence_without_end_is_read_in_pieces_that_end_at_a_mark():
    text = read("text", "first, " + "word " * (LONGEST_SENTENCE - 11) + "last, " + "word " * LONGEST_SENTENCE)
    assert [one.last - one.first for one in text.sentences] == [LONGEST_SENTENCE - 9, LONGEST_SENTENCE]
    assert text.raw[text.sentences[0].start : text.sentences[0].end].endswith("last")
    assert text.cut == 1
    assert text.quote(text.sentences[1].first, text.sentences[1].first + 1) == "word"


def test_a_sentence_goes_on_behind_an_abbreviation_of_its_language():
    raw = "Le gén. Dupont parle. Il part."
    assert [raw[start:end] for start, end, _ in sentence_spans(raw, frozenset({"gén"}))] == [
        "Le gén. Dupont parle",
        "Il part",
    ]


def test_an_article_is_split_by_the_abbreviations_of_the_language_that_most_of_it_is_in(monkeypatch):
    monkeypatch.setattr(reader, "abbreviations", lambda lang: frozenset({"gén"}) if lang == "fr" else UNSEEN)
    raw = "Le gén. Dupont parle avec les autorités de la ville. Il est dans la région."
    assert sentences(raw)[0] == "Le gén. Dupont parle avec les autorités de la ville"
    assert sentences("The gén. Dupont spoke in the town. He is there.")[0] == "The gén"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("L'armée d'Odessa n'est pas dans la ville.", "l' armée d' odessa n' est pas dans la ville"),
        ("Jusqu’à N’Djamena et qu’au Val d’Oise.", "jusqu' à n'djamena et qu' au val d' oise"),
        ("Aujourd'hui, les prud'hommes et le chef.", "aujourd'hui les prud'hommes et le chef"),
        ("The museum of D'Artagnan is in L'Aquila.", "the museum of d'artagnan is in l'aquila"),
        ("Пам'ять про обов'язок.", "пам'ять про обов'язок"),
    ],
)
def test_what_a_language_joins_is_parted_in_its_own_sentences(raw, words):
    text = read("text", raw)
    assert text.words == words.split()
    assert [text.quote(at, at + 1).casefold().replace("’", "'") for at in range(len(text.words))] == text.words
    assert list(zip(text.starts, text.ends, strict=True)) == [text.span(at) for at in range(len(text.words))]


def test_parted_words_count_in_the_sentences_behind():
    text = read("text", "Les morts sont de l'armée. Le pont d'Odessa est dans la ville.")
    first, second = text.sentences
    assert (first.last, second.first) == (6, 6)
    assert text.quote(second.first, second.last) == "Le pont d'Odessa est dans la ville"
    assert text.words_at(1, second.start + 8, second.start + 16) == (8, 10)
