"""What comes in from files: people, activities, postcodes, barriers. A file is taken whole or not
at all, with a line for each row that is wrong.
"""
