"""A paper as an editable Word file, from the built-in template or one of the agency's own."""

from vinhdanh.documents.docx.checking import check_template
from vinhdanh.documents.docx.filling import built_in, paper_docx
from vinhdanh.documents.docx.language import Problem
from vinhdanh.documents.docx.reading import docx_lines
from vinhdanh.documents.docx.tags import TAGS

__all__ = ["TAGS", "Problem", "built_in", "check_template", "docx_lines", "paper_docx"]
