"""Imports every module that registers methods, so that METHODS is whole."""

from sandbox.api import auth, chat, conversations, files, history, marks, membership, users, views
from sandbox.api.registry import METHODS

MODULES = (auth, chat, conversations, files, history, marks, membership, users, views)

__all__ = ["METHODS", "MODULES"]
