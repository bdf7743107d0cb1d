import io
import json
import socket
import struct
import threading
import time
from contextlib import contextmanager

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from streams.errors import DeliveryFailed, DeliveryUnknown
from streams.notify.answer import Answer, observed, verdict, watch

SETTING = "TOCSIN_CHANNELS__WATER_SLACK"


def a_response(status, body="", **headers):
    response = requests.Response()
    response.status_code = status
    data = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
    response.raw = io.BytesIO(data)
    response.headers.update(
        {"Content-Type": "text/plain"} | {name.replace("_", "-"): text for name, text in headers.items()}
    )
    return response


def judged(*arguments, **headers):
    answer = Answer()
    answer.read(a_response(*arguments, **headers))
    return verdict(answer, channel="water-slack", setting=SETTING, told="")


@pytest.mark.parametrize(
    ("status", "body", "final", "words"),
    [
        (401, {"ok": False, "description": "Unauthorized"}, True, "(Unauthorized): the token is wrong or revoked"),
        (403, "action_prohibited", True, f"check {SETTING}"),
        (404, "no_team", True, f"(no_team): the token is wrong or revoked, or the chat is gone: check {SETTING}"),
        (400, {"description": "Bad Request: chat not found"}, True, "chat not found): it does not accept the request"),
        (400, {"description": "Bad Request: can't parse entities: x"}, True, "a fault in Tocsin: please report it"),
        (400, {"description": "x", "parameters": {"migrate_to_chat_id": -1002}}, True, "the chat's id is now -1002"),
        (429, "", False, "too many messages, it asks to wait 0 s"),
        (408, "", False, f"check {SETTING}"),
        (500, "", False, "the service is in trouble"),
        (503, "<html>down</html>", False, "the service is in trouble"),
        (302, "", True, "it redirects elsewhere"),
        (200, "<html>log in</html>", False, "is there a proxy in between?"),
        (200, {"ok": False, "error": "channel_not_found"}, True, "(channel_not_found): it does not accept"),
        (200, {"ok": False, "error": "ratelimited"}, False, "(ratelimited)"),
    ],
)
def test_an_answer_is_told_in_words_for_an_operator(status, body, final, words):
    failure = judged(status, body)
    assert isinstance(failure, DeliveryFailed)
    assert str(failure).startswith(f"water-slack: answered {status}")
    assert words in str(failure)
    assert failure.final is final


@pytest.mark.parametrize(
    ("body", "headers", "seconds"),
    [
        ("", {"Retry_After": "30"}, 30),
        ("", {"Retry_After": "1.5"}, 1.5),
        ({"parameters": {"retry_after": 3}}, {}, 3),
        ({"parameters": {"retry_after": 3}}, {"Retry_After": "2"}, 3),
        ({"retry_after": 0.65}, {}, 0.65),
        ("", {"Retry_After": "Tue, 24 Nov 2026 12:01:00 GMT", "Date": "Tue, 24 Nov 2026 12:00:00 GMT"}, 60),
        ("", {"Retry_After": "Tue, 24 Nov 2026 11:00:00 GMT", "Date": "Tue, 24 Nov 2026 12:00:00 GMT"}, 0),
        ("", {"Retry_After": "soon"}, None),
        ("", {"Retry_After": "-5"}, None),
        ("", {"Retry_After": "inf"}, None),
        ({"parameters": {"retry_after": "x"}}, {}, None),
        ({"parameters": {"retry_after": True}}, {}, None),
        ({"parameters": []}, {}, None),
        ([1], {}, None),
        ("", {}, None),
    ],
)
def test_a_service_says_how_long_to_wait(body, headers, seconds):
    assert judged(429, body, **headers).retry_after == seconds


@contextmanager
def a_server(script):
    """A server that follows a script with the first connection; yields its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=lambda: script(server.accept()[0]), daemon=True).start()
        yield server.getsockname()[1]


def hang_up(connection):
    connection.recv(10_000)
    connection.close()


def reset(connection):
    connection.recv(10_000)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def say_nothing(connection):
    time.sleep(1)
    connection.close()


def break_off(connection):
    connection.recv(10_000)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nok")
    connection.close()


def talk_nonsense(connection):
    connection.recv(10_000)
    connection.sendall(b"220 smtp.example ESMTP\r\n")
    connection.close()


def judged_against(script, scheme, monkeypatch, proxied):
    watch()
    with a_server(script) as port, observed() as answer:
        if proxied:
            monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        address = "hooks.slack.com" if proxied else f"127.0.0.1:{port}"
        with pytest.raises(requests.RequestException):
            requests.post(f"{scheme}://{address}/", data="{}", timeout=0.4)
    return verdict(answer, channel="water-slack", setting=SETTING, told="")


@pytest.mark.parametrize("script", [hang_up, reset, say_nothing, break_off, talk_nonsense])
def test_what_was_written_and_not_answered_may_have_arrived(script, monkeypatch):
    failure = judged_against(script, "http", monkeypatch, proxied=False)
    assert type(failure) is DeliveryUnknown
    assert "may have arrived" in str(failure)


@pytest.mark.parametrize("script", [hang_up, reset, say_nothing, talk_nonsense])
@pytest.mark.parametrize("proxied", [False, True])
def test_what_was_never_written_surely_failed_and_is_tried_again(script, proxied, monkeypatch):
    failure = judged_against(script, "https", monkeypatch, proxied=proxied)
    assert type(failure) is DeliveryFailed
    assert not failure.final


def test_a_host_that_does_not_exist_cannot_be_reached():
    watch()
    with observed() as answer, pytest.raises(requests.RequestException):
        requests.post("http://no-host.invalid/", timeout=0.4)
    failure = verdict(answer, channel="water-slack", setting=SETTING, told="")
    assert str(failure) == "water-slack: cannot be reached: no connection, or no such host"


def test_nothing_is_watched_but_what_is_observed():
    watch()
    with observed() as answer:
        pass
    with a_server(hang_up) as port, pytest.raises(requests.RequestException):
        requests.post(f"http://127.0.0.1:{port}/", timeout=0.4)
    assert answer == Answer()


def test_without_http_the_log_is_told():
    failure = verdict(Answer(), channel="mail", setting=SETTING, told="SMTP said no")
    assert str(failure) == "mail: SMTP said no"


@given(st.integers(100, 599), st.binary(max_size=3_000), st.text(st.characters(max_codepoint=255), max_size=50))
def test_no_answer_breaks_it(status, body, header):
    answer = Answer()
    answer.read(a_response(status, body, Retry_After=header))
    failure = verdict(answer, channel="x", setting=SETTING, told="")
    assert len(str(failure)) < 500
    assert failure.retry_after is None or 0 <= failure.retry_after < 1e12
