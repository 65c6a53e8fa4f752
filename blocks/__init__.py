"""Showing nouns in Slack: pure functions from a noun to a message or a view."""
