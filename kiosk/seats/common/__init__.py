"""What the pages of every seat share."""
