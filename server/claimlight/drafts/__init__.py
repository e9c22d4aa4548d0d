"""A rule that is being written: read from its text, tried on a page and on its own tests, within limits, and kept nowhere."""

from ..authoring.trials import Tested
from .draft import Draft, read
from .outcome import Mark, Tried, run

__all__ = ["Draft", "Mark", "Tested", "Tried", "read", "run"]
