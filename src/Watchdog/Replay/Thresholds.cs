using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Replay;

/// <summary>
/// Thresholds to try: the configuration's section <c>Triggers</c> with the keys that shall be others than recorded.
/// </summary>
internal sealed class Thresholds
{
    private const string Section = "Triggers";
    private readonly string _file;
    private readonly IReadOnlyList<KeyValuePair<string, string?>> _values;

    private readonly Func<ConfigurationError, string> _words;

    private Thresholds(
        string file,
        IReadOnlyList<KeyValuePair<string, string?>> values,
        Func<ConfigurationError, string> words
    ) => (_file, _values, _words) = (file, values, words);

    /// <summary>The file's name, without its folder.</summary>
    public string Name => Path.GetFileName(_file);

    /// <summary>Reads a file.</summary>
    /// <exception cref="BadFileException">It cannot be read, or a key or value in it is wrong.</exception>
    public static Thresholds Load(string file)
    {
        if (!File.Exists(file))
        {
            throw new BadFileException(file, "There is no such file.");
        }

        IConfigurationRoot root;
        try
        {
            root = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(file)).Build();
        }
        catch (InvalidDataException problem)
        {
            throw new BadFileException(file, problem.InnerException?.Message ?? problem.Message);
        }

        return Of(file, root, error => $"{file}: {error}");
    }

    /// <summary>Takes them from what was read already.</summary>
    /// <param name="file">Where they stand.</param>
    /// <param name="root">With the section <c>Triggers</c>.</param>
    /// <param name="words">How an error is told.</param>
    public static Thresholds Of(string file, IConfiguration root, Func<ConfigurationError, string> words)
    {
        var errors = root.GetChildren()
            .Where(child => !child.Key.Equals(Section, StringComparison.OrdinalIgnoreCase))
            .Select(child => new ConfigurationError(
                child.Path,
                child.Value ?? "an object",
                $"only {Section} is known here"
            ))
            .Concat(SectionCheck.Errors(root.GetSection(Section), typeof(TriggerOptions)))
            .ToList();
        return errors.Count > 0
            ? throw new BadFileException([.. errors.Select(words)])
            : new(file, [.. root.AsEnumerable()], words);
    }

    /// <summary>An environment's options with these thresholds over its own.</summary>
    /// <exception cref="BadFileException">Together they make no sense.</exception>
    public EnvironmentOptions Over(string environment, EnvironmentOptions options)
    {
        var own = JsonSerializer.SerializeToUtf8Bytes(new { options.Triggers }, EventBody.Json);
        using var stream = new MemoryStream(own);
        var triggers = new ConfigurationBuilder()
            .AddJsonStream(stream)
            .AddInMemoryCollection(_values)
            .Build()
            .GetSection(Section)
            .Get<TriggerOptions>()!;
        var tried = options with { Triggers = triggers };
        var errors = Problems(environment, tried);
        return errors.Count > 0 ? throw new BadFileException([.. errors.Select(_words)]) : tried;
    }

    /// <summary>What is wrong with the numbers, each with its key below <c>Triggers</c>.</summary>
    private static List<ConfigurationError> Problems(string environment, EnvironmentOptions options)
    {
        var watchdog = new WatchdogOptions
        {
            Environments = new Dictionary<string, EnvironmentOptions>(StringComparer.Ordinal)
            {
                [environment] = options,
            },
        };
        var place = $"Watchdog:Environments:{environment}:";
        return
        [
            .. OptionsValidator
                .Validate(watchdog, [.. options.Lkg.Values])
                .Where(error => error.Key.StartsWith($"{place}{Section}:", StringComparison.Ordinal))
                .Select(error => error with { Key = error.Key[place.Length..] }),
        ];
    }
}
