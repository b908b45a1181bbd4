"""The terminal: translates what a person types into one call, and back."""
