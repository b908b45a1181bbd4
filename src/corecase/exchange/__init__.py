"""Files people bring and take away: frameworks, judgements, cases."""
