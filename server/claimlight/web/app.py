"""The app factory: settings, rule packs, CORS for extensions only, and headers that keep pages private."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from flask import Flask, Response, request
from flask_cors import CORS

from .. import check, packs
from . import api, audits, feedback, parting, people, playground, problems, rulebook, token

log = logging.getLogger("claimlight.start")

MAX_BODY = 2_000_000
EXTENSIONS = [r"^chrome-extension://[a-p]{32}$", r"^moz-extension://[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"]
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def settings(config: Mapping | None) -> dict:
    """Merge the environment with `config`, which wins. MAX_BODY is in bytes, PACKS a list of folders, TOKEN, REVIEWER_TOKEN and READER_TOKEN what to ask for.

    OVERRIDES is a file, TODAY tells the day by which its entries end. DATABASE is where feedback is kept, a URL: empty for
    a file in the user's data folder, `off` for nowhere. PLAYGROUND is offered to who sits at this computer (`here`), to
    `all`, or `off`; RELOAD says that somebody follows the packs.
    """
    found = {
        "MAX_BODY": int(os.environ.get("CLAIMLIGHT_MAX_BODY") or MAX_BODY),
        "PACKS": [part for part in os.environ.get("CLAIMLIGHT_PACKS", "").split(os.pathsep) if part],
        "OVERRIDES": os.environ.get("CLAIMLIGHT_OVERRIDES", ""),
        "TODAY": date.today,
        "DATABASE": os.environ.get("CLAIMLIGHT_DATABASE", ""),
        "PLAYGROUND": os.environ.get("CLAIMLIGHT_PLAYGROUND") or playground.OFF,
        "RELOAD": bool(os.environ.get("CLAIMLIGHT_RELOAD")),
        **{name: os.environ.get(f"CLAIMLIGHT_{name}", "") for name in token.ROLES},
    }
    found.update(config or {})
    return found


def load_rules(folders: list) -> packs.RuleSet:
    """Load the packs in the folders (the shipped and the added ones when there are none) and name what was set aside."""
    rules = packs.load_used(Path(folder) for folder in folders)
    for problem in rules.problems:
        log.warning("Set aside: %s: %s (%s)", problem.get("where"), problem.get("detail"), problem.get("type"))
    return rules


def load_overrides(file: str, rules: packs.RuleSet, today: date) -> packs.Overrides | None:
    """Read what the site decides otherwise, if it does. Raises FileProblem when the file cannot be used as a whole."""
    if not file:
        return None
    overrides = packs.read_overrides(Path(file))
    for warning in overrides.warnings(today, rules):
        log.warning("Overrides: %s", warning)
    return overrides


def create_app(config: Mapping | None = None) -> Flask:
    """Build the service. Between requests it keeps its rules, and the feedback that readers send; nothing of a check."""
    app = Flask("claimlight.web", static_folder="static", template_folder="templates")
    app.config.update(settings(config))
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = int(app.config["MAX_BODY"])
    app.json.sort_keys = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["claimlight"] = load_rules(app.config["PACKS"])
    app.extensions["claimlight.overrides"] = load_overrides(app.config["OVERRIDES"], app.extensions["claimlight"], app.config["TODAY"]())
    app.register_blueprint(api.views)
    app.register_blueprint(people.views)
    feedback.register(app)
    playground.register(app)
    app.register_blueprint(rulebook.views)
    audits.register(app)
    problems.register(app)
    token.register(app)
    parting.register(app)
    CORS(
        app,
        resources={r"/v1/(?!try$).*": {"origins": EXTENSIONS}},
        methods=["GET", "POST"],
        allow_headers=["Content-Type", "Authorization", "X-Claimlight-Name"],
        max_age=600,
        allow_private_network=True,
    )

    @app.after_request
    def guard(response: Response) -> Response:
        """Add the security headers; what was checked is never cached."""
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.method == "POST" or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
        elif not response.headers.get("Cache-Control"):
            response.headers["Cache-Control"] = "no-cache"
        return response

    return app


def create_warm_app() -> Flask:
    """Build the service and get its rules ready in the background, so that the first reader does not wait for that."""
    app = create_app()
    threading.Thread(target=check.warm, args=(app.extensions["claimlight"],), daemon=True).start()
    return app
