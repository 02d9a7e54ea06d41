"""The thematic map's part in the browser."""
