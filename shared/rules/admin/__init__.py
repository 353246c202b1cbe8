"""What the admin decides for the whole office, and whatever follows from it in every subject."""
