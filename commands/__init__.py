"""Somebody types: one file a command, each one only translates between words and rules."""
