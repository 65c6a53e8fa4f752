"""The real clients against a real HTTP server on this machine: only the wire is false."""
