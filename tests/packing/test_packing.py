"""The kept scripts pack what is committed, and what they pack is read back."""

from __future__ import annotations

import pytest

from streams.files.supply import tables as tables_read
from streams.languages.uk.packed import WORDS, PackedDictionary
from tests.packing import tables, ukrainian
from tests.packing.morfologik import Row, rows

pytestmark = pytest.mark.slow

FORMS = [
    ("кіт", "noun:anim:m:v_naz"),
    ("кота", "noun:anim:m:v_rod"),
    ("кота", "noun:anim:m:v_zna"),
    ("коти", "noun:anim:p:v_naz"),
]


def regular(stem):
    """The rows of a word that declines as many do."""
    return [
        Row(stem, stem, ("noun:anim:m:v_naz",)),
        Row(f"{stem}а", stem, ("noun:anim:m:v_rod", "noun:anim:m:v_zna")),
        Row(f"{stem}ами", stem, ("noun:anim:p:v_oru",)),
    ]


def packed(read):
    return PackedDictionary(ukrainian.pack(ukrainian.lexemes_of(read)))


def test_what_is_packed_is_read_back():
    words = packed([Row(form, "кіт", (tag,)) for form, tag in FORMS] + [Row("києва", "Київ", ("noun:inanim:m:v_rod",))])
    (cat,) = words.readings("кота")
    assert (cat.lemma, cat.known, cat.name) == ("кіт", True, False)
    assert cat.tags == ("noun:anim:m:v_rod", "noun:anim:m:v_zna")
    assert cat.forms == {"кіт", "кота", "коти"}
    (city,) = words.readings("києва")
    assert (city.lemma, city.name) == ("київ", True)


def test_homonyms_are_told_apart_by_part_of_speech():
    words = packed(
        [Row("мати", "мати", ("noun:anim:f:v_naz", "verb:imperf:inf")), Row("маю", "мати", ("verb:imperf:pres:s:1",))]
    )
    assert sorted(reading.forms == {"мати", "маю"} for reading in words.readings("мати")) == [False, True]


def test_an_unknown_word_is_read_as_those_that_share_its_longest_ending():
    known = [row for first in "бвгдз" for row in regular(f"{first}орат")]
    (guess,) = packed(known).readings("коратами")
    assert (guess.lemma, guess.known, guess.tags) == ("корат", False, ("noun:anim:p:v_oru",))


def test_what_few_words_do_is_an_exception_and_no_analogy():
    known = [row for first in "бвгд" for row in regular(f"{first}орат")]
    (guess,) = packed(known).readings("коратами")
    assert (guess.lemma, guess.tags) == ("коратами", ())


def test_the_same_words_pack_to_the_same_bytes_in_any_order():
    known = [row for first in "бвгдз" for row in regular(f"{first}орат")]
    assert ukrainian.pack(ukrainian.lexemes_of(known)) == ukrainian.pack(ukrainian.lexemes_of(known[::-1]))


def test_words_with_a_hyphen_are_left_out():
    words = packed([Row("су-шеф", "су-шеф", ("noun:anim:m:v_naz",)), *regular("корат")])
    assert not words.readings("су-шеф")[0].known


def test_an_automaton_is_read_arc_by_arc():
    # labels: number 1 is "a", 2 is "+"; the root node leads to `a+A+x` and `aa+A+x`
    labels = b"\x00a+"
    first = b"\x40\x00\x03"  # the arc to the root, which is at 3
    root = b"\xc1"  # a, the last arc; its node comes next
    second = b"\x01\x08" + b"\x42\x09"  # a, to the node at 8; or +, the last arc, to the one at 9
    tail = b"\xc2" + b"\xc0A" + b"\xc2" + b"\x60x\x00"  # + A + x, each alone in its node; the end
    found = rows(b"\\fsa\xc6" + b"\x00\x07" + bytes((len(labels),)) + labels + first + root + second + tail)
    assert set(found) == {Row("aa", "aa", ("x",)), Row("a", "a", ("x",))}


def test_what_is_no_automaton_is_told():
    with pytest.raises(ValueError, match="CFSA2"):
        list(rows(b"PK\x03\x04 something else"))


def test_a_region_is_called_what_most_of_its_settlements_say():
    def city(lat):
        return tables.City(None, "UA", "08", lat, 30.0)

    told = [
        {"country_code": "UA", "latitude": lat, "longitude": 30.0, "state": state}
        for lat, state in ((1.0, "A"), (2.0, "B"), (3.0, "B"))
    ]
    assert tables.regions_of(told, [city(1.0), city(2.0), city(3.0), city(4.0)]) == {("UA", "08"): "B"}


def test_units_of_the_codifier_know_what_they_lie_in():
    sheet = [
        ("Перший рівень", None, None, None, None, "Категорія", "Назва"),
        ("UA01", None, None, None, None, "O", " Крим "),
        ("UA01", "UA0102", None, None, None, "P", "Бахчисарайський"),
        ("UA01", "UA0102", None, None, "UA010203", "B", "a city's district"),
    ]
    assert [(unit.code, unit.name, unit.above) for unit in tables.units_of(sheet)] == [
        ("UA01", "Крим", ()),
        ("UA0102", "Бахчисарайський", ("UA01",)),
    ]


def test_the_committed_tables_are_whole():
    units = list(tables_read.read_codifier())
    codes = {unit.code for unit in units}
    assert len(codes) == len(units) == 31_636
    assert all(set(unit.above) < codes for unit in units)
    assert tables_read.read_regions()["UA", "17"] == "Odessa"


@pytest.mark.long
def test_the_committed_dictionary_is_what_its_source_packs_into():
    assert ukrainian.pack(ukrainian.lexemes_of(rows(ukrainian.fetch()))) == WORDS.read_bytes()


@pytest.mark.long
def test_the_committed_tables_are_what_their_sources_pack_into():
    assert {path: tables.text_of(path) for path in (tables_read.REGIONS, tables_read.CODIFIER)} == tables.packed()
