"""Where the war in Ukraine is fought: a village near there is named far more often than its size tells.

Of five villages called Vesele in Kharkiv Oblast, none of them with a known population, news means the one near Izium. So a
settlement near a place that was fought for counts as larger than it is; one with more inhabitants than that keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable

from streams.places.atlas.build import Record
from streams.places.gazetteer import great_circle_km
from streams.places.similarity import key_of

FOUGHT_FOR: dict[str, tuple[str, ...]] = {
    "UA-63": ("Вовчанськ", "Липці", "Куп'янськ", "Дворічна", "Ізюм", "Балаклія", "Барвінкове", "Борова", "Циркуни", "Чугуїв"),
    "UA-09": ("Сватове", "Кремінна", "Сєвєродонецьк", "Лисичанськ", "Попасна", "Щастя", "Станиця Луганська", "Білогорівка"),
    "UA-14": (
        "Лиман", "Святогірськ", "Сіверськ", "Слов'янськ", "Соледар", "Бахмут", "Часів Яр", "Торецьк", "Горлівка", "Авдіївка",
        "Мар'їнка", "Покровськ", "Курахове", "Вугледар", "Велика Новосілка", "Волноваха", "Маріуполь", "Добропілля",
    ),
    "UA-23": ("Гуляйполе", "Оріхів", "Токмак", "Василівка", "Роботине", "Енергодар", "Степногірськ", "Кам'янське", "Мелітополь"),
    "UA-65": ("Херсон", "Нова Каховка", "Берислав", "Снігурівка", "Олешки", "Високопілля", "Дудчани", "Скадовськ"),
    "UA-48": ("Снігурівка", "Очаків", "Миколаїв"),
    "UA-12": ("Нікополь", "Марганець", "Покровське", "Межова"),
    "UA-59": ("Тростянець", "Охтирка", "Білопілля", "Юнаківка", "Краснопілля", "Шостка", "Глухів"),
    "UA-74": ("Чернігів", "Городня", "Семенівка"),
    "UA-32": ("Буча", "Ірпінь", "Макарів", "Бородянка", "Бровари", "Іванків"),
}  # fmt: skip
"""Towns and villages after which Ukraine's General Staff and the Institute for the Study of War named sectors and battles
from February 2022 on, by the ISO 3166-2 code of their region."""
REACH_KM = 40.0
"""How far from such a place its battles reach: what guns and most drones do."""
INTEREST = 3_000
"""What the nearest villages count as, in inhabitants; falls evenly to nothing at `REACH_KM`."""


def interest_near_the_front(settlements: Iterable[Record]) -> dict[str, int]:
    """What each settlement near the front counts as, in inhabitants, by id."""
    ukraine = [
        (record, record.lat, record.lon) for record in settlements if record.lat is not None and record.lon is not None
    ]
    asked = {(region, key_of(name)) for region, names in FOUGHT_FOR.items() for name in names}
    found: dict[tuple[str, str], tuple[int, float, float]] = {}
    for record, lat, lon in ukraine:
        region = (record.parent or "").removeprefix("iso3166:")
        for key in asked.intersection((region, key_of(name)) for name in record.aliases):
            found[key] = max(found.get(key, (-1, 0.0, 0.0)), (record.population, lat, lon))
    points = [(lat, lon) for _, lat, lon in found.values()]
    interest = {}
    for record, lat, lon in ukraine:
        near = min(
            (great_circle_km(lat, lon, *point) for point in points if abs(point[0] - lat) < REACH_KM / 111),
            default=REACH_KM,
        )
        if near < REACH_KM:
            interest[record.id] = round(INTEREST * (1 - near / REACH_KM))
    return interest
