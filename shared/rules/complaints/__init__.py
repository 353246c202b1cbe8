"""The complaint book: entry, sight, way, deadlines, lists (clause 11)."""
