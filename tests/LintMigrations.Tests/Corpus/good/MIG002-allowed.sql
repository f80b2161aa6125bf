-- lint: allow MIG004 no release since v1.2 knows the table; agreed with the DBA
DROP TABLE dbo.Forgotten;
DELETE FROM dbo.Queue; /* lint: allow MIG009 the queue is filled again at every start */
GO
/* lint: allow MIG014, MIG016 reviewed by SEC */
CREATE PROCEDURE dbo.sp_Report
WITH EXECUTE AS OWNER
AS
BEGIN
    SELECT Id FROM dbo.Flag;
    GRANT SELECT ON dbo.Flag TO reporting;
END
