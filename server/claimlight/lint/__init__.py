"""Lint: what a rule pack's author would want to know before a reader does. Each check is a file of its own."""

from .finding import KINDS, Finding, Kind
from .run import lint

__all__ = ["KINDS", "Finding", "Kind", "lint"]
