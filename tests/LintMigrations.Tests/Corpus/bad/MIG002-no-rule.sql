-- lint: please look away -- here
SELECT 1;
