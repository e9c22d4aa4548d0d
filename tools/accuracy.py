"""How right the packs are on the labelled corpus: the figures of every category and rule, misses and false marks.

    python tools/accuracy.py                          the whole English corpus; with --write into docs/accuracy.md and .json
    python tools/accuracy.py --part written           only the pages that rule authors may read
    python tools/accuracy.py --category safety --misses 20 --false 20
    python tools/accuracy.py --matches                what the patterns match, before confidence decides

A sentence counts as marked when a highlight lies in it. `held out` is the quarter of the pages that nobody reads while
rules are written or weights are trained.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
from pathlib import Path

from claimlight import packs
from claimlight.check import check
from claimlight.model import CLAIMS, DISCLOSURES
from claimlight.page import read_html

import corpus

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "accuracy.md"


class Tally:
    """True and false marks and misses."""

    def __init__(self) -> None:
        self.right = self.wrong = self.missed = 0

    def add(self, gold: object, found: object) -> None:
        self.right += bool(gold and found)
        self.wrong += bool(found and not gold)
        self.missed += bool(gold and not found)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    def __str__(self) -> str:
        return f"{self.precision:10.3f}{self.recall:8.3f}{self.f1:8.3f}{self.right:6}{self.wrong:6}{self.missed:6}"


class Figures:
    """Everything counted over some pages."""

    def __init__(self) -> None:
        self.tallies: dict[str, Tally] = collections.defaultdict(Tally)
        self.strata: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
        self.rules: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
        self.missed: list[tuple] = []
        self.wrong: list[tuple] = []


def marks_of(report, matches: bool) -> dict[int, list[tuple[str, str, str, str, str]]]:
    """(kind, outcome, category, severity, rule) for each block; with `matches`, of every match nothing dropped."""
    found = collections.defaultdict(list)
    if matches:
        for trace in report.traces:
            if trace.outcome in ("claim", "review", "disclosure", "not sure enough", "weak: no second signal"):
                category = trace.rule.split("/")[1]
                kind = "claim" if category in CLAIMS else "disclosure"
                if not trace.outcome.startswith("weak"):
                    found[trace.block].append((kind, kind, category, "", trace.rule))
    else:
        for mark in report.highlights:
            found[mark.block].append((mark.kind, mark.outcome, mark.category, mark.severity, mark.rule))
        for trace in report.traces:
            if trace.outcome in ("claim", "review", "disclosure"):
                category = trace.rule.split("/")[1]
                found[trace.block].append(("trace", trace.outcome, category, "", trace.rule))
    return found


def measure(pages: list[dict], labels: dict, rules, category: str | None, matches: bool) -> Figures:
    """Check every page and count."""
    figures = Figures()
    for page in pages:
        gold = labels[page["id"]]
        report = check(read_html(corpus.as_html(page["sentences"]), url=page.get("url", ""), language=page["lang"]), rules)
        marks = marks_of(report, matches)
        count = figures.strata[page["stratum"]]
        count["pages"] += 1
        for number, sentence in enumerate(page["sentences"]):
            said = gold.get(str(number), [])
            claims = {label[0]: (label[1] if len(label) > 1 else "asserted") for label in said if label[0] in CLAIMS}
            told = {label[0] for label in said if label[0] in DISCLOSURES}
            here = marks[number]
            found = {c for kind, outcome, c, _, _ in here if kind == "claim" and outcome == "claim"}
            review = {c for kind, outcome, c, _, _ in here if kind == "claim" and outcome == "review"}
            alert = any(kind == "claim" and outcome == "claim" and severity == "alert" for kind, outcome, _, severity, _ in here)
            disclosed = {c for kind, _, c, _, _ in here if kind == "disclosure"}
            tallies = figures.tallies
            tallies["any claim"].add(claims, found)
            tallies["claim or review"].add(claims, found | review)
            if alert or not claims:
                tallies["alert"].add(claims, alert)
            tallies["any disclosure"].add(told, disclosed)
            for name in CLAIMS:
                tallies[f"claim {name}"].add(name in claims, name in found)
            for name in DISCLOSURES:
                tallies[f"disclosure {name}"].add(name in told, name in disclosed)
            count["sentences"] += 1
            count["claims"] += bool(claims)
            count["false"] += bool(found and not claims)
            count["false alerts"] += bool(alert and not claims)
            count["missed"] += bool(claims and not found)
            for kind, _, name, _, rule in here:
                if kind == "trace" or matches:
                    figures.rules[rule]["fired"] += 1
                    figures.rules[rule]["right"] += name in claims or name in told
                    figures.rules[rule]["some label"] += bool(claims if name in CLAIMS else told)
            if category is None:
                if claims and not found:
                    figures.missed.append((page["id"], number, sorted(claims), sentence))
                if found and not claims:
                    figures.wrong.append((page["id"], number, sorted({m[4] for m in here if m[0] == "claim"}), sentence))
            else:
                wanted, got = (claims, found) if category in CLAIMS else (told, disclosed)
                if category in wanted and category not in got:
                    figures.missed.append((page["id"], number, sorted(wanted), sentence))
                if category in got and category not in wanted:
                    which = sorted({m[4] for m in here if m[2] == category})
                    figures.wrong.append((page["id"], number, [*which, "| is", *sorted(wanted)], sentence))
    return figures


def table(figures: Figures) -> list[str]:
    """The figures as `score.py` prints them."""
    lines = [f"{'':24}{'precision':>10}{'recall':>8}{'F1':>8}{'right':>6}{'false':>6}{'miss':>6}"]
    for name, tally in figures.tallies.items():
        if tally.right + tally.wrong + tally.missed:
            lines.append(f"{name:24}{tally}")
    lines.append("")
    for name, c in sorted(figures.strata.items()):
        lines.append(
            f"{name:24} pages {c['pages']:4}  sentences {c['sentences']:5}  claims {c['claims']:4}  missed {c['missed']:4}  "
            f"false {c['false']:4} ({c['false'] / c['pages']:.2f} a page)  false alerts {c['false alerts']}"
        )
    return lines


def rule_table(figures: Figures, category: str | None) -> list[str]:
    """How often each rule fired and the share that was right."""
    lines = [f"{'rule':52}{'fired':>6}{'right':>7}{'any':>7}"]
    for rule, c in sorted(figures.rules.items()):
        if category is None or rule.split("/")[1] == category:
            lines.append(f"{rule.partition('/')[2]:52}{c['fired']:6}{c['right'] / c['fired']:7.2f}{c['some label'] / c['fired']:7.2f}")
    return lines


def document(whole: Figures, written: Figures, held: Figures, rules) -> str:
    """docs/accuracy.md."""
    names = [name for name, t in whole.tallies.items() if t.right + t.wrong + t.missed]
    lines = [
        "# How right the marks are",
        "",
        "Written by `make score` from `tests/corpus` (English pages). A quarter of the pages, chosen by their id, is held out:",
        "nobody read them while rules were written, and the weights of `confidence.json` were trained without them.",
        "(Its totals were looked at while the way of weighing was chosen, so they flatter a little.)",
        "`right`, `false` and `missed` count sentences. Packs: "
        + ", ".join(f"{pack.name} {pack.version} ({len(pack.rules)} rules)" for pack in rules.packs) + ".",
        "",
        "| | precision | recall | F1 | right | false | missed | held out: precision | recall | F1 |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name in names:
        t, h = whole.tallies[name], held.tallies[name]
        lines.append(
            f"| {name} | {t.precision:.3f} | {t.recall:.3f} | {t.f1:.3f} | {t.right} | {t.wrong} | {t.missed} "
            f"| {h.precision:.3f} | {h.recall:.3f} | {h.f1:.3f} |"
        )
    lines += ["", "## By kind of page", "", "| pages of kind | pages | sentences | with claims | missed | false a page | false alerts |",
              "| --- | --- | --- | --- | --- | --- | --- |"]
    for name, c in sorted(whole.strata.items()):
        lines.append(
            f"| {name} | {c['pages']} | {c['sentences']} | {c['claims']} | {c['missed']} | {c['false'] / c['pages']:.2f} | {c['false alerts']} |"
        )
    lines += ["", "## By rule", "", "How often each rule fired on the whole corpus, how often the sentence carries this label, and how often",
              "any label of its kind. A rule that fires seldom says little here; a rule below a half deserves work.", "",
              "| rule | fired | right | any label |", "| --- | --- | --- | --- |"]
    for rule in sorted(rules.rules):
        c = whole.rules.get(rule, collections.Counter())
        share = f"{c['right'] / c['fired']:.2f} | {c['some label'] / c['fired']:.2f}" if c["fired"] else "– | –"
        lines.append(f"| {rule.partition('/')[2]} | {c['fired']} | {share} |")
    return "\n".join(lines) + "\n"


def data(whole: Figures, held: Figures, rules) -> dict:
    """docs/accuracy.json: the same figures for programs, such as `claimlight rules docs --accuracy`."""

    def totals(figures: Figures) -> dict:
        return {
            name: {"precision": round(t.precision, 3), "recall": round(t.recall, 3), "right": t.right, "wrong": t.wrong, "missed": t.missed}
            for name, t in figures.tallies.items()
        }

    counts = {rule: whole.rules.get(rule, collections.Counter()) for rule in sorted(rules.rules)}
    return {
        "packs": [pack.identity for pack in rules.packs],
        "totals": totals(whole),
        "held_out": totals(held),
        "rules": {rule: {"fired": c["fired"], "right": c["right"], "any": c["some label"]} for rule, c in counts.items()},
    }


def main() -> int:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=corpus.CORPUS)
    parser.add_argument("--part", choices=("all", "written", "held-out"), default="all")
    parser.add_argument("--category", help="list the misses and false marks of this category")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--false", type=int, default=0, dest="wrong")
    parser.add_argument("--rules", action="store_true", help="print how often each rule fired and was right")
    parser.add_argument("--matches", action="store_true", help="count what patterns match, before confidence decides")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md and docs/accuracy.json")
    chosen = parser.parse_args()
    pages, labels = corpus.read(chosen.corpus)
    rules = packs.load_all([packs.shipped()])
    for problem in rules.problems:
        print(f"set aside: {problem['where']}: {problem['detail']}", file=sys.stderr)
    parts = {
        "all": pages,
        "written": [page for page in pages if not corpus.held_out(page["id"])],
        "held-out": [page for page in pages if corpus.held_out(page["id"])],
    }
    figures = measure(parts[chosen.part], labels, rules, chosen.category, chosen.matches)
    print("\n".join(table(figures)))
    if chosen.rules or chosen.category:
        print("\n".join(["", *rule_table(figures, chosen.category)]))
    for title, rows, most in (("missed", figures.missed, chosen.misses), ("false", figures.wrong, chosen.wrong)):
        for page, number, what, sentence in rows[:most]:
            print(f"{title}: {page}#{number} {','.join(what)}: {sentence}")
    if chosen.write:
        halves = [measure(parts[name], labels, rules, None, False) for name in ("written", "held-out")]
        DOCUMENT.write_text(document(figures, *halves, rules), encoding="utf-8")
        DOCUMENT.with_suffix(".json").write_text(json.dumps(data(figures, halves[1], rules), indent=1) + "\n", encoding="utf-8")
        print(f"\nwrote {DOCUMENT.name} and {DOCUMENT.stem}.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
