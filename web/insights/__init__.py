"""Figures: what happened lately, how fast people were, and who carried it; as a page, CSV and JSON."""

from web.insights.door import register

__all__ = ["register"]
