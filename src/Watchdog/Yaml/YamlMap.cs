using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Mcpx.Watchdog.Yaml;

/// <summary>One mapping of a YAML file whose keys must be known; every problem is added with its place.</summary>
internal sealed class YamlMap
{
    private readonly string _file;
    private readonly List<string> _problems;
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);

    public YamlMap(string file, YamlNode node, List<string> problems, params string[] known)
    {
        (_file, _problems, Node) = (file, problems, node);
        foreach (var (key, value) in Pairs(file, node, problems))
        {
            if (known.Contains(key.Value!, StringComparer.Ordinal))
            {
                _values[key.Value!] = value;
            }
            else
            {
                problems.Add(
                    $"{Place.Of(file, key)}: unknown key {key.Value}; known here are {string.Join(", ", known)}"
                );
            }
        }
    }

    public YamlNode Node { get; }

    public YamlNode? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>The pairs of a mapping; none, and a problem, where something else stands.</summary>
    public static IEnumerable<(YamlScalarNode Key, YamlNode Value)> Pairs(
        string file,
        YamlNode node,
        List<string> problems
    )
    {
        if (node is not YamlMappingNode map)
        {
            problems.Add($"{Place.Of(file, node)}: keys and values must stand here");
            yield break;
        }

        foreach (var (key, value) in map.Children)
        {
            if (key is YamlScalarNode { Value.Length: > 0 } name)
            {
                yield return (name, value);
            }
            else
            {
                problems.Add($"{Place.Of(file, key)}: a key must be text");
            }
        }
    }

    /// <summary>The items of a list; none where the key is absent.</summary>
    public IEnumerable<YamlNode> Items(string key)
    {
        switch (this[key])
        {
            case null:
                return [];
            case YamlSequenceNode list:
                return list.Children;
            case var other:
                Problem(other, $"{key} must be a list");
                return [];
        }
    }

    public string? Text(string key)
    {
        switch (this[key])
        {
            case null:
                return null;
            case YamlScalarNode scalar:
                return scalar.Value ?? "";
            case var other:
                Problem(other, $"{key} must be one value");
                return null;
        }
    }

    public string? Needed(string key)
    {
        if (this[key] is null)
        {
            Problem(Node, $"{key} is missing");
        }

        return Text(key);
    }

    /// <summary>A duration like <c>5m10s</c>.</summary>
    public TimeSpan? Duration(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (ShortDuration.Read(text) is { } duration)
        {
            return duration;
        }

        Problem(this[key]!, $"{key} = {text}: {ShortDuration.Shape}");
        return null;
    }

    /// <summary>One of an enumeration's names.</summary>
    public T? Name<T>(string key)
        where T : struct, Enum
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (
            Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
        )
        {
            return Enum.Parse<T>(name);
        }

        Problem(this[key]!, $"{key} = {text}: must be one of {string.Join(", ", Enum.GetNames<T>())}");
        return null;
    }

    /// <summary>One of some words.</summary>
    public string? OneOf(string key, IReadOnlyList<string> words)
    {
        if (Text(key) is not { } text || words.Contains(text, StringComparer.Ordinal))
        {
            return Text(key);
        }

        Problem(this[key]!, $"{key} = {text}: must be one of {string.Join(", ", words)}");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool? Flag(string key) =>
        OneOf(key, ["true", "false"]) switch
        {
            "true" => true,
            "false" => false,
            _ => null,
        };

    /// <summary>A number of bytes: <c>512</c>, <c>64KiB</c> or <c>1MiB</c>.</summary>
    public int? Size(string key, int most)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        var (digits, unit) =
            text.EndsWith("KiB", StringComparison.Ordinal) ? (text[..^3], 1024)
            : text.EndsWith("MiB", StringComparison.Ordinal) ? (text[..^3], 1024 * 1024)
            : (text, 1);
        if (
            long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1
            && number <= most / unit
        )
        {
            return (int)number * unit;
        }

        Problem(this[key]!, $"{key} = {text}: must be a size like 64KiB, at most {most / 1024}KiB");
        return null;
    }

    public void Problem(YamlNode node, string text) => _problems.Add($"{Place.Of(_file, node)}: {text}");
}
