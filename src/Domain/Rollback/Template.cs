using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Rollback;

/// <summary>An address or a body with places for values, each of which is escaped for where it stands.</summary>
public static class Template
{
    /// <summary>
    /// Replaces <c>{environment}</c>, <c>{component}</c>, <c>{tag}</c>, <c>{sha256}</c> and <c>{key}</c> in one go, so that nothing
    /// in a value is taken for a place.
    /// </summary>
    public static string Fill(
        string template,
        string environment,
        Component component,
        string tag,
        string sha256,
        string key,
        Func<string, string> escape
    )
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(escape);
        (string Place, string Value)[] values =
        [
            ("{environment}", environment),
            ("{component}", component.ToString()),
            ("{tag}", tag),
            ("{sha256}", sha256),
            ("{key}", key),
        ];
        var filled = new System.Text.StringBuilder(template.Length);
        for (var at = 0; at < template.Length; )
        {
            var here = at;
            var (place, value) = Array.Find(
                values,
                one => template.AsSpan(here).StartsWith(one.Place, StringComparison.Ordinal)
            );
            filled.Append(place is null ? template[at].ToString() : escape(value));
            at += place?.Length ?? 1;
        }

        return filled.ToString();
    }
}
