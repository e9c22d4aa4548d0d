"""One page in a worker: its bytes become text, the text is checked, and all that an audit keeps of it comes back.

This is what runs in the processes of a pool, local or on a cluster: it takes and gives plain data, and whatever a page
does to it comes back as a `Failure`, never as a lost worker's silence. The evidence is packed here, too: the one process
that writes has only to append it.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from lxml import etree
from w3lib.encoding import html_to_unicode

from .. import check, packs
from ..model import Page
from ..page import read_html
from ..text import sentences
from .addresses import page_address
from .evidence import digest, records
from .texts import pack_text
from .words import Failure, Fetched


#: What a rule says to people, kept with the run, so that its report needs no pack.
_SAID = ("title", "category", "why", "ask", "references")


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs. `body` with its `kind` (Content-Type), or `pruned`, a page as the extension would send it.

    `fetched` is the page as it came, when its evidence is to be made.
    """

    key: int
    address: str
    body: bytes = b""
    kind: str = ""
    pruned: str = ""
    title: str = ""
    unread: tuple[str, ...] = ()
    language: str = ""
    jurisdiction: str = ""
    folders: tuple[str, ...] = ()
    links: bool = False
    overrides: packs.Overrides | None = None
    day: date | None = None
    fetched: Fetched | None = None


@dataclass(slots=True)
class Checked:
    """What came out. `blocks` are (number, tag, heading, folded, text); `findings` as a row of the database wants them.

    `text` is the blocks as the database keeps them, `digest` and `records` are the page's evidence.
    """

    key: int
    title: str = ""
    language: str = ""
    characters: int = 0
    blocks: list[tuple[int, str, int, bool, str]] = field(default_factory=list)
    text: bytes = b""
    findings: list[dict] = field(default_factory=list)
    summary: dict = field(default_factory=dict)
    report: dict = field(default_factory=dict)
    made_with: dict = field(default_factory=dict)
    rules: dict[str, dict] = field(default_factory=dict)
    references: dict[str, dict] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    digest: str = ""
    records: bytes = b""
    failure: tuple[str, str] | None = None


@lru_cache(maxsize=2)
def rules_for(folders: tuple[str, ...]) -> packs.RuleSet:
    """The rule packs, loaded once in a process."""
    return packs.load_used(Path(folder) for folder in folders)


def decode(body: bytes, kind: str) -> str:
    """A page's bytes as text, by the charset of its header, its own mark or its meta element, as browsers choose."""
    return html_to_unicode(kind or None, body, default_encoding="utf-8")[1]


