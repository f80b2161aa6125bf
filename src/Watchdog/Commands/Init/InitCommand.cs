using System.CommandLine;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Commands.Init;

/// <summary><c>init</c>: looks at a portal, says what can be watched and what cannot, and writes a configuration that rolls nothing back.</summary>
internal static class InitCommand
{
    private const string TokenVariable = "MCPX_PORTAL_TOKEN";
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
        var data = new Option<string?>("--data")
        {
            Description = "The data folder to write into the configuration; else .watchdog beside it.",
        };
        var command = new Command("init", "Look at a portal and write a first configuration, with execution off.")
        {
            portal,
            api,
            environment,
            output,
            data,
        };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    parsed.GetValue(portal)!,
                    parsed.GetValue(api),
                    parsed.GetValue(environment)!,
                    parsed.GetValue(output)!,
                    parsed.GetValue(data),
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
        string? data,
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
        var token = Secrets.Read(TokenVariable);
        var found = await new PortalLooker(http, token).LookAsync(new(api ?? portal), new(portal), cancellation);
        Write(output, found, token is not null, named: api is not null);
        if (found.All.All(finding => finding.Path is null))
        {
            await error.WriteLineAsync(
                $"Nothing of a portal answers at {api ?? portal}. No configuration was written."
            );
            return ExitCodes.Failed;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var releases = Path.Combine(folder, "releases");
        try
        {
            // Created and not opened: whoever was faster keeps what they wrote.
            await using var written = new StreamWriter(new FileStream(file, FileMode.CreateNew, FileAccess.Write));
            await written.WriteAsync(
                FirstConfiguration.Of(
                    found,
                    environment,
                    Path.GetFullPath(data ?? Path.Combine(folder, ".watchdog")),
                    releases
                )
            );
            Directory.CreateDirectory(releases);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"--out = {file}: {refused.Message}");
            return ExitCodes.Failed;
        }

        await output.WriteAsync(
            $"""

            Wrote {file}. Execution is Off: proposals are seen, nothing is run.
            Next:
              Put each release into a folder of {releases} and name the last known good ones (Lkg, docs/releases.md).
              Say where people open the dashboard (DashboardAddress): every message links there.
              Name a vantage outside (Probes:Vantages), so that its own blindness is told from an outage.
              Set MCPX_SERVICE_TOKEN, a long random text that the dashboard gets too, and {TokenVariable}, what the portal lets it in with.
              mcpx-watchdog check-config --config {file}

            """
        );
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

    private static void Write(TextWriter output, PortalFindings found, bool withToken, bool named)
    {
        foreach (var finding in found.All)
        {
            var word =
                finding.IsThere ? "found  "
                : finding.IsLocked ? "locked "
                : "missing";
            output.WriteLine($"  {word}  {finding.What}: {(finding.IsThere ? finding.Path + " " : "")}{finding.Said}");
            if (finding.IsLocked)
            {
                output.WriteLine(
                    withToken
                        ? $"           It does not let in what {TokenVariable} holds."
                        : $"           Set {TokenVariable} to look inside."
                );
            }
            else if (!finding.IsThere)
            {
                output.WriteLine($"           Not seen without it: {finding.Without}.");
            }
        }

        if (!named && found is { Version.Path: null, Stream.Path: null, Metrics.Path: null })
        {
            output.WriteLine("  Nothing of an API answers there. If it has an address of its own, name it with --api.");
        }
    }
}
