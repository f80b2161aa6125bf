using System.CommandLine;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Commands.Init;

/// <summary><c>init</c>: looks at a portal, says what can be watched and what cannot, and writes a configuration that rolls nothing back.</summary>
internal static class InitCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var portal = new Option<string>("--portal")
        {
            Description = "Where people open the portal, for example https://admin.example.com.",
            Required = true,
        };
        var api = new Option<string?>("--api") { Description = "Where its API answers, when that is elsewhere." };
        var environment = new Option<string>("--env")
        {
            Description = "Which environment that is.",
            DefaultValueFactory = _ => "Prod",
        };
        var output = new Option<string>("--out")
        {
            Description = "Where the configuration goes; a file that is there is never overwritten.",
            DefaultValueFactory = _ => "watchdog.json",
        };
        var command = new Command("init", "Look at a portal and write a first configuration, with execution off.")
        {
            portal,
            api,
            environment,
            output,
        };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    parsed.GetValue(portal)!,
                    parsed.GetValue(api),
                    parsed.GetValue(environment)!,
                    parsed.GetValue(output)!,
                    Console.Out,
                    Console.Error,
                    cancellation
                )
        );
        return command;
    }

    internal static async Task<int> RunAsync(
        string portal,
        string? api,
        string environment,
        string file,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        if (Problem(portal, api, environment, file) is { } problem)
        {
            await error.WriteLineAsync(problem);
            return ExitCodes.BadInput;
        }

        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { Timeout = Patience };
        var found = await new PortalLooker(http).LookAsync(new(api ?? portal), new(portal), cancellation);
        Write(output, found);
        if (found.All.All(finding => !finding.IsThere))
        {
            await error.WriteLineAsync(
                $"Nothing of a portal answers at {api ?? portal}. No configuration was written."
            );
            return ExitCodes.Failed;
        }

        try
        {
            // Created and not opened: whoever was faster keeps what they wrote.
            await using var written = new StreamWriter(new FileStream(file, FileMode.CreateNew, FileAccess.Write));
            await written.WriteAsync(FirstConfiguration.Of(found, environment));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"--out = {file}: {refused.Message}");
            return ExitCodes.Failed;
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync($"Wrote {file}. Execution is Off: proposals are seen, nothing is run.");
        await output.WriteLineAsync(
            "Next: name the last known good releases (Lkg) and a vantage outside, set MCPX_SERVICE_TOKEN, then"
        );
        await output.WriteLineAsync($"  mcpx-watchdog check-config --config {file}");
        return ExitCodes.Ok;
    }

    private static string? Problem(string portal, string? api, string environment, string file) =>
        !OptionsValidator.IsAddress(portal) ? $"--portal = {portal}: must be an absolute http or https address"
        : api is not null && !OptionsValidator.IsAddress(api)
            ? $"--api = {api}: must be an absolute http or https address"
        : !OptionsValidator.KnownEnvironments.Contains(environment)
            ? $"--env = {environment}: is none; known are {string.Join(", ", OptionsValidator.KnownEnvironments)}"
        : File.Exists(file) ? $"--out = {file}: is there already and is not overwritten"
        : null;

    private static void Write(TextWriter output, PortalFindings found)
    {
        foreach (var finding in found.All)
        {
            output.WriteLine(
                finding.IsThere
                    ? $"  found    {finding.What}: {finding.Path} {finding.Said}"
                    : $"  missing  {finding.What}: {finding.Said}"
            );
            if (!finding.IsThere)
            {
                output.WriteLine($"           Not seen without it: {finding.Without}.");
            }
        }
    }
}
