"""The office's rules and records."""
