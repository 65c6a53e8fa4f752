"""Somebody opens a page, posts one of its forms, or calls the API."""
