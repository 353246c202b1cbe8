"""The handbooks of the seats and the cards for the desk, as pages at /bantuan."""
