-- lint: allow MIG999 there is no such rule -- here
SELECT 1;
