"""The workspace itself: what it is made of and what can be done to it, by people and by apps alike."""
