"""The database that audits, reviews and feedback are kept in: SQLite by default, PostgreSQL by URL."""

from .database import Base, Database, StoreError, default_url, is_there, open_database
from .later import Later

__all__ = ["Base", "Database", "Later", "StoreError", "default_url", "is_there", "open_database"]
