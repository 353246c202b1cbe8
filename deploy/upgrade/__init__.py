"""A new version beside the old one: tried while the office is held, and undone when it fails."""
