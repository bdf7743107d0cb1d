"""Every metric of a worker, named once: what `GET /metrics` tells Prometheus.

Counters begin at 0 with each process, as Prometheus expects; each worker tells only what it did itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

CONTENT_TYPE = CONTENT_TYPE_LATEST
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

RULESET = Gauge(
    "tocsin_ruleset_info",
    "1 for the rules in force: their hash as matches carry it, and that of every file of the directory",
    ["version", "digest"],
    registry=REGISTRY,
)
RULES = Gauge("tocsin_rules", "Rules in force", registry=REGISTRY)
RULES_LOADED = Gauge(
    "tocsin_rules_loaded_timestamp_seconds", "When the rules in force were taken, as a Unix time", registry=REGISTRY
)
RULES_BROKEN = Gauge(
    "tocsin_rules_broken", "1 while the rule directory holds what cannot be taken, so that older rules stay in force",
    registry=REGISTRY,
)  # fmt: skip
RELOADS = Counter(
    "tocsin_rules_reloads_total",
    "Changes of the rule directory, by what came of them: taken or broken",
    ["outcome"],
    registry=REGISTRY,
)
ARTICLES = Counter("tocsin_articles_total", "Articles matched against the rules", registry=REGISTRY)
MATCH_SECONDS = Histogram(
    "tocsin_match_seconds",
    "Seconds it took to match one article against all rules",
    # around the 5 ms in which 99 of 100 articles are to be done; a second is a hostile article
    buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0),
    registry=REGISTRY,
)
LEFT_OUT = Counter(
    "tocsin_articles_left_out_total",
    "Articles of which something was not looked at, by the bound they met: sentences, words, passages, events, crowded, "
    "places",
    ["bound"],
    registry=REGISTRY,
)
MATCHES = Counter("tocsin_matches_total", "Matches sent, by rule", ["rule"], registry=REGISTRY)
ALERTS = Counter("tocsin_alerts_total", "Alerts sent, by rule", ["rule"], registry=REGISTRY)
DELIVERIES = Counter(
    "tocsin_deliveries_total",
    "Deliveries that ended, by channel and outcome",
    ["channel", "outcome"],
    registry=REGISTRY,
)
DEAD_LETTERS = Counter("tocsin_dead_letters_total", "Dead letters sent, by reason", ["reason"], registry=REGISTRY)
BROKERS = Gauge("tocsin_brokers_reachable", "1 while the brokers answer, 0 when they are silent", registry=REGISTRY)
LAG = Gauge(
    "tocsin_lag_records",
    "Records of a partition of this worker's that it has not finished and committed",
    ["topic", "partition"],
    registry=REGISTRY,
)
COMMIT_AGE = Gauge(
    "tocsin_commit_age_seconds",
    "Seconds since a commit last moved, of the partition with waiting records where it is longest; 0 when none waits",
    registry=REGISTRY,
)
RULESETS = Gauge(
    "tocsin_group_rulesets",
    "Different rule sets among the workers of the group; more than 1 is split",
    registry=REGISTRY,
)
WORKERS = Gauge(
    "tocsin_group_worker_info",
    "1 for each worker of the group that matches or plans deliveries, with the hash of its rule files",
    ["worker", "digest"],
    registry=REGISTRY,
)
LINES_LEFT_OUT = Counter(
    "tocsin_log_lines_left_out_total",
    "Lines the log does not show because others like them were shown just before, by logger",
    ["logger"],
    registry=REGISTRY,
)

for outcome in ("taken", "broken"):
    RELOADS.labels(outcome)  # told as 0 from the beginning: a counter that appears at 1 has no increase


def show_ruleset(version: str, digest: str) -> None:
    """Tell of the rules in force, and no longer of those before; never of none."""
    RULESET.labels(version, digest).set(1)
    for sample in [sample for metric in RULESET.collect() for sample in metric.samples]:
        if (sample.labels["version"], sample.labels["digest"]) != (version, digest):
            RULESET.remove(sample.labels["version"], sample.labels["digest"])


def keep_rules(rules: Collection[str]) -> None:
    """Tell no longer of rules that are gone: a directory that programs write would fill a worker's memory with names."""
    for counter in (MATCHES, ALERTS):
        told = {sample.labels["rule"] for metric in counter.collect() for sample in metric.samples}
        for gone in told.difference(rules):
            counter.remove(gone)


def show_brokers(
    *, reachable: bool, lag: Mapping[tuple[str, int], int], still: float, rulesets: Mapping[str, str]
) -> None:
    """Tell what a look at the brokers found: the lag by partition, the rule set by worker."""
    BROKERS.set(reachable)
    COMMIT_AGE.set(still)
    RULESETS.set(len(set(rulesets.values())))
    _show_only(
        LAG, ("topic", "partition"), {(topic, str(partition)): records for (topic, partition), records in lag.items()}
    )
    _show_only(WORKERS, ("worker", "digest"), dict.fromkeys(rulesets.items(), 1))


def _show_only(gauge: Gauge, names: Sequence[str], values: Mapping[tuple[str, ...], float]) -> None:
    """Set a gauge for these labels, and tell of no others."""
    for labels, value in values.items():
        gauge.labels(*labels).set(value)
    for sample in [sample for metric in gauge.collect() for sample in metric.samples]:
        labels = tuple(sample.labels[name] for name in names)
        if labels not in values:
            gauge.remove(*labels)


def exposition() -> bytes:
    """All metrics in Prometheus' text format."""
    return generate_latest(REGISTRY)
