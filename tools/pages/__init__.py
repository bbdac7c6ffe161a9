"""One module a generated page (or folder of pages): `pages(root)` returns paths below docs/ and their text."""
