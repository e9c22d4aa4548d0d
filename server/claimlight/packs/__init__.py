"""What a rule pack is: its files, the pattern language, loading and trying, and how packs travel."""

from .contents import pack_folders
from .files import FileProblem
from .library import load_used
from .lifecycle import leaving
from .load import load_all, load_pack, read_rule, shipped
from .overrides import Overrides, parse_overrides, read_overrides
from .settling import settle
from .types import Lexicon, Pack, Rule, RuleSet

__all__ = [
    "FileProblem", "Lexicon", "Overrides", "Pack", "Rule", "RuleSet", "leaving", "load_all", "load_pack", "load_used", "pack_folders",
    "parse_overrides", "read_overrides", "read_rule", "settle", "shipped",
]