def read_and_check(job: Job, rules: packs.RuleSet | None = None) -> Checked:
    """Read and check one page, by the job's packs or by these rules.

    Raises nothing: a fault of ours comes back with its place in our code.
    """
    try:
        html = job.pruned or decode(job.body, job.kind)
        page = read_html(html, url=job.address, title=job.title, language=job.language)
        rules = rules_for(job.folders) if rules is None else rules
        report = check.check(page, rules, jurisdiction=job.jurisdiction or None, language=job.language or None, overrides=job.overrides, today=job.day)
        answer = check.as_json(report)
        unread = [*answer["coverage"]["unread"], *job.unread]
        aside = check.plain([item.mark for item in report.set_aside])
        blocks = [(block.number, block.tag, block.heading, block.folded, block.text) for block in page.blocks]
        return Checked(
            key=job.key,
            title=page.title,
            language=page.language,
            characters=page.characters,
            blocks=blocks,
            text=pack_text(blocks),
            findings=_findings(page, answer["highlights"]),
            summary=answer["summary"],
            report={
                "checklist": answer["checklist"],
                "coverage": {**answer["coverage"], "unread": unread},
                "incomplete": answer["incomplete"],
                "subjects": answer["summary"]["subjects"],
                **_overridden(page, answer["made_with"], aside, report),
            },
            made_with=_without_counts(answer["made_with"]),
            rules={mark["rule"]: {name: mark[name] for name in _SAID} for mark in (*answer["highlights"], *aside)},
            references=answer["references"],
            links=_links(decode(job.body, job.kind), job.address) if job.links else [],
        )
    except Exception as error:  # one page must not end the run; what it was is in the evidence
        last = traceback.extract_tb(error.__traceback__)[-1]
        return Checked(job.key, failure=("fault", f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}."))


def _overridden(page: Page, made_with: dict, aside: list[dict], report: check.Report) -> dict:
    """What the site's overrides did on the page: the findings set aside, each with its reason and end, and how many changed severity."""
    if "overrides" not in made_with:
        return {}
    rows = _findings(page, aside)
    why = [{"line": item.line, "reason": item.reason, "until": item.until} for item in report.set_aside]
    return {"set_aside": [row | said for row, said in zip(rows, why)], "changed_severity": made_with["overrides"]["changed"]}


def _without_counts(made_with: dict) -> dict:
    """What holds for every page of the run: the overrides without how often they acted on this one."""
    if "overrides" not in made_with:
        return made_with
    site = made_with["overrides"]
    entries = [{name: value for name, value in entry.items() if name != "marks"} for entry in site["entries"]]
    return made_with | {"overrides": {"file": site["file"], "sha256": site["sha256"], "entries": entries, "warnings": site["warnings"]}}


def check_portion(jobs: tuple[Job, ...]) -> list[Checked]:
    """Read and check some pages, and make the evidence of those that are to be kept. Raises nothing.

    What is only needed for the evidence stays here, and what the rules say is told once for all: less to send.
    """
    made, told = [], set()
    for job in jobs:
        checked = read_and_check(job)
        if job.fetched and not checked.failure:
            checked.digest = digest(job.fetched.body)
            said = {"digest": checked.digest, "made_with": checked.made_with, "title": checked.title, "language": checked.language}
            checked.records = records(job.fetched, said | {"blocks": checked.blocks, "pruned": job.fetched.rendered})
        checked.blocks = []
        checked.rules = {name: said for name, said in checked.rules.items() if name not in told}
        checked.references = {name: said for name, said in checked.references.items() if name not in told}
        told |= checked.rules.keys() | checked.references.keys()
        made.append(checked)
    return made


def _findings(page: Page, highlights: list[dict]) -> list[dict]:
    """The highlights as rows, each with the sentence it stands in."""
    places = {block.number: place for place, block in enumerate(page.blocks)}
    cut: dict[int, list[tuple[int, int]]] = {}
    rows = []
    for mark in highlights:
        block = page.blocks[places[mark["block"]]]
        if block.number not in cut:
            found = sentences(places[block.number], block.text, block.heading > 0)
            cut[block.number] = [sentence.original(0, len(sentence.text)) for sentence in found if sentence.text]
        start, end = next(
            ((first, last) for first, last in cut[block.number] if first <= mark["start"] < last), (mark["start"], mark["end"])
        )
        rows.append(
            {name: mark[name] for name in ("fingerprint", "outcome", "rule", "category", "severity", "confidence", "hedged")}
            | {"folded": mark["folded"], "block": mark["block"], "start": mark["start"], "end": mark["end"]}
            | mark["quote"]
            | {"sentence": " ".join(block.text[start:end].split()), "because": mark["because"]}
        )
    return rows


def _links(html: str, address: str) -> list[str]:
    """The pages that a page links to, each once, in order; links that ask not to be followed are left out."""
    tree = etree.fromstring(html.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    if tree is None:
        return []
    base = next((element.get("href", "") for element in tree.iter("base")), "")
    found: dict[str, None] = {}
    for element in tree.iter("a", "area"):
        written = element.get("href", "")
        if not written or "nofollow" in (element.get("rel") or "").lower().split():
            continue
        try:
            found[page_address(written, page_address(base, address) if base else address)] = None
        except Failure:
            continue
    return list(found)
