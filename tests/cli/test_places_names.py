"""`tocsin places --name` for people, and `--explain`: every place weighed, with its points and its card."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from streams.cli import app
from streams.cli.places_answers import answer_name, answer_text


def run(*options, lines=()):
    return CliRunner().invoke(app, ["places", *options], input="\n".join(lines))


def test_names_given_are_told_to_a_person():
    done = run("--name", "Lyman", "Izium", "--in", "UA")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("Lyman: Lyman (Donetsk Oblast, UA)\n")
    assert all(one in done.stdout for one in ("\nIzium: ", "geonames:704204", "geonames:707292", "in Ukraine"))


def test_a_name_that_means_no_place_is_told_and_is_a_problem():
    done = run("--name", "Kherson", "Qwrtzx")
    assert done.exit_code == 1
    assert "Qwrtzx: no place\n  why         no place is called 'Qwrtzx'" in done.stdout


def test_names_given_are_json_for_programs():
    done = run("--name", "Kherson", "Курахове", "--json")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["Kherson", "Курахове"]
    assert [list(answer) for answer in answers] == [["id", "place", "why", "candidates"]] * 2


def test_lines_of_names_stay_json_and_lie_where_the_option_says():
    lines = [json.dumps({"id": 1, "name": "Lyman"}), json.dumps({"id": 2, "name": "Lyman", "in": "Odesa Oblast"})]
    done = run("--name", "--in", "Donetsk Oblast", lines=lines)
    assert [json.loads(line)["place"]["admin1"] for line in done.stdout.splitlines()] == [
        "Donetsk Oblast",
        "Odesa Oblast",
    ]


def test_a_file_of_names_is_read(tmp_path):
    path = tmp_path / "names"
    path.write_text('{"id": 1, "name": "Kherson"}\n')
    assert json.loads(run("--name", str(path)).stdout)["place"]["id"] == "geonames:706448"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--name", "Kherson", "names.jsonl"], "'Kherson' is a name and 'names.jsonl' a file"),
        (["--in", "Donetsk Oblast"], "--in says where names lie: it needs --name"),
        (["--name", "K" * 300], "'name' is too long for a name: 300 characters"),
        (["--name", "nowhere.jsonl"], "nowhere.jsonl: there is no such file"),
    ],
)
def test_what_cannot_be_meant_is_wrong_use(options, told):
    done = run(*options)
    assert done.exit_code == 2
    assert told in done.stderr


@pytest.mark.parametrize(
    ("place_id", "told"),
    [
        (
            "geonames:706448",
            ["kind        settlement", "lies in", "Kherson Oblast, Ukraine", "inhabitants", "Ukrainian: Херсон"],
        ),
        ("iso3166:UA-65", ["kind        region", "lies in     Ukraine"]),
        (
            "tocsin:nuclear-plant/zaporizhzhia-npp",
            ["kind        nuclear-plant", "position    47.51000, 34.59000", "Russian: "],
        ),
    ],
)
def test_an_id_shows_the_places_card(place_id, told):
    done = run("--name", place_id)
    assert done.exit_code == 0, done.stdout
    assert all(one in done.stdout for one in told), done.stdout


def test_an_id_that_no_place_has_is_told():
    done = run("--name", "geonames:1")
    assert done.exit_code == 1
    assert "no place has the id 'geonames:1'" in done.stdout


def test_an_explained_name_tells_every_place_weighed(desk):
    answer = answer_name(desk.gazetteer, {"name": "Lyman", "in": "Donetsk Oblast"}, explain=True)
    first, *others = answer["weighed"]
    assert first["chosen"]
    assert first["place"] == answer["place"]
    assert any(point["points"] > 3 and "20,066 inhabitants" in point["text"] for point in first["points"])
    assert all(one["barred"] == "does not lie in Donetsk Oblast" for one in others if not one["chosen"])
    assert len(others) >= 3


def test_the_points_of_a_place_add_up(desk):
    for one in answer_name(desk.gazetteer, {"name": "Kiew"}, explain=True)["weighed"]:
        assert one["total"] == pytest.approx(sum(point["points"] for point in one["points"]), abs=0.02)


def test_an_explained_text_tells_what_each_toponym_was_weighed_against(desk):
    text = "Explosions were heard in Moscow, Idaho, on Tuesday."
    answer = answer_text(desk.gazetteer, {"text": text}, explain=True)
    plain = answer_text(desk.gazetteer, {"text": text})
    assert [one["place"] for one in answer["toponyms"]] == [one["place"] for one in plain["toponyms"]]
    moscow = answer["toponyms"][0]
    assert [one["chosen"] for one in moscow["weighed"]].count(True) == 1
    assert moscow["card"]["lies_in"][0]["name"] == "Idaho"


def test_explained_texts_are_told_to_a_person_line_by_line():
    done = run(
        "--explain", lines=[json.dumps({"id": "a", "text": "Під Кураховом тихо."}), json.dumps({"text": "Nothing."})]
    )
    assert done.exit_code == 0, done.stderr
    assert "Кураховом (from 4 to 13): Kurakhove (Donetsk Oblast, UA)" in done.stdout
    assert "→" in done.stdout
    assert done.stdout.endswith("no name of a place\n")


def test_explained_texts_are_json_for_programs():
    done = run("--explain", "--json", lines=[json.dumps({"id": "a", "text": "Під Кураховом тихо."})])
    [toponym] = json.loads(done.stdout)["toponyms"]
    assert {"card", "weighed", "left_out"} <= set(toponym)


def test_no_control_character_of_a_name_reaches_the_terminal():
    done = run("--name", "Kher\x1b[31mson")
    assert "\x1b" not in done.stdout


def test_what_the_text_says_for_and_against_each_place_is_told(desk):
    text = "Shelling hit Lyman, east of Kharkiv, officials in Ukraine said. Reading books helps."
    lyman, *_ = answer_text(desk.gazetteer, {"text": text}, explain=True)["toponyms"]
    chosen = next(one for one in lyman["weighed"] if one["chosen"])
    assert any("near Kharkiv" in point["text"] for point in chosen["points"])
    assert any("Ukraine, which the text names" in point["text"] for point in chosen["points"])
    assert sum(point["points"] for point in lyman["verdict"]) >= 2


def test_a_name_that_means_no_place_tells_what_speaks_against_it(desk):
    [found] = answer_text(desk.gazetteer, {"text": "He plays for Washington United now."}, explain=True)["toponyms"]
    assert found["place"] is None
    assert found["verdict"][0]["points"] > 0
    assert all(point["points"] < 0 for point in found["verdict"][1:])
    assert any(point["text"] in found["why"] for point in found["verdict"][1:])
