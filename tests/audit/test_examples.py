"""The examples for CI and schedules are what their readers expect, and their commands run as they stand."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from auditing import Command
from troubled_site import TroubledSite

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def commands() -> dict[str, str]:
    """Each example's `claimlight` command."""
    workflow = yaml.safe_load((EXAMPLES / "github-actions.yml").read_text())
    audit = next(step["run"] for step in workflow["jobs"]["audit"]["steps"] if step.get("name") == "Audit")
    cron = (EXAMPLES / "crontab").read_text().splitlines()[-1].partition("&& ")[2]
    service = re.search(r"ExecStart=/usr/bin/env (.*)", (EXAMPLES / "claimlight-audit.service").read_text())[1]
    hook = yaml.safe_load((EXAMPLES / "pre-commit-config.yaml").read_text())["repos"][0]["hooks"][0]["entry"] + " page.html"
    return {"github-actions": audit, "crontab": cron, "systemd": service, "pre-commit": hook}


def begun() -> str:
    """The workflow's step that makes a baseline where there is none yet."""
    workflow = yaml.safe_load((EXAMPLES / "github-actions.yml").read_text())
    return next(step["run"] for step in workflow["jobs"]["audit"]["steps"] if step.get("name") == "Begin without a baseline")


@pytest.mark.parametrize("name", ["github-actions", "crontab", "systemd", "pre-commit"])
def test_the_command_of_an_example_runs(name: str, site: TroubledSite, audit: Command):
    (audit.folder / "partners.txt").write_text(site.url("/page1") + "\n")
    (audit.folder / "page.html").write_text("<html lang=en><p>Our exosomes cure pain.</p></html>")
    if name == "github-actions":
        subprocess.run(begun(), shell=True, cwd=audit.folder, check=True)
    words = shlex.split(commands()[name].replace("/var/lib/claimlight", str(audit.folder)))
    assert words[:2] == ["claimlight", "audit"]
    done = audit(*words[2:], *([] if name == "pre-commit" else ["--allow-private"]))
    assert done.returncode == 1, done.stderr
    assert "1 pages read" in done.stdout
    for path in re.findall(r"--report (\S+)", commands()[name]):
        assert (audit.folder / path).stat().st_size > 0


@pytest.mark.parametrize("name", ["crontab", "systemd"])
def test_the_second_time_only_what_changed_is_sent_again_and_told(name: str, site: TroubledSite, audit: Command):
    (audit.folder / "partners.txt").write_text(site.url("/tagged") + "\n")
    words = shlex.split(commands()[name].replace("/var/lib/claimlight", str(audit.folder)))[2:]
    assert audit(*words, "--allow-private").returncode == 1
    done = audit(*words, "--allow-private")
    assert done.returncode == 0 and "Since run 1: 0 new, 0 changed, 1 as before" in done.stdout, done.stderr
    assert any("If-None-Match" in headers for headers in site.headers)


def test_the_workflow_is_one_and_the_hook_is_one():
    tool = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(EXAMPLES / "github-actions.yml")]
    done = subprocess.run(tool, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout
    hook = yaml.safe_load((EXAMPLES / "pre-commit-config.yaml").read_text())["repos"][0]["hooks"][0]
    assert {"id", "name", "entry", "language"} <= hook.keys()


def test_the_hook_refuses_a_commit_until_the_page_is_mended(audit: Command):
    """pre-commit itself runs it; only where the command comes from, and the rules, are the test's."""
    hook = yaml.safe_load((EXAMPLES / "pre-commit-config.yaml").read_text())
    own = hook["repos"][0]["hooks"][0]
    del own["additional_dependencies"]
    own |= {"language": "system", "entry": f"{sys.executable} -m {own['entry']} --packs {audit.packs} --workers 1"}
    (audit.folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(hook))
    page = audit.folder / "page.html"

    def committed(text: str) -> subprocess.CompletedProcess[str]:
        page.write_text(text)
        subprocess.run(["git", "add", "page.html", ".pre-commit-config.yaml"], cwd=audit.folder, check=True)
        return subprocess.run([*git, "commit", "-m", "page"], cwd=audit.folder, env=audit.environment(), capture_output=True, text=True, timeout=120, check=False)

    git = ["git", "-c", "user.name=Ann", "-c", "user.email=ann@clinic.example"]
    subprocess.run(["git", "init", "-q"], cwd=audit.folder, check=True)
    subprocess.run([sys.executable, "-m", "pre_commit", "install"], cwd=audit.folder, capture_output=True, timeout=60, check=True)
    refused = committed("<html lang=en><p>Our exosomes cure pain.</p></html>")
    assert refused.returncode == 1 and "Claims that regulators restrict" in refused.stderr and "1 claims" in refused.stderr, refused.stderr
    taken = committed("<html lang=en><p>Our exosomes are new.</p></html>")
    assert taken.returncode == 0, taken.stderr


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here to read the units with")
def test_systemd_reads_the_units():
    units = [str(EXAMPLES / name) for name in ("claimlight-audit.service", "claimlight-audit.timer")]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
