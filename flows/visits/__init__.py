"""Visits: when the moments around one are, how they are said, and what is heard of them."""
