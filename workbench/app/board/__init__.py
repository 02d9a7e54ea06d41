"""The sorting board's part in the browser."""
