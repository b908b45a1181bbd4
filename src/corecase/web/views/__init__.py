"""Views, a topic a file: a request becomes one call of an action, and back."""
