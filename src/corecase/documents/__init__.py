"""A report built once as data, and the formats that render it."""
