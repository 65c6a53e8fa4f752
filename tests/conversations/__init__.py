"""Conversations: people type, click and react in a real workspace, and a real app answers over a real socket."""
