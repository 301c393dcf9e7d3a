"""Whoosh: the embedded engine, an index in a folder on disk."""

from .backend import WhooshBackend, WhooshEngine

__all__ = ["WhooshBackend", "WhooshEngine"]
