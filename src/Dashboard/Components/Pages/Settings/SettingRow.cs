using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Silences;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Settings;

/// <summary>One threshold as it is applied.</summary>
/// <param name="Trigger">The trigger, "sse-heartbeat".</param>
/// <param name="Path">Its key below the environment's <c>Triggers</c>, "SseHeartbeat:LimitGap".</param>
/// <param name="Name">The key as words, "Limit gap".</param>
/// <param name="Value">The value with its unit.</param>
/// <param name="Default">The runbook's, the same way.</param>
/// <param name="Differs">Whether it is another than the runbook's.</param>
/// <param name="From">Where it comes from.</param>
public sealed record SettingRow(
    string Trigger,
    string Path,
    string Name,
    string Value,
    string Default,
    bool Differs,
    string From
)
{
    /// <summary>The thresholds of an environment, in the runbook's order.</summary>
    /// <param name="environment">Its name.</param>
    /// <param name="options">What is applied there.</param>
    /// <param name="origins">Where keys come from; null where nobody wrote that down.</param>
    internal static IReadOnlyList<SettingRow> Of(
        string environment,
        EnvironmentOptions options,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? origins
    )
    {
        var runbook = new TriggerOptions();
        return
        [
            .. TriggerNames.All.SelectMany(name =>
                Rows(
                    name,
                    SectionOf(runbook, name),
                    options.Triggers.Of(name),
                    runbook.Of(name),
                    key =>
                        OriginOf(
                            origins,
                            $"Watchdog:Environments:{environment}:Triggers:{SectionOf(runbook, name)}:{key}"
                        )
                )
            ),
        ];
    }

    /// <summary>Where a key comes from, in words.</summary>
    internal static string OriginOf(IReadOnlyDictionary<string, IReadOnlyList<string>>? origins, string key)
    {
        if (origins is null)
        {
            return "not recorded";
        }

        var from = origins.FirstOrDefault(origin =>
            origin.Value.Any(known =>
                known.Equals(key, StringComparison.OrdinalIgnoreCase)
                || known.StartsWith($"{key}:", StringComparison.OrdinalIgnoreCase)
            )
        );
        return from.Key switch
        {
            null => "default",
            ConfigurationApplied.FromEnvironment => $"variable {key.Replace(":", "__", StringComparison.Ordinal)}",
            var file => file,
        };
    }

    /// <summary>A value as people read it; a count has no unit.</summary>
    internal static string Text(object? value, string key) =>
        value switch
        {
            null => "not set",
            TimeSpan { Ticks: 0 } => "none, at once",
            TimeSpan span => SilenceWords.Span(span),
            bool yes => yes ? "yes" : "no",
            decimal percent when key.EndsWith("Percent", StringComparison.Ordinal) => string.Create(
                CultureInfo.InvariantCulture,
                $"{percent:0.####} %"
            ),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            IEnumerable and not string => "a list",
            _ => value.ToString() ?? "none",
        };

    /// <summary>A key's name as words: "Hold for".</summary>
    internal static string Spaced(string key)
    {
        var text = new StringBuilder(key.Length + 4);
        foreach (var c in key)
        {
            _ =
                c == ':' ? text.Append(", ")
                : char.IsAsciiLetterUpper(c) && text.Length > 0
                    ? text.Append(text[^1] == ' ' ? "" : " ").Append(char.ToLowerInvariant(c))
                : text.Append(c);
        }

        return text.ToString();
    }

    private static string SectionOf(TriggerOptions options, string trigger) =>
        typeof(TriggerOptions)
            .GetProperties()
            .First(property => ReferenceEquals(property.GetValue(options), options.Of(trigger)))
            .Name;

    private static IEnumerable<SettingRow> Rows(
        string trigger,
        string section,
        TriggerPolicy applied,
        TriggerPolicy runbook,
        Func<string, string> from
    ) =>
        Leaves("", applied, runbook)
            .Select(leaf =>
                leaf is { Key: "Window", Applied: null }
                    ? Window(trigger, section, applied, runbook, from)
                    : new SettingRow(
                        trigger,
                        $"{section}:{leaf.Key}",
                        Spaced(leaf.Key),
                        Text(leaf.Applied, leaf.Key),
                        leaf is { Key: "Window", Default: null } ? Unset(runbook) : Text(leaf.Default, leaf.Key),
                        !Equals(leaf.Applied, leaf.Default),
                        from(leaf.Key)
                    )
            );

    /// <summary>A window that is not set follows the hold, where there is one.</summary>
    private static SettingRow Window(
        string trigger,
        string section,
        TriggerPolicy applied,
        TriggerPolicy runbook,
        Func<string, string> from
    ) =>
        new(
            trigger,
            $"{section}:Window",
            "Window",
            Unset(applied),
            Unset(runbook),
            applied.EffectiveWindow != runbook.EffectiveWindow,
            applied.EffectiveWindow == runbook.EffectiveWindow
                ? from("Window")
                : $"a fifth of the hold, {from("HoldFor")}"
        );

    private static string Unset(TriggerPolicy policy) =>
        policy.EffectiveWindow == TimeSpan.Zero ? "none" : SilenceWords.Span(policy.EffectiveWindow);

    private static IEnumerable<(string Key, object? Applied, object? Default)> Leaves(
        string prefix,
        object applied,
        object runbook
    ) =>
        applied
            .GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .SelectMany(property =>
            {
                var (key, mine, theirs) = (
                    $"{prefix}{property.Name}",
                    property.GetValue(applied),
                    property.GetValue(runbook)
                );
                return mine is not null && theirs is not null && IsGroup(property.PropertyType)
                    ? Leaves($"{key}:", mine, theirs)
                    : [(key, mine, theirs)];
            });

    private static bool IsGroup(Type type) =>
        type.IsClass && type != typeof(string) && !typeof(IEnumerable).IsAssignableFrom(type);
}
