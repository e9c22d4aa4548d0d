"""What readers say of findings: kept in the database, and turned into test cases for the rules concerned."""

from .book import Book
from .entry import Entry, entry_of

__all__ = ["Book", "Entry", "entry_of"]
