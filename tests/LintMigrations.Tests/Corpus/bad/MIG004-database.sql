DROP DATABASE Portal; -- here
