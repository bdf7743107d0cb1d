"""A download is taken up where it broke off, comes whole or not at all, and says what went wrong."""

from __future__ import annotations

import fcntl
import gzip
import os

import pytest
from file_server import Answer, FileServer

from streams.errors import ConfigurationError
from streams.files.supply.download import FRUITLESS, Download, http_client

BODY = bytes(range(256)) * 2_000
ETAG = {"ETag": '"monday"'}


@pytest.fixture
def server():
    with FileServer() as running:
        yield running


@pytest.fixture
def fetch(tmp_path):
    """Fetch an address into a file; returns what lies there and what was waited."""
    waited = []

    def run(url, *, check=lambda _path: None, **options):
        with http_client() as client:
            Download(url, tmp_path / "file", client=client, sleep=waited.append, **options).run(check)
        return (tmp_path / "file").read_bytes()

    run.waited = waited
    run.folder = tmp_path
    return run


def left_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_comes_whole_with_its_progress(server, fetch):
    told = []
    assert fetch(server.tell("/a", Answer(BODY)), received=lambda *now: told.append(now)) == BODY
    assert told[-1] == (len(BODY), len(BODY))
    assert left_in(fetch.folder) == ["file"]


@pytest.mark.parametrize("version", [ETAG, {"Last-Modified": "Mon, 16 Nov 2026 04:00:00 GMT"}])
def test_what_breaks_off_is_taken_up_there(server, fetch, version):
    cut = Answer(BODY, headers=version, cut=200_000)
    assert fetch(server.tell("/a", cut, cut, Answer(BODY, headers=version))) == BODY
    assert server.ranges("/a") == [None, "bytes=200000-", "bytes=400000-"]


def test_another_run_takes_up_what_the_last_one_left(server, fetch):
    url = server.tell("/a", Answer(BODY, headers=ETAG, cut=300_000), *[Answer(status=503)] * FRUITLESS)
    with pytest.raises(ConfigurationError):
        fetch(url)
    server.tell("/a", Answer(BODY, headers=ETAG))
    assert fetch(url) == BODY
    assert server.ranges("/a")[-1] == "bytes=300000-"


def test_a_file_that_changed_meanwhile_is_taken_from_the_beginning(server, fetch):
    newer = BODY[::-1]
    url = server.tell("/a", Answer(BODY, headers=ETAG, cut=300_000), Answer(newer, headers={"ETag": '"tuesday"'}))
    assert fetch(url) == newer


@pytest.mark.parametrize("answer", [Answer(BODY, headers=ETAG, ranges=False), Answer(BODY)])
def test_a_server_that_gives_no_parts_gives_the_whole_again(server, fetch, answer):
    assert fetch(server.tell("/a", Answer(BODY, headers=answer.headers, cut=300_000), answer)) == BODY


def test_a_weak_version_is_none_to_go_on_with(server, fetch):
    weak = {"ETag": 'W/"monday"'}
    assert fetch(server.tell("/a", Answer(BODY, headers=weak, cut=9_000), Answer(BODY, headers=weak))) == BODY
    assert server.ranges("/a") == [None, None]


def test_what_was_left_of_another_address_is_not_gone_on_with(server, fetch):
    with pytest.raises(ConfigurationError):
        fetch(server.tell("/a", Answer(BODY, headers=ETAG, cut=300_000), *[Answer(status=503)] * FRUITLESS))
    assert fetch(server.tell("/b", Answer(BODY[::-1], headers=ETAG))) == BODY[::-1]


def test_a_part_of_something_else_is_never_put_behind(server, fetch):
    lie = Answer(BODY[5:], 206, {**ETAG, "Content-Range": f"bytes 5-{len(BODY) - 1}/{len(BODY)}"})
    assert fetch(server.tell("/a", Answer(BODY, headers=ETAG, cut=300_000), lie, Answer(BODY, headers=ETAG))) == BODY


def test_a_part_that_is_already_all_is_fetched_anew(server, fetch):
    (fetch.folder / "file.part").write_bytes(BODY + b"more")
    url = server.tell("/a", Answer(BODY, headers=ETAG))
    (fetch.folder / "file.part.json").write_text(f'{{"url": "{url}", "version": "\\"monday\\""}}')
    assert fetch(url) == BODY


@pytest.mark.parametrize("known", ["", "nonsense", "[]", '{"url": 1}'])
def test_notes_that_cannot_be_read_are_as_none(server, fetch, known):
    (fetch.folder / "file.part").write_bytes(b"old")
    (fetch.folder / "file.part.json").write_text(known)
    assert fetch(server.tell("/a", Answer(BODY, headers=ETAG))) == BODY


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_in_trouble_is_asked_again_later(server, fetch, status):
    assert fetch(server.tell("/a", Answer(status=status), Answer(status=status), Answer(BODY))) == BODY
    assert len(fetch.waited) == 2
    assert fetch.waited[1] > fetch.waited[0] >= 1


def test_no_sooner_than_it_asked(server, fetch):
    fetch(server.tell("/a", Answer(status=503, headers={"Retry-After": "120"}), Answer(BODY)))
    assert fetch.waited == [120]


