using System.Collections.Frozen;
using Mcpx.Domain.Contracts;
using Mcpx.Watchdog.Yaml;
using YamlDotNet.RepresentationModel;

namespace Mcpx.Watchdog.Contracts;

/// <summary>
/// Reads shapes: words, an object with its members, or a list with the shape of its items. Named shapes are read once, when
/// they are asked for.
/// </summary>
internal sealed class ShapeReader
{
    private readonly string _file;
    private readonly List<string> _problems;
    private readonly Dictionary<string, YamlNode> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonShape?> _read = new(StringComparer.Ordinal);
    private bool _circle;

    public ShapeReader(string file, YamlNode? shapes, List<string> problems)
    {
        (_file, _problems) = (file, problems);
        foreach (var (key, value) in shapes is null ? [] : YamlMap.Pairs(file, shapes, problems))
        {
            if (ShapeWords.Reserved.Contains(key.Value!) || key.Value!.Contains(' ', StringComparison.Ordinal))
            {
                problems.Add($"{Place.Of(file, key)}: {key.Value} cannot be a shape's name");
            }
            else
            {
                _named[key.Value!] = value;
            }
        }

        foreach (var name in _named.Keys)
        {
            Named(name);
        }
    }

    /// <summary>Reads one; <c>any</c>, and a problem, where none can be read.</summary>
    public JsonShape Read(YamlNode node) =>
        node switch
        {
            YamlScalarNode scalar => Words(scalar),
            YamlSequenceNode { Children: [var item] } => new JsonShape.ArrayOf(Read(item)),
            YamlMappingNode => new JsonShape.Object(Members(node)),
            _ => Nothing(node, "a list must hold the one shape of all its items"),
        };

    private FrozenDictionary<string, JsonShape.Member> Members(YamlNode node)
    {
        var members = new Dictionary<string, JsonShape.Member>(StringComparer.Ordinal);
        foreach (var (key, value) in YamlMap.Pairs(_file, node, _problems))
        {
            var optional = key.Value!.EndsWith('?');
            var name = optional ? key.Value[..^1] : key.Value;
            if (name.Length == 0 || !members.TryAdd(name, new(Read(value), optional)))
            {
                _problems.Add($"{Place.Of(_file, key)}: {key.Value} is no name, or stands above already");
            }
        }

        return members.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private JsonShape Words(YamlScalarNode scalar)
    {
        _circle = false;
        return ShapeWords.Read(scalar.Value ?? "", Named) is { } shape ? shape
            : _circle ? Nothing(scalar, $"{scalar.Value}: a shape must not hold itself")
            : Nothing(scalar, $"{scalar.Value}: {ShapeWords.Expected}");
    }

    /// <summary>Null where nobody named it, or where it is being read already: it would hold itself.</summary>
    private JsonShape? Named(string name)
    {
        if (_read.TryGetValue(name, out var known))
        {
            _circle = known is null;
            return known;
        }

        if (!_named.TryGetValue(name, out var node))
        {
            return null;
        }

        _read[name] = null;
        var shape = Read(node);
        _read[name] = shape;
        _circle = false;
        return shape;
    }

    private JsonShape.Any Nothing(YamlNode node, string problem)
    {
        _problems.Add($"{Place.Of(_file, node)}: {problem}");
        return new();
    }
}
