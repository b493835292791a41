"""What people reply in a few words: yes or no, how they are, a place on a scale."""
