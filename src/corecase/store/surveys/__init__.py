"""Surveys of children, parents and victims, apart from the cases."""
