"""The clock and the outbox: a job performs one kind of effect, the worker decides when and how often."""
