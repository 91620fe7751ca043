"""ZPL II for label printers, twice: dot for dot (`dots`, read back before release) and as commands (`commands`, small)."""
