"""A changed rule directory is taken whole or not at all, and told once."""

from __future__ import annotations

import datetime as dt
import gc
import itertools
import os
import shutil

import pytest
import structlog
from builders import a_rule_file

from streams.errors import ConfigurationError, RuleErrors
from streams.files.desk.rules import read_desk
from streams.files.desk.watch import Watch, digest_of, look_at, open_desk
from streams.metrics import REGISTRY
from streams.reading.cue import CUES
from streams.settings import Settings

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


BROKEN = a_rule_file("storm").replace("any:", "nay:")


def count(outcome: str) -> float:
    return REGISTRY.get_sample_value("tocsin_rules_reloads_total", {"outcome": outcome}) or 0.0


@pytest.fixture
def rules(tmp_path):
    folder = tmp_path / "rules"
    (folder / "weather").mkdir(parents=True)
    (folder / "weather/pack.yaml").write_text("owner: tests\n")
    (folder / "weather/storm.yaml").write_text(a_rule_file("storm"))
    (folder / "cues").mkdir()
    for cue in CUES:  # what they say is not the matter here, and the shipped ones take a tenth of a second each time
        (folder / "cues" / f"{cue}.yaml").write_text("terms: {en: [zzyzx]}\n")
    (folder / "subscriptions.yaml").write_text("everybody: {channels: [sink]}\n")
    return folder


class Desk:
    """A worker's rules under watch, and every line it logs."""

    read = staticmethod(read_desk)

    def __init__(self, rules, logged):
        self.settings = Settings(rules=rules, _env_file=None)
        self.current = open_desk(self.settings, read_desk, now=NOON)
        self.watch = Watch(self.settings, self.current, clock=lambda: NOON, read=self._read)
        self.look()
        self.logged = logged
        self.counted = {outcome: count(outcome) for outcome in ("taken", "broken")}

    def _read(self, settings):
        return self.read(settings)

    def look(self, times=2):
        """Look as often; a change is taken by the second look that sees it."""
        for _ in range(times):
            self.watch.look()

    def counts(self):
        return tuple(count(outcome) - before for outcome, before in self.counted.items())

    def told(self, event):
        return [line for line in self.logged if line["event"] == event]

    @property
    def rules(self):
        return [rule.id for rule in self.current.desk.ruleset.rules]


@pytest.fixture
def desk(rules):
    with structlog.testing.capture_logs() as logged:
        yield Desk(rules, logged)


def test_a_new_rule_is_in_force_after_two_looks(desk, rules):
    before = desk.current.desk
    (rules / "weather/flood.yaml").write_text(a_rule_file("flood"))
    desk.look(1)
    assert desk.current.desk is before
    desk.look(1)
    assert desk.rules == ["weather/flood", "weather/storm"]
    assert desk.current.desk.ruleset.version != before.ruleset.version
    assert desk.counts() == (1, 0)
    [line] = desk.told("rules taken")
    assert (line["was"], line["version"]) == (before.ruleset.version, desk.current.desk.ruleset.version)


def test_an_overlay_that_comes_is_in_force_and_one_that_is_wrong_is_told(desk, rules):
    (rules / "languages").mkdir()
    overlay = rules / "languages/uk.yaml"
    overlay.write_text("cues: {denied: [збрехати]}\n", encoding="utf-8")
    desk.look()
    assert list(desk.current.desk.files.overlays) == ["uk"]
    overlay.write_text("cues: {denied: [lie]}\n", encoding="utf-8")
    desk.look()
    assert desk.counts() == (1, 1)
    [mistake] = desk.told("rule mistake")
    assert (mistake["file"], mistake["line"], mistake["code"]) == (str(overlay), 1, "wrong-script")


def test_what_has_not_changed_is_not_read(desk):
    desk.read = None  # would raise
    desk.look(5)
    assert desk.logged == []


def test_a_broken_set_keeps_the_old_one_and_is_told_once_with_file_and_line(desk, rules):
    before = desk.current.desk
    (rules / "weather/storm.yaml").write_text(BROKEN)
    desk.look(6)
    assert desk.current.desk is before
    assert desk.counts() == (0, 1)
    mistakes = desk.told("rule mistake")
    [mistake] = [one for one in mistakes if one["code"] == "unknown-key"]
    assert mistake["file"].endswith("rules/weather/storm.yaml")
    assert mistake["line"] == 5
    assert len(desk.told("rules broken")) == 1
    assert desk.current.failure is not None
    assert any("storm.yaml:5:1" in str(reason) for reason in desk.current.failure.reasons)


def test_the_same_mistake_in_files_written_again_is_not_told_again(desk, rules):
    for _ in range(3):
        (rules / "weather/storm.yaml").write_text(BROKEN)
        desk.look(2)
    assert desk.counts() == (0, 1)


