"""Tables: three applications, each with its own, none of which knows another."""
