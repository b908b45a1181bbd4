"""Inspections, people, cases, judgements and the audit: the tables of the staff site."""
