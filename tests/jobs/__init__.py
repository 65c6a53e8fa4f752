"""The worker on its own: what it claims, outlives and gives up."""
