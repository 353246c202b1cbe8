"""Backups: one sealed file that holds all of an office, made while it works, and restored from."""
