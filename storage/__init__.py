"""Remembering: incidents, timeline, people and the outbox, in SQLite or PostgreSQL."""
