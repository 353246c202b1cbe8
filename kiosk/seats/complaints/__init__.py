"""The complaint book on the seats: entry, book, one complaint, the box, the recap."""
