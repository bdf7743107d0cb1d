"""The environment, read here and nowhere else: `TOCSIN_…` variables and a `.env` file."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, get_origin

from dotenv import dotenv_values
from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError
from rapidfuzz.distance import OSA

from streams.duration import seconds_or_duration
from streams.errors import ConfigurationError

PREFIX = "TOCSIN_"
DOTENV = Path(".env")
READ_BY_OTHERS = re.compile(r"TOCSIN_(?:VERSION|TEST_\w+)")
"""Variables that are none of a process's: the image's tag in docker-compose.yml, and what the tests are told."""

_ADDRESS = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^\s:/@\[\]]+)(?::(?P<port>\d{1,5}))?")
"""A host name, an IPv4 address or an IPv6 address in brackets, with a port."""


def _seconds(value: Any) -> Any:
    return seconds_or_duration(value) if isinstance(value, str) else value


def _span(value: Any) -> Any:
    """The same for a field that is a time span, which pydantic reads in ISO 8601 (`PT2H`) too."""
    try:
        return _seconds(value)
    except ValueError:
        if value.lstrip("+-")[:1] in {"P", "p"}:
            return value
        raise


LONGEST = dt.timedelta(days=366)
"""No wait and no age is longer: topics keep at most a month, and dates end."""
Seconds = Annotated[float, BeforeValidator(_seconds), Field(le=LONGEST.total_seconds())]
"""A number of seconds; written with units too, as in 90s, 30m, 2h or 7d. Every setting that is a time is one."""


class Settings(BaseSettings):
    """Everything an operator sets. Each field is the variable `TOCSIN_` + its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=DOTENV,
        env_nested_delimiter="__",
        extra="ignore",
        frozen=True,
        allow_inf_nan=False,  # no wait is endless, and arithmetic with `inf` ends in tracebacks
    )

    brokers: str = Field("localhost:9092", description="Kafka bootstrap servers, `host:port` separated by commas")
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="how to speak to the brokers"
    )
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        "SCRAM-SHA-512", description="how to log in, with a SASL protocol"
    )
    sasl_username: str | None = Field(None, description="the user to log in as")
    sasl_password: SecretStr | None = Field(None, description="its password")
    ssl_cafile: Path | None = Field(None, description="certificate authority to trust, instead of the system's")
    ssl_certfile: Path | None = Field(None, description="client certificate, where the brokers ask for one")
    ssl_keyfile: Path | None = Field(None, description="its key")
    group: str = Field("tocsin", min_length=1, description="consumer group; workers with the same name share the work")
    prefix: str = Field(
        "",
        description="put before every topic name",
        pattern=r"^[A-Za-z0-9._-]*$",
        max_length=200,  # Kafka's names have at most 249 letters, ours without prefix at most 12
    )
    partitions: int = Field(
        12, ge=1, le=1000, description="partitions of each topic; cannot be changed once the topics exist"
    )
    replication: int = Field(1, ge=1, description="copies of each topic that the brokers keep; 3 in production")
    session_timeout: Seconds = Field(15, ge=1, le=60, description="seconds until a dead worker's partitions move on")
    rules: Path | None = Field(None, description="rule directory; else `rules/` here, else the shipped packs")
    rules_poll: Seconds = Field(
        1, ge=0, le=3600, description="seconds between two looks at the rule directory; 0: rules are read at start only"
    )
    cache: Path = Field(
        default_factory=lambda: Path(tempfile.gettempdir()) / "tocsin",
        description="where the compiled gazetteer is kept",
    )
    feeds: SecretStr | None = Field(
        None,
        description="addresses of feeds, separated by spaces: what `tocsin ingest` reads where it is given no source",
    )
    feed_networks: str = Field(
        "",
        description="what feeds may be asked for besides public addresses: hosts, addresses and networks such as "
        "`10.20.0.0/16`, separated by commas",
    )
    max_article_bytes: int = Field(900_000, ge=1_000, description="a larger article becomes a dead letter")
    stale_after: Annotated[dt.timedelta, BeforeValidator(_span)] = Field(
        dt.timedelta(hours=2),
        ge=dt.timedelta(0),
        le=LONGEST,
        description="news older than this when fetched never rings",
    )
    tick_every: Seconds = Field(60, gt=0, description="seconds between the ticks that end quiet incidents")
    retry_for: Seconds = Field(
        3600, ge=0, description="seconds to keep trying to deliver an alert, from when a worker reads it from `outbox`"
    )
    retry_first: Seconds = Field(1, gt=0, description="seconds before the second attempt; doubles up to five minutes")
    channels: dict[str, SecretStr] = Field(
        default_factory=dict, description="Apprise URL of each channel: `TOCSIN_CHANNELS__WATER_SLACK` is `water-slack`"
    )
    web_port: int = Field(
        0,
        ge=0,
        le=65_534,
        description="port of `/live`, `/ready` and `/metrics`; `ingest` takes the one after it; 0 is none",
    )
    web_host: str = Field("127.0.0.1", description="address that they are served on")
    web_names: str = Field(
        "",
        description="names with a dot by which they may be asked, separated by commas; "
        "addresses, this host's name and names without a dot always may",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="how much to log")
    log_json: bool = Field(False, description="log as JSON lines")

    @field_validator("brokers", mode="after")
    @classmethod
    def _addresses(cls, brokers: str) -> str:
        found = [broker.strip() for broker in brokers.split(",")]
        for broker in found:
            address = _ADDRESS.fullmatch(broker)
            if address is None or not 0 < int(address["port"] or 9092) <= 65_535:
                raise ValueError(f"{broker!r} is no broker: write host:port, several with commas between them")
        return ",".join(found)

    @field_validator("feed_networks", mode="after")
    @classmethod
    def _networks(cls, listed: str) -> str:
        for entry in (entry.strip() for entry in listed.split(",") if entry.strip()):
            try:
                ipaddress.ip_network(entry, strict=False)
            except ValueError:
                if re.fullmatch(r"(?=.*[A-Za-z])[\w-]+(\.[\w-]+)*", entry, re.ASCII) is None:
                    told = "write 127.0.0.1, ::1, 10.20.0.0/16 or a host's name, several with commas between them"
                    raise ValueError(f"{entry!r} is no address, network or host: {told}") from None
        return listed

    @field_validator("rules_poll", mode="after")
    @classmethod
    def _unhurried(cls, seconds: float) -> float:
        if 0 < seconds < 0.1:
            raise ValueError("must be 0 or at least 0.1: a file's times may tell less apart")
        return seconds

    @field_validator("channels", mode="after")
    @classmethod
    def _channel_names(cls, channels: dict[str, SecretStr]) -> dict[str, SecretStr]:
        return {name.lower().replace("_", "-"): url for name, url in channels.items()}

    @model_validator(mode="after")
    def _credentials(self) -> Settings:
        if self.security_protocol.startswith("SASL") and not (self.sasl_username and self.sasl_password):
            raise ValueError("TOCSIN_SECURITY_PROTOCOL uses SASL: set TOCSIN_SASL_USERNAME and TOCSIN_SASL_PASSWORD")
        return self


