"""The control API: what a person, a test or the browser client does to the workspace."""
