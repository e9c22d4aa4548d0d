"""`claimlight explain`: the short name of `claimlight rules explain`."""

from .rules.explain import command

__all__ = ["command"]
