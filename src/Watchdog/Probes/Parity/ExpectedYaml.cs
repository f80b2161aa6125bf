using Mcpx.Watchdog.Replay;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Mcpx.Watchdog.Probes.Parity;

/// <summary>
/// Reads an expected file in YAML. It goes by the parser's events and not by its tree: a file is two levels deep at most,
/// and one that is a million deep must end as a problem with a line.
/// </summary>
internal static class ExpectedYaml
{
    public static IReadOnlyList<ExpectedEntry> Read(string file, string text)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            return Read(file, parser);
        }
        catch (YamlException problem)
        {
            throw new BadFileException(file, problem.Start.Line, problem.InnerException?.Message ?? problem.Message);
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or FormatException)
        {
            // The parser says where it is, but not always what it misses.
            throw new BadFileException(file, parser.Current?.End.Line ?? 1, "no YAML can be read from here on");
        }
    }

    private static List<ExpectedEntry> Read(string file, Parser parser)
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            throw new BadFileException(file, 1, "keys and values must stand here");
        }

        var start = parser.Current!.Start.Line;
        if (!parser.TryConsume<MappingStart>(out _))
        {
            throw new BadFileException(file, start, "keys and values must stand here");
        }

        var entries = new List<ExpectedEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Scalar(file, parser, "a key must be text");
            Section(file, parser, key, entries);
        }

        parser.Consume<DocumentEnd>();
        return parser.Current is StreamEnd or null
            ? entries
            : throw new BadFileException(file, parser.Current.Start.Line, "one YAML document only may stand here");
    }

    private static void Section(string file, Parser parser, Scalar key, List<ExpectedEntry> entries)
    {
        if (parser.TryConsume<MappingStart>(out _))
        {
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var name = Scalar(file, parser, "a key must be text");
                entries.Add(Entry(key.Value, name, Scalar(file, parser, "one value must stand here")));
            }
        }
        else if (parser.TryConsume<SequenceStart>(out _))
        {
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                var item = Scalar(file, parser, "one value must stand here");
                entries.Add(new(key.Value, "", Text(item), item.Start.Line));
            }
        }
        else
        {
            entries.Add(Entry(section: null, key, Scalar(file, parser, "one value must stand here")));
        }
    }

    private static ExpectedEntry Entry(string? section, Scalar key, Scalar value) =>
        new(section, key.Value, Text(value), key.Start.Line);

    private static Scalar Scalar(string file, Parser parser, string otherwise) =>
        parser.TryConsume<Scalar>(out var scalar)
            ? scalar
            : throw new BadFileException(file, parser.Current?.Start.Line ?? 1, otherwise);

    /// <summary>A value as it is written: <c>off</c> stays a word. Nothing at all, <c>~</c> and <c>null</c> are none.</summary>
    private static string? Text(Scalar scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" ? null : scalar.Value;
}
