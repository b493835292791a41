"""What the items of a text come to in the end: one day or time, or None."""
