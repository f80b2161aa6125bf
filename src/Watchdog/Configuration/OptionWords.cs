using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Configuration;

/// <summary>What is written about options where they are declared; it lies beside the program.</summary>
internal sealed class OptionWords
{
    private readonly Dictionary<string, string> _byMember;

    private OptionWords(Dictionary<string, string> byMember) => _byMember = byMember;

    /// <summary>Reads it; nothing is known where the file is missing.</summary>
    public static OptionWords Load()
    {
        var file = Path.ChangeExtension(typeof(WatchdogOptions).Assembly.Location, ".xml");
        return new(
            File.Exists(file)
                ? XDocument
                    .Load(file)
                    .Descendants("member")
                    .Where(member => member.Element("summary") is not null)
                    .ToDictionary(
                        member => member.Attribute("name")!.Value,
                        member => Plain(member.Element("summary")!),
                        StringComparer.Ordinal
                    )
                : []
        );
    }

    /// <summary>What a member means; null when nothing is known.</summary>
    public string? Of(PropertyInfo member) =>
        _byMember.GetValueOrDefault($"P:{member.DeclaringType!.FullName!.Replace('+', '.')}.{member.Name}");

    private static string Plain(XElement summary) =>
        Regex
            .Replace(
                string.Concat(
                    summary
                        .Nodes()
                        .Select(node =>
                            node switch
                            {
                                XText text => text.Value,
                                XElement { Name.LocalName: "see" } see => see.Attribute("cref")
                                    ?.Value.Split('(')[0]
                                    .Split('.')[^1]
                                    ?? "",
                                XElement element => element.Value,
                                _ => "",
                            }
                        )
                ),
                @"\s+",
                " ",
                RegexOptions.NonBacktracking
            )
            .Trim();
}
