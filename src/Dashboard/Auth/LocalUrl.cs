namespace Mcpx.Dashboard.Auth;

/// <summary>Where to go after signing in: a path of this site, never another host. An open redirect lends our name to a thief.</summary>
internal static class LocalUrl
{
    /// <summary>The address when it is a path of ours ("/x"), otherwise "/". "//host", "/\host" and control characters are refused.</summary>
    public static string Or(string? url) =>
        url is ['/', ..] && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl) ? url : "/";
}
