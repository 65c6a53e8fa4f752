"""What Slack accepts as blocks, messages and views, and what it says of the rest."""
