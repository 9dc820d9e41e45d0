"""Networks of actors, frames, targets and outlets, for programs that draw and measure them."""
