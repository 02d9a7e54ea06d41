"""The command line, on Typer."""
