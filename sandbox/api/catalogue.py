"""Imports every module that registers methods, so that METHODS is whole."""

from sandbox.api import (
    auth,
    bookmarks,
    chat,
    conversations,
    files,
    history,
    listing,
    marks,
    membership,
    talks,
    usergroups,
    users,
    views,
)
from sandbox.api.registry import METHODS

MODULES = (
    auth,
    bookmarks,
    chat,
    conversations,
    files,
    history,
    listing,
    marks,
    membership,
    talks,
    usergroups,
    users,
    views,
)

__all__ = ["METHODS", "MODULES"]
