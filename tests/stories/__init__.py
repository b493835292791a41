"""Whole stories on a real database, with everybody's phones in one script."""