def test_another_mistake_is_told_too(desk, rules):
    (rules / "weather/storm.yaml").write_text(BROKEN)
    desk.look(2)
    (rules / "weather/storm.yaml").write_text(BROKEN.replace("nay:", "yan:"))
    desk.look(2)
    assert desk.counts() == (0, 2)


def test_a_broken_set_that_is_mended_is_taken(desk, rules):
    (rules / "weather/storm.yaml").write_text(BROKEN)
    desk.look()
    (rules / "weather/storm.yaml").write_text(a_rule_file("gale"))
    desk.look()
    assert desk.counts() == (1, 1)
    assert desk.current.failure is None
    assert REGISTRY.get_sample_value("tocsin_rules_broken") == 0


def test_a_broken_set_that_is_taken_back_is_told_as_mended(desk, rules):
    before = desk.current.desk
    (rules / "weather/storm.yaml").write_text(BROKEN)
    desk.look()
    (rules / "weather/storm.yaml").write_text(a_rule_file("storm"))
    desk.look(4)
    assert desk.current.desk is before
    assert desk.current.failure is None
    assert len(desk.told("rules mended")) == 1
    assert desk.counts() == (0, 1)


def test_a_set_identical_in_content_is_not_taken_again(desk, rules):
    before = desk.current.desk
    shutil.copytree(rules, rules.with_name("new"))
    shutil.rmtree(rules)
    rules.with_name("new").rename(rules)
    desk.look(4)
    assert desk.current.desk is before
    assert desk.logged == []


def test_files_still_being_written_are_left_alone(desk, rules):
    before = desk.current.desk
    for number in range(5):
        (rules / f"weather/number-{number}.yaml").write_text(a_rule_file(f"gale{number}"))
        desk.look(1)
        assert desk.current.desk is before
    desk.look(1)
    assert len(desk.rules) == 6
    assert desk.counts() == (1, 0)


@pytest.mark.parametrize("half", [BROKEN, a_rule_file("gale")], ids=["broken", "whole"])
def test_what_changes_while_it_is_read_is_neither_taken_nor_told(desk, rules, half):
    before = desk.current.desk

    def read_while_written(settings):
        try:
            return read_desk(settings)
        finally:
            (rules / "weather/flood.yaml").write_text(a_rule_file("flood"))

    desk.read = read_while_written
    (rules / "weather/storm.yaml").write_text(half)
    desk.look(2)
    assert desk.current.desk is before
    assert desk.counts() == (0, 0)
    desk.read = read_desk
    (rules / "weather/storm.yaml").write_text(a_rule_file("storm"))
    desk.look(2)
    assert desk.rules == ["weather/flood", "weather/storm"]


def test_a_directory_gone_for_a_moment_changes_nothing(desk, rules):
    rules.rename(rules.with_name("away"))
    desk.look(1)
    rules.with_name("away").rename(rules)
    desk.look(3)
    assert desk.logged == []


def test_a_directory_gone_for_good_is_told_once_and_its_rules_stay(desk, rules, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)  # where `rules/` would be the next choice
    before = desk.current.desk
    rules.rename(rules.with_name("away"))
    desk.look(5)
    assert desk.current.desk is before
    assert desk.counts() == (0, 1)
    rules.with_name("away").rename(rules)
    desk.look(3)
    assert desk.current.failure is None
    assert len(desk.told("rules mended")) == 1


def test_a_directory_without_rules_is_no_wish_to_hear_of_nothing(desk, rules):
    shutil.rmtree(rules / "weather")
    (rules / "subscriptions.yaml").unlink()
    desk.look(4)
    assert desk.rules == ["weather/storm"]
    assert desk.counts() == (0, 1)
    assert "no rule" in str(desk.current.failure)


def test_a_worker_does_not_start_without_rules(rules):
    shutil.rmtree(rules / "weather")
    with pytest.raises(ConfigurationError, match="no rule"):
        open_desk(Settings(rules=rules, _env_file=None), read_desk, now=NOON)


def test_a_worker_does_not_start_with_a_broken_rule(rules):
    (rules / "weather/storm.yaml").write_text(BROKEN)
    with pytest.raises(RuleErrors):
        open_desk(Settings(rules=rules, _env_file=None), read_desk, now=NOON)


def in_force_soon(rules, read):
    """The rules in force two looks after a start at which they are read in some way."""
    settings = Settings(rules=rules, _env_file=None)
    current = open_desk(settings, read, now=NOON)
    watch = Watch(settings, current, clock=lambda: NOON)
    watch.look()
    watch.look()
    return current.desk


