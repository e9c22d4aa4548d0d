"""Who is there, and whether they may. Local use needs no login; a service with a token asks for it, here as Basic too.

This is the seam for hosting: `person` says who acts and in which role, and nothing else here knows where that comes from.
"""

from __future__ import annotations

import getpass
from urllib.parse import unquote

from flask import Response, current_app, request

from ...review import Person
from ...store import Database, StoreError
from .. import token
from ..here import called_here, from_own_page
from ..problems import Problem

_PLACES = ("/audits", "/v1/reviews", "/v1/audits")


def offered() -> bool:
    """Whether there are audits to be shown to who asks."""
    return current_app.extensions["claimlight.audits"] is not None and (token.asked() or called_here())


def guard() -> Response | None:
    """Let nobody in who may not, and let no other site act in a person's name (CSRF)."""
    if not request.path.startswith(_PLACES):
        return None
    if not token.asked() and not called_here():
        raise Problem("no-audits", "Audits are shown at the computer they are made on. For others, start the service with a token.")
    if token.asked() and request.path.startswith("/audits"):
        given = request.authorization
        if not given or given.type != "basic" or token.role(given.password or "") is None:
            asked = {"WWW-Authenticate": 'Basic realm="Claimlight: any name, and the token as the password", charset="UTF-8"'}
            return Response("This service asks for its token.", 401, asked)
    if request.method not in ("GET", "HEAD", "OPTIONS") and request.path.startswith("/audits") and not from_own_page():
        raise Problem("elsewhere", "What changes something can only be sent from the service's own pages.")
    return None


def person() -> Person:
    """Who acts: the name given with the token, or on one's own computer the name one is logged in with.

    The token says in which role; on one's own computer nobody is asked, and everybody is an admin.
    """
    given = request.authorization
    secret = (given.password if given.type == "basic" else given.token) if given else ""
    role = token.role(secret or "") or "reader" if token.asked() else "admin"
    name = given.username if given and given.type == "basic" else unquote(request.headers.get("X-Claimlight-Name", "")).replace("\0", "")
    return Person((name or getpass.getuser())[:200], role)


def database() -> Database:
    """The database. Raises `Problem` when there is none or it cannot be used."""
    later = current_app.extensions["claimlight.audits"]
    if later is None:
        raise Problem("no-audits", "This service was started without a database, so there are no audits here.")
    try:
        return later.open()
    except StoreError as error:
        raise Problem("not-kept", str(error)) from None
