"""The world outside: carries messages in and out."""
