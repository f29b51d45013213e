"""The pages: everything that is written as HTML, with the style sheets, scripts and templates for it."""
