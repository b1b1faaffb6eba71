"""Truth: how much of what annotated texts say is read, stated rightly, or asked."""
