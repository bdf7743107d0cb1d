"""Dumps named by operators come into the cache checked, all of them or none."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from file_server import Answer, FileServer

from streams.errors import ConfigurationError
from streams.files.supply import dumped
from streams.files.supply.dumped import TABLES
from streams.files.supply.gather import dumps_directory, forget, gather

ROW = "7\tVerkhnie\tVerkhnie\tВерхнє\t48.1\t37.2\tP\tPPL\tUA\t\t05\t\t\t\t120\t\t90\tZ\t2026-01-01"
DUMP = f"{ROW}\n{ROW.replace('7', '8', 1)}\n"


def packed(members) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return data.getvalue()


UA = packed({"UA.txt": DUMP, "readme.txt": "About the columns."})
CODES = {
    "admin1CodesASCII.txt": "UA.05\tDonetsk\tDonetsk\t709716\n",
    "admin2Codes.txt": "UA.05.1402\tBakhmut\tBakhmut\t12\n",
    "countryInfo.txt": "# ISO and so on\n" + "\t".join(["UA", "UKR", *["…"] * 17]) + "\n",
}


@pytest.fixture
def folder(tmp_path) -> Path:
    """A directory as a user would have it after downloading."""
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "UA.zip").write_bytes(UA)
    for name, text in CODES.items():
        (folder / name).write_text(text)
    (folder / "holiday.zip").write_bytes(packed({"beach.jpg": "…"}))
    return folder


@pytest.fixture
def server():
    with FileServer() as running:
        yield running


def kept(cache) -> list[str]:
    return sorted(path.name for path in dumps_directory(cache).iterdir()) if dumps_directory(cache).exists() else []


ALL = sorted(["UA.zip", *TABLES])


@pytest.mark.parametrize("source", ["", "UA.zip"])
def test_a_directory_or_a_dump_in_it_brings_the_tables_too(tmp_path, folder, source):
    assert sorted(gather([str(folder / source)], tmp_path / "cache")) == ALL
    assert kept(tmp_path / "cache") == ALL
    assert (dumps_directory(tmp_path / "cache") / "UA.zip").read_bytes() == UA


def test_a_table_alone_may_be_brought_later(tmp_path, folder):
    gather([str(folder / "admin2Codes.txt")], tmp_path / "cache")
    assert kept(tmp_path / "cache") == ["admin2Codes.txt"]


def test_a_dump_is_called_as_geonames_calls_it(tmp_path, folder):
    (folder / "UA.zip").rename(folder / "ukraine-november.zip")
    assert "UA.zip" in gather([str(folder / "ukraine-november.zip")], tmp_path / "cache")


def test_a_country_is_its_official_dump_with_the_tables(tmp_path, server):
    for name, body in {"UA.zip": UA, **{name: text.encode() for name, text in CODES.items()}}.items():
        server.tell(f"/dump/{name}", Answer(body))
    told = []
    for code in ("UA", "ua"):
        gather([code], tmp_path / "cache", official=f"{server.url}/dump/", show=lambda *now: told.append(now))
    assert kept(tmp_path / "cache") == ALL
    assert ("UA.zip", len(UA), len(UA)) in told
    assert list((tmp_path / "cache" / "downloads").iterdir()) == []


def test_beside_an_address_the_tables_are_taken_where_they_are(tmp_path, server):
    server.tell("/mirror/admin1CodesASCII.txt", Answer(CODES["admin1CodesASCII.txt"].encode()))
    url = server.tell("/mirror/UA.zip?token=secret", Answer(UA))
    server.tell("/mirror/admin1CodesASCII.txt?token=secret", Answer(CODES["admin1CodesASCII.txt"].encode()))
    assert gather([url], tmp_path / "cache") == ["UA.zip", "admin1CodesASCII.txt"]


def test_what_breaks_off_and_stumbles_comes_in_the_end(tmp_path, server, monkeypatch):
    monkeypatch.setattr("streams.files.supply.download.LONGEST_WAIT", 0.01)
    tag = {"ETag": '"1"'}
    url = server.tell("/UA.zip", Answer(UA, headers=tag, cut=100), Answer(status=500), Answer(UA, headers=tag))
    assert gather([url], tmp_path / "cache") == ["UA.zip"]
    assert server.ranges("/UA.zip") == [None, "bytes=100-", "bytes=100-"]


BOMB = packed({"UA.txt": "0" * 20_000_000})
DAMAGED = UA.replace(UA[60:64], b"\0\0\0\0", 1)
SECOND_MEMBER_DAMAGED = bytearray(packed({"UA.txt": DUMP, "readme.txt": "About the columns." * 30}))
SECOND_MEMBER_DAMAGED[SECOND_MEMBER_DAMAGED.index(b"readme.txt") + 14] ^= 0xFF
ENCRYPTED = bytearray(UA)
for _at in (UA.index(b"PK\x03\x04") + 6, UA.index(b"PK\x01\x02") + 8):
    ENCRYPTED[_at] |= 1
NO_DUMPS = {
    "a login page": (
        b"\n<!DOCTYPE html><html><body>Sign in</body></html>",
        "this is a web page, no dump; is a login page",
    ),
    "nothing": (b"", "the file is empty"),
    "something else": (b"\x89PNG", "this is no zip"),
    "half a zip": (UA[:200], "the zip is cut short; fetch it again"),
    "a damaged zip": (bytes(DAMAGED), "the zip is damaged"),
    "a damaged readme": (bytes(SECOND_MEMBER_DAMAGED), "the zip is damaged"),
    "a secret zip": (bytes(ENCRYPTED), "packed in an unusual way"),
    "a bomb": (BOMB, "20,000,000 bytes, as no dump of GeoNames has"),
    "many files": (packed({f"{n}.txt": DUMP for n in range(30)}), "it holds 30 files, as no dump"),
    "an unpacked dump": (DUMP.encode(), "give the zip as GeoNames publishes it"),
    "pictures": (packed({"beach.jpg": "…"}), "a dump holds one table such as UA.txt, and here is 'beach.jpg'"),
    "a way out": (packed({"../UA.txt": DUMP}), "a dump holds one table such as UA.txt"),
    "no places": (packed({"UA.txt": ""}), "UA.txt: it holds no places"),
    "alternate names": (
        packed({"UA.txt": "1\t2\tuk\tКиїв\t\t\t\t\t\t\n"}),
        "UA.txt:1: 10 columns where 19 are expected; this may",
    ),
    "half a line": (packed({"UA.txt": DUMP + ROW[:30]}), "UA.txt:3: 5 columns where 19 are expected"),
    "no numbers": (
        packed({"UA.txt": DUMP.replace("8\t", "eight\t", 1)}),
        "UA.txt:2: the line does not begin with a place's",
    ),
    "another encoding": (packed({"UA.txt": DUMP.encode("cp1251")}), "UA.txt:1: this is not UTF-8"),
    "one endless line": (packed({"UA.txt": DUMP * 30 + "".join(map(str, range(200_000)))}), "UA.txt:61: "),
}


@pytest.mark.parametrize(("body", "told"), NO_DUMPS.values(), ids=NO_DUMPS)
def test_what_is_no_dump_is_told_and_changes_nothing(tmp_path, server, body, told):
    (tmp_path / "some.zip").write_bytes(body)
    (tmp_path / "UA.zip").write_bytes(UA)
    url = server.tell("/UA.zip", Answer(body))
    for source in (str(tmp_path / "some.zip"), url):
        with pytest.raises(ConfigurationError) as error:
            gather([str(tmp_path / "UA.zip"), source], tmp_path / "cache")
        assert str(error.value).startswith(source)
        assert told in str(error.value)
    assert kept(tmp_path / "cache") == []


def test_a_dump_that_would_fill_the_disk_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(dumped, "UNPACKED", len(DUMP) - 1)
    (tmp_path / "UA.zip").write_bytes(UA)
    with pytest.raises(ConfigurationError, match="as no dump of GeoNames has"):
        gather([str(tmp_path / "UA.zip")], tmp_path / "cache")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("admin2Codes.txt", "<html>Sign in</html>", "this is a web page, not admin2Codes.txt"),
        ("admin1CodesASCII.txt", "UA.05\tDonetsk\n", "admin1CodesASCII.txt:1: 2 columns where 4 are expected"),
        ("countryInfo.txt", "# nothing\n\n", "countryInfo.txt:2: 1 columns where 19"),
        ("countryInfo.txt", "", "countryInfo.txt: it holds no places"),
    ],
)
def test_a_table_that_is_none_is_told(tmp_path, folder, name, text, told):
    (folder / name).write_text(text)
    with pytest.raises(ConfigurationError, match=told):
        gather([str(folder)], tmp_path / "cache")
    assert kept(tmp_path / "cache") == []


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("/nowhere/UA.zip", "there is no such file; give a dump's path or address, or a country's code such as UA"),
        ("Ukraine", "there is no such file"),
        ("QQ", "no country has this code"),
        ("http://dumps.example/UA.zip", "only https is trusted"),
        ("s3://bucket/UA.zip", "only https is trusted"),
    ],
)
def test_what_names_no_dump_is_told(tmp_path, source, told):
    with pytest.raises(ConfigurationError) as error:
        gather([source], tmp_path / "cache")
    assert told in str(error.value)


def test_a_directory_without_dumps_is_told(tmp_path):
    with pytest.raises(ConfigurationError, match="holds no dump: files such as"):
        gather([str(tmp_path)], tmp_path / "cache")


def test_dumps_are_forgotten_when_asked(tmp_path, folder):
    gather([str(folder)], tmp_path / "cache")
    forget(tmp_path / "cache")
    forget(tmp_path / "cache")
    assert kept(tmp_path / "cache") == []


def test_a_cache_that_cannot_be_written_says_what_to_set(tmp_path, folder):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match="TOCSIN_CACHE"):
        gather([str(folder)], tmp_path / "file")
