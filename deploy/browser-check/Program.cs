using Mcpx.BrowserCheck;

return await CheckCommand.RunAsync(args);
