"""Functions of values and arrays: no database, no files."""
