"""Estimates, comparison and reconstruction: numpy and scipy over the core's values."""
