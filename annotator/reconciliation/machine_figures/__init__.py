"""What a machine's readings come to beside people's and beside what is settled, kept by article."""
