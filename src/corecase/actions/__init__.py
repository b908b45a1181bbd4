"""What a person can do: one function, one transaction, one audit event, with who and when."""
