"""The portal: what a client's people see of the desk. They say *case*; nothing internal is named here."""
