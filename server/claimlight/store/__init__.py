"""The database that audits, reviews and feedback are kept in: SQLite by default, PostgreSQL by URL."""

from .database import Base, Database, StoreError, default_url, open_database

__all__ = ["Base", "Database", "StoreError", "default_url", "open_database"]
