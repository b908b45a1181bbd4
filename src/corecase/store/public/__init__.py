"""What is published: the tables that the public site reads."""
