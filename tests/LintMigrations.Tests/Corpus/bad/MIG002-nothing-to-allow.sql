-- lint: allow MIG005 the column went long ago -- here
SELECT 1;
