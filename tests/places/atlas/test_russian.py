"""Place names between Ukrainian and Russian."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.places.atlas.russian import MAX_FORMS, russian_forms, ukrainian_forms

PAIRS = [
    ("Роботине", "Работино"),
    ("Курахове", "Курахово"),
    ("Кліщіївка", "Клещеевка"),
    ("Великий Бурлук", "Великий Бурлук"),
    ("Бахмут", "Бахмут"),
    ("Кремінна", "Кременная"),
    ("Сєвєродонецьк", "Северодонецк"),
    ("Вовчанськ", "Волчанск"),
    ("Слов'янськ", "Славянск"),
    ("Олешки", "Алешки"),
    ("Станиця Луганська", "Станица Луганская"),
    ("Нью-Йорк", "Нью-Йорк"),
    ("Запоріжжя", "Запорожье"),
    ("Миколаїв", "Николаев"),
    ("Чернівці", "Черновцы"),
    ("Кривий Ріг", "Кривой Рог"),
    ("Кам'янське", "Каменское"),
    ("Мар'їнка", "Марьинка"),
    ("Авдіївка", "Авдеевка"),
    ("Оріхів", "Орехов"),
    ("Гуляйполе", "Гуляйполе"),
    ("Вугледар", "Угледар"),
    ("Лисичанськ", "Лисичанск"),
    ("Куп'янськ", "Купянск"),
    ("Рубіжне", "Рубежное"),
    ("Золоте", "Золотое"),
    ("Попасна", "Попасная"),
    ("Гола Пристань", "Голая Пристань"),
    ("Макіївка", "Макеевка"),
    ("Білгород-Дністровський", "Белгород-Днестровский"),
    ("Мелітополь", "Мелитополь"),
    ("Святогірськ", "Святогорск"),
    ("Снігурівка", "Снигиревка"),
    ("Роздільна", "Раздельная"),
    ("Межова", "Межевая"),
]
OTHERWISE = {"Слов'янськ": "Слов’янськ", "Кам'янське": "Кам’янське", "Мар'їнка": "Мар’їнка", "Куп'янськ": "Куп’янськ"}
"""Ukrainian forms are written with the apostrophe that Ukrainian typography asks for."""


@pytest.mark.parametrize(("ukrainian", "russian"), PAIRS)
def test_the_russian_name_is_the_likeliest_or_the_next(ukrainian, russian):
    assert russian in russian_forms(ukrainian)[:3]


@pytest.mark.parametrize(("ukrainian", "russian"), PAIRS)
def test_the_ukrainian_name_is_found_from_the_russian_one(ukrainian, russian):
    assert OTHERWISE.get(ukrainian, ukrainian) in ukrainian_forms(russian)


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Великий Бурлук", {"Великий Бурлук", "Большой Бурлук"}),
        ("Червоний Лиман", {"Красный Лиман", "Червоный Лиман"}),
        ("Вишневе", {"Вишнево", "Вишневое"}),
        ("Бойове", {"Боево", "Боевое"}),
        ("Майорське", {"Майорское"}),
    ],
)
def test_where_a_rule_cannot_know_it_gives_both(name, forms):
    assert set(russian_forms(name)) == forms


@pytest.mark.parametrize("apostrophe", list("'’ʼ´`"))
def test_every_apostrophe_is_one(apostrophe):
    assert russian_forms(f"Слов{apostrophe}янськ") == ("Славянск",)


def test_stress_marks_say_nothing():
    assert russian_forms("Миколаї\u0301в") == ("Николаев",)


def test_a_russian_yo_is_read_as_it_is_mostly_written():
    assert ukrainian_forms("Алёшки") == ukrainian_forms("Алешки") == ("Олешки",)


def test_capitals_stay_capitals():
    assert russian_forms("КУРАХОВЕ")[0] == "КУРАХОВО"


@pytest.mark.parametrize("name", ["", "Kyiv", "123", "-", "а" * 200])
def test_what_is_no_cyrillic_name_has_no_forms(name):
    assert russian_forms(name) == ukrainian_forms(name) == ()


@given(st.one_of(st.text(max_size=90), st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’ -ЛСЯІ", max_size=80)))
def test_forms_are_few_and_nothing_breaks_them(name):
    for forms in (russian_forms(name), ukrainian_forms(name)):
        assert len(forms) <= MAX_FORMS
        assert len(set(forms)) == len(forms)


@given(st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’ ", max_size=60))
def test_a_russian_form_has_no_ukrainian_letter(name):
    for form in russian_forms(f"л{name}"):
        assert not set("іїєґ") & set(form)
