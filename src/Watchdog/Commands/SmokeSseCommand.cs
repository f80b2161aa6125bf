using System.CommandLine;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Sse;
using Mcpx.Watchdog.Wire;
using Mcpx.Watchdog.Yaml;

namespace Mcpx.Watchdog.Commands;

/// <summary><c>smoke sse</c>: listens to one event stream and says whether it keeps the runbook's limits (sections 6 and 12).</summary>
internal static class SmokeSseCommand
{
    public static Command Create()
    {
        var url = new Option<string>("--url")
        {
            Description = "The event stream, for example https://admin.example.com/api/events.",
            Required = true,
        };
        var token = new Option<string?>("--token-env") { Description = "Name of the variable with the bearer token." };
        var duration = Duration("--duration", "30s", "How long the stream is held.");
        var timeout = Duration("--timeout", "5s", "How long each fresh connection may take to say something.");
        var maxTtfb = Duration("--max-ttfb", "200ms", "Limit of the median time to the first event or comment.");
        var maxGap = Duration("--max-gap", "15s", "Limit of every gap between bytes.");
        var connections = new Option<int>("--connections")
        {
            Description = "How many fresh connections are timed.",
            DefaultValueFactory = _ => 10,
        };
        var http2 = new Option<bool>("--http2") { Description = "Speak HTTP/2." };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = new Command("sse", "Time the first event and the heartbeat of an event stream.")
        {
            url,
            token,
            duration,
            connections,
            timeout,
            maxTtfb,
            maxGap,
            http2,
            json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var asked = new Asked(
                    parsed.GetValue(url)!,
                    parsed.GetValue(token),
                    parsed.GetValue(connections),
                    ShortDuration.Read(parsed.GetValue(timeout)!) ?? TimeSpan.Zero,
                    ShortDuration.Read(parsed.GetValue(duration)!) ?? TimeSpan.Zero,
                    new()
                    {
                        MaxFirstEvent = ShortDuration.Read(parsed.GetValue(maxTtfb)!) ?? TimeSpan.Zero,
                        MaxGap = ShortDuration.Read(parsed.GetValue(maxGap)!) ?? TimeSpan.Zero,
                    },
                    parsed.GetValue(http2)
                );
                return await RunAsync(asked, parsed.GetValue(json), Console.Out, Console.Error, cancellation);
            }
        );
        return command;
    }

    internal static async Task<int> RunAsync(
        Asked asked,
        bool json,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        var secret = asked.TokenVariable is { } variable ? Secrets.Read(variable) : null;
        var problem =
            !OptionsValidator.IsAddress(asked.Url) ? $"--url {asked.Url}: must be an absolute http or https address."
            : asked.TokenVariable is not null && secret is null
                ? $"--token-env {asked.TokenVariable}: names an environment variable that is not set."
            : asked.Connections is < 1 or > 1_000 ? $"--connections {asked.Connections}: must be from 1 to 1000."
            : null;
        if (problem is not null)
        {
            await error.WriteLineAsync(problem);
            return ExitCodes.BadInput;
        }

        using var wire = new WireClient();
        using var http2 = new Http2Client();
        var heard = await new StreamListener(new(wire, http2), TimeProvider.System).ListenAsync(
            new(new(asked.Url), asked.Http2),
            secret,
            asked.Connections,
            asked.Timeout,
            asked.Duration,
            cancellation
        );
        var report = new StreamReport(asked.Url, heard, StreamChecks.Of([heard], asked.Limits));
        await output.WriteLineAsync(json ? report.Json() : report.Text());
        return report.Passed ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static Option<string> Duration(string name, string otherwise, string description)
    {
        var option = new Option<string>(name)
        {
            Description = $"{description} A duration like 30s or 250ms.",
            DefaultValueFactory = _ => otherwise,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { } text || ShortDuration.Read(text) is not { Ticks: > 0 })
            {
                result.AddError($"{name} {result.GetValueOrDefault<string>()}: {ShortDuration.Shape}.");
            }
        });
        return option;
    }

    /// <summary>What was asked for.</summary>
    internal sealed record Asked(
        string Url,
        string? TokenVariable,
        int Connections,
        TimeSpan Timeout,
        TimeSpan Duration,
        ValidationOptions Limits,
        bool Http2 = false
    );
}
