"""A sentence falls into clauses, and each hangs on another in its own way."""

from __future__ import annotations

import pytest
from sentences import clauses, marked


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The dam held.", [("main", "the dam held")]),
        ("The dam held; the bridge fell.", [("main", "the dam held"), ("main", "the bridge fell")]),
        ("The dam held, but the bridge fell.", [("main", "the dam held"), ("main", "but the bridge fell")]),
        ("Officials {said} that the dam held.", [("main", "officials said"), ("object", "that the dam held")]),
        ("The news that the dam broke spread.", [("main", "the news"), ("object", "that the dam broke spread")]),
        ("The dam that broke was old.", [("main", "the dam"), ("relative", "that broke was old")]),
        (
            "The dam, which was built in 1956, broke.",
            [("main", "the dam"), ("relative", "which was built in 1956"), ("main", "broke")],
        ),
        (
            "The dam held all night after shells fell.",
            [("main", "the dam held all night"), ("adverbial", "after shells fell")],
        ),
        ("After shells fell, the dam broke.", [("adverbial", "after shells fell"), ("main", "the dam broke")]),
        ("If shells fall, the dam breaks.", [("condition", "if shells fall"), ("main", "the dam breaks")]),
        (
            "Two hours after shells fell, the dam broke.",
            [("adverbial", "two hours after shells fell"), ("main", "the dam broke")],
        ),
        ("Rome since 2022 is safe.", [("main", "rome since 2022 is safe")]),
        ("Kyiv: the dam held.", [("main", "kyiv"), ("object", "the dam held")]),
    ],
)
def test_english_clauses_begin_at_marks_and_conjunctions(text, told):
    assert clauses(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Влада {каже}, що міст упав.", [("main", "влада каже"), ("object", "що міст упав")]),
        ("Міст, який підірвали, упав.", [("main", "міст"), ("relative", "який підірвали"), ("main", "упав")]),
        ("Якщо міст упаде, місто відріжуть.", [("condition", "якщо міст упаде"), ("main", "місто відріжуть")]),
        ("Міст упав, але місто вистояло.", [("main", "міст упав"), ("main", "але місто вистояло")]),
        ("Власти {сообщили}, что мост рухнул.", [("main", "власти сообщили"), ("object", "что мост рухнул")]),
        ("Мост, который взорвали, рухнул.", [("main", "мост"), ("relative", "который взорвали"), ("main", "рухнул")]),
        (
            "Мост рухнул в реку, когда его обстреляли.",
            [("main", "мост рухнул в реку"), ("adverbial", "когда его обстреляли")],
        ),
        ("{قال} الجيش إن الجسر سقط.", [("main", "قال الجيش"), ("object", "إن الجسر سقط")]),
        ("سقط الجسر الذي قصفه الجيش.", [("main", "سقط الجسر"), ("relative", "الذي قصفه الجيش")]),
    ],
)
def test_other_languages_begin_theirs_with_their_own_words(text, told):
    assert clauses(text) == told


@pytest.mark.parametrize(
    ("text", "segment"),
    [
        ("The mayor, Ivan Koval, [spoke].", "spoke"),
        ("The mayor, [Ivan] Koval, spoke.", "ivan koval"),
        ("The [mayor] spoke of it.", "the mayor spoke of it"),
        ("Мер, [Іван] Коваль, виступив.", "іван коваль"),
    ],
)
def test_a_segment_ends_at_commas_and_with_its_clause(text, segment):
    scope, _, (word,) = marked(text)
    assert " ".join(scope.word(at) for at in range(*scope.segment(word.first))) == segment


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The [dam] held, but the [bridge] fell.", False),
        ("The [dam] held when the [bridge] fell.", True),
        ("The [dam] held; the [bridge] fell.", False),
        ("[Дамба] встояла, а [міст] упав.", False),
        ("[Дамба] встояла, бо [міст] упав.", True),
    ],
)
def test_what_is_told_side_by_side_is_of_two_parts(text, parts):
    scope, _, (one, other) = marked(text)
    assert (scope.clause(one.first).part == scope.clause(other.first).part) is parts
