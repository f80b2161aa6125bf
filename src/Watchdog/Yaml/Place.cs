using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Mcpx.Watchdog.Yaml;

/// <summary>Where something stands in a file, for messages that an editor can follow.</summary>
internal sealed record Place(string File, long Line, long Column)
{
    public static Place Of(string file, YamlNode node) => new(file, node.Start.Line, node.Start.Column);

    public static Place Of(string file, Mark mark) => new(file, mark.Line, mark.Column);

    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}");
}
