"""The field's nouns and events: plain values on the standard library."""
