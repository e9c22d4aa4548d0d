"""`claimlight serve`, run as people run it: its first words, its answers over real HTTP, its silence about them."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import running
from contract import judge

CLAIM = "<h1>Exosome therapy</h1><p>Our exosomes have no side effects.</p>"


def test_it_prints_the_three_addresses_a_newcomer_needs(service):
    said = service.output
    assert f"{service.address}/\n" in said
    assert f"{service.address}/demo/promotional" in said
    assert "chrome://extensions" in said and "about:debugging" in said
    assert "manifest.json" in said
    assert said.count("is ready") == 1


def test_the_printed_addresses_answer(service):
    for line in service.output.splitlines():
        for word in line.split():
            if word.startswith("http://"):
                assert requests.get(word, timeout=30).status_code == 200, word


def test_a_page_is_checked_over_http(service):
    answer = service.check(CLAIM)
    assert answer.status_code == 200
    judge("POST", "/v1/check", 200, answer.headers["Content-Type"], answer.json())
    assert "safety" in [mark["category"] for mark in answer.json()["highlights"]]


def test_code_points_survive_the_way_over_http(service):
    text = "😀 Ame\u0301lie: our exosomes have no side effects."
    for mark in service.check(f"<h1>Exosomes</h1><p data-b='5'>{text}</p>").json()["highlights"]:
        if mark["block"] == 5:
            assert text[mark["start"]:mark["end"]] == mark["quote"]["exact"]


def test_a_body_over_the_limit_is_refused_over_http(service):
    answer = service.check("x" * 3_000_000)
    assert answer.status_code == 413
    judge("POST", "/v1/check", 413, answer.headers["Content-Type"], answer.json())


@pytest.mark.parametrize(("size", "status"), [(100, 200), (3_000_000, 413)])
def test_a_body_without_a_length_is_read_and_held_to_the_limit(service, size, status):
    def chunks():
        yield b'{"url": "", "html": "'
        for _ in range(size // 100):
            yield b"x" * 100
        yield b'"}'

    answer = requests.post(
        f"{service.address}/v1/check", data=chunks(), headers={"Content-Type": "application/json"}, timeout=60
    )
    assert answer.status_code == status


def test_a_body_cut_short_does_not_hang_the_service(service):
    with socket.create_connection(("127.0.0.1", service.port), timeout=10) as wire:
        wire.sendall(
            b"POST /v1/check HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
        )
    assert service.check(CLAIM).status_code == 200


def test_what_is_no_http_does_not_stop_the_service(service):
    with socket.create_connection(("127.0.0.1", service.port), timeout=10) as wire:
        wire.sendall(b"\x16\x03\x01\x00\xff nonsense\r\n\r\n")
        wire.settimeout(10)
        try:
            wire.recv(100)
        except OSError:
            pass
    assert service.check(CLAIM).status_code == 200


def test_twenty_checks_at_once_are_answered_alike(service):
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: service.check(CLAIM), range(20)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({json.dumps(answer.json(), sort_keys=True) for answer in answers}) == 1


def test_connections_that_meet_in_one_worker_part_ways_and_a_lone_one_is_kept(service):
    filler = "<p>Our house stands near the park, and its doors are open from nine until five.</p>" * 400
    with requests.Session() as alone:
        kept = [alone.post(f"{service.address}/v1/check", json={"url": "", "html": CLAIM}, timeout=60).headers.get("Connection") for _ in range(3)]
    assert kept == [None] * 3
    with ThreadPoolExecutor(8) as at_once:
        answers = list(at_once.map(lambda _: service.check(CLAIM + filler), range(16)))
    assert {answer.status_code for answer in answers} == {200}
    assert "close" in {answer.headers.get("Connection") for answer in answers}, "eight at once meet in two workers"


def test_twenty_different_pages_at_once_are_not_mixed_up(service):
    def ask(number: int) -> bool:
        words = f"Our exosomes have no side effects in case {number}."
        marks = service.check(f"<h1>Exosomes</h1><p data-b='{number}'>{words}</p>").json()["highlights"]
        return [mark["block"] for mark in marks if mark["category"] == "safety"] == [number]

    with ThreadPoolExecutor(20) as pool:
        assert all(pool.map(ask, range(100, 120)))


def test_nothing_of_a_page_or_its_address_is_printed(tmp_path):
    with running.Service(tmp_path) as service:
        secrets = ["my-private-diagnosis", "private-clinic.example", "private-query"]
        body = {"url": "https://private-clinic.example/?q=private-query", "title": "my-private-diagnosis"}
        good = {**body, "html": CLAIM + "<p>my-private-diagnosis"}
        address = f"{service.address}/v1/check"
        statuses = [
            requests.post(address, json=good, timeout=30).status_code,
            requests.post(address, json={**good, "html": 1}, timeout=30).status_code,
            requests.post(address, data=b"{my-private-diagnosis", headers={"Content-Type": "application/json"}, timeout=30).status_code,
            requests.post(address, json={**good, "html": "my-private-diagnosis" * 150_000}, timeout=30).status_code,
            requests.post(f"{service.address}/", data={"text": "my-private-diagnosis"}, timeout=30).status_code,
            requests.get(f"{service.address}/private-query?my-private-diagnosis", timeout=30).status_code,
        ]
        assert statuses == [200, 422, 400, 413, 200, 404]
        assert service.stop() == 0
    for secret in secrets:
        assert secret not in service.output
    kept = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert kept == {"output.txt"}


def test_broken_rules_are_named_when_it_starts(tmp_path, pack):
    (pack / "safety" / "broken.yaml").write_text("title: [", encoding="utf-8")
    with running.Service(tmp_path, "--packs", str(pack.parent)) as service:
        assert "safety/broken" in service.output
        assert service.output.count("Set aside") == 1
        assert service.check(CLAIM).json()["highlights"]


def test_a_smaller_limit_can_be_set(tmp_path):
    with running.Service(tmp_path, "--max-body", "5000", "--workers", "1") as service:
        assert service.check("x" * 6_000).status_code == 413
        assert service.check("x" * 3_000).status_code == 200


def test_a_busy_port_is_said_plainly_with_what_to_do():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ended = subprocess.run(
            [sys.executable, "-m", "claimlight", "serve", "--port", str(port)], capture_output=True, text=True, timeout=60
        )
    assert ended.returncode == 2
    assert f"Port {port}" in ended.stderr and "--port" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("checks", [0, 1, 5])
def test_ctrl_c_stops_it_at_once(tmp_path, checks):
    with running.Service(tmp_path) as service:
        for _ in range(checks):
            service.check(CLAIM)
        start = time.monotonic()
        assert service.stop() == 0
    assert time.monotonic() - start < 5
    assert "Traceback" not in service.output


def test_a_database_that_does_not_open_is_said_before_the_start(tmp_path):
    (tmp_path / "notes.txt").write_text("These are my notes, not a database. " * 50)
    ended = subprocess.run(
        [sys.executable, "-m", "claimlight", "serve", "--port", str(running.free_port()), "--database", str(tmp_path / "notes.txt")],
        capture_output=True, text=True, timeout=60,
    )
    assert ended.returncode == 2
    assert "not a database" in ended.stderr and len(ended.stderr.strip().splitlines()) == 1
