"""Every rule of the core, on incidents in memory: no database, no Slack, no clock."""
