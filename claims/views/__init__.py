"""Pages of statements in question: asked by readers, sorted by staff, settled by editors."""
