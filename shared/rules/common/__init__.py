"""What every subject stands on: who acts, for which office, the journal, words, numbers."""
