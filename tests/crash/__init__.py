"""`kill -9` at every step: whatever was begun is finished after a restart, and nothing is done twice."""
