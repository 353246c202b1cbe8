"""The quarterly recap of the complaint book: figures, way, announcement (11.8, 11.9)."""
