:r other.sql -- here
