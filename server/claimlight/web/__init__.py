"""The web service: an API for the extension and other programs, and a few pages for people."""

from .app import create_app

__all__ = ["create_app"]
