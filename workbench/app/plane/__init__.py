"""The part in the browser of the map of segments."""
