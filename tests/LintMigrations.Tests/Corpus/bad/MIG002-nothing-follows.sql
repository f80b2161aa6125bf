SELECT 1;
GO
-- lint: allow MIG005 nothing stands below -- here
