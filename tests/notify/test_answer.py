import json

import pytest
import requests
import urllib3
from hypothesis import given
from hypothesis import strategies as st

from streams.errors import DeliveryFailed, DeliveryUnknown
from streams.notify.answer import Answer, verdict

SETTING = "TOCSIN_CHANNELS__WATER_SLACK"


def a_response(status, body="", **headers):
    response = requests.Response()
    response.status_code = status
    response._content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    response.headers.update({"Content-Type": "text/plain"} | {name.replace("_", "-"): text for name, text in headers.items()})
    return response


def judged(*arguments, **headers):
    answer = Answer(asked=True)
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


def a_connection_error(reason=None):
    return requests.ConnectionError(urllib3.exceptions.MaxRetryError(None, "/", reason))


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (requests.ConnectTimeout(), DeliveryFailed, "cannot be reached"),
        (a_connection_error(urllib3.exceptions.NewConnectionError(None, "refused")), DeliveryFailed, "cannot be reached"),
        (requests.exceptions.ProxyError(), DeliveryFailed, "check HTTPS_PROXY"),
        (requests.exceptions.SSLError(), DeliveryFailed, "the certificate is not trusted"),
        (requests.exceptions.InvalidURL(), DeliveryFailed, "could not be made"),
        (requests.ReadTimeout(), DeliveryUnknown, "may have arrived"),
        (requests.ConnectionError(urllib3.exceptions.ProtocolError("aborted")), DeliveryUnknown, "may have arrived"),
        (requests.exceptions.ChunkedEncodingError(), DeliveryUnknown, "may have arrived"),
    ],
)
def test_only_what_never_reached_the_service_surely_failed(error, kind, words):
    failure = verdict(Answer(asked=True, error=error), channel="water-slack", setting=SETTING, told="")
    assert type(failure) is kind
    assert words in str(failure)
    assert not getattr(failure, "final", False)


def test_without_http_the_log_is_told():
    failure = verdict(Answer(), channel="mail", setting=SETTING, told="SMTP said no")
    assert str(failure) == "mail: SMTP said no"


@given(st.integers(100, 599), st.binary(max_size=3_000), st.text(st.characters(max_codepoint=255), max_size=50))
def test_no_answer_breaks_it(status, body, header):
    response = a_response(status, "", Retry_After=header)
    response._content = body
    answer = Answer(asked=True)
    answer.read(response)
    failure = verdict(answer, channel="x", setting=SETTING, told="")
    assert len(str(failure)) < 500
    assert failure.retry_after is None or 0 <= failure.retry_after < 1e12
