"""Settings of the Django side, the only package that knows every other."""
