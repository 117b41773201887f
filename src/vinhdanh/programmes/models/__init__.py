"""Tables of training and recruitment."""
