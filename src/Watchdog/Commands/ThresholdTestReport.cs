using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Replay;
using Mcpx.Watchdog.Replay.ThresholdTests;

namespace Mcpx.Watchdog.Commands;

/// <summary><c>check-config --tests</c>: runs the tests of thresholds and says which expectations do not hold.</summary>
internal static class ThresholdTestReport
{
    public static int Run(string tests, string? config, bool json, TextWriter output, TextWriter error)
    {
        WatchdogOptions? configured = null;
        IReadOnlyDictionary<string, Release> releases = new Dictionary<string, Release>(StringComparer.Ordinal);
        if (config is not null)
        {
            // No secret is needed to judge a test, so that it runs where there are none.
            var loaded = LoadedConfiguration.Load(config);
            var errors = loaded
                .Errors.Where(wrong => !wrong.Key.EndsWith("Variable", StringComparison.Ordinal))
                .ToList();
            if (errors.Count > 0)
            {
                return ConfigurationReport.Refuse(errors);
            }

            configured = loaded.Options;
            releases = new ReleaseFolder(configured.ReleaseFolder).Read().Releases;
        }

        try
        {
            var file = ThresholdTestReader.Read(tests, configured, releases);
            var unmet = file.Tests.SelectMany(test => new TestRun(file, test).Run()).ToList();
            Write(file, unmet, json, output);
            return unmet.Count > 0 ? ExitCodes.Failed : ExitCodes.Ok;
        }
        catch (BadFileException problem)
        {
            foreach (var line in problem.Problems)
            {
                error.WriteLine(line);
            }

            return ExitCodes.BadInput;
        }
    }

    private static void Write(ThresholdTestFile file, List<Unmet> unmet, bool json, TextWriter output)
    {
        if (json)
        {
            var failed = unmet.Select(one => new
            {
                one.Place.File,
                one.Place.Line,
                one.Place.Column,
                one.Test,
                one.Text,
            });
            var result = new
            {
                Tests = file.Tests.Count,
                file.Expectations,
                Failed = failed,
            };
            output.WriteLine(JsonSerializer.Serialize(result, EventBody.Json));
            return;
        }

        foreach (var one in unmet)
        {
            output.WriteLine(one);
        }

        output.WriteLine(
            unmet.Count == 0
                ? FormattableString.Invariant($"All {file.Expectations} expectations of {file.Tests.Count} tests hold.")
                : FormattableString.Invariant(
                    $"{unmet.Count} of {file.Expectations} expectations of {file.Tests.Count} tests failed."
                )
        );
    }
}
