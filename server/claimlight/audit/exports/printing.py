"""HTML printed to PDF by the Chromium that is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from .files import replacing

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser() -> str:
    """The Chromium that prints. Raises `FileNotFoundError` when there is none, and says what to do."""
    found = os.environ.get("CLAIMLIGHT_CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        raise FileNotFoundError(2, "a PDF needs Chromium: install it, or name it in CLAIMLIGHT_CHROMIUM; the .html can be printed too")
    return found


def print_pdf(html: str, path: Path) -> None:
    """Print one HTML page that needs nothing else to `path`. Raises `OSError` when there is no Chromium or it fails."""
    chosen = browser()
    with replacing(path) as made, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        made.unlink()
        command = [chosen, "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--no-pdf-header-footer"]
        command += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}", page.as_uri()]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # Chromium refuses to start as root otherwise
        try:
            done = subprocess.run(command, capture_output=True, timeout=300, check=False)
        except subprocess.TimeoutExpired:
            raise OSError(5, "Chromium did not print it within five minutes") from None
        if not made.exists():
            raise OSError(5, f"Chromium could not print it (exit code {done.returncode})")
