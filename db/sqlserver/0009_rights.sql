-- All that the programs may do: execute what stands in the schema, and touch no table. Put their users into the role:
--     ALTER ROLE watchdog_exec ADD MEMBER [mcpx-watchdog];
CREATE ROLE watchdog_exec;
GO

GRANT EXECUTE ON SCHEMA::watchdog TO watchdog_exec;
GO
