"""Calling vendors: one client a file, one way to fail."""
