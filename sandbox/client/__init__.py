"""The browser client: its page and scripts, and the routes and the stream that feed them."""
