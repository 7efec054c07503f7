"""The situation report: what the reports of a period and a place say, as HTML, PDF, DOCX or Markdown."""
