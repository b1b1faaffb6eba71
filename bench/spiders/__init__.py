"""The spider of the re-crawl bench."""