def test_a_change_while_the_worker_starts_is_taken(rules):
    def read_then_changed(settings):
        read = read_desk(settings)
        (rules / "weather/flood.yaml").write_text(a_rule_file("flood"))
        return read

    assert len(in_force_soon(rules, read_then_changed).ruleset.rules) == 2


def test_a_change_that_is_taken_back_while_the_worker_starts_is_not_mistaken_for_what_it_read(rules):
    def read_another(settings):
        (rules / "weather/flood.yaml").write_text(a_rule_file("flood"))
        read = read_desk(settings)
        (rules / "weather/flood.yaml").unlink()
        (rules / "weather/storm.yaml").write_text(a_rule_file("storm"))
        return read

    assert len(in_force_soon(rules, read_another).ruleset.rules) == 1


def test_subscriptions_are_taken_with_the_rules_they_stand_beside(desk, rules):
    before = desk.current.desk
    (rules / "subscriptions.yaml").write_text("nobody: {channels: [other]}\n")
    desk.look()
    assert [one.name for one in desk.current.desk.subscriptions] == ["nobody"]
    assert desk.current.desk.ruleset.version == before.ruleset.version
    assert [one.name for one in before.subscriptions] == ["everybody"]


def test_a_link_that_is_swapped_is_a_change(rules, tmp_path):
    """As Kubernetes and git-sync do it: the path stays, what it points at is another directory."""
    shutil.copytree(rules, tmp_path / "second")
    (tmp_path / "second/weather/flood.yaml").write_text(a_rule_file("flood"))
    link = tmp_path / "current"
    link.symlink_to(rules)
    with structlog.testing.capture_logs() as logged:
        desk = Desk(link, logged)
        (tmp_path / "next").symlink_to(tmp_path / "second")
        (tmp_path / "next").replace(link)
        desk.look()
    assert desk.rules == ["weather/flood", "weather/storm"]


