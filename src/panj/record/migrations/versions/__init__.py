"""One module for each step; a step that was given out is never changed."""
