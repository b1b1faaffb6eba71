"""Entry: what the page of one entry shows, made of what is stored; pure but for `acting`."""
