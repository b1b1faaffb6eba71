"""Reading the search API of the EU Funding & Tenders Portal (SEDIA)."""
