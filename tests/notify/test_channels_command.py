import json
import re

import pytest
from impostor import SLACK_URL, TELEGRAM_URL, Reply, impostor_in, telegram_error
from typer.testing import CliRunner

from streams.cli.channels import app

SECRET = re.compile(r"TIiajkdnlazkcOXrIdevi7|AAFhWXyz")


@pytest.fixture
def impostor(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # away from any .env
    monkeypatch.setenv("TOCSIN_CHANNELS__WATER_SLACK", SLACK_URL)
    monkeypatch.setenv("TOCSIN_CHANNELS__DUTY_TELEGRAM", TELEGRAM_URL)
    with impostor_in(tmp_path, monkeypatch) as impostor:
        yield impostor


def run(*arguments):
    result = CliRunner().invoke(app, ["test", *arguments])
    assert not SECRET.search(result.output)
    return result


@pytest.mark.parametrize("name", ["water-slack", "duty-telegram"])
def test_a_channel_that_works_gets_a_message_that_says_it_is_a_test(impostor, name):
    result = run(name)
    assert result.exit_code == 0
    assert result.output.startswith(f"sent: {name} took the test message")
    (request,) = impostor.requests
    assert "Tocsin test" in request.text
    assert "Nothing has happened" in request.text


def test_says_what_the_service_answered_and_which_setting_to_change(impostor):
    impostor.replies = [telegram_error(401, "Unauthorized")]
    result = run("duty-telegram")
    assert result.exit_code == 1
    assert result.output == (
        "failed: duty-telegram: answered 401 (Unauthorized): the token is wrong or revoked, or the chat is gone: "
        "check TOCSIN_CHANNELS__DUTY_TELEGRAM\n"
    )


def test_json_is_one_object(impostor):
    impostor.replies = [Reply(429, "", {"Retry-After": "30"})]
    result = run("water-slack", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "channel": "water-slack",
        "kind": "slack",
        "outcome": "failed",
        "setting": "TOCSIN_CHANNELS__WATER_SLACK",
        "error": "water-slack: answered 429: too many messages, it asks to wait 30 s",
        "retry_after": 30.0,
    }
    assert json.loads(run("water-slack", "--json").stdout)["outcome"] == "sent"


def test_an_unknown_name_lists_the_known_ones(impostor):
    result = run("water-slak")
    assert result.exit_code == 2
    assert "no channel is called 'water-slak'; there are duty-telegram, water-slack" in result.stderr
    assert "did you mean water-slack?" in result.stderr
    assert impostor.requests == []


def test_without_any_channel_it_says_where_they_are_set(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("water-slack")
    assert result.exit_code == 2
    assert "put an Apprise URL into TOCSIN_CHANNELS__WATER_SLACK" in result.stderr


def test_a_url_that_cannot_be_used_is_wrong_use(impostor, monkeypatch):
    monkeypatch.setenv("TOCSIN_CHANNELS__WATER_SLACK", "slack://TIiajkdnlazkcOXrIdevi7")
    result = run("water-slack")
    assert result.exit_code == 2
    assert result.stderr.startswith("tocsin: TOCSIN_CHANNELS__WATER_SLACK holds no URL that Apprise can use")
    assert impostor.connections == []


@pytest.mark.parametrize(
    "url", [SLACK_URL, TELEGRAM_URL, TELEGRAM_URL.removeprefix("tgram://"), "hooks.slack.com/TIiajkdnlazkcOXrIdevi7"]
)
def test_a_url_given_as_a_name_is_never_said_again(impostor, url):
    result = run(url)
    assert result.exit_code == 2
    assert "the name of a channel is wanted" in result.stderr
    assert "there are duty-telegram, water-slack" in result.stderr
    assert impostor.connections == []


def test_a_url_given_as_a_name_is_not_said_again_where_no_channel_is_set(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(SLACK_URL)
    assert result.exit_code == 2
    assert "goes into TOCSIN_CHANNELS__WATER_SLACK" in result.stderr
