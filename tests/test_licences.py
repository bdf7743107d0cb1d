"""What Tocsin is shipped with may be shipped with it, and everybody is told whose it is."""

from __future__ import annotations

import tomllib

import pytest

from tests import licences

KEPT = licences.read_table()
LOCKED = licences.dependencies(licences.LOCK.read_text(encoding="utf-8"), KEPT)


def test_every_locked_package_has_a_licence_that_an_apache_program_may_ship():
    assert len(LOCKED) > 50
    assert list(licences.problems(LOCKED, KEPT)) == []


@pytest.mark.parametrize(
    ("expression", "fine"),
    [
        ("MIT", True),
        ("Apache-2.0 AND MIT", True),
        ("MIT AND (BSD-2-Clause OR GPL-3.0-or-later)", True),
        ("GPL-3.0-or-later OR MIT", True),
        ("MIT AND GPL-3.0-only", False),
        ("(GPL-3.0-only OR CC-BY-NC-SA-4.0) AND MIT", False),
        ("CC-BY-NC-SA-4.0", False),
        ("Some licence", False),
        ("", False),
    ],
)
def test_a_licence_is_fine_where_every_part_of_one_choice_is(expression, fine):
    assert licences.acceptable(expression) is fine


def test_a_package_of_no_known_licence_and_one_with_noncommercial_data_are_told():
    kept = {"words": {"code": "MIT", "data": "CC-BY-NC-SA-4.0", "holds": "words", "source": "its README"}}
    found = licences.dependencies("nowhere-installed==1.0\nwords==2.0 \\\n    --hash=sha256:0\n", kept)
    assert list(licences.problems(found, kept)) == [
        "nowhere-installed: its code is under no known licence; see licences.toml",
        "words: its data is under CC-BY-NC-SA-4.0",
    ]


def test_what_is_kept_by_hand_says_where_it_was_read():
    kept = {"words": {"code": "MIT"}, "gone": {"code": "MIT", "source": "its README"}}
    found = licences.dependencies("words==2.0\n", kept)
    assert list(licences.problems(found, kept)) == [
        "licences.toml speaks of gone, which is not in requirements.lock",
        "licences.toml says of words no source, or of its data not what it is",
    ]


def test_the_notice_names_every_package_that_carries_data_of_others_and_every_file_of_ours_that_does():
    notice = (licences.ROOT / "NOTICE").read_text(encoding="utf-8")
    files = [
        "streams/languages/uk/words.zip",
        "streams/files/supply/tables/regions.tsv",
        "streams/files/supply/tables/codifier.tsv.xz",
    ]
    wanted = [one.name for one in LOCKED if one.data] + files
    assert [one for one in wanted if one not in notice] == []
    assert all((licences.ROOT / one).is_file() for one in files)


def test_the_notice_and_the_page_travel_with_the_program():
    project = tomllib.loads((licences.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "NOTICE" in project["project"]["license-files"]
    assert "NOTICE" in project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    image = (licences.ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    assert "LICENSE NOTICE deploy/LICENCES.md /usr/share/doc/tocsin/" in image
