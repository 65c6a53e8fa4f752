"""What a person does at the app: commands, clicks, forms and shortcuts, and what the app answers."""
