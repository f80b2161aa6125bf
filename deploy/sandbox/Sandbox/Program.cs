using Mcpx.Sandbox.Commands;

return await SandboxCommand.RunAsync(args);
