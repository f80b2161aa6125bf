using System.Globalization;
using System.Text;

namespace Mcpx.Dashboard.Auth.Access;

/// <summary>Writes docs/roles.md from the table, so that the two cannot differ.</summary>
internal static class RolesDocument
{
    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        [Roles.IncidentCommander] = "IC",
        [Roles.DecisionOwner] = "Decision Owner",
    };

    public static string Write()
    {
        var text = new StringBuilder(
            """
            # Who may do what

            Written from `src/Dashboard/Auth/Access`; a test holds the two together. Set `MCPX_WRITE_DOCS=1` and run that test to write it
            anew. How people and pipelines come in stands in [sign-in](sign-in.md).

            The table says who may **at most**. The domain decides once more where the act happens, whoever asks: by the environment's
            approval policy, by who caused the change, by what stands in the journal. What has no line here is refused to everybody.

            Roles are claims, written exactly so: 
            """
        );
        text.Append(string.Join(", ", Roles.All.Select(static role => $"`{role}`")))
            .Append(". `Deployer` is for pipelines. Programs with a token of their own keep only ")
            .Append(string.Join(", ", Roles.OfPrograms.Select(static role => $"`{role}`")))
            .AppendLine(" of their roles: pipelines declare, people approve.")
            .AppendLine()
            .AppendLine("## Acts")
            .AppendLine();
        Acts(text);
        Doors(text, "## Pages", DoorKind.Page);
        Doors(text, "## Calls", DoorKind.Call);
        return text.AppendLine()
            .AppendLine(
                "Static files are open. The circuit of a page (`/_blazor`) takes what looking takes; each page inside it, and each act, is asked again."
            )
            .ToString()
            .ReplaceLineEndings("\n");
    }

    private static void Acts(StringBuilder text)
    {
        text.Append("| act |")
            .AppendJoin("", Roles.All.Select(static role => $" {Short.GetValueOrDefault(role, role)} |"))
            .AppendLine(" key scope | narrowed by |")
            .Append("|---|")
            .AppendJoin("", Roles.All.Select(static _ => ":-:|"))
            .AppendLine("---|---|");
        foreach (var rule in AccessTable.Rules)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {rule.Words} |")
                .AppendJoin("", Roles.All.Select(role => rule.Roles.Contains(role) ? " yes |" : " – |"))
                .AppendLine(
                    CultureInfo.InvariantCulture,
                    $" {(rule.Scope is null ? "–" : $"`{rule.Scope}`")} | {rule.Narrowed ?? "–"} |"
                );
        }
    }

    private static void Doors(StringBuilder text, string title, DoorKind kind)
    {
        text.AppendLine().AppendLine(title).AppendLine().AppendLine("| address | takes |").AppendLine("|---|---|");
        foreach (var entry in AccessEntries.All.Where(entry => entry.Kind == kind))
        {
            var name = $"{entry.Method} {entry.Route}".Trim();
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| `{name}` | {(entry.Act is { } act ? AccessTable.Of(act).Words : $"nothing: {entry.Open}")} |"
            );
        }
    }
}
