"""Documents: what the post-mortem says, word for word."""
