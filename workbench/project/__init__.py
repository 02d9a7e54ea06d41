"""Every verb a researcher has: the one door to change."""
