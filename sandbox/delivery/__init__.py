"""How the app hears of things: the Events API over Socket Mode."""
