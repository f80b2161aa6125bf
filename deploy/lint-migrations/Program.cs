using Mcpx.LintMigrations;

return LintCommand.Create().Run(args, Console.Out, Console.Error);
