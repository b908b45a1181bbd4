"""The public reading view: what is published, for anybody, without a table of cases."""
