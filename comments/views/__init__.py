"""Views of the discussion, a file a page or a group of pages."""
