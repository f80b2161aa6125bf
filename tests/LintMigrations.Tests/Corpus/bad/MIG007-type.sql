DROP TYPE dbo.FlagKey; -- here
