using System.Text.Json;
using CliWrap;
using CliWrap.Exceptions;
using Mcpx.Domain.Releases;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Database;
using Mcpx.Watchdog.Deployers;
using Win32Exception = System.ComponentModel.Win32Exception;

namespace Mcpx.Watchdog.Releases;

/// <summary>
/// Has the linter judge the scripts of a release that names migrations, in the folder <c>migrations</c> of its folder. What it
/// cannot judge is unknown and said so, and tried again when it is next asked. The same scripts are judged once a process.
/// </summary>
internal sealed class ScriptJudge(TimeProvider time)
{
    /// <summary>The folder in a release's own.</summary>
    public const string Folder = "migrations";

    private const int LongestAnswer = 1024 * 1024;
    private const int LongestError = 400;
    private const int ProblemsKept = 5;
    private const int LongestProblem = 300;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    private readonly Dictionary<string, ScriptsFinding> _judged = new(StringComparer.Ordinal);

    /// <summary>The linter; null when it is not installed.</summary>
    public Func<string?> Program { get; init; } = LintProgram.Find;

    /// <summary>What lies in a release's folder, its scripts judged.</summary>
    public async Task<ReleaseLook> LookAsync(ReleaseFolder folder, Release release, CancellationToken stopping) =>
        folder.Look(release) with
        {
            Scripts = await JudgeAsync(release, folder.FolderOf(release), stopping),
        };

    /// <summary>Judges a release's scripts; null when it names none.</summary>
    public async Task<ScriptsFinding?> JudgeAsync(Release release, string folder, CancellationToken stopping)
    {
        if (release.Migrations.Count == 0)
        {
            return null;
        }

        var place = Path.Combine(folder, Folder);
        if (!Directory.Exists(place))
        {
            return new(Sha256: null, [], $"{release.Tag} has no folder {Folder}");
        }

        string digest;
        try
        {
            digest = ArtifactDigest.Of(place)!;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new(Sha256: null, [], $"the scripts cannot be read: {problem.Message}");
        }

        if (_judged.GetValueOrDefault(release.Tag) is { } known && known.Sha256 == digest)
        {
            return known;
        }

        var found = await RunAsync(place, digest, stopping);
        if (found.NotJudged is null)
        {
            _judged[release.Tag] = found;
        }

        return found;
    }

    private async Task<ScriptsFinding> RunAsync(string place, string digest, CancellationToken stopping)
    {
        if (Program() is not { } program)
        {
            return new(digest, [], "the linter is not installed");
        }

        var isAssembly = program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        string[] arguments = [.. isAssembly ? [program] : Array.Empty<string>(), place, "--json"];
        var (answer, errors) = (new BoundedText(LongestAnswer), new BoundedText(LongestError));
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            var result = await Cli.Wrap(isAssembly ? "dotnet" : program)
                .WithArguments(arguments, escape: true)
                .WithEnvironmentVariables(CleanEnvironment.With())
                .WithValidation(CommandResultValidation.None)
                .WithStandardOutputPipe(BoundedLines.Pipe(LongestAnswer, answer.Add))
                .WithStandardErrorPipe(BoundedLines.Pipe(LongestError / 2, errors.Add))
                .ExecuteAsync(both.Token);
            return result.ExitCode is 0 or 1
                ? Read(answer.Text, digest)
                : new(digest, [], $"the linter ended with {result.ExitCode}: {errors.Text}");
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new(digest, [], $"the linter did not end in {Limit.TotalMinutes:0} min");
        }
        catch (Exception problem) when (problem is Win32Exception or CliWrapException or IOException)
        {
            return new(digest, [], $"the linter could not be started: {problem.Message}");
        }
    }

    /// <summary>What the linter prints as <c>{"findings":[{"rule":"MIG010","severity":"error","file":…,"line":2,"message":…}]}</c>.</summary>
    internal static ScriptsFinding Read(string printed, string digest)
    {
        try
        {
            using var json = JsonDocument.Parse(printed);
            var problems = json
                .RootElement.GetProperty("findings")
                .EnumerateArray()
                .Where(finding =>
                    finding.GetProperty("severity").GetString() == "error"
                    && finding.GetProperty("allowedBecause").ValueKind == JsonValueKind.Null
                )
                .Select(finding =>
                    Shortened(
                        $"{Path.GetFileName(finding.GetProperty("file").GetString())}:{finding.GetProperty("line").GetInt32()} "
                            + $"{finding.GetProperty("rule").GetString()} {finding.GetProperty("message").GetString()?.TrimEnd('.')}"
                    )
                )
                .Take(ProblemsKept)
                .ToList();
            return new(digest, problems, NotJudged: null);
        }
        catch (Exception problem)
            when (problem is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return new(digest, [], "the linter's answer cannot be read");
        }
    }

    private static string Shortened(string text) => text.Length <= LongestProblem ? text : $"{text[..LongestProblem]}…";
}
