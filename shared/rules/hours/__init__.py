"""When the office is open, which days count, and why something is due when it is."""
