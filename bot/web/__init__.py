"""Doorstep's web routes: providers' webhooks, health, and the practice phones."""
