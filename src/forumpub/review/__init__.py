"""The way back: a DOCX that editors changed becomes changes of the article."""
