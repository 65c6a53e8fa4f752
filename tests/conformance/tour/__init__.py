"""A tour of the local workspace: every method, event and interaction once, by the official Python SDK."""
