"""Slack's own packages and clients as the measure of the local workspace."""
