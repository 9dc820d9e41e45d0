"""A team on a shared folder: what comes there is brought in, and one's own work goes out there."""
