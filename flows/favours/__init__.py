"""Favours: what kind one is, who is asked next, and what Doorstep itself may ask for."""
