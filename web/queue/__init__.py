"""Queue: what the service desk is asked, weighed, filtered, grouped and handed out."""
