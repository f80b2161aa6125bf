@set "WATCHDOG_ROOT=%~dp0" & dotnet run --project "%~dp0deploy\launcher" -- %*
