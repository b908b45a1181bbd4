"""The domain: frozen values and pure functions, standard library only."""
