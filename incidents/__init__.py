"""The meaning of an incident: nouns and rules. No input, no output, no clock, no Slack."""
