"""Everything that people do with an incident: as forms of its page, and as calls of the API."""
