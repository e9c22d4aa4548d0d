"""What a rule pack is: its files, the pattern language, loading and trying, and how packs travel."""

from .library import load_used
from .lifecycle import leaving
from .load import load_all, load_pack, shipped
from .settling import settle
from .types import Lexicon, Pack, Rule, RuleSet

__all__ = ["Lexicon", "Pack", "Rule", "RuleSet", "leaving", "load_all", "load_pack", "load_used", "settle", "shipped"]
