"""`claimlight serve`: the service behind a production server, and the addresses that a newcomer needs."""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import _options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flask import Flask

#: What was set aside is printed once, by `welcome`, and not again by every worker.
QUIET = {"claimlight.start": {"level": "ERROR"}}
#: Tells a worker to follow its packs.
RELOAD = "CLAIMLIGHT_RELOAD"
EXTENSION = Path(__file__).resolve().parents[3] / "extension"


def port_is_free(host: str, port: int) -> bool:
    """Say whether the service could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def reachable(host: str) -> str:
    """The host as it is written in an address on this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"[{host}]" if ":" in host else host


def welcome(address: str, health: dict) -> str:
    """The lines shown once the service answers."""
    packs = ", ".join(f"{pack['name']} {pack['version']}" for pack in health["packs"]) or "none"
    lines = ["", f"  Claimlight {health['version']} is ready. Rule packs: {packs}."]
    lines += [f"  Set aside: {problem['where']}: {problem['detail']}" for problem in health["problems"]]
    lines += [
        "",
        f"  Start page   {address}/",
        f"  Demo page    {address}/demo/promotional",
        f"  API          {address}/docs",
    ]
    if os.environ.get("CLAIMLIGHT_PLAYGROUND") in ("here", "all"):
        lines.append(f"  Playground   {address}/playground")
    if (EXTENSION / "manifest.json").is_file():
        lines += [
            "",
            "  The extension, loaded unpacked:",
            "    Chromium   open chrome://extensions, switch on Developer mode, Load unpacked, choose",
            f"               {EXTENSION}",
            "    Firefox    open about:debugging#/runtime/this-firefox, Load Temporary Add-on, choose",
            f"               {EXTENSION / 'manifest.json'}",
        ]
    return "\n".join([*lines, "", "  Ctrl+C stops it.", ""])


def announce(address: str, patience: float = 180.0) -> None:
    """Wait until the service answers, then print where it is."""
    deadline = time.monotonic() + patience
    pause = threading.Event()
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:
                click.echo(welcome(address, json.load(answer)))
                return
        except OSError:
            pause.wait(0.1)
    click.echo(f"The service does not answer on {address}. What it said above tells why.", err=True)


def worker_app() -> Flask:
    """The app in a worker. Ctrl+C reaches the workers too, but only the main process may end them: told twice, they hang."""
    from ..check import check
    from ..model import Page
    from ..web import create_app, reload

    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    app = create_app()
    check(Page(()), app.extensions["claimlight"])  # Builds what the first reader would else wait for.
    if os.environ.get(RELOAD):
        reload.follow(app, click.echo)
    else:  # The rules stay: no request should have to wait for a search through all of them for what is unused.
        gc.collect()
        gc.freeze()
    inner = app.wsgi_app

    def whole_body(environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Let a body without a length be read: this server ends it where the request ends."""
        return inner(environ | {"wsgi.input_terminated": True}, start_response)

    app.wsgi_app = whole_body
    return app


def _judge_database(url: str) -> None:
    """Say before the start, and not with the first feedback, that a database cannot be used."""
    from ..store import StoreError, open_database
    from ..web.feedback import OFF

    if url != OFF:
        try:
            open_database(url).close()
        except StoreError as error:
            click.echo(str(error), err=True)
            sys.exit(2)


def _judge_overrides(path: Path) -> None:
    """End with the fault and its line when the file cannot be used."""
    from ..packs import FileProblem, read_overrides

    try:
        read_overrides(path)
    except FileProblem as error:
        click.echo(f"{error}.", err=True)
        sys.exit(2)


@click.command(
    "serve",
    epilog="Exit codes: 0 stopped by you, 2 it could not start (such as a port that is in use, or a database that does not open).",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8642, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that answer.  [default: 2, with --reload 1]")
@_options.folders
@click.option("--reload", is_flag=True, help="Take over packs and overrides as they are saved, for who writes them. The last good version of a broken one is kept.")
@_options.overrides
@click.option(
    "--playground/--no-playground", default=None,
    help="Offer the playground to everybody who can reach the service, or to nobody.  [default: to who sits at this computer]",
)
@click.option(
    "--token", envvar="CLAIMLIGHT_TOKEN", show_envvar=True, default="",
    help="Answer only who sends this token. Other users of this computer can see an option; the variable they cannot.",
)
@_options.database
@click.option("--max-body", type=click.IntRange(min=1000), help="Largest request in bytes.  [default: 2000000]")
def command(
    host: str, port: int, workers: int | None, folders: tuple[Path, ...], reload: bool, overrides: Path | None,
    playground: bool | None, token: str, database: str, max_body: int | None,
) -> None:
    """Start the service.

    \b
    Examples:
      claimlight serve
      claimlight serve --port 9000
      claimlight serve --packs rules --packs ../our-packs
      claimlight serve --packs ./my-pack --reload
      claimlight serve --database off
    """
    from granian import Granian

    from ..web.here import is_here

    if not port_is_free(host, port):
        click.echo(
            f"Port {port} on {host} cannot be used; most likely another program listens there. "
            f"Choose another one, as in: claimlight serve --port {port + 1 if port < 65535 else 8643}",
            err=True,
        )
        sys.exit(2)
    if reload and (workers or 1) > 1:
        raise click.UsageError("--reload is for one worker: several would change their packs at different moments.")
    os.environ["CLAIMLIGHT_PLAYGROUND"] = {True: "all", False: "off", None: "here" if is_here(host) else "off"}[playground]
    os.environ[RELOAD] = "1" if reload else ""
    if overrides:
        _judge_overrides(overrides)
        os.environ["CLAIMLIGHT_OVERRIDES"] = str(overrides.resolve())
    if folders:
        os.environ["CLAIMLIGHT_PACKS"] = os.pathsep.join(str(folder.resolve()) for folder in folders)
    if token:
        os.environ["CLAIMLIGHT_TOKEN"] = token
    if database:
        _judge_database(database)
        os.environ["CLAIMLIGHT_DATABASE"] = database
    if max_body:
        os.environ["CLAIMLIGHT_MAX_BODY"] = str(max_body)
    # A worker that is forked while the other thread holds a lock would wait for it for ever.
    multiprocessing.set_start_method("spawn")
    shown = f"http://{reachable(host)}:{port}"
    click.echo("  Claimlight is reading its rules; a few seconds.")
    threading.Thread(target=announce, args=(shown,), daemon=True).start()
    Granian(
        f"{__name__}:worker_app",
        address=host,
        port=port,
        interface="wsgi",
        factory=True,
        workers=workers or (1 if reload else 2),
        workers_kill_timeout=5,
        blocking_threads=min(8, 2 * (os.cpu_count() or 1)),
        websockets=False,
        log_level="warning",
        log_access=False,
        log_dictconfig={"loggers": QUIET},
        process_name=None,
    ).serve()
