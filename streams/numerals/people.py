"""Who is counted without a numeral: *a woman*, *45-річний чоловік*, *nobody*; and which words are people at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from streams.lemma import lemmas


def words_in(listed: str) -> frozenset[str]:
    """The words of a list that blanks part."""
    return frozenset(listed.split())


PERSONS: Mapping[str, frozenset[str]] = {
    "en": words_in(
        "man woman boy girl child infant baby toddler teenager teen adult person civilian resident villager pensioner "
        "soldier serviceman servicewoman officer fighter policeman policewoman guard rescuer firefighter paramedic "
        "medic doctor nurse patient teacher pupil student journalist reporter cameraman driver worker miner engineer "
        "farmer fisherman sailor priest mayor volunteer watchman passenger protester tourist refugee mother father son daughter "
        "wife husband brother sister grandmother grandfather grandson granddaughter grandchild nephew niece uncle aunt relative neighbour neighbor suspect militant participant migrant citizen hunter cleric bystander pedestrian cyclist lawyer shepherd employee electrician prisoner hostage"
    ),
    "uk": words_in(
        "чоловік жінка дитина хлопець хлопчик дівчина дівчинка немовля підліток людина особа цивільний мешканець "
        "мешканка житель жителька пенсіонер пенсіонерка військовий військовослужбовець солдат боєць поліцейський "
        "рятувальник пожежник медик медсестра лікар лікарка пацієнт вчитель вчителька учень учениця студент студентка "
        "журналіст журналістка водій водійка працівник працівниця робітник шахтар енергетик фермер рибалка волонтер "
        "волонтерка сторож пасажир пасажирка мати батько син донька дочка дружина сестра брат бабуся дідусь онук онука учасник учасниця протестувальник містянин громадянин іноземець підозрюваний полонений моряк турист біженець родич заручник активіст бойовик зловмисник українець росіянин"
    ),
    "ru": words_in(
        "мужчина женщина ребенок дети мальчик девочка девушка парень младенец подросток человек гражданский житель "
        "жительница пенсионер пенсионерка военный военнослужащий солдат боец полицейский спасатель пожарный медик "
        "медсестра врач пациент учитель учительница ученик ученица студент студентка журналист журналистка водитель "
        "работник работница рабочий сотрудник сотрудница шахтер энергетик фермер рыбак волонтер сторож пассажир пассажирка "
        "мать отец сын дочь жена муж сестра брат бабушка дедушка внук внучка участник участница протестующий горожанин гражданин иностранец подозреваемый пленный моряк турист беженец родственник заложник активист боевик злоумышленник украинец россиянин"
    ),
}
"""Nouns for one human being, by dictionary form."""

ONE: Mapping[str, frozenset[str]] = {
    "en": PERSONS["en"],
    "uk": words_in(
        "чоловік чоловіка жінка жінку дитина дитину хлопець хлопця хлопчик хлопчика дівчина дівчину дівчинка дівчинку "
        "немовля підліток підлітка людина людину особа особу мешканець мешканця мешканка мешканку житель жителя "
        "жителька жительку пенсіонер пенсіонера пенсіонерка пенсіонерку військовий військового військовослужбовець "
        "військовослужбовця солдат солдата боєць бійця поліцейський поліцейського рятувальник рятувальника пожежник "
        "пожежника медик медика медсестра медсестру лікар лікаря лікарка лікарку вчитель вчителя вчителька вчительку "
        "журналіст журналіста журналістка журналістку водій водія працівник працівника працівниця працівницю робітник "
        "робітника енергетик енергетика фермер фермера волонтер волонтера волонтерка волонтерку сторож сторожа дружина дружину мати матір батько батька син сина "
        "донька доньку брат брата сестра сестру бабуся бабусю дідусь дідуся"
    ),
    "ru": words_in(
        "мужчина мужчину женщина женщину ребенок ребенка мальчик мальчика девочка девочку девушка девушку парень парня "
        "младенец младенца подросток подростка человек человека житель жителя жительница жительницу пенсионер "
        "пенсионера пенсионерка пенсионерку военный военного военнослужащий военнослужащего солдат солдата боец бойца "
        "полицейский полицейского спасатель спасателя пожарный пожарного медик медика медсестра медсестру врач врача "
        "учитель учителя учительница учительницу журналист журналиста журналистка журналистку водитель водителя рабочий "
        "рабочего сотрудник сотрудника сотрудница сотрудницу фермер фермера волонтер волонтера сторож сторожа жена жену муж мужа мать отец отца сын сына "
        "дочь брат брата сестра сестру бабушка бабушку дедушка дедушку"
    ),
}
"""Forms of one person who does or suffers something; Slavic languages have no article to say *one*."""
AGED = re.compile(r"(?:.*(?:річн|летн)|.+(?:ськ|цьк|ск|цк))(?:ий|а|у|ого|ая|ую|ой|ої|ий)")
"""Slavic adjectives of age, place and nation as they stand before a person."""
ADJECTIVES = words_in(
    "місцевий літній мирний молодий цивільний старий малий неповнолітній "
    "местный пожилой мирный молодой гражданский старый малолетний несовершеннолетний"
)
"""Other adjectives that stand before a person, by dictionary form."""

COUPLES = words_in("подружжя супруги супругов супругам")
NOBODY = words_in("nobody none ніхто нікого никто никого")
NO = words_in("no жоден жодного жодна жодну жодної")
"""Before a person, a victim or a weapon these are none of them."""
THERE_IS_NONE = words_in("немає нема нет")
VICTIMS = words_in(
    "dead death deaths fatality fatalities casualty casualties injury injuries wounded injured hurt killed missing "
    "загиблий поранений постраждалий травмований погибший раненый пострадавший"
)
CONJUNCTIONS = words_in("and та і й и")
PREPOSITIONS = words_in(
    "from in of at on near with by inside outside з із зі в у на біля під при серед с со из возле около под среди"
)
STOPS = words_in(
    "but while when after before that was were is are been had has have said а але но що что як когда коли"
)
"""What shows that another clause has begun."""
NEGATIONS = words_in("not не")


@lru_cache(maxsize=20_000)
def is_person(langs: frozenset[str], word: str) -> bool:
    """Whether a word, in any of its forms, is a noun for human beings; *people* are."""
    return word == "people" or any(
        not PERSONS[lang].isdisjoint(lemmas(lang, word) | {word}) for lang in langs & PERSONS.keys()
    )


@lru_cache(maxsize=20_000)
def is_victim(langs: frozenset[str], word: str) -> bool:
    """Whether a word is one for who or what was hit."""
    return word in VICTIMS or any(not VICTIMS.isdisjoint(lemmas(lang, word)) for lang in langs & PERSONS.keys())


def is_one_person(langs: frozenset[str], word: str) -> bool:
    """Whether a word by itself is one human being, as far as its form tells."""
    return word in ANY_ONE and any(word in ONE[lang] for lang in langs & ONE.keys())


ANY_ONE = frozenset().union(*ONE.values())
"""All of them: most words of a sentence are none."""
