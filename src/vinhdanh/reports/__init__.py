"""What leaves the house for anybody to read: the pages that prove an honour, its credential, the keys."""
