"""Others' ways to the same ends, measured beside ours."""
