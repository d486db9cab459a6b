"""Pages of articles: lists for readers, the desk for editors."""
