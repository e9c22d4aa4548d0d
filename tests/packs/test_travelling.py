"""Packs travel: added from a folder, a zip or a Python package, recorded, verified, removed, and built."""

from __future__ import annotations

import json
import os
import shutil
import stat
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import small
import yaml
from click.testing import CliRunner

from claimlight.cli import main


def run(*arguments: object):
    result = CliRunner().invoke(main, ["packs", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """An empty place for a user's packs, in which the commands work."""
    place = tmp_path / "home"
    monkeypatch.setenv("CLAIMLIGHT_HOME", str(place))
    monkeypatch.chdir(tmp_path)
    return place


@pytest.fixture
def moon(tmp_path) -> Path:
    """A pack somewhere on the disk."""
    return small.pack(tmp_path / "work")


def lock(home: Path) -> dict:
    return json.loads((home / "claimlight.lock").read_text(encoding="utf-8"))["packs"]


def change(pack: Path, version: str | None = None) -> None:
    """Let the pack find other words."""
    small.write(pack / "disease" / "cures.yaml", small.rule("{moon_dust} ... heals?", "[Moon dust heals] asthma."))
    if version:
        small.write(pack / "pack.yaml", small.head(pack.name, version=version))


def zipped(path: Path, entries: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return path


def entries_of(pack: Path) -> dict[str, bytes]:
    return {f"{pack.name}/{path.relative_to(pack)}": path.read_bytes() for path in sorted(pack.rglob("*")) if path.is_file()}


def test_an_added_folder_is_recorded_and_used(home, moon, tmp_path):
    result = run("add", moon)
    assert (result.exit_code, "moon-en 0.1.0 is added" in result.output) == (0, True)
    recorded = lock(home)["moon-en"]
    assert recorded["version"] == "0.1.0" and recorded["source"] == str(moon) and len(recorded["sha256"]) == 64
    assert recorded["added"][:2] == "20"
    page = small.write(tmp_path / "page.html", small.PAGE)
    answer = json.loads(CliRunner().invoke(main, ["check", str(page), "--json", "--pack", "moon-en"]).output)
    assert [mark["rule"] for mark in answer["highlights"]] == ["moon-en/disease/cures"]
    assert answer["made_with"]["packs"] == [{"name": "moon-en", "version": "0.1.0", "sha256": recorded["sha256"]}]


def test_list_says_where_each_comes_from_and_whether_it_is_used(home, moon):
    run("add", moon)
    rows = {row["name"]: row for row in json.loads(run("list", "--json").output)}
    assert rows["regenerative-en"]["from"] == "ships with Claimlight" and rows["regenerative-en"]["used"]
    assert str(moon) in rows["moon-en"]["from"] and rows["moon-en"]["used"]
    assert "used" in run("list").output


def test_folder_and_zip_of_the_same_content_are_the_same_pack(home, moon, tmp_path):
    assert run("build", moon).exit_code == 0
    assert run("add", tmp_path / "moon-en-0.1.0.zip").exit_code == 0
    first = lock(home)
    assert "there already" in run("add", moon).output
    assert lock(home)["moon-en"]["sha256"] == first["moon-en"]["sha256"]


def test_a_changed_pack_under_the_same_version_is_refused_with_the_remedy(home, moon):
    run("add", moon)
    before = lock(home)
    change(moon)
    result = run("add", moon)
    assert result.exit_code == 2
    assert "raise `version`" in result.output and "claimlight packs remove moon-en" in result.output
    assert lock(home) == before and run("verify").exit_code == 0


def test_a_changed_pack_under_a_new_version_takes_its_place(home, moon):
    run("add", moon)
    change(moon, "0.2.0")
    assert "moon-en 0.2.0 is added in place of 0.1.0" in run("add", moon).output
    assert lock(home)["moon-en"]["version"] == "0.2.0"
    assert run("verify").exit_code == 0


def test_after_removing_it_the_changed_pack_can_be_added(home, moon):
    run("add", moon)
    change(moon)
    assert run("remove", "moon-en").exit_code == 0
    assert not (home / "packs" / "moon-en").exists() and lock(home) == {}
    assert run("add", moon).exit_code == 0


def test_only_what_was_added_can_be_removed(home):
    result = run("remove", "regenerative-en")
    assert result.exit_code == 2 and "No pack of this name was added" in result.output


def test_what_others_depend_on_stays(home, moon, tmp_path):
    run("add", moon)
    assert run("add", small.dependent(tmp_path / "work")).exit_code == 0
    result = run("remove", "moon-en")
    assert result.exit_code == 2 and "comet-en depends on it" in result.output
    assert run("remove", "comet-en").exit_code == 0
    assert run("remove", "moon-en").exit_code == 0


def test_a_pack_whose_depends_are_missing_is_refused(home, tmp_path):
    result = run("add", small.dependent(tmp_path / "work"))
    assert result.exit_code == 2 and "depends on moon-en, which is not here" in result.output
    assert not (home / "packs").exists()


def test_a_pack_with_faults_is_refused_and_they_are_named(home, moon):
    small.write(moon / "disease" / "broken.yaml", "title: [")
    result = run("add", moon)
    assert result.exit_code == 2
    assert "moon-en/disease/broken.yaml:2" in result.output
    assert not (home / "packs").exists()


@pytest.mark.parametrize("harm", ["change", "delete", "more", "unrecorded"])
def test_verify_names_what_differs_and_the_pack_is_not_used(home, moon, harm):
    run("add", moon)
    kept = home / "packs" / "moon-en"
    if harm == "change":
        change(kept)
    elif harm == "delete":
        (kept / "checklist.yaml").unlink()
    elif harm == "more":
        small.write(kept / "disease" / "more.yaml", small.rule())
    else:
        (home / "claimlight.lock").write_text('{"packs": {}}', encoding="utf-8")
    result = run("verify")
    assert result.exit_code == 1
    assert "DIFFERS moon-en" in result.output
    assert not any(row["used"] for row in json.loads(run("list", "--json").output) if row["name"] == "moon-en")


def test_a_check_goes_on_without_a_pack_that_was_changed_and_says_so(home, moon, tmp_path):
    run("add", moon)
    change(home / "packs" / "moon-en")
    page = small.write(tmp_path / "page.html", small.PAGE)
    answer = json.loads(CliRunner().invoke(main, ["check", str(page), "--json"]).output)
    assert [pack["name"] for pack in answer["made_with"]["packs"]] == ["iv-drips-en", "regenerative-en"]
    assert [(item["type"], item["where"]) for item in answer["incomplete"]] == [("broken-pack", "moon-en/pack.yaml")]


def test_verify_says_that_a_folder_is_gone(home, moon):
    run("add", moon)
    shutil.rmtree(home / "packs" / "moon-en")
    result = run("verify")
    assert result.exit_code == 1 and f"add it again from {moon}" in result.output


@pytest.mark.parametrize("content", ["", "{", "[]", '{"packs": {"a": 1}}', '{"packs": {"a": {"version": 1}}}', b"\xff\xfe"], ids=str)
def test_a_broken_lock_file_is_told_and_shipped_packs_still_work(home, content):
    small.write(home / "claimlight.lock", content)
    for words in (["list"], ["verify"], ["remove", "moon-en"]):
        result = run(*words)
        assert result.exit_code == 2 and "claimlight.lock" in result.output
    answer = json.loads(CliRunner().invoke(main, ["explain", "Exosomes cure asthma.", "--json"]).output)
    assert answer


def test_an_added_pack_takes_the_place_of_the_shipped_one(home, tmp_path):
    run("add", small.pack(tmp_path / "work", "regenerative-en", version="9.0.0"))
    rows = [row for row in json.loads(run("list", "--json").output) if row["name"] == "regenerative-en"]
    assert [(row["version"], row["used"]) for row in rows] == [("0.1.0", False), ("9.0.0", True)]
    assert "the added regenerative-en takes its place" in rows[0]["why_not"]


def test_a_folder_that_is_named_wins_over_added_packs(home, moon, tmp_path):
    run("add", moon)
    other = small.pack(tmp_path / "other", "sun-en")
    page = small.write(tmp_path / "page.html", small.PAGE)
    answer = json.loads(CliRunner().invoke(main, ["check", str(page), "--json", "--packs", str(other)]).output)
    assert [pack["name"] for pack in answer["made_with"]["packs"]] == ["sun-en"]


def test_a_folder_that_is_named_may_depend_on_an_added_pack(home, moon, tmp_path):
    run("add", moon)
    comet = small.dependent(tmp_path / "other")
    result = CliRunner().invoke(main, ["rules", "test", "--packs", str(comet)])
    assert (result.exit_code, "2 of 2 tests passed" in result.output) == (0, True), result.output


def test_a_python_package_offers_its_pack(home, tmp_path, monkeypatch):
    site = tmp_path / "site"
    small.pack(site / "moon_pack")
    small.write(site / "moon_pack" / "__init__.py", "raise SystemExit('the code of a package that offers a pack is not run')")
    small.write(site / "moon_pack-0.1.0.dist-info" / "METADATA", "Metadata-Version: 2.1\nName: moon-pack\nVersion: 0.1.0\n")
    small.write(site / "moon_pack-0.1.0.dist-info" / "entry_points.txt", "[claimlight.packs]\nmoon-en = moon_pack\nlost-en = no_such_module\n")
    monkeypatch.syspath_prepend(str(site))
    assert "to use it: claimlight packs add moon-en" in run("list").output
    assert run("add", "moon-en").exit_code == 0
    assert lock(home)["moon-en"]["source"] == "Python package moon_pack"
    result = run("add", "lost-en")
    assert result.exit_code == 2 and "holds no pack.yaml" in result.output


def test_what_is_nothing_is_told(home, tmp_path):
    (tmp_path / "empty").mkdir()
    for source, words in {
        "no-such-pack": "no folder, no zip and no installed Python package",
        "https://packs.example/moon-en.zip": "save the zip first",
        "empty": "no pack.yaml",
    }.items():
        result = run("add", source)
        assert result.exit_code == 2 and words in result.output


HARMFUL = {
    "leads out": ({"../out.yaml": "x"}, "leads out of the pack's folder"),
    "leads out inside": ({"moon-en/../../out.yaml": "x"}, "leads out of the pack's folder"),
    "absolute": ({"/etc/out.yaml": "x"}, "leads out of the pack's folder"),
    "backslash": ({"moon-en\\..\\..\\out.yaml": "x"}, "leads out of the pack's folder"),
    "drive": ({"C:/out.yaml": "x"}, "leads out of the pack's folder"),
    "no pack": ({"moon-en/readme.txt": "x"}, "must hold one pack.yaml"),
    "two packs": ({"a/pack.yaml": "x", "b/pack.yaml": "x"}, "must hold one pack.yaml"),
    "twice": ({"moon-en/pack.yaml": "x", "moon-en/PACK.yaml": "x"}, "holds this file twice"),
    "file and folder": ({"moon-en/pack.yaml": "x", "moon-en/pack.yaml/more": "x"}, "cannot be read"),
    "nothing": ({}, "must hold one pack.yaml"),
}


@pytest.mark.parametrize(("entries", "words"), HARMFUL.values(), ids=HARMFUL)
def test_a_harmful_or_empty_zip_is_refused(home, tmp_path, entries, words):
    result = run("add", zipped(tmp_path / "bad.zip", entries))
    assert result.exit_code == 2
    assert words in result.output and "bad.zip" in result.output
    assert not list(tmp_path.rglob("out.yaml")) and not Path("/etc/out.yaml").exists()
    assert not home.exists()


def test_a_link_in_a_zip_is_refused(home, moon, tmp_path):
    path = tmp_path / "link.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, content in entries_of(moon).items():
            made.writestr(name, content)
        link = zipfile.ZipInfo("moon-en/lexicons/link.yaml")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    result = run("add", path)
    assert result.exit_code == 2 and "link or a device" in result.output


def test_a_zip_that_unfolds_without_end_is_stopped(home, moon, tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries_of(moon).items():
            made.writestr(name, content)
        made.writestr("moon-en/lexicons/bomb.yaml", b"a" * 30_000_000)
    assert path.stat().st_size < 100_000
    result = run("add", path)
    assert result.exit_code == 2 and "unfolds to more than 1,000,000 bytes" in result.output


def test_a_bomb_that_lies_about_its_size_is_stopped(home, moon, tmp_path):
    """The size in the zip's list says 10 bytes."""
    path = tmp_path / "liar.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("moon-en/pack.yaml", b"a" * 30_000_000)
    data = path.read_bytes().replace(struct.pack("<L", 30_000_000), struct.pack("<L", 10))
    path.write_bytes(data)
    result = run("add", path)
    assert result.exit_code == 2 and not home.exists()


def test_many_small_files_are_too_many(home, tmp_path):
    result = run("add", zipped(tmp_path / "many.zip", {f"moon-en/{number}.yaml": "" for number in range(5_001)}))
    assert result.exit_code == 2 and "5,001 files" in result.output


def test_many_large_files_are_too_much(home, tmp_path):
    path = tmp_path / "much.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(60):
            made.writestr(f"moon-en/{number}.yaml", b"a" * 999_000)
    result = run("add", path)
    assert result.exit_code == 2 and "50,000,000 bytes" in result.output


def test_what_is_no_zip_or_damaged_is_told(home, moon, tmp_path):
    run("build", moon, "-o", tmp_path / "good.zip")
    good = (tmp_path / "good.zip").read_bytes()
    for number, data in enumerate([b"", b"no zip", good[:200], good[:-30], good.replace(b"Moon dust", b"Mars dust"), b"PK\x05\x06" + b"\0" * 18]):
        path = tmp_path / f"bad{number}.zip"
        path.write_bytes(data)
        result = run("add", path)
        assert result.exit_code == 2, number
        assert path.name in result.output and "Traceback" not in result.output
    assert not home.exists()


def test_a_link_in_a_folder_is_refused(home, moon):
    os.symlink("/etc/passwd", moon / "lexicons" / "link.yaml")
    result = run("add", moon)
    assert result.exit_code == 2 and "moon-en/lexicons/link.yaml: This is a link" in result.output


def test_a_home_that_cannot_be_written_is_told(moon, tmp_path):
    small.write(tmp_path / "file", "no folder")
    result = run("add", moon, "--home", tmp_path / "file" / "home")
    assert result.exit_code == 2 and str(tmp_path / "file") in result.output


def test_the_same_content_makes_the_same_bytes(home, moon, tmp_path):
    run("build", moon, "-o", tmp_path / "one.zip")
    copy = small.pack(tmp_path / "elsewhere")
    small.write(copy / ".hidden", "left by an editor")
    small.write(copy / "__pycache__" / "x.pyc", b"x")
    for path in sorted(copy.rglob("*"), reverse=True):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o700)
    ended = subprocess.run(
        [sys.executable, "-m", "claimlight", "packs", "build", str(copy), "-o", str(tmp_path / "two.zip")],
        capture_output=True, text=True, timeout=120, env={**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"},
    )
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "two.zip") as made:
        assert made.namelist() == sorted(made.namelist()) and all(name.startswith("moon-en/") for name in made.namelist())


def test_a_pack_whose_tests_fail_is_not_built(home, moon, tmp_path):
    small.write(moon / "disease" / "cures.yaml", small.rule(marked="[Moon dust] cures asthma."))
    result = run("build", moon)
    assert result.exit_code == 1 and "FAILED moon-en/disease/cures" in result.output
    assert not list(tmp_path.glob("*.zip"))
    assert run("build", moon, "--no-check").exit_code == 0


def test_what_lint_finds_is_told_and_refused_when_asked(home, moon, tmp_path):
    small.write(moon / "lexicons" / "idle.yaml", {"title": "Idle", "source": "Ours.", "entries": ["idle"]})
    strict = run("build", moon, "--strict")
    assert strict.exit_code == 1 and "LINT moon-en/lexicons/idle.yaml:1: Nothing uses the lexicon idle [unused-lexicon]" in strict.output
    assert not list(tmp_path.glob("*.zip"))
    told = run("build", moon)
    assert told.exit_code == 0 and "[unused-lexicon]" in told.output
    assert "LINT" not in run("build", moon, "--no-check").output


def test_a_pack_with_a_broken_rule_is_not_built_even_unchecked(home, moon, tmp_path):
    small.write(moon / "disease" / "broken.yaml", "title: [")
    result = run("build", moon, "--no-check")
    assert result.exit_code == 1 and "SET ASIDE moon-en/disease/broken.yaml:2" in result.output
    assert not list(tmp_path.glob("*.zip"))


def test_a_zip_is_not_overwritten_with_other_content(home, moon):
    assert run("build", moon).exit_code == 0
    assert run("build", moon).exit_code == 0
    change(moon)
    result = run("build", moon)
    assert result.exit_code == 2 and "raise the pack's version" in result.output


def set_version(pack: Path, version: str) -> None:
    small.write(pack / "pack.yaml", small.head(pack.name, version=version))


def retire(pack: Path, stem: str) -> None:
    path = pack / f"{stem}.yaml"
    small.write(path, yaml.safe_load(path.read_text(encoding="utf-8")) | {"status": "retired", "replaced_by": "nothing, because it was wrong"})


AGAINST = {
    "the same": ("0.1.0", lambda pack: None, ""),
    "changed, same version": ("0.1.0", change, "The content changed, the version is still 0.1.0"),
    "lower": ("0.0.9", change, "0.0.9 is lower than 0.1.0"),
    "id gone in a minor version": ("0.2.0", lambda pack: (pack / "disease/old.yaml").unlink(), "moon-en/disease/old is gone"),
    "id gone in a major version": ("1.0.0", lambda pack: (pack / "disease/old.yaml").unlink(), ""),
    "retired in a patch": ("0.1.1", lambda pack: retire(pack, "disease/old"), ""),
    "new rule in a patch": ("0.1.1", lambda pack: small.write(pack / "disease/new.yaml", small.rule()), "make this version 0.2.0"),
    "new rule in the shadow in a patch": (
        "0.1.1", lambda pack: small.write(pack / "disease/new.yaml", small.rule(status="experimental")), "",
    ),
    "new rule in a minor version": ("0.2.0", lambda pack: small.write(pack / "disease/new.yaml", small.rule()), ""),
}


@pytest.mark.parametrize(("version", "edit", "words"), AGAINST.values(), ids=AGAINST)
def test_a_version_keeps_what_its_number_promises(home, moon, tmp_path, version, edit, words):
    small.write(moon / "disease" / "old.yaml", small.rule("{moon_dust} ends", "[Moon dust ends] it."))
    old = tmp_path / "old.zip"
    assert run("build", moon, "-o", old).exit_code == 0
    set_version(moon, version)
    edit(moon)
    result = run("build", moon, "-o", tmp_path / "new.zip", "--against", old, "--no-check")
    if words:
        assert result.exit_code == 1 and words in result.output, result.output
        assert not (tmp_path / "new.zip").exists()
    else:
        assert result.exit_code == 0, result.output
