"""Pairs of a befriender and a resident: what is heard, ranked and said of them."""