def test_nobody_waits_an_hour_before_the_screen(server, fetch):
    with pytest.raises(ConfigurationError, match="503 Service Unavailable and asks to wait 3,600 seconds"):
        fetch(server.tell("/a", Answer(status=503, headers={"Retry-After": "3600"})))


def test_a_server_that_stays_in_trouble_is_given_up(server, fetch):
    url = server.tell("/a", Answer(status=500))
    with pytest.raises(ConfigurationError) as told:
        fetch(url)
    assert f"{url}: the server answers 500" in str(told.value)
    assert "try again later, or download it in another way and give the path" in str(told.value)
    assert len(server.asked) == FRUITLESS
    assert left_in(fetch.folder) == []


def test_attempts_that_bring_something_do_not_count(server, fetch):
    cut = Answer(BODY, headers=ETAG, cut=30_000)
    assert fetch(server.tell("/a", *[cut] * (3 * FRUITLESS), Answer(BODY, headers=ETAG))) == BODY


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_what_is_not_there_is_not_asked_for_twice(server, fetch, status):
    with pytest.raises(ConfigurationError, match=f"answers {status} .*see whether the address is right"):
        fetch(server.tell("/a", Answer(b"<html>no</html>", status)))
    assert len(server.asked) == 1
    assert left_in(fetch.folder) == []


def test_redirects_are_followed(server, fetch):
    url = server.tell("/a", Answer(status=302, headers={"Location": server.tell("/b", Answer(BODY))}))
    assert fetch(url) == BODY


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("/a", "more than 5 redirects"),
        ("http://dumps.example/UA.zip", "only https is trusted"),
        ("file:///etc/passwd", "only https is trusted"),
    ],
)
def test_redirects_in_a_circle_or_out_of_https_are_not(server, fetch, to, told):
    with pytest.raises(ConfigurationError, match=told):
        fetch(server.tell("/a", Answer(status=302, headers={"Location": to})))


@pytest.mark.parametrize(
    "url",
    ["http://dumps.example/UA.zip", "ftp://dumps.example/UA.zip", "https://", "http://[::1", "https://x:y/UA.zip"],
)
def test_an_address_that_anybody_could_answer_for_is_refused(fetch, url):
    with pytest.raises(ConfigurationError, match=r"only https is trusted|is no address"):
        fetch(url)


def test_a_server_that_is_not_there_is_told(fetch):
    with pytest.raises(ConfigurationError, match="the server cannot be reached"):
        fetch("http://127.0.0.1:9/UA.zip")


def test_no_token_of_an_address_is_told(server, fetch):
    url = server.tell("/a?token=secret", Answer(status=404)).replace("http://", "http://user:word@")
    with pytest.raises(ConfigurationError) as told:
        fetch(url)
    assert "secret" not in str(told.value)
    assert "word" not in str(told.value)


@pytest.mark.parametrize(
    "endless", [Answer(BODY), Answer(BODY, headers={"Content-Length": "99999999"}), Answer(BODY, length=False)]
)
def test_a_file_without_end_is_not_taken(server, fetch, endless):
    with pytest.raises(ConfigurationError, match="100,000 are the most that are taken"):
        fetch(server.tell("/a", endless), largest=100_000)
    assert left_in(fetch.folder) == []


def test_what_is_packed_on_the_way_is_unpacked(server, fetch):
    packed = Answer(gzip.compress(BODY), headers={"Content-Encoding": "gzip", **ETAG})
    assert fetch(server.tell("/a", packed)) == BODY


def test_what_is_not_what_it_should_be_is_not_kept(server, fetch):
    def refuse(path):
        raise ConfigurationError(f"{path.name}: no dump")

    with pytest.raises(ConfigurationError, match="no dump"):
        fetch(server.tell("/a", Answer(BODY)), check=refuse)
    assert left_in(fetch.folder) == []


def test_what_was_put_together_wrongly_is_fetched_anew_in_one_piece(server, fetch):
    def check(path):
        if path.read_bytes() != BODY:
            raise ConfigurationError("damaged")

    other = Answer(BODY[::-1], headers=ETAG, cut=300_000)  # another version under the same name
    assert fetch(server.tell("/a", other, Answer(BODY, headers=ETAG)), check=check) == BODY
    assert server.ranges("/a") == [None, "bytes=300000-", None]


def test_two_that_fetch_one_file_do_not_mix(server, fetch):
    with (fetch.folder / "file.part").open("ab") as part:
        fcntl.flock(part, fcntl.LOCK_EX)
        part.write(b"something")
        part.flush()
        with pytest.raises(ConfigurationError, match="another process is downloading it"):
            fetch(server.tell("/a", Answer(BODY)))
    assert (fetch.folder / "file.part").read_bytes() == b"something"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_that_cannot_be_written_says_what_to_set(server, fetch):
    fetch.folder.chmod(0o500)
    with pytest.raises(ConfigurationError, match="TOCSIN_CACHE"):
        fetch(server.tell("/a", Answer(BODY)))


def test_a_full_disk_says_what_to_set(server, fetch):
    (fetch.folder / "file").mkdir()
    (fetch.folder / "file" / "inside").touch()
    with pytest.raises(ConfigurationError, match="TOCSIN_CACHE"):
        fetch(server.tell("/a", Answer(BODY)))
