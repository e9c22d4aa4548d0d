"""POST /v1/check: a page is sent, and what a reader should know of it comes back."""

from __future__ import annotations

import pytest

CLAIM = "Our exosomes have no side effects."
PAGE = f'<h1 data-b="4">Exosome therapy</h1><p data-b="9">{CLAIM}</p><p data-b="12">Individual results may vary.</p>'


def safety(answer) -> dict:
    """The mark on the claim about side effects."""
    found = [mark for mark in answer.json["highlights"] if mark["category"] == "safety"]
    assert len(found) == 1, found
    return found[0]


def test_a_claim_comes_back_with_its_place_its_reason_and_a_question(client):
    mark = safety(client.check(PAGE))
    assert mark["kind"] == mark["outcome"] == "claim"
    assert mark["block"] == 9
    assert CLAIM[mark["start"]:mark["end"]] == mark["quote"]["exact"]
    assert "side effects" in mark["quote"]["exact"]
    assert mark["why"] and mark["ask"].endswith("?")
    assert mark["title"] and mark["fingerprint"]


def test_a_disclosure_comes_back_too(client):
    found = [mark for mark in client.check(PAGE).json["highlights"] if mark["kind"] == "disclosure"]
    assert [(mark["category"], mark["outcome"], mark["block"]) for mark in found] == [("variation", "disclosure", 12)]


def test_every_source_that_is_named_is_written_out(client):
    answer = client.check(PAGE).json
    named = {key for mark in answer["highlights"] for key in mark["references"]}
    assert named
    assert set(answer["references"]) == named
    assert all(source["url"].startswith("https://") for source in answer["references"].values())


def test_the_summary_counts_the_marks(client):
    answer = client.check(PAGE).json
    claims = [mark for mark in answer["highlights"] if mark["outcome"] == "claim"]
    for severity in ("alert", "caution", "note"):
        assert answer["summary"][severity] == sum(mark["severity"] == severity for mark in claims)
    for outcome in ("review", "disclosure"):
        assert answer["summary"][outcome] == sum(mark["outcome"] == outcome for mark in answer["highlights"])
    assert "exosome" in " ".join(answer["summary"]["subjects"])


def test_the_checklist_names_the_marks_that_answer_it(client):
    answer = client.check(PAGE).json
    ids = {mark["id"] for mark in answer["highlights"]}
    assert answer["checklist"]
    for question in answer["checklist"]:
        assert set(question["highlights"]) <= ids
        assert question["answered"] == bool(question["highlights"])
        assert question["question"].endswith("?") and question["ask"]


def test_blocks_without_numbers_are_numbered_in_order(client):
    plain = PAGE.replace(' data-b="4"', "").replace(' data-b="9"', "").replace(' data-b="12"', "")
    blocks = [mark["block"] for mark in client.check(plain).json["highlights"]]
    numbered = [mark["block"] for mark in client.check(PAGE).json["highlights"]]
    assert len(blocks) == len(numbered)
    order = sorted(set(blocks))
    assert [order.index(block) for block in blocks] == [sorted(set(numbered)).index(block) for block in numbered]


@pytest.mark.parametrize("before", ["", "😀👩🏽‍⚕️ ", "Ame\u0301lie: ", "ﬁne: ", "\u202bשלום\u202c ", "𝔘nicode "])
def test_offsets_count_code_points(client, before):
    text = before + CLAIM
    mark = safety(client.check(f'<h1 data-b="1">Exosome therapy</h1><p data-b="2">{text}</p>'))
    assert text[mark["start"]:mark["end"]] == mark["quote"]["exact"]
    assert text[:mark["start"]].endswith(mark["quote"]["prefix"])
    assert text[mark["end"]:].startswith(mark["quote"]["suffix"])


def test_folded_text_is_said_to_be_folded(client):
    answer = client.check(f'<h1 data-b="1">Exosome therapy</h1><p data-b="2" data-folded>{CLAIM}</p>')
    assert safety(answer)["folded"] is True


def test_the_same_page_is_answered_the_same_way_twice(client):
    assert client.check(PAGE).json == client.check(PAGE).json


def test_an_edit_elsewhere_keeps_the_fingerprint(client):
    edited = PAGE.replace("<h1", "<p data-b='2'>We moved to a new house by the sea.</p><h1")
    assert safety(client.check(edited))["fingerprint"] == safety(client.check(PAGE))["fingerprint"]


def test_only_the_packs_that_are_named_are_used(client):
    answer = client.check(PAGE, packs=["regenerative-en"]).json
    assert [pack["name"] for pack in answer["made_with"]["packs"]] == ["regenerative-en"]
    assert answer["highlights"]


def test_only_rules_of_the_jurisdiction_speak(client):
    for mark in client.check(PAGE, jurisdiction="us").json["highlights"]:
        rule = client.get(f"/v1/rules/{mark['rule']}").json
        assert "us" in rule["jurisdiction"], mark["rule"]


def test_the_answer_says_what_made_it(client):
    made = client.check(PAGE).json["made_with"]
    health = client.get("/healthz").json
    assert made["claimlight"] == health["version"]
    assert {pack["name"]: pack["version"] for pack in made["packs"]} == {
        pack["name"]: pack["version"] for pack in health["packs"]
    }
    assert all(len(pack["sha256"]) == 64 for pack in made["packs"])


def test_no_words_of_an_answer_accuse(client):
    answer = client.get("/demo/promotional").get_data(as_text=True)
    for mark in client.check(answer).json["highlights"]:
        for word in ("illegal", "fraud", "lying", "scam", "liar"):
            assert word not in f"{mark['title']} {mark['why']} {mark['ask']}".lower()


def test_the_rules_are_listed_and_each_can_be_read(client):
    listing = client.get("/v1/rules").json
    assert listing["count"] == len(listing["rules"]) > 40
    for entry in listing["rules"]:
        whole = client.get(f"/v1/rules/{entry['id']}").json
        assert entry.items() <= whole.items()
        assert whole["references"] and whole["tests"]["flag"] and whole["tests"]["pass"]


def test_rules_can_be_listed_by_category_and_pack(client):
    assert {rule["category"] for rule in client.get("/v1/rules?category=safety").json["rules"]} == {"safety"}
    every = client.get("/v1/rules").json
    parts = [client.get(f"/v1/rules?pack={name}").json for name in ("iv-drips-en", "regenerative-en")]
    assert parts[0]["rules"] + parts[1]["rules"] == every["rules"] and sum(part["count"] for part in parts) == every["count"]
    assert all(rule["id"].startswith("iv-drips-en/") for rule in parts[0]["rules"])
    for query, field in (("category=nonsense", "category"), ("pack=nonsense", "pack")):
        refused = client.get(f"/v1/rules?{query}")
        assert refused.status_code == 422
        assert refused.json["errors"][0]["field"] == field


def test_a_rule_that_is_not_there_is_a_problem_document(client):
    refused = client.get("/v1/rules/regenerative-en/safety/no-such-rule")
    assert refused.status_code == 404
    assert refused.json["type"] == "/docs#not-found"


def test_the_service_says_that_it_is_up(client):
    health = client.get("/healthz").json
    assert health["status"] == "ok"
    assert health["problems"] == []
