"""The survey site: answering with a code, for anybody, without a table of cases."""
