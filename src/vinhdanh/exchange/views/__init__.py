"""The import pages: files, columns, preview, spellings, persons recorded twice."""
