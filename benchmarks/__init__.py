"""Measurements: what Corecase promises about speed, on invented inspections."""
