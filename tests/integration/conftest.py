"""A pipeline of its own for each test that asks: topics, rules, a channel."""

from __future__ import annotations

import pytest
from pipeline import Pipeline, Sink


@pytest.fixture
def sink():
    with Sink() as running:
        yield running


@pytest.fixture
def pipeline(kafka, prefix, sink, tmp_path):
    made = Pipeline(
        tmp_path, bootstrap=kafka.bootstrap, prefix=prefix, channels__sink=sink.url, max_article_bytes="100000"
    )
    yield made
    made.close()
