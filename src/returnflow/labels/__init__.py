"""Return labels and drop-off codes: made, rasterised, decoded back before release."""
