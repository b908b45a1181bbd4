"""The worker: what the site does beside its pages."""