def load() -> Settings:
    """Read the settings.

    Raises:
        ConfigurationError: a value is wrong; says which variable, and what it must be, never the value of a secret.
    """
    try:
        return Settings()
    except UnicodeDecodeError:
        raise ConfigurationError(f"{DOTENV} is not UTF-8: save it as UTF-8") from None
    except SettingsError as error:
        raise ConfigurationError(f"{error}: write TOCSIN_CHANNELS__NAME=URL for the channel `name`") from None
    except ValidationError as error:
        lines = []
        for problem in error.errors(include_input=False, include_url=False):
            name = PREFIX + "__".join(str(part) for part in problem["loc"]).upper() if problem["loc"] else "settings"
            lines.append(f"{name}: {problem['msg'].removeprefix('Value error, ')}")
        raise ConfigurationError("\n".join(lines)) from None


def unknown_variables() -> list[tuple[str, str]]:
    """What is set for Tocsin, here or in `.env`, and is no setting of it; each with the name that is nearest.

    Values are not looked at. Names that begin nearly as ours do (`TOSCIN_`) are taken for ours.
    """
    return sorted(_unknown({*os.environ, *dotenv_values(DOTENV, interpolate=False)}))


def _unknown(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    known = {PREFIX + field.upper(): _is_family(field) for field in Settings.model_fields}
    for name in names:
        begin, line, rest = name.upper().partition("_")
        # One slip apart: two turn TOCSIN into other words.
        if not line or OSA.distance(begin + line, PREFIX, score_cutoff=1) > 1 or READ_BY_OTHERS.fullmatch(name.upper()):
            continue
        head, nested, leaf = (begin + line + rest).partition("__")
        if head not in known or (nested and not known[head]):
            near = min(sorted(known), key=lambda one: OSA.distance(head, one))
            yield name, near + nested + leaf if nested and known[near] else near


def _is_family(field: str) -> bool:
    """Whether a setting is many, each with a name of its own behind two underscores."""
    return get_origin(Settings.model_fields[field].annotation) is dict
