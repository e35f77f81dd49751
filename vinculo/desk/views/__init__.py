"""What the staff see of the desk."""
