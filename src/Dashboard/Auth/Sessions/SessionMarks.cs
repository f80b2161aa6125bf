using System.Globalization;
using Microsoft.AspNetCore.Authentication;

namespace Mcpx.Dashboard.Auth.Sessions;

/// <summary>What a session's ticket remembers beside who it is.</summary>
internal static class SessionMarks
{
    private const string Began = "mcpx.began";
    private const string Checked = "mcpx.checked";

    /// <summary>When the person signed in; a session ends so long after that, whatever they do.</summary>
    public static DateTimeOffset? BeganAt(this AuthenticationProperties properties) => Read(properties, Began);

    /// <summary>When the provider last said that the person still is who they were.</summary>
    public static DateTimeOffset? CheckedAt(this AuthenticationProperties properties) => Read(properties, Checked);

    /// <summary>Notes a sign-in, which is a check too.</summary>
    public static void Begin(this AuthenticationProperties properties, DateTimeOffset now)
    {
        Write(properties, Began, now);
        Write(properties, Checked, now);
    }

    /// <summary>Notes a check.</summary>
    public static void Check(this AuthenticationProperties properties, DateTimeOffset now) =>
        Write(properties, Checked, now);

    private static DateTimeOffset? Read(AuthenticationProperties properties, string mark) =>
        properties.Items.TryGetValue(mark, out var text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    private static void Write(AuthenticationProperties properties, string mark, DateTimeOffset at) =>
        properties.Items[mark] = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
