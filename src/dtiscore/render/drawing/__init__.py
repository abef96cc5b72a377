"""What every screen is drawn with: grids, bars, folded text, figures, and text made safe to show."""
