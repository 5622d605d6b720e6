"""Maps of arguments: claims, and the reasons that lead from one to another."""
