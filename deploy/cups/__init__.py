"""CUPS made ready for an office: its settings, its queue, and queues that start stopped."""
