"""Corrective and preventive action (PTPP), asked for by clause 11.7."""
