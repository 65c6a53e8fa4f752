"""The browser client in a real Chromium, as a person uses it."""
