"""The playground: a page on which a rule is written and tried at once, for who runs the service."""

from __future__ import annotations


from flask import Blueprint, Flask, Response, current_app, jsonify, make_response, render_template, request

from .. import drafts
from ..marking import style
from ..packs import FileProblem, Pack, Rule
from ..pasted import read_pasted
from ..trial import KEPT
from . import requests
from .api import plain, rule_set
from .here import called_here, from_own_page
from .marked import tag
from .problems import Problem
from .try_api import LARGEST_PAGE, LARGEST_RULE, TRY_REQUEST

views = Blueprint("playground", __name__)

#: The setting PLAYGROUND: offered to who sits at this computer, to everybody who can reach the service, or to nobody.
HERE, ALL, OFF = "here", "all", "off"
_requests = requests.Form(TRY_REQUEST)


def register(app: Flask) -> None:
    """Offer the playground as the setting PLAYGROUND says."""
    app.register_blueprint(views)
    app.context_processor(lambda: {"playground": _offered()})


def _offered() -> bool:
    """Whether it is offered to who asks: a name that merely leads to this computer, as a hostile page may use, does not count."""
    wanted = current_app.config["PLAYGROUND"]
    return wanted == ALL or wanted == HERE and called_here()


@views.before_request
def guard() -> None:
    """Answer only the service's own pages. Raises Problem."""
    if not _offered():
        raise Problem("playground-off", "This service does not offer the playground. Run your own: claimlight serve")
    if request.method == "POST" and not from_own_page():
        raise Problem("playground-off", "The playground answers only its own page.")


@views.get("/playground")
def playground() -> Response:
    """The page, with a rule to start from."""
    rules = rule_set()
    ids = sorted(rules.rules, key=lambda name: (not name.endswith("/no-side-effects"), rules.rules[name].severity != "alert", name))
    start = next(iter(ids), "")
    made = make_response(
        render_template(
            "playground.html", packs=rules.packs, start=start, follows=current_app.config["RELOAD"], largest_rule=LARGEST_RULE, largest_page=LARGEST_PAGE
        )
    )
    return made


@views.get("/playground/rules/<path:name>")
def file_of_rule(name: str) -> Response:
    """The text of a loaded rule's file."""
    rule = rule_set().rules.get(name)
    if rule is None:
        raise Problem("not-found", "There is no rule of this name.")
    return Response(_text_of(rule), content_type="text/plain; charset=utf-8")


def _pack(name: str) -> Pack:
    pack = next((pack for pack in rule_set().packs if pack.name == name), None)
    if pack is None:
        raise Problem("not-found", "There is no pack of this name.")
    return pack


@views.get("/playground/new/<name>")
def new_rule(name: str) -> Response:
    """The text of a small whole rule for a pack, to be changed."""
    return Response(drafts.fresh(_pack(name)), content_type="text/plain; charset=utf-8")


@views.get("/playground/lists/<name>")
def lists(name: str) -> Response:
    """The word lists of a pack."""
    return jsonify(drafts.word_lists(_pack(name)))


def _text_of(rule: Rule) -> str:
    folder = rule_set().pack_of(rule).folder
    try:
        return (folder.parent / rule.file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Problem("not-found", "The rule's file cannot be read any more.") from None


@views.post("/v1/try")
def try_rule() -> Response:
    """Try a rule on a page and on its own tests."""
    sent = _requests.read()
    rules = rule_set()
    errors = [("pack", text) for _, text in requests.unknown_names(rules, [sent["pack"]], None)]
    if errors:
        raise requests.invalid(errors)
    pack = next(pack for pack in rules.packs if pack.name == sent["pack"])
    answer = {"faults": [], "aside": [plain(problem) for problem in rules.problems]}
    try:
        draft = drafts.read(sent["text"], sent["name"], pack, rules)
    except FileProblem as error:
        return jsonify(answer | {"faults": [{"line": part.line, "kind": part.kind, "detail": part.detail} for part in error.parts]})
    page = read_pasted(sent["page"])
    tried = drafts.run(draft, page)
    places = {block.number: place for place, block in enumerate(page.blocks)}
    return jsonify(
        answer
        | {
            "advice": [{"line": one.line, "kind": one.kind, "detail": f"{one.detail}. {one.remedy}."} for one in draft.advice],
            "rule": draft.rule.id,
            "blocks": [{"tag": tag(block), "text": block.text, "folded": block.folded} for block in page.blocks],
            "matches": [_match(draft.rule, mark) for mark in tried.marks],
            "others": [
                {"block": places[mark.block], "start": mark.start, "end": mark.end, "rule": mark.rule, "title": mark.title, "style": style(mark)}
                for mark in tried.others
            ],
            "woke": tried.woke,
            "tests": [_test(one) for one in tried.tests],
            "subjects": tried.subjects,
            "slow": tried.slow,
        }
    )


def _match(rule: Rule, mark: drafts.Mark) -> dict:
    trace = mark.trace
    drawn = "" if not mark.shown else rule.severity if trace.outcome == "claim" else trace.outcome
    return {
        "block": trace.block, "start": trace.start, "end": trace.end, "words": trace.words, "pattern": trace.pattern,
        "shown": mark.shown, "style": drawn, "outcome": trace.outcome, "said": mark.said,
    }


def _test(one: drafts.Tested) -> dict:
    example, outcome = one.outcome.example, one.outcome
    found = outcome.found if example.flagged or any(trace.outcome in KEPT for trace in outcome.traces) else None
    return {
        "test": one.name, "sentence": example.text, "lead": example.lead, "expected": _span(example.span), "found": _span(found),
        "passed": outcome.passed, "why": list(one.why),
    }


def _span(place: tuple[int, int] | None) -> dict | None:
    return {"start": place[0], "end": place[1]} if place else None
