import logging
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from streams.notify.redact import Redacting, redact, secrets

ALNUM = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789"
TOKEN = st.text(ALNUM, min_size=8, max_size=40)
AROUND = st.text(max_size=60)


@given(TOKEN, TOKEN, TOKEN, AROUND, AROUND)
def test_no_part_of_a_channels_url_stays_in_a_text(first, second, third, before, after):
    for url in (
        f"slack://{first}/{second}/{third}/?footer=no",
        f"json://user:{first}@host.example:8080/{second}?+key={third}",
        f"tgram://123456789:{first}/{second}/?x={third}",
    ):
        known = secrets(url)
        for text in (url, f"https://hooks.slack.com/services/{first}/{second}/{third}", f"'{first}', {second}:{third}"):
            told = redact(f"{before}{text}{after}", known)
            for token in (first, second, third):
                assert token not in told.replace(before, "", 1).replace(after, "") or token in before + after


@given(st.text(min_size=8, max_size=30).filter(lambda secret: not secret.isspace()), AROUND)
def test_a_secret_is_taken_out_as_written_and_decoded(secret, around):
    known = secrets(f"json://host/{quote(secret, safe='')}")
    assert secret not in redact(f"{around} {quote(secret, safe='')} and {secret}", known).replace(around, "", 1)


@given(st.integers(100_000, 10**12), st.text(ALNUM + "_-", min_size=25, max_size=40), AROUND)
def test_a_telegram_token_is_recognised_wherever_it_comes_from(bot, token, around):
    told = redact(
        f"{around} https://api.telegram.org/bot{bot}:{token}/sendMessage /bot{bot}:{token}/getMe {bot}:{token} !"
    )
    assert token not in told.replace(around, "", 1)


def test_what_is_not_secret_stays():
    text = "water-slack: answered 429 (rate_limited): too many messages, it asks to wait 30 s"
    assert redact(text, secrets("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7")) == text


TOKENS = "T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7"


def test_a_log_is_redacted_and_silent_below_info(caplog):
    redacting = Redacting()
    redacting.known |= secrets(f"slack://{TOKENS}")
    logger = logging.getLogger("test-redact")
    logger.addFilter(redacting)
    with caplog.at_level(logging.DEBUG, "test-redact"):
        logger.debug("POST https://hooks.slack.com/services/%s", TOKENS)
        try:
            int("TIiajkdnlazkcOXrIdevi7")
        except ValueError:
            logger.exception("token %s is invalid", "TIiajkdnlazkcOXrIdevi7")
    assert caplog.messages == ["token … is invalid"]
    assert "TIiaj" not in caplog.text
