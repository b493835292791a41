"""What we remember: tables and queries, one file a noun. Plain functions on a connection."""
