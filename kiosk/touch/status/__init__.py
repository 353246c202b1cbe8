"""How a file or a complaint stands, for whoever holds its code."""
