"""A local, strict Slack workspace that the bot's tests, demo and drill run against."""
