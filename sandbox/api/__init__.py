"""Slack's Web API: a method is one small registered function."""
