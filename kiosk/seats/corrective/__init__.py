"""Corrective and preventive action (PTPP) on the seats."""
