"""`claimlight packs list`: every pack there is, where it comes from, and whether it is used."""

from __future__ import annotations

import json
from pathlib import Path

import click

from . import _home


@click.command("list", epilog="Exit codes: 0 listed, 2 the lock file cannot be read.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@_home.option
def command(as_json: bool, home: Path | None) -> None:
    """List the packs: those that ship, those you added, and those that installed Python packages offer.

    \b
    Examples:
      claimlight packs list
      claimlight packs list --json
    """
    from ...packs import library, sources
    from ...packs.lock import read_lock

    with _home.said_plainly():
        place = home or library.home_folder()
        read_lock(place)
        packs, _ = library.standing(place)
        faults = library.cannot_be_used(packs)
    rows = []
    for pack in packs:
        told = pack.unused or faults.get(pack.name, "")
        origin = f"added {pack.locked.added} from {pack.locked.source}" if pack.locked else "ships with Claimlight"
        rows.append({"name": pack.name, "version": pack.version, "from": origin, "used": not told, "why_not": told})
    known = {pack.name for pack in packs if pack.origin == "added"}
    for name, module in sorted(sources.offered().items()):
        if name not in known:
            rows.append({
                "name": name, "version": "", "from": f"Python package {module}", "used": False,
                "why_not": f"not added; to use it: claimlight packs add {name}",
            })
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    wide = max(len(row["name"]) for row in rows) if rows else 0
    for row in rows:
        state = "used" if row["used"] else f"not used: {row['why_not']}"
        click.echo(f"{row['name']:<{wide}}  {row['version']:<8} {row['from']}\n{'':<{wide}}  {state}")
