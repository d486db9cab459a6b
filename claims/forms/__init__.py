"""Forms of statements in question, by who fills them in."""
