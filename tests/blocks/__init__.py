"""Every message and form that Slack is shown, held against Slack's limits."""