def test_a_time_set_back_does_not_hide_a_change(desk, rules):
    path = rules / "weather/storm.yaml"
    before = path.stat()
    path.write_text(a_rule_file("gales"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size != before.st_size or path.stat().st_mtime_ns == before.st_mtime_ns
    desk.look()
    assert desk.counts() == (1, 0)


def test_whatever_the_reader_makes_of_a_file_the_rules_in_force_stay(desk, rules):
    before = desk.current.desk

    def overwhelmed(_settings):
        raise RecursionError("maximum recursion depth exceeded")

    desk.read = overwhelmed
    (rules / "weather/storm.yaml").write_text(a_rule_file("gale"))
    desk.look(5)
    assert desk.current.desk is before
    assert desk.counts() == (0, 1)


def test_a_disk_that_answers_again_needs_no_edit(desk, rules):
    def failing(_settings):
        raise OSError(5, "Input/output error")

    desk.read = failing
    (rules / "weather/storm.yaml").write_text(a_rule_file("gale"))
    desk.look(5)
    assert desk.counts() == (0, 1)
    desk.read = read_desk
    desk.look(8)  # tried again ever more seldom
    assert desk.counts() == (1, 1)


def test_a_link_to_nowhere_is_no_rule_taken_away(desk, rules):
    (rules / "weather/storm.yaml").unlink()
    (rules / "weather/storm.yaml").symlink_to(rules / "nowhere.yaml")
    (rules / "weather/flood.yaml").write_text(a_rule_file("flood"))
    desk.look(4)
    assert desk.rules == ["weather/storm"]
    assert "weather/storm.yaml" in str(desk.current.failure)


def test_a_pack_that_cannot_be_read_is_no_pack_taken_away(desk, rules):
    (rules / "weather/again.yaml").mkdir()
    (rules / "weather/flood.yaml").write_text(a_rule_file("flood"))
    desk.look(4)
    assert desk.rules == ["weather/storm"]
    assert desk.counts() == (0, 1)


def test_rules_mounted_as_a_config_map_are_seen_when_it_is_swapped(rules, tmp_path):
    mount = tmp_path / "mount"
    shutil.copytree(rules, mount / "..1")
    (mount / "..data").symlink_to("..1")
    for name in ("weather", "cues", "subscriptions.yaml"):
        (mount / name).symlink_to(f"..data/{name}")
    with structlog.testing.capture_logs() as logged:
        desk = Desk(mount, logged)
        shutil.copytree(rules, mount / "..2")
        (mount / "..2/weather/flood.yaml").write_text(a_rule_file("flood"))
        (mount / "..data_tmp").symlink_to("..2")
        (mount / "..data_tmp").replace(mount / "..data")
        desk.look()
    assert desk.rules == ["weather/flood", "weather/storm"]


@pytest.mark.parametrize("name", [".storm.yaml.swp", "#storm.yaml#", ".#storm.yaml", "storm.yaml~", ".git/config.yaml"])
def test_what_editors_and_git_leave_lying_about_is_no_change(desk, rules, name):
    (rules / name).parent.mkdir(exist_ok=True)
    (rules / name).write_text("half a line")
    desk.look(3)
    assert desk.logged == []


@pytest.mark.timeout(20)
def test_a_pipe_is_no_rule_file_and_nobody_waits_for_it(desk, rules):
    os.mkfifo(rules / "weather/pipe.yaml")
    desk.look(3)
    assert desk.counts() == (0, 1)


def test_links_that_go_round_in_circles_end(desk, rules):
    (rules / "weather/again").symlink_to(rules)
    desk.look(3)
    assert desk.counts() == (0, 1)


def test_the_digest_is_that_of_names_and_contents(rules):
    before = digest_of(rules, look_at(rules))
    (rules / "weather/storm.yaml").rename(rules / "weather/gale.yaml")
    assert digest_of(rules, look_at(rules)) != before
    (rules / "weather/gale.yaml").rename(rules / "weather/storm.yaml")
    assert digest_of(rules, look_at(rules)) == before


def test_directories_without_end_keep_the_old_set(desk, rules):
    """A thousand of them once ended the worker, again at every start."""
    path = rules / "weather"
    for _ in range(25):
        path /= "a"
        path.mkdir()
    (path / "flood.yaml").write_text(a_rule_file("flood"))
    desk.look(3)
    assert desk.rules == ["weather/storm"]
    assert [line["code"] for line in desk.told("rule mistake")] == ["too-deep"]


@pytest.mark.timeout(20)
def test_links_that_multiply_keep_the_old_set(desk, rules):
    """Seventeen levels of two links are a hundred thousand directories."""
    folders = [rules / f".level-{number}" for number in range(18)]
    for folder in folders:
        folder.mkdir()
    for folder, below in itertools.pairwise(folders):
        (folder / "one").symlink_to(below)
        (folder / "two").symlink_to(below)
    (rules / "storms").symlink_to(folders[0])
    desk.look(3)
    assert desk.rules == ["weather/storm"]
    assert {line["code"] for line in desk.told("rule mistake")} == {"not-a-file"}


def test_what_cannot_be_read_is_tried_ever_more_seldom(desk, rules):
    looks, tried = 0, []

    def unreadable(_settings):
        tried.append(looks)
        raise OSError(5, "Input/output error")

    desk.read = unreadable
    (rules / "weather/flood.yaml").write_text(a_rule_file("flood"))
    for looks in range(1, 250):  # noqa: B007 `unreadable` notes it
        desk.look(1)
    assert tried == [2, 3, 5, 9, 17, 33, 65, 125, 185, 245]
    assert desk.counts() == (0, 1)
    desk.read = read_desk
    desk.look(60)
    assert desk.rules == ["weather/flood", "weather/storm"]


def test_what_could_not_be_read_is_tried_at_once_when_it_changes(desk, rules):
    def unreadable(_settings):
        raise OSError(5, "Input/output error")

    desk.read = unreadable
    (rules / "weather/flood.yaml").write_text(a_rule_file("flood"))
    desk.look(100)
    desk.read = read_desk
    (rules / "weather/flood.yaml").write_text(a_rule_file("floods"))
    desk.look(2)
    assert desk.rules == ["weather/flood", "weather/storm"]


def failing(*_):
    raise RecursionError("maximum recursion depth exceeded")


@pytest.mark.parametrize("part", ["look_at", "digest_of"])
def test_a_look_that_fails_ends_no_worker(desk, rules, monkeypatch, part):
    (rules / "weather/flood.yaml").write_text(a_rule_file("flood"))
    with monkeypatch.context() as broken:
        broken.setattr(f"streams.files.desk.watch.{part}", failing)
        desk.look(6)
        assert desk.rules == ["weather/storm"]
        assert desk.counts() == (0, 1)
        assert len(desk.told("rules broken")) == 1
    desk.look(3)
    assert desk.rules == ["weather/flood", "weather/storm"]


def test_a_look_that_no_longer_fails_is_told_as_mended(desk, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("streams.files.desk.watch.look_at", failing)
        desk.look(3)
    assert desk.current.failure is not None
    desk.look(3)
    assert desk.current.failure is None
    assert len(desk.told("rules mended")) == 1


def test_what_was_taken_is_out_of_the_garbage_collector_s_way(desk, rules):
    gc.unfreeze()
    desk.look()
    assert gc.get_freeze_count() == 0
    (rules / "weather/flood.yaml").write_text(a_rule_file("flood"))
    desk.look()
    assert gc.get_freeze_count() > 0
    gc.unfreeze()
