"""Somebody opens a page: for now only the one that says whether we are well."""
