"""One file for each who calls: student, screen, console, and the pages themselves."""
