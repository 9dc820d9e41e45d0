"""Recording what a program writes, and building what a disk may hold after the power was cut."""
