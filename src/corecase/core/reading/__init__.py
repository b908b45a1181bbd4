"""Published texts into printed facts: pure functions over lines, certain or left to a person."""
