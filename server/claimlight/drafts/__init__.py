"""A rule that is being written: read from its text, tried on a page and on its own tests, within limits, and kept nowhere."""

from ..authoring.trials import Tested
from .draft import Draft, read
from .outcome import Mark, Tried, run
from .start import fresh, word_lists

__all__ = ["Draft", "Mark", "Tested", "Tried", "fresh", "read", "run", "word_lists"]
