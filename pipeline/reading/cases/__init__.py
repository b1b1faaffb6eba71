"""Cases: for whom or what each value holds, bound from sentences, lists, tables and headings."""
