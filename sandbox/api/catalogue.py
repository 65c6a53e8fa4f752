"""Imports every module that registers methods, so that METHODS is whole."""

from importlib import import_module

from sandbox.api.registry import METHODS

MODULES = (
    "auth", "bookmarks", "canvases", "chat", "conversations", "files", "history", "listing", "marks",
    "membership", "openid", "talks", "usergroups", "users", "views",
)  # fmt: skip
for module in MODULES:
    import_module(f"sandbox.api.{module}")

__all__ = ["METHODS"]
