"""Engines that answer national questions: one obviously right, one fast, and their data."""
