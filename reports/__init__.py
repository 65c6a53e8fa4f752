"""Putting an incident in writing: documents for people, no Slack, no input or output."""
