using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Anchors;
using Mcpx.Watchdog.PortalDatabase;
using Mcpx.Watchdog.Probes.Parity;
using Mcpx.Watchdog.Time;

namespace Mcpx.Watchdog.Configuration;

/// <summary>A configuration as read, with every error or none.</summary>
/// <param name="Options">The options; defaults where a value could not be read.</param>
/// <param name="Errors">Every error, each with key and value.</param>
/// <param name="Warnings">What works, but a person should know.</param>
internal sealed record LoadedConfiguration(
    WatchdogOptions Options,
    IReadOnlyList<ConfigurationError> Errors,
    IReadOnlyList<string> Warnings
)
{
    /// <summary>Variable with the configuration's file.</summary>
    public const string FileVariable = "MCPX_WATCHDOG_CONFIG";

    /// <summary>What the files say that the options name.</summary>
    public ConfiguredFiles Files { get; init; } = new();

    /// <summary>Where the keys that are set come from.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Origins { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What a running watchdog's secrets lack; also in <see cref="Errors"/>.</summary>
    public IReadOnlyList<ConfigurationError> SecretErrors { get; init; } = [];

    /// <summary>
    /// The errors that keep a command from the store. Whoever looks into the journal need not hold the watchdog's other secrets: an
    /// auditor has none of them.
    /// </summary>
    public IReadOnlyList<ConfigurationError> StoreErrors =>
        [.. Errors.Except(SecretErrors.Where(error => error.Key != Secrets.StoreKey))];

    /// <summary>The same with the instances that were found: right again, or with the errors that they bring.</summary>
    /// <param name="found">The options with the found instances.</param>
    public LoadedConfiguration Watching(WatchdogOptions found) =>
        this with
        {
            Options = found,
            Errors = OptionsValidator.Validate(found, [.. new ReleaseFolder(found.ReleaseFolder).Read().Releases.Keys]),
            Warnings = WarningsOf(found),
        };

    /// <summary>
    /// Reads appsettings.json beside the program, the given file over it and environment variables over both. Where none is given it is
    /// the file that <see cref="FileVariable"/> names, so that an installation's commands all speak of its one store.
    /// </summary>
    public static LoadedConfiguration Load(string? file)
    {
        file ??= Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } named ? named : null;
        var builder = new ConfigurationBuilder().AddJsonFile(
            Path.Combine(AppContext.BaseDirectory, "appsettings.json"),
            optional: true
        );
        if (file is not null)
        {
            if (!File.Exists(file))
            {
                return new(new(), [new("--config", file, "there is no such file")], []);
            }

            builder.AddJsonFile(Path.GetFullPath(file), optional: false);
        }

        try
        {
            return Check(builder.AddEnvironmentVariables().Build(), FolderOf(file));
        }
        catch (InvalidDataException problem)
        {
            return new(
                new(),
                [new("--config", file ?? "appsettings.json", problem.InnerException?.Message ?? problem.Message)],
                []
            );
        }
    }

    private static string FolderOf(string? file) =>
        file is null ? AppContext.BaseDirectory : Path.GetDirectoryName(Path.GetFullPath(file))!;

    private static LoadedConfiguration Check(IConfigurationRoot configuration, string folder)
    {
        var errors = ConfigurationReader.Check(configuration).ToList();
        var options = ConfigurationReader.Bind(configuration, errors);
        var (releases, problems) = new ReleaseFolder(options.ReleaseFolder).Read();
        errors.AddRange(OptionsValidator.Validate(options, [.. releases.Keys]));
        errors.AddRange(
            problems.Select(problem => new ConfigurationError("Watchdog:ReleaseFolder", options.ReleaseFolder, problem))
        );
        List<ConfigurationError> secrets = [.. Secrets.Missing(options), .. AnchorChecks.Errors(options)];
        errors.AddRange(secrets);
        errors.AddRange(TimeZones.Errors(options));
        errors.AddRange(new Secrets(options).InArguments(options));
        errors.AddRange(PortalConnections.Errors(options));
        errors.AddRange(StorePlaces.Errors(options));
        errors.AddRange(ExpectedFileCheck.Errors(options));
        var (files, complete) = new ConfiguredFiles().Read(options, folder, errors);
        return new(complete, errors, WarningsOf(options))
        {
            Files = files,
            SecretErrors = secrets,
            Origins = KeyOrigins.Of(configuration),
        };
    }

    private static IReadOnlyList<string> WarningsOf(WatchdogOptions options) =>
        [.. OptionsValidator.Warnings(options), .. StorePlaces.Warnings(options), .. SlackWebhooks.Warnings(options)];
}
