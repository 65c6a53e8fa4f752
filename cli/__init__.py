"""The `signalcraft` command: the only place that knows both the app and the local workspace."""
