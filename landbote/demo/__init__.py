"""Demo: the whole way once, with no network: sample pages, three subscribers, real mail."""
