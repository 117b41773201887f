"""Pages of training and recruitment."""
