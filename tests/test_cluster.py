"""The cluster that is broken on purpose: what it says where it cannot run, and how it counts."""

import json

import pytest

from cluster import __main__ as running
from cluster import missing, network
from cluster.load import outage


def said(monkeypatch, capsys, lacking: str) -> str:
    monkeypatch.setattr(running, "missing", lambda: lacking)
    monkeypatch.setattr("sys.argv", ["cluster", "--check"])
    assert running.main() == 0
    return capsys.readouterr().out


def test_it_says_in_one_line_what_is_missing_and_is_no_failure(monkeypatch, capsys):
    told = said(monkeypatch, capsys, "it needs root")
    assert told == "make cluster: SKIPPED, it needs root\n"
    assert "everything that it needs is here" in said(monkeypatch, capsys, "")


def test_what_is_missing_is_named_by_its_packages(monkeypatch, tmp_path):
    monkeypatch.setattr(missing.shutil, "which", lambda name, path: name if name == "ip" else None)
    monkeypatch.setattr(missing, "INSTALLED", tmp_path)
    told = missing.missing()
    assert "apt-get install util-linux etcd-server haproxy patroni postgresql" in told
    (tmp_path / "9/bin").mkdir(parents=True)
    (tmp_path / "15/bin").mkdir(parents=True)
    for version in ("9", "15"):
        (tmp_path / version / "bin/postgres").touch()
    assert missing.postgres_binaries() == tmp_path / "15/bin"
    monkeypatch.setattr(missing.shutil, "which", lambda name, path: name)
    monkeypatch.setattr(missing.os, "geteuid", lambda: 1000)
    assert missing.missing() == "it needs root, and the right to make network namespaces"
    monkeypatch.setattr(missing.os, "geteuid", lambda: 0)
    monkeypatch.setattr(missing, "_makes_namespaces", lambda: True)
    assert missing.missing() == ""


@pytest.mark.parametrize(
    "times, seconds",
    [([], 10), ([1, 2, 9], 7), ([1, 2, 3], 7), ([8, 9], 8), ([-5, 2, 4, 30], 6)],
)
def test_an_outage_is_the_longest_time_without_an_acknowledgement(times, seconds):
    assert outage(times, 0, 10) == seconds


def test_a_commit_waits_for_another_machine_and_no_name_is_taken_twice(monkeypatch, tmp_path):
    from cluster.databases import DatabaseHost

    monkeypatch.setattr("cluster.databases.os.chown", lambda *_: None)
    monkeypatch.setattr(
        "cluster.databases.pwd.getpwnam", lambda name: type("A", (), {"pw_uid": 0, "pw_gid": 0})
    )
    one = DatabaseHost(
        "db1", tmp_path, network.Network(running.DATABASE_HOSTS), running.DATABASE_HOSTS
    )
    one.log.close()
    told = json.loads(one.settings.read_text())
    assert told["bootstrap"]["dcs"]["synchronous_mode"] is True
    assert told["restapi"]["listen"] == f"{running.DATABASE_HOSTS['db1']}:8008"
    every = [*running.DATABASE_HOSTS.values(), *running.WEB_HOSTS.values(), network.SWITCH_AT]
    assert len(set(every)) == len(every)
