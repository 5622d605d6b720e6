"""Where a class is kept: tables, transactions, group commit."""
