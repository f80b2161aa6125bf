-- lint: allow MIG016  -- here
SELECT 1;
