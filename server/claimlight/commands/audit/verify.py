"""`claimlight audit verify`: does a report still say what was read?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from . import _options


_REMEDY = "{}: give a run's number, a report in JSON or a WARC file that is there. A report in another form: claimlight audit export RUN audit.json"


@click.command("verify", epilog="Exit codes: 0 all fits, 1 something does not, 2 there is nothing to verify.")
@click.argument("what", metavar="RUN|REPORT.json|FILE.warc.gz")
@_options.database
def command(what: str, database: str) -> None:
    """Hold a run, a report in JSON or a file of evidence against what was read: every digest, every quote, offline.

    \b
    Examples:
      claimlight audit verify 12
      claimlight audit verify audit.json
      claimlight audit verify run-12.warc.gz
    """
    from ...audit import verifying
    from ...audit.words import Failure

    try:
        if what.isdigit():
            verdict = verifying.verify_run(_options.opened(database), int(what))
        elif what.lower().endswith(".json"):
            verdict = verifying.verify_report(Path(what))
        elif what.lower().endswith((".warc", ".warc.gz")) and Path(what).is_file():
            verdict = verifying.verify_archive(Path(what))
        else:
            _options.fail(_REMEDY.format(what))
    except KeyError:
        _options.fail(f"There is no run {what}. See: claimlight audit list")
    except Failure as failure:
        _options.fail(failure.detail)
    click.echo("\n".join(verifying.lines(verdict)))
    if not verdict.pages:
        sys.exit(1 if verdict.problems else 2)
    sys.exit(1 if verdict.problems else 0)
