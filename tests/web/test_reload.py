"""`claimlight serve --reload`: a pack is taken over when it is saved, and a broken one never stops the service."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
import running
import small
from contract import judge

FIRST = ["Moon dust cures", "Moon dust heals"]
PAGE = "<h1>Moon dust therapy</h1><p>Moon dust cures asthma. Moon dust heals scars. Moon dust calms nerves.</p>"


def two_packs(folder: Path) -> None:
    """Write both packs as they are at first: one finds what cures, the other what heals."""
    small.pack(folder)
    heals = small.rule("{moon_dust} ... heals?", "[Moon dust heals] scars.", title="Says that it heals")
    small.pack(folder, "star-en", rules={"disease/heals": heals})


def decided(folder: Path, rule: str) -> Path:
    """Write overrides beside the folder, which turn off this rule."""
    return small.write(folder.with_suffix(".overrides.yaml"), {"disable": [{"rule": rule, "reason": "Agreed with counsel.", "until": "2099-01-01"}]})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packs")


@pytest.fixture(scope="module")
def service(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[running.Service]:
    """The real service, following two packs."""
    two_packs(folder)
    options = ["--packs", str(folder), "--reload", "--overrides", str(decided(folder, "moon-en/disease/none")), "--database", "off"]
    with running.Service(tmp_path_factory.mktemp("service"), *options) as started:
        yield started


@pytest.fixture(autouse=True)
def sound(service: running.Service, folder: Path) -> Iterator[None]:
    """Each test begins with two sound packs, whatever the last one left behind."""
    two_packs(folder)
    decided(folder, "moon-en/disease/none")
    until(lambda: not health(service)["problems"], "all packs are sound")
    until(lambda: found(service) == FIRST, "the packs are as they were at first")
    yield


def until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.05)


def health(service: running.Service) -> dict:
    answer = requests.get(f"{service.address}/healthz", timeout=30)
    judge("GET", "/healthz", 200, answer.headers["Content-Type"], answer.json())
    return answer.json()


def found(service: running.Service) -> list[str]:
    answer = service.check(PAGE)
    judge("POST", "/v1/check", 200, answer.headers["Content-Type"], answer.json())
    return [mark["quote"]["exact"] for mark in answer.json()["highlights"]]


def save(folder: Path, content: object, pack: str = "moon-en", name: str = "disease/cures.yaml") -> None:
    small.write(folder / pack / name, content)


def test_a_rule_that_is_saved_is_used_without_a_restart(service, folder):
    save(folder, small.rule("{moon_dust} ... calms?", "[Moon dust calms] nerves."))
    until(lambda: found(service) == ["Moon dust heals", "Moon dust calms"], "the new rule speaks")
    assert "Reloaded moon-en 0.1.0: 1 rules." in service.output


def test_a_broken_rule_leaves_the_last_good_pack_and_is_named_everywhere(service, folder):
    save(folder, "title: [unclosed\n")
    until(lambda: health(service)["problems"], "what broke is named")
    problem, = health(service)["problems"]
    assert problem["type"] == "not-reloaded"
    assert problem["where"].startswith("moon-en/disease/cures.yaml:")
    assert "not YAML" in problem["detail"]
    assert found(service) == FIRST
    assert [item["type"] for item in service.check(PAGE).json()["incomplete"]] == ["not-reloaded"]
    service.wait_for("Not reloaded, the last good version is used: moon-en/disease/cures.yaml")
    # Saved again and still broken: the last good version is still the one from before.
    save(folder, "title: [unclosed again\n\n")
    save(folder, small.rule("{moon_dust} ... calms?", "[Moon dust calms] nerves."), "star-en", "disease/heals.yaml")
    until(lambda: "Moon dust calms" in found(service), "the other pack is taken over")
    assert "Moon dust cures" in found(service)
    assert [item["type"] for item in health(service)["problems"]] == ["not-reloaded"]
    save(folder, small.rule())
    until(lambda: not health(service)["problems"], "the mended pack is sound")
    service.wait_for("All packs are sound again.")


@pytest.mark.parametrize("name", ["pack.yaml", "cues.yaml", "lexicons/moon_dust.yaml", "references.json"])
def test_any_file_may_break_and_the_pack_goes_on_as_it_was(service, folder, name):
    save(folder, "{ [", name=name)
    until(lambda: health(service)["problems"], "what broke is named")
    assert {problem["type"] for problem in health(service)["problems"]} == {"not-reloaded"}
    assert found(service) == FIRST


def test_it_keeps_answering_while_files_change_all_the_time(service, folder):
    for turn in range(20):
        save(folder, "title: [" if turn % 2 else small.rule())
        assert found(service) == FIRST


def test_a_pack_whose_folder_is_emptied_is_kept(service, folder):
    for path in [*(folder / "moon-en").rglob("*.yaml"), *(folder / "star-en").rglob("*.yaml")]:
        path.unlink()
    until(lambda: health(service)["problems"], "the empty folder is named")
    assert found(service) == FIRST


def test_a_folder_that_is_taken_away_and_put_back_is_followed_again(service, folder):
    shutil.rmtree(folder)
    until(lambda: health(service)["problems"], "the missing folder is named")
    assert found(service) == FIRST
    two_packs(folder)
    until(lambda: not health(service)["problems"], "the folder is read again")
    save(folder, small.rule("{moon_dust} ... calms?", "[Moon dust calms] nerves."))
    until(lambda: found(service) == ["Moon dust heals", "Moon dust calms"], "the folder is followed again")


def test_overrides_that_are_saved_act_at_once_and_broken_ones_leave_the_last(service, folder):
    file = decided(folder, "moon-en/disease/cures")
    until(lambda: found(service) == ["Moon dust heals"], "the rule is turned off")
    file.write_text("disable: [", encoding="utf-8")
    service.wait_for(f"the last good overrides are used: {file.name}:2: ")
    assert found(service) == ["Moon dust heals"]
    file.unlink()
    decided(folder, "star-en/disease/heals")
    until(lambda: found(service) == ["Moon dust cures"], "the new file is read")


def test_a_pack_that_is_added_meanwhile_is_there_for_those_that_depend_on_it(tmp_path, monkeypatch):
    monkeypatch.setenv("CLAIMLIGHT_HOME", str(tmp_path / "home"))
    moon = small.pack(tmp_path / "work")
    small.dependent(tmp_path / "packs")
    small.pack(tmp_path / "packs", "star-en")
    with running.Service(tmp_path, "--packs", str(tmp_path / "packs"), "--reload", "--database", "off") as service:
        assert health(service)["problems"]
        subprocess.run([sys.executable, "-m", "claimlight", "packs", "add", str(moon)], check=True, capture_output=True, timeout=60)
        until(lambda: not health(service)["problems"], "the added pack is found")


def test_several_workers_are_refused_with_the_reason(folder):
    ended = subprocess.run(
        [sys.executable, "-m", "claimlight", "serve", "--packs", str(folder), "--reload", "--workers", "2"],
        capture_output=True, text=True, timeout=60,
    )
    assert ended.returncode == 2
    assert "one worker" in ended.stderr


def test_ctrl_c_stops_it_while_it_follows_a_folder(tmp_path):
    small.pack(tmp_path)
    with running.Service(tmp_path, "--packs", str(tmp_path), "--reload") as service:
        assert service.stop() == 0
    assert "Traceback" not in service.output
