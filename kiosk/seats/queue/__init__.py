"""The counter and the information desk: numbers called, given, found."""
