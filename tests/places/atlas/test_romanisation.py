"""Cyrillic names in Latin letters, by standard and by newsroom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.places.atlas.romanisation import SYSTEMS, romanise, spellings

UKRAINIAN = st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ'’ʼ -", max_size=40)
RUSSIAN = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ -", max_size=40)


@pytest.mark.parametrize(
    ("name", "system", "written"),
    [
        ("Запоріжжя", "uk-kmu-2010", "Zaporizhzhia"),
        ("Згурівка", "uk-kmu-2010", "Zghurivka"),
        ("Єнакієве", "uk-kmu-2010", "Yenakiieve"),
        ("Кам’янка", "uk-kmu-2010", "Kamianka"),
        ("Їжаківка", "uk-bgn-pcgn-2019", "Yizhakivka"),
        ("Слов’янськ", "uk-bgn-pcgn-1965", "Slov”yans’k"),
        ("Згурівка", "uk-bgn-pcgn-1965", "Z·hurivka"),
        ("Борщагівка", "uk-national-1996", "Borschahivka"),
        ("Щастя", "uk-iso-9-1995", "Ŝastâ"),
        ("Харків", "uk-iso-9-1995", "Harkìv"),
        ("Ужгород", "uk-ala-lc", "Uz͡hhorod"),
        ("Запоріжжя", "uk-german", "Saporischschja"),
        ("Лисичанськ", "uk-german", "Lyssytschansk"),
        ("Житомир", "uk-french", "Jytomyr"),
        ("Черкаси", "uk-french", "Tcherkassy"),
        ("Авдіївка", "uk-french", "Avdiïvka"),
        ("Покровськ", "uk-polish", "Pokrowśk"),
        ("Волноваха", "uk-polish", "Wołnowacha"),
        ("Сьомаки", "uk-polish", "Siomaky"),
        ("Ужгород", "uk-dutch", "Oezjhorod"),
        ("Чернігів", "uk-scholarly", "Černihiv"),
        ("Хмельницький", "uk-english", "Khmelnytsky"),
        ("Енгельс", "ru-bgn-pcgn-1947", "Yengel’s"),
        ("Подъячево", "ru-bgn-pcgn-1947", "Pod”yachevo"),
        ("Братск", "ru-bgn-pcgn-1947", "Brat·sk"),
        ("Щукино", "ru-un-1987", "Ščukino"),
        ("Щукино", "ru-iso-9-1995", "Ŝukino"),
        ("Бийск", "ru-ala-lc", "Biĭsk"),
        ("Грозный", "ru-english", "Grozny"),
        ("Алексеевка", "ru-english-plain", "Alekseevka"),
        ("Королёв", "ru-icao-2015", "Korolev"),
        ("Александровка", "ru-german", "Alexandrowka"),
        ("Геленджик", "ru-french", "Guelendjik"),
        ("Щёлково", "ru-polish", "Szczołkowo"),
        ("Йошкар-Ола", "ru-dutch", "Josjkar-Ola"),
        ("Гомель", "be-bgn-pcgn-1979", "Homyel’"),
        ("Баранавічы", "be-national-2007", "Baranavičy"),
        ("Магілёў", "be-national-2007", "Mahilioŭ"),
    ],
)
def test_a_name_is_romanised_by_the_system_asked_for(name, system, written):
    assert romanise(name, system) == written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Щастя", "Shchastia"),
        ("ЩАСТЯ", "SHCHASTIA"),
        ("Яр", "Yar"),
        ("ЯР", "YAR"),
        ("Я", "Ya"),
        ("село Щастя", "selo Shchastia"),
    ],
)
def test_capitals_stay_capitals(name, written):
    assert romanise(name, "uk-kmu-2010") == written


@pytest.mark.parametrize("apostrophe", list("'’ʼʹ´′`＇‘"))
def test_every_apostrophe_between_letters_is_one(apostrophe):
    assert romanise(f"Кам{apostrophe}янське", "uk-kmu-2010") == "Kamianske"


@pytest.mark.parametrize("name", ["Мико\u0301лаїв", "Микола\u0301і\u0308в", "Микола\u0300їв"])
def test_stress_marks_are_dropped_and_the_dots_of_letters_stay(name):
    assert romanise(name, "uk-kmu-2010") == "Mykolaiv"


def test_an_unknown_system_is_told_with_those_there_are():
    with pytest.raises(ValueError, match=r"uk-kmu-2011.*uk-kmu-2010"):
        romanise("Київ", "uk-kmu-2011")


@pytest.mark.parametrize(
    ("name", "lang", "among"),
    [
        ("Запоріжжя", "uk", {"Zaporizhzhia", "Zaporizhzhya", "Zaporizhia", "Saporischschja", "Zaporijjia"}),
        ("Слов'янськ", "uk", {"Sloviansk", "Slovyansk", "Slowjansk"}),
        ("Курахове", "uk", {"Kurakhove", "Kourakhove", "Kurachowe", "Koerachove"}),
        ("Гуляйполе", "uk", {"Huliaipole", "Hulyaipole", "Hulyaypole"}),
        ("Мар'їнка", "uk", {"Marinka", "Mariinka", "Maryinka"}),
        ("Кривий Ріг", "uk", {"Kryvyi Rih", "Kryvy Rih", "Krywyj Rih"}),
        ("Запорожье", "ru", {"Zaporozhye", "Saporoschje", "Zaporojie"}),
        ("Щёлково", "ru", {"Shchelkovo", "Shchyolkovo"}),
        ("Быхаў", "be", {"Bykhaw", "Bychaŭ"}),
    ],
)
def test_spellings_are_what_newsrooms_print(name, lang, among):
    assert among <= set(spellings(name, lang))


def test_the_usual_spelling_comes_first_and_none_twice():
    found = spellings("Бахмут", "uk")
    assert found[0] == "Bakhmut"
    assert len(found) == len(set(found))


def test_spellings_leave_out_marks_that_newsrooms_leave_out():
    assert not set("’”·'") & set("".join(spellings("З’єднувальне Згурське", "uk")))


def test_a_latin_name_is_its_own_only_spelling():
    assert spellings("Łódź", "uk") == ("Łódź",)


@given(UKRAINIAN)
def test_the_national_system_is_plain_letters(text):
    letters = romanise(f"к{text}", "uk-kmu-2010").translate({ord(mark): None for mark in "'’ʼ"})
    assert letters.isascii()


@given(st.text(max_size=60), st.sampled_from(SYSTEMS))
def test_nothing_breaks_it_and_no_letter_becomes_more_than_seven(text, system):
    assert len(romanise(text, system)) <= 7 * len(text) + 7


@given(st.one_of(UKRAINIAN, RUSSIAN), st.sampled_from(SYSTEMS))
def test_what_is_romanised_stays_as_it_is(text, system):
    once = romanise(text, system)
    assert romanise(once, system) == once


@given(st.text(st.characters(max_codepoint=0x3FF), max_size=40), st.sampled_from(SYSTEMS))
def test_what_is_not_cyrillic_stays_as_it_is(text, system):
    assert romanise(text, system) == text


@given(st.one_of(UKRAINIAN, RUSSIAN, st.text(max_size=40)), st.sampled_from(["uk", "ru", "be"]))
def test_there_are_few_spellings(text, lang):
    assert len(spellings(text, lang)) <= 18
